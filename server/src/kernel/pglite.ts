/** The embedded engine: one connection in this process, kept in a folder (or in memory for tests). */
import { spawn } from 'node:child_process';
import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { PGlite, type Transaction } from '@electric-sql/pglite';
import { drizzle } from 'drizzle-orm/pglite';
import { fromPglite } from 'pg-boss';
import type { Db } from './context.ts';
import type { Database, Session } from './database.ts';

// `-F` (no fsync) is left out on purpose; 32 MB of buffers keep a bulk import far under the default's memory.
const startParams = [...PGlite.defaultStartParams.filter((param) => param !== '-F'), '-c', 'shared_buffers=32MB', '-c', 'timezone=UTC'];

/** @param folder must be locked by the caller. A fresh one is made in a child process: making it costs memory that is never given back. */
export async function openPglite(folder: string): Promise<Database> {
  if (!existsSync(join(folder, 'PG_VERSION'))) await makeFolder(folder);
  return wrapPglite(await PGlite.create(folder, { startParams }));
}

/** In memory, without fsync: for tests. `image` is a dump of a migrated database. */
export async function openMemory(image?: Blob): Promise<{ database: Database; dump(): Promise<Blob> }> {
  const options = { startParams: [...startParams, '-F'], ...(image ? { loadDataDir: image } : {}) };
  const pglite = await PGlite.create('memory://', options);
  return { database: wrapPglite(pglite), dump: () => pglite.dumpDataDir('none') };
}

async function makeFolder(folder: string): Promise<void> {
  const fresh = `${folder}.new`;
  rmSync(fresh, { recursive: true, force: true });
  const source = `const { PGlite } = await import(${JSON.stringify(import.meta.resolve('@electric-sql/pglite'))});
    const db = await PGlite.create(process.argv[1]); await db.close();`;
  await new Promise<void>((resolve, reject) => {
    const child = spawn(process.execPath, ['--input-type=module', '-e', source, fresh], { stdio: ['ignore', 'ignore', 'pipe'] });
    let complaint = '';
    child.stderr.on('data', (chunk) => {
      complaint = (complaint + chunk).slice(-2000);
    });
    child.on('error', reject);
    child.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`the database folder could not be made: ${complaint}`))));
  });
  renameSync(fresh, folder);
}

function wrapPglite(pglite: PGlite): Database {
  return {
    engine: 'pglite',
    transaction: (begin, work, mode = 'read write') => {
      const done = pglite.transaction(async (tx) => {
        const first = [mode === 'read only' ? 'SET TRANSACTION READ ONLY' : '', begin].filter(Boolean).join('; ');
        if (first) await tx.exec(first);
        return work(sessionOf(tx));
      });
      // The engine answers within the thread: without a turn of the loop, requests would wait for a whole import.
      return done.finally(() => setImmediate());
    },
    query: async <T extends object>(text: string, params?: unknown[]) => (await pglite.query<T>(text, params)).rows,
    exec: (text) => pglite.exec(text).then(() => {}),
    jobs: fromPglite(pglite),
    close: () => pglite.close(),
  };
}

function sessionOf(tx: Transaction): Session {
  return {
    db: dbOf(tx),
    query: async <T extends object>(text: string, params?: unknown[]) => (await tx.query<T>(text, params)).rows,
    exec: (text) => tx.exec(text).then(() => {}),
    arrays: async (text, params) => (await tx.query<unknown[]>(text, params, { rowMode: 'array' })).rows,
  };
}

/** The query builder asks for a whole PGlite but calls only `query` and `transaction`; nested transactions go unused. */
function dbOf(tx: Transaction): Db {
  return drizzle({ client: tx as unknown as PGlite }) as unknown as Db;
}
