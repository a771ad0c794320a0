import { randomUUID } from 'node:crypto';
import { access, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { DomainError } from '#vocabulary/errors';

/** @throws DomainError `backup.exists` {file} */
export async function refuseExisting(file: string): Promise<void> {
  const there = await access(file).then(
    () => true,
    () => false,
  );
  if (there) throw new DomainError('backup.exists', { file });
}

/**
 * A new file that only its owner may read, whole or not at all: written beside its place, flushed, then moved into it.
 * @returns bytes
 * @throws DomainError `backup.exists`, `backup.notWritable`, `backup.interrupted`
 */
export async function writeNew(file: string, stream: Readable): Promise<number> {
  const beside = join(dirname(file), `.${basename(file)}.${randomUUID().slice(0, 8)}`);
  let bytes = 0;
  try {
    const handle = await open(beside, 'wx', 0o600);
    try {
      for await (const chunk of readable(stream)) {
        await handle.writeFile(chunk);
        bytes += chunk.length;
      }
      await handle.sync();
    } finally {
      await handle.close();
    }
    await refuseExisting(file);
    await rename(beside, file);
    return bytes;
  } catch (error) {
    stream.destroy();
    await rm(beside, { force: true });
    if (error instanceof DomainError) throw error;
    throw new DomainError('backup.notWritable', { file, reason: (error as NodeJS.ErrnoException).code ?? String(error) });
  }
}

/** Tells a source that breaks off from a place that cannot be written to. */
async function* readable(stream: Readable): AsyncGenerator<Uint8Array> {
  try {
    yield* stream;
  } catch {
    throw new DomainError('backup.interrupted');
  }
}
