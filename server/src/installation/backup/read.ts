/** Reading a backup file: its manifest, then its rows, every one of them accounted for. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { DomainError } from '../../vocabulary/errors.ts';
import { FORMAT, type Manifest, type ManifestTable, manifest } from './manifest.ts';

export interface Page {
  table: ManifestTable;
  /** JSON arrays of the columns' text forms. */
  lines: string[];
}

const LONGEST_MANIFEST = 10_000_000;
/** A PostgreSQL value holds at most 1 GB; a string of this runtime about half of that. */
const LONGEST_LINE = 500_000_000;
const PAGE_LINES = 1_000;
const PAGE_CHARS = 1_000_000;
const NEW_LINE = 10;

/**
 * Calls `begin` with the manifest, then `page` with the rows of each table in order, and answers the manifest once counts and sums
 * have turned out right.
 * @throws DomainError `file.missing`, `file.unreadable`, `backup.notABackup`, `backup.newerFormat`, `backup.truncated`, `backup.checksum`
 */
export async function readBackup(
  file: string,
  begin: (manifest: Manifest) => Promise<void> | void,
  page: (page: Page) => Promise<void> | void,
): Promise<Manifest> {
  const lines = linesOf(file);
  try {
    const first = await lines.next();
    const head = parseManifest(file, first.done ? '' : first.value);
    await begin(head);
    for (const table of head.tables) await readTable(file, table, lines, page);
    if (!(await lines.next()).done) throw new DomainError('backup.checksum', { file, table: '' });
    return head;
  } finally {
    await lines.return(undefined);
  }
}

async function readTable(
  file: string,
  table: ManifestTable,
  lines: AsyncGenerator<string>,
  page: (page: Page) => Promise<void> | void,
): Promise<void> {
  const sum = createHash('sha256');
  let waiting: string[] = [];
  let chars = 0;
  for (let row = 0; row < table.rows; row++) {
    const next = await lines.next();
    if (next.done) throw new DomainError('backup.truncated', { file, table: table.name });
    sum.update(next.value).update('\n');
    waiting.push(next.value);
    chars += next.value.length;
    if (waiting.length < PAGE_LINES && chars < PAGE_CHARS) continue;
    await page({ table, lines: waiting });
    waiting = [];
    chars = 0;
  }
  if (waiting.length > 0) await page({ table, lines: waiting });
  if (sum.digest('hex') !== table.sha256) throw new DomainError('backup.checksum', { file, table: table.name });
}

function parseManifest(file: string, line: string): Manifest {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw new DomainError('backup.notABackup', { file });
  }
  const { qunce, format }: { qunce?: unknown; format?: unknown } = Object(value);
  if (qunce === 'backup' && typeof format === 'number' && format > FORMAT) throw new DomainError('backup.newerFormat', { file });
  const parsed = manifest.safeParse(value);
  if (!parsed.success) throw new DomainError('backup.notABackup', { file });
  return parsed.data;
}

/** Split at line feeds alone: texts hold other line ends. */
async function* linesOf(file: string): AsyncGenerator<string, undefined> {
  let parts: Buffer[] = [];
  let held = 0;
  let first = true;
  for await (const chunk of unpacked(file)) {
    let from = 0;
    for (let at = chunk.indexOf(NEW_LINE); at >= 0; at = chunk.indexOf(NEW_LINE, from)) {
      parts.push(chunk.subarray(from, at));
      yield (parts.length === 1 ? chunk.subarray(from, at) : Buffer.concat(parts)).toString('utf8');
      parts = [];
      held = 0;
      first = false;
      from = at + 1;
    }
    if (from === chunk.length) continue;
    parts.push(chunk.subarray(from));
    held += chunk.length - from;
    if (held > (first ? LONGEST_MANIFEST : LONGEST_LINE)) throw new DomainError('backup.notABackup', { file });
  }
  if (held > 0) throw first ? new DomainError('backup.notABackup', { file }) : new DomainError('backup.truncated', { file, table: '' });
}

/** The file's bytes; damage to the packing is told as what it is. */
async function* unpacked(file: string): AsyncGenerator<Buffer> {
  let any = false;
  const source = createReadStream(file);
  const gunzip = createGunzip();
  source.on('error', (error) => gunzip.destroy(error));
  try {
    for await (const chunk of source.pipe(gunzip)) {
      any = true;
      yield chunk;
    }
  } catch (error) {
    throw source.bytesRead === 0 && isPacking(error) ? new DomainError('backup.notABackup', { file }) : damage(file, error, any);
  } finally {
    source.destroy();
    gunzip.destroy();
  }
}

function damage(file: string, error: unknown, any: boolean): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ENOENT') return new DomainError('file.missing', { file });
  if (code === 'EISDIR') return new DomainError('file.isFolder', { file });
  if (code === 'EACCES' || code === 'EPERM') return new DomainError('file.unreadable', { file });
  if (!isPacking(error)) return error;
  if (code === 'Z_BUF_ERROR') return new DomainError('backup.truncated', { file, table: '' });
  const packed = any || (error instanceof Error && error.message !== 'incorrect header check');
  return packed ? new DomainError('backup.checksum', { file, table: '' }) : new DomainError('backup.notABackup', { file });
}

function isPacking(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('Z_');
}
