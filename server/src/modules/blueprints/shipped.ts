/** The documents that come with the product: blueprints/*.yaml, in the order of their file names. */
import { readdirSync, readFileSync } from 'node:fs';
import { type Blueprint, blueprint } from './blueprint.ts';

const folder = new URL('../../../../blueprints/', import.meta.url);
let read: Promise<readonly Blueprint[]> | null = null;

/** Read once, when somebody first asks; the parser of YAML is not loaded before. */
export function shippedBlueprints(): Promise<readonly Blueprint[]> {
  read ??= readAll().catch((error: unknown) => {
    read = null;
    throw error;
  });
  return read;
}

async function readAll(): Promise<Blueprint[]> {
  const { parse } = await import('yaml');
  const files = readdirSync(folder).filter((file) => file.endsWith('.yaml'));
  return files.sort().map((file) => blueprint.parse(parse(readFileSync(new URL(file, folder), 'utf8'))));
}
