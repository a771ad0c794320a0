/** What may be wrong with an installation: one finding a check. Nothing is changed. */
import { readdirSync, statfsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from '../../kernel/database.ts';
import { readMigrations } from '../../kernel/migrate.ts';

/** `code` is the key of its sentence, below `cli:doctor`. */
export interface Finding {
  check: 'database' | 'migrations' | 'queue' | 'clock' | 'erasures' | 'disk' | 'secrets';
  state: 'ok' | 'warn' | 'fail';
  code: string;
  data: Record<string, string | number>;
}

type Query = Pick<Database, 'query' | 'engine'>;

const MIB = 1024 ** 2;
const HOUR_MS = 3_600_000;
/** Two clocks of one house; a query takes milliseconds. */
const CLOCK_APART_MS = 30_000;
const WAITING_MINUTES = 15;

function ok(check: Finding['check'], code: string, data: Finding['data'] = {}): Finding {
  return { check, state: 'ok', code, data };
}
function warn(check: Finding['check'], code: string, data: Finding['data'] = {}): Finding {
  return { check, state: 'warn', code, data };
}
function fail(check: Finding['check'], code: string, data: Finding['data'] = {}): Finding {
  return { check, state: 'fail', code, data };
}

/** Everything that needs the database; a database that does not answer is one finding. */
export async function examineDatabase(database: Query, dataDir: string, now: number): Promise<Finding[]> {
  try {
    const [row] = await database.query<{ version: string; bytes: number; at: number }>(
      `SELECT current_setting('server_version') AS version, pg_database_size(current_database())::int8 AS bytes,
         (extract(epoch FROM clock_timestamp()) * 1000)::int8 AS at`,
    );
    const answers = ok('database', 'databaseOk', { version: row?.version ?? '', size: Math.ceil((row?.bytes ?? 0) / MIB) });
    const migrations = await examineMigrations(database);
    // Of tables that another version made nothing more is asked.
    if (migrations.state === 'fail') return [answers, migrations];
    const rest = [await examineQueue(database, now), await examineClock(database, now, Number(row?.at ?? now))];
    return [answers, migrations, ...rest, await examineErasures(database, dataDir, now)];
  } catch (error) {
    return [fail('database', 'databaseFails', { reason: error instanceof Error ? error.message : String(error) })];
  }
}

async function examineMigrations(database: Query): Promise<Finding> {
  const [there] = await database.query<{ there: boolean }>("SELECT to_regclass('public.migration') IS NOT NULL AS there");
  const applied = there?.there ? await database.query<{ name: string; checksum: string }>('SELECT name, checksum FROM migration') : [];
  const own = new Map(readMigrations().map(({ name, checksum }) => [name, checksum]));
  const unknown = applied.find(({ name }) => !own.has(name));
  if (unknown) return fail('migrations', 'migrationsNewer', { migration: unknown.name });
  const changed = applied.find(({ name, checksum }) => own.get(name) !== checksum);
  if (changed) return fail('migrations', 'migrationsChanged', { migration: changed.name });
  const waiting = own.size - applied.length;
  return waiting > 0 ? fail('migrations', 'migrationsWaiting', { n: waiting }) : ok('migrations', 'migrationsOk', { n: own.size });
}

async function examineQueue(database: Query, now: number): Promise<Finding> {
  const [there] = await database.query<{ there: boolean }>("SELECT to_regclass('pgboss.job') IS NOT NULL AS there");
  if (!there?.there) return ok('queue', 'queueEmpty');
  const [row] = await database.query<{ failed: number; waiting: number; minutes: number | null; task: string | null }>(
    `SELECT count(*) FILTER (WHERE state::text = 'failed')::int AS failed, count(*) FILTER (WHERE state::text IN ('created', 'retry'))::int AS waiting,
       (extract(epoch FROM to_timestamp($1::float8 / 1000) - min(start_after) FILTER (WHERE state::text IN ('created', 'retry'))) / 60)::int AS minutes,
       (array_agg(name ORDER BY created_on DESC) FILTER (WHERE state::text = 'failed'))[1] AS task FROM pgboss.job`,
    [now],
  );
  if ((row?.minutes ?? 0) > WAITING_MINUTES) return warn('queue', 'queueStuck', { n: row?.waiting ?? 0, minutes: row?.minutes ?? 0 });
  if (row && row.failed > 0) return warn('queue', 'queueFailed', { n: row.failed, task: row.task ?? '' });
  return ok('queue', 'queueOk', { n: row?.waiting ?? 0 });
}

/** Against the database's own clock, and against what it holds: an event of tomorrow was written by a clock that ran ahead, or ours is behind. */
async function examineClock(database: Query, now: number, theirs: number): Promise<Finding> {
  const [row] = await database.query<{ at: number | null }>('SELECT (extract(epoch FROM max(at)) * 1000)::int8 AS at FROM event');
  const ahead = Number(row?.at ?? 0) - now;
  if (ahead > HOUR_MS) return fail('clock', 'clockBehind', { hours: Math.round(ahead / HOUR_MS) });
  const apart = Math.abs(theirs - now);
  if (apart > CLOCK_APART_MS) return warn('clock', 'clockApart', { seconds: Math.round(apart / 1000) });
  return ok('clock', 'clockOk');
}

/** Who was erased is known again by a key that lies beside the database. */
async function examineErasures(database: Query, dataDir: string, now: number): Promise<Finding> {
  const remembered = await database.query<{ org: string }>('SELECT DISTINCT org_id::text AS org FROM erased_digest');
  if (remembered.some(({ org }) => modeOf(join(dataDir, 'pseudonyms', org)) === null)) return fail('erasures', 'erasureKeyLost');
  const [late] = await database.query<{ n: number }>(
    'SELECT count(*)::int AS n FROM erasure WHERE finished_at IS NULL AND requested_at < to_timestamp($1::float8 / 1000)',
    [now - 24 * HOUR_MS],
  );
  return (late?.n ?? 0) > 0 ? warn('erasures', 'erasureLate', { n: late?.n ?? 0 }) : ok('erasures', 'erasuresOk');
}

/** What needs no database. */
export function examineFolder(dataDir: string): Finding[] {
  return [examineDisk(dataDir), examineSecrets(dataDir)];
}

function examineDisk(dataDir: string): Finding {
  try {
    const { bavail, bsize, blocks } = statfsSync(dataDir);
    return diskFinding(bavail * bsize, blocks * bsize);
  } catch {
    return fail('disk', 'folderMissing', { folder: dataDir });
  }
}

/** @param free @param all bytes */
export function diskFinding(free: number, all: number): Finding {
  const data = { free: Math.floor(free / MIB), percent: Math.floor((100 * free) / Math.max(1, all)) };
  if (free < 200 * MIB) return fail('disk', 'diskFull', data);
  return free < 1024 * MIB ? warn('disk', 'diskLow', data) : ok('disk', 'diskOk', data);
}

/** Others of this machine must not read what lets one in. */
function examineSecrets(dataDir: string): Finding {
  const files = ['auth.secret', 'cli.key', ...namesIn(join(dataDir, 'pseudonyms')).map((name) => join('pseudonyms', name))];
  const open = files.find((file) => ((modeOf(join(dataDir, file)) ?? 0) & 0o077) !== 0);
  if (open) return fail('secrets', 'secretOpen', { file: join(dataDir, open) });
  if (((modeOf(dataDir) ?? 0) & 0o077) !== 0) return warn('secrets', 'folderOpen', { folder: dataDir });
  return ok('secrets', 'secretsOk');
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** Permission bits; null where there is no such file. */
function modeOf(path: string): number | null {
  try {
    return statSync(path).mode & 0o777;
  } catch {
    return null;
  }
}
