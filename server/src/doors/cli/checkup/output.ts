import { randomUUID } from 'node:crypto';
import { realpath, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { DomainError } from '#vocabulary/errors';

/**
 * Refuses early, before minutes of reading, an output that is one of the inputs.
 * @throws DomainError `out.isInput`
 */
export async function refuseInput(out: string, inputs: readonly string[]): Promise<void> {
  const real = (path: string) => realpath(path).catch(() => path);
  const target = await real(out);
  for (const input of inputs) if ((await real(input)) === target) throw new DomainError('out.isInput', { file: out });
}

/**
 * Whole or not at all: written beside its place, then moved into it.
 * @throws DomainError `out.notWritable`
 */
export async function writeWhole(out: string, text: string): Promise<void> {
  const beside = join(dirname(out), `.${basename(out)}.${randomUUID().slice(0, 8)}`);
  try {
    await writeFile(beside, text, { flag: 'wx' });
    await rename(beside, out);
  } catch (error) {
    await rm(beside, { force: true });
    throw new DomainError('out.notWritable', { file: out, reason: (error as NodeJS.ErrnoException).code ?? String(error) });
  }
}
