/** Taking a backup: one snapshot of every table as text, spooled to disk, with its manifest in front. */
import { createHash, randomUUID } from 'node:crypto';
import { type FileHandle, open, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip, gzipSync } from 'node:zlib';
import type { Database, Session } from '../../kernel/database.ts';
import { DomainError } from '../../vocabulary/errors.ts';
import { version } from '../../vocabulary/version.ts';
import { FORMAT, type Manifest, type ManifestTable } from './manifest.ts';
import { appliedMigrations, leftOut, type MovedTable, movedTables, quoted } from './tables.ts';

export interface Backup {
  manifest: Manifest;
  /** Length of `stream`. */
  bytes: number;
  /** Must be read to its end or destroyed. */
  stream: Readable;
}

// `row_security = off` turns rows hidden by a policy into an error, as pg_dump does. The rest fixes how values are written.
const SNAPSHOT = `SET TRANSACTION ISOLATION LEVEL REPEATABLE READ; SET LOCAL row_security = off; SET LOCAL timezone = 'UTC';
  SET LOCAL datestyle = 'ISO'; SET LOCAL intervalstyle = 'postgres'; SET LOCAL bytea_output = 'hex'; SET LOCAL extra_float_digits = 1`;

const GZIP_LEVEL = 4;
/** Rows a page: at most so many, and about so many characters. A page is all that is held in memory. */
const MOST_ROWS = 1_000;
const FEW_ROWS = 50;
const PAGE_CHARS = 1_000_000;
const PIECE = 256 * 1024;

/**
 * All rows of one instant. The file is written to `folder` first, so that the snapshot lasts as long as reading and not as long
 * as a slow receiver: the embedded database answers nobody else meanwhile. The same rows give the same bytes on both engines.
 * @throws DomainError `backup.nothing`, `backup.noSpace`
 */
export async function takeBackup(database: Database, folder: string, now: number): Promise<Backup> {
  const path = join(folder, `backup-${randomUUID()}.part`);
  const spool = await open(path, 'wx+', 0o600);
  // Gone from the folder at once: whatever happens, no half-written copy of everything is left behind.
  await unlink(path);
  try {
    const tables: ManifestTable[] = [];
    const migrations = await database.transaction(
      SNAPSHOT,
      async (session) => {
        const applied = await beginning(session);
        const lines = allLines(session, tables);
        await pipeline(lines, createGzip({ level: GZIP_LEVEL }), async (packed: AsyncIterable<Buffer>) => {
          for await (const chunk of packed) await spool.writeFile(chunk);
        });
        return applied;
      },
      'read only',
    );
    const manifest: Manifest = {
      qunce: 'backup',
      format: FORMAT,
      version,
      createdAt: new Date(now).toISOString(),
      migrations,
      leftOut,
      tables,
    };
    const head = gzipSync(`${JSON.stringify(manifest)}\n`);
    const { size } = await spool.stat();
    const stream = Readable.from(inTurn(head, spool), { objectMode: false });
    stream.once('close', () => void spool.close().catch(() => {}));
    return { manifest, bytes: head.length + size, stream };
  } catch (error) {
    await spool.close();
    if (error instanceof Error && 'code' in error && error.code === 'ENOSPC') throw new DomainError('backup.noSpace', { folder });
    throw error;
  }
}

/** @throws DomainError `backup.nothing` */
async function beginning(session: Session): Promise<Manifest['migrations']> {
  const [known] = await session.query<{ known: boolean }>(
    "SELECT to_regclass('public.migration') IS NOT NULL AND to_regclass('public.organisation') IS NOT NULL AS known",
  );
  const any = known?.known ? await session.query('SELECT 1 AS found FROM organisation LIMIT 1') : [];
  if (any.length === 0) throw new DomainError('backup.nothing');
  return appliedMigrations(session);
}

async function* allLines(session: Session, done: ManifestTable[]): AsyncGenerator<string> {
  for (const table of await movedTables(session)) {
    const sum = createHash('sha256');
    let rows = 0;
    for await (const page of pagesOf(session, table)) {
      const text = `${page.join('\n')}\n`;
      sum.update(text);
      rows += page.length;
      yield text;
    }
    done.push({ name: table.name, columns: table.columns.map(({ name }) => name), rows, sha256: sum.digest('hex') });
  }
}

/** Each row as one line: a JSON array of the columns' text forms, which every type reads back exactly; null is null. */
async function* pagesOf(session: Session, table: MovedTable): AsyncGenerator<string[]> {
  if (table.key.length === 0) throw new Error(`${table.name} has no primary key to be read in the order of`);
  const columns = table.columns.map(({ name }) => `${quoted(name)}::text`).join(', ');
  // A server sorts text by its own collation.
  const order = table.key.map(({ name, text }) => quoted(name) + (text ? ' COLLATE "C"' : '')).join(', ');
  await session.exec(
    `DECLARE backup NO SCROLL CURSOR FOR SELECT array_to_json(ARRAY[${columns}])::text FROM ${quoted(table.name)} ORDER BY ${order}`,
  );
  for (let size = FEW_ROWS; ; ) {
    const page = (await session.arrays(`FETCH ${size} FROM backup`, [])).map(([line]) => String(line));
    if (page.length > 0) yield page;
    if (page.length < size) break;
    size = nextSize(size, page);
  }
  await session.exec('CLOSE backup');
}

/** Grows slowly and shrinks at once: a picture weighs a thousand messages. */
function nextSize(size: number, page: string[]): number {
  const chars = page.reduce((sum, line) => sum + line.length, 0);
  return Math.max(1, Math.min(MOST_ROWS, size * 2, Math.floor((PAGE_CHARS * page.length) / chars)));
}

async function* inTurn(head: Buffer, spool: FileHandle): AsyncGenerator<Buffer> {
  yield head;
  for (let position = 0; ; ) {
    const { bytesRead, buffer } = await spool.read(Buffer.allocUnsafe(PIECE), 0, PIECE, position);
    if (bytesRead === 0) return;
    yield buffer.subarray(0, bytesRead);
    position += bytesRead;
  }
}
