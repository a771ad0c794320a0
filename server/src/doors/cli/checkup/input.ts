import { closeSync, constants, openAsBlob, openSync, readSync } from 'node:fs';
import { access, readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { DomainError } from '#vocabulary/errors';
import type { Console } from '../console.ts';

/** Something given on the command line, ready to be read any number of times. */
export interface Input {
  name: string;
  blob: Blob;
  /** The bytes of a plain file; faster than the blob's, and of no use for what is packed in it. */
  open?: () => AsyncIterable<Uint8Array>;
  /** "Now" of the person who saved or pasted it, epoch ms: pasted chats say "yesterday 20:13". */
  at: number;
}

const STDIN = '-';

/** @throws DomainError `file.missing`, `file.isFolder`, `file.unreadable` */
export async function openInput(path: string, console: Console, pasted: { name: string; hint: string }): Promise<Input> {
  if (path === STDIN) {
    if (console.stdin.isTTY) console.stderr.write(`${pasted.hint}\n`);
    const parts: Buffer<ArrayBuffer>[] = [];
    for await (const part of console.stdin) parts.push(Buffer.from(part));
    return { name: pasted.name, blob: new Blob(parts), at: console.now() };
  }
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    throw new DomainError(error.code === 'ENOENT' || error.code === 'ENOTDIR' ? 'file.missing' : 'file.unreadable', { file: path });
  });
  if (found.isDirectory()) throw new DomainError('file.isFolder', { file: path });
  const unreadable = () => {
    throw new DomainError('file.unreadable', { file: path });
  };
  await access(path, constants.R_OK).catch(unreadable);
  const name = basename(path);
  // A pipe such as <(…) has no size and can be read once.
  if (!found.isFile()) return { name, blob: new Blob([await readFile(path).catch(unreadable)]), at: console.now() };
  return { name, blob: await openAsBlob(path).catch(unreadable), open: () => piecesOf(path), at: found.mtimeMs };
}

const PIECE = 1 << 18;

/** Nothing else is going on, so waiting for the disk costs less than going around the event loop for each piece. */
async function* piecesOf(path: string): AsyncGenerator<Uint8Array> {
  const file = openSync(path, 'r');
  try {
    for (;;) {
      const piece = Buffer.allocUnsafeSlow(PIECE);
      const length = readSync(file, piece);
      if (length === 0) return;
      yield piece.subarray(0, length);
    }
  } finally {
    closeSync(file);
  }
}
