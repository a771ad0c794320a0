import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { DomainError } from '../vocabulary/errors.ts';

interface Holder {
  pid: number;
  /** Start of that process in kernel ticks: tells a live holder from another process that got its number. */
  born: string;
  address: string | null;
}

export interface FolderLock {
  /** Tells a refused second process where this one answers. */
  publish(address: string): void;
  release(): void;
}

/**
 * Takes the data folder for this process. A lock left by a dead process is taken over.
 * @throws DomainError `data.locked` {folder, pid, address}
 */
export function lockFolder(folder: string): FolderLock {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, 'lock');
  const mine: Holder = { pid: process.pid, born: bornOf(process.pid) ?? '', address: null };
  for (let attempt = 0; ; attempt++) {
    try {
      const handle = openSync(file, 'wx', 0o600);
      writeSync(handle, JSON.stringify(mine));
      closeSync(handle);
      break;
    } catch (error) {
      if (!isExists(error)) throw error;
    }
    const holder = readHolder(file);
    if ((holder && isAlive(holder)) || attempt >= 3) {
      throw new DomainError('data.locked', { folder, pid: holder?.pid ?? 0, address: holder?.address ?? '' });
    }
    rmSync(file, { force: true });
  }
  return {
    publish: (address) => writeFileSync(file, JSON.stringify({ ...mine, address }), { mode: 0o600 }),
    release: () => {
      if (readHolder(file)?.pid === process.pid) rmSync(file, { force: true });
    },
  };
}

/** The process that holds the folder now, if it lives: the command line goes through its address. */
export function folderHolder(folder: string): { pid: number; address: string | null } | null {
  const holder = readHolder(join(folder, 'lock'));
  return holder && isAlive(holder) ? { pid: holder.pid, address: holder.address } : null;
}

function readHolder(file: string): Holder | null {
  try {
    const holder: Partial<Holder> = JSON.parse(readFileSync(file, 'utf8'));
    return typeof holder.pid === 'number' ? { pid: holder.pid, born: holder.born ?? '', address: holder.address ?? null } : null;
  } catch {
    return null;
  }
}

function isAlive(holder: Holder): boolean {
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    // EPERM: it lives and belongs to someone else.
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false;
  }
  const born = bornOf(holder.pid);
  return born === null || holder.born === '' || born === holder.born;
}

/** Field 22 of /proc/<pid>/stat; null where there is no /proc. */
function bornOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}

function isExists(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EEXIST';
}
