import { readdirSync, readFileSync } from 'node:fs';
import type { z } from 'zod';

/**
 * The documents of a folder beside the server (`blueprints`, `rituals`), in the order of their file names. Read once, when somebody
 * first asks; the parser of YAML is not loaded before.
 */
export function shippedFiles<T>(name: string, schema: z.ZodType<T>): () => Promise<readonly T[]> {
  const folder = new URL(`../../../${name}/`, import.meta.url);
  const readAll = async (): Promise<T[]> => {
    const { parse } = await import('yaml');
    const files = readdirSync(folder).filter((file) => file.endsWith('.yaml'));
    return files.sort().map((file) => schema.parse(parse(readFileSync(new URL(file, folder), 'utf8'))));
  };
  let read: Promise<readonly T[]> | null = null;
  return () => {
    read ??= readAll().catch((error: unknown) => {
      read = null;
      throw error;
    });
    return read;
  };
}
