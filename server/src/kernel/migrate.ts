import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { DomainError } from '../vocabulary/errors.ts';
import { type Database, databaseErrorCode } from './database.ts';

const folder = fileURLToPath(new URL('../../migrations/', import.meta.url));

export interface Migration {
  name: string;
  sql: string;
  checksum: string;
}

/** Numbered SQL files, in order. */
export function readMigrations(): Migration[] {
  return readdirSync(folder)
    .filter((file) => /^\d{4}_.+\.sql$/.test(file))
    .sort()
    .map((file) => {
      const sql = readFileSync(`${folder}${file}`, 'utf8');
      return { name: file.replace(/\.sql$/, ''), sql, checksum: createHash('sha256').update(sql).digest('hex') };
    });
}

/**
 * Brings the schema up to date, forward only. Each migration is one transaction under an advisory lock, so that processes
 * that start together wait for each other.
 * @throws DomainError `database.changedMigration`, `database.newer`
 */
export async function migrate(database: Database, migrations = readMigrations()): Promise<string[]> {
  await ensureRoles(database);
  const applied: string[] = [];
  await locked(database, async (query) => {
    await query(
      'CREATE TABLE IF NOT EXISTS migration (name text PRIMARY KEY, checksum text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())',
    );
    const known = await query<{ name: string; checksum: string }>('SELECT name, checksum FROM migration ORDER BY name');
    for (const row of known) {
      const file = migrations.find((one) => one.name === row.name);
      if (!file) throw new DomainError('database.newer', { migration: row.name });
      if (file.checksum !== row.checksum) throw new DomainError('database.changedMigration', { migration: row.name });
    }
  });
  for (const migration of migrations) {
    await locked(database, async (query, exec) => {
      const [done] = await query('SELECT 1 AS done FROM migration WHERE name = $1', [migration.name]);
      if (done) return;
      await exec(migration.sql);
      await query('INSERT INTO migration (name, checksum) VALUES ($1, $2)', [migration.name, migration.checksum]);
      applied.push(migration.name);
    });
  }
  return applied;
}

type Query = <T extends object>(text: string, params?: unknown[]) => Promise<T[]>;

async function locked(database: Database, work: (query: Query, exec: (text: string) => Promise<void>) => Promise<void>): Promise<void> {
  await database.transaction('', async (session) => {
    await session.query("SELECT pg_advisory_xact_lock(hashtext('qunce.migrate'))");
    await work(session.query, session.exec);
  });
}

/**
 * Roles belong to the whole cluster and advisory locks to one database: two databases of a cluster may still make them at
 * once, so "exists already" is no error and a collision is tried again.
 */
async function ensureRoles(database: Database): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    try {
      await locked(database, async (_query, exec) => exec(rolesSql));
      return;
    } catch (error) {
      // XX000: tuple concurrently updated; 23505, 42710: made meanwhile.
      const again = ['XX000', '23505', '42710', '40001'].includes(databaseErrorCode(error) ?? '');
      if (!again || attempt >= 20) throw error;
    }
  }
}

// They may log in because a cluster's coordinator connects to its workers as them; without a password nobody else can.
const rolesSql = `DO $$
DECLARE wanted text;
BEGIN
  FOREACH wanted IN ARRAY ARRAY['qunce_app', 'qunce_auth'] LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted) THEN
      EXECUTE format('CREATE ROLE %I LOGIN', wanted);
    END IF;
    IF NOT pg_has_role(current_user, wanted, 'MEMBER') THEN
      EXECUTE format('GRANT %I TO CURRENT_USER', wanted);
    END IF;
  END LOOP;
END $$`;
