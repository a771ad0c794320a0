/** Restoring a backup into an empty installation: all of it, in one transaction, or nothing. */
import { type Database, databaseErrorCode, type Session } from '../../kernel/database.ts';
import { readMigrations } from '../../kernel/migrate.ts';
import { ensureMonths } from '../../kernel/months.ts';
import { DomainError } from '../../vocabulary/errors.ts';
import type { Manifest, ManifestTable } from './manifest.ts';
import { type Page, readBackup } from './read.ts';
import { type MovedTable, movedTables, quoted } from './tables.ts';

// Texts are read back as they were written; no row may be hidden from the check that the installation is empty.
const SETTINGS =
  "SET LOCAL row_security = off; SET LOCAL timezone = 'UTC'; SET LOCAL datestyle = 'ISO'; SET LOCAL intervalstyle = 'postgres'";

/**
 * Reads the whole file for its counts and sums alone, so that a damaged one is told before a database is opened or made.
 * @throws DomainError `restore.newerSchema`, `restore.olderSchema`, `restore.otherSchema` and those of `readBackup`
 */
export async function verifyBackup(file: string): Promise<void> {
  await readBackup(file, compareSchema, () => {});
}

/**
 * @param database migrated
 * @throws DomainError `restore.notEmpty`, `restore.refused` {table, reason} and those of `verifyBackup`
 */
export async function restoreBackup(database: Database, file: string): Promise<Manifest> {
  const restored = await database.transaction(SETTINGS, async (session) => {
    const manifest = await fill(session, file);
    // Second factors stay behind: whoever had one would be asked for what nobody could check.
    await session.exec('UPDATE auth."user" SET two_factor_enabled = false WHERE two_factor_enabled');
    return manifest;
  });
  // The embedded engine does not gather statistics by itself, and a query planned without them may take ages.
  await database.exec(`ANALYZE ${restored.tables.map(({ name }) => quoted(name)).join(', ')}`);
  return restored;
}

async function fill(session: Session, file: string): Promise<Manifest> {
  const tables = await movedTables(session);
  // Nobody sets the installation up meanwhile.
  await session.exec(`LOCK TABLE ${tables.map(({ name }) => quoted(name)).join(', ')} IN SHARE ROW EXCLUSIVE MODE`);
  await refuseFilled(session, tables);
  const months = new Map<string, Set<string>>();
  return readBackup(file, compareSchema, async ({ table, lines }) => {
    const target = targetOf(table, tables, file);
    if (target.monthBy) await makeMonths(session, target, target.monthBy, { table, lines }, months);
    await insert(session, target, { table, lines });
  });
}

async function refuseFilled(session: Session, tables: MovedTable[]): Promise<void> {
  const asked = tables.map(({ name }) => `SELECT '${name}' AS name WHERE EXISTS (SELECT FROM ${quoted(name)})`).join(' UNION ALL ');
  const filled = await session.query<{ name: string }>(asked);
  if (filled.length > 0) throw new DomainError('restore.notEmpty');
}

/** With the migrations of this version, which a migrated database has. */
function compareSchema({ migrations }: Manifest): void {
  const applied = readMigrations();
  const own = new Map(applied.map(({ name, checksum }) => [name, checksum]));
  for (const { name, checksum } of migrations) {
    if (!own.has(name)) throw new DomainError('restore.newerSchema', { migration: name });
    if (own.get(name) !== checksum) throw new DomainError('restore.otherSchema', { migration: name });
  }
  const theirs = new Set(migrations.map(({ name }) => name));
  const missing = applied.find(({ name }) => !theirs.has(name));
  if (missing) throw new DomainError('restore.olderSchema', { migration: missing.name });
}

function targetOf(table: ManifestTable, tables: MovedTable[], file: string): MovedTable {
  const target = tables.find(({ name }) => name === table.name);
  const known = new Set(target?.columns.map(({ name }) => name));
  // The same migrations make the same tables: a manifest that says otherwise was not written by us.
  if (!target || table.columns.some((column) => !known.has(column))) throw new DomainError('backup.notABackup', { file });
  return target;
}

async function insert(session: Session, target: MovedTable, { table, lines }: Page): Promise<void> {
  const types = new Map(target.columns.map(({ name, type }) => [name, type]));
  const columns = table.columns.map(quoted).join(', ');
  const values = table.columns.map((column, place) => `(line->>${place})::${types.get(column)}`).join(', ');
  try {
    await session.query(`INSERT INTO ${quoted(target.name)} (${columns}) SELECT ${values} FROM jsonb_array_elements($1::jsonb) AS line`, [
      `[${lines.join()}]`,
    ]);
  } catch (error) {
    if (databaseErrorCode(error) === null) throw error;
    throw new DomainError('restore.refused', { table: target.name, reason: error instanceof Error ? error.message : '' });
  }
}

/** Makes the month partitions that a page of rows needs; instants are written in UTC, so that their beginning tells the month. */
async function makeMonths(session: Session, target: MovedTable, column: string, page: Page, made: Map<string, Set<string>>): Promise<void> {
  const place = page.table.columns.indexOf(column);
  const known = made.get(target.name) ?? new Set();
  made.set(target.name, known);
  for (const line of page.lines) {
    const row: unknown = JSON.parse(line);
    const month = Array.isArray(row) ? String(row[place]).slice(0, 7) : '';
    if (known.has(month)) continue;
    const at = Date.parse(`${month}-01T00:00:00Z`);
    if (!Number.isFinite(at)) throw new DomainError('restore.refused', { table: target.name, reason: month });
    await ensureMonths(session, target.name.replace(/^public\./, ''), at, at);
    known.add(month);
  }
}
