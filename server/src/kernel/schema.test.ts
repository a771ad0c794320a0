import { beforeAll, describe, expect, it } from 'vitest';
import { type World, world } from '#testing/world';

/** Tables that belong to no organisation, each for a reason said where it is created. */
const notTenants = ['installation', 'migration'];

let w: World;
let tables: { name: string; oid: number; rls: boolean; partition: boolean }[];
beforeAll(async () => {
  w = await world();
  tables = await w.sql(
    `SELECT c.relname AS name, c.oid::int AS oid, c.relrowsecurity AS rls, c.relispartition AS partition
     FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') ORDER BY 1`,
  );
});
const tenants = () => tables.filter((table) => !notTenants.includes(table.name) && !table.partition);

describe('every table of an organisation', () => {
  it('is there to be checked', () => {
    expect(tenants().map((table) => table.name)).toEqual(
      expect.arrayContaining(['organisation', 'community', 'channel', 'event', 'api_key']),
    );
  });

  it('has org_id, never null, as a uuid', async () => {
    const having = await w.sql<{ name: string }>(
      `SELECT c.relname AS name FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
       WHERE a.attname = 'org_id' AND a.attnotnull AND a.atttypid = 'uuid'::regtype AND c.relnamespace = 'public'::regnamespace`,
    );
    const names = having.map((row) => row.name);
    expect(tenants().filter((table) => !names.includes(table.name))).toEqual([]);
  });

  it('has org_id first in its primary key and in every unique index', async () => {
    const indexes = await w.sql<{ table: string; index: string; first: string }>(
      `SELECT c.relname AS table, i.relname AS index, a.attname AS first
       FROM pg_index x JOIN pg_class c ON c.oid = x.indrelid JOIN pg_class i ON i.oid = x.indexrelid
       LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = x.indkey[0]
       WHERE c.relnamespace = 'public'::regnamespace AND x.indisunique`,
    );
    const own = indexes.filter((row) => tenants().some((table) => table.name === row.table));
    expect(own.filter((row) => row.first !== 'org_id')).toEqual([]);
    const keyed = new Set(own.map((row) => row.table));
    expect(tenants().filter((table) => !keyed.has(table.name))).toEqual([]);
  });

  it('has org_id first on both ends of every foreign key', async () => {
    const keys = await w.sql<{ name: string; from: string; to: string }>(
      `SELECT k.conrelid::regclass || '.' || k.conname AS name, a.attname AS from, b.attname AS to FROM pg_constraint k
       JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1]
       JOIN pg_attribute b ON b.attrelid = k.confrelid AND b.attnum = k.confkey[1]
       WHERE k.contype = 'f' AND k.connamespace = 'public'::regnamespace`,
    );
    expect(keys.length).toBeGreaterThan(3);
    expect(keys.filter((key) => key.from !== 'org_id' || key.to !== 'org_id')).toEqual([]);
  });

  it('is closed by row-level security with one policy for reading and writing', async () => {
    const policies = await w.sql<{ table: string; command: string; using: string; check: string }>(
      `SELECT c.relname AS table, p.polcmd AS command, pg_get_expr(p.polqual, p.polrelid) AS using, pg_get_expr(p.polwithcheck, p.polrelid) AS check
       FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid`,
    );
    expect(tenants().filter((table) => !table.rls)).toEqual([]);
    for (const table of tenants()) {
      const own = policies.filter((policy) => policy.table === table.name);
      expect(own, table.name).toHaveLength(1);
      expect(own[0]).toMatchObject({ command: '*', using: expect.stringContaining("current_setting('app.org'"), check: own[0]?.using });
    }
  });
});

it('the restricted role reaches partitions only through their parent, and nothing of the queue or of sign-in', async () => {
  const open = await w.sql<{ name: string }>(
    `SELECT c.oid::regclass::text AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind IN ('r', 'p') AND (n.nspname IN ('pgboss', 'auth') OR c.relispartition)
       AND has_table_privilege('qunce_app', c.oid, 'SELECT, INSERT, UPDATE, DELETE')`,
  );
  expect(open).toEqual([]);
});

it('the role of sign-in reaches nothing of the organisations', async () => {
  const open = await w.sql(
    `SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v')
     AND has_table_privilege('qunce_auth', oid, 'SELECT, INSERT, UPDATE, DELETE')`,
  );
  expect(open).toEqual([]);
});
