import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FreshDatabase, freshDatabase } from '#testing/database';
import type { Database } from './database.ts';
import { databaseErrorCode } from './database.ts';
import { migrate, readMigrations } from './migrate.ts';
import { ensureMonths } from './months.ts';
import { openPglite } from './pglite.ts';

let fresh: FreshDatabase;
let database: Database;
beforeAll(async () => {
  fresh = await freshDatabase();
  database = fresh.database;
});
afterAll(async () => {
  await database.close();
  await fresh.remove();
});

describe('answers are equal on both engines', () => {
  const cases: [expression: string, value: unknown][] = [
    ['count(*)', 1],
    ['9007199254740991::int8', Number.MAX_SAFE_INTEGER],
    ['array[1, null, 3]::int8[]', [1, null, 3]],
    ["'{}'::int8[]", []],
    ["array['a', 'b,c']", ['a', 'b,c']],
    ["array['01900000-0000-7000-8000-000000000000']::uuid[]", ['01900000-0000-7000-8000-000000000000']],
    ['1.5::float8', 1.5],
    ['true', true],
    [`'{"a": [1]}'::jsonb`, { a: [1] }],
    ["'2026-11-21T08:00:00+08:00'::timestamptz", '2026-11-21 00:00:00+00'],
    ["'2026-11-21'::date", '2026-11-21'],
  ];
  it.each(cases)('%s', async (expression, value) => {
    const rows = await database.transaction(
      '',
      async (session) => (await session.db.execute(sql.raw(`SELECT ${expression} AS value`))).rows,
    );
    expect(rows).toEqual([{ value }]);
  });

  it('arrays go in as parameters', async () => {
    const rows = await database.transaction('', async ({ db }) => {
      const texts = sql.param(['x', '', 'a"b,{c}', null]);
      const numbers = sql.param([1, 2, 3, Number.MAX_SAFE_INTEGER]);
      return (await db.execute(sql`SELECT * FROM unnest(${texts}::text[], ${numbers}::int8[]) AS t (text, number)`)).rows;
    });
    expect(rows).toEqual([
      { text: 'x', number: 1 },
      { text: '', number: 2 },
      { text: 'a"b,{c}', number: 3 },
      { text: null, number: Number.MAX_SAFE_INTEGER },
    ]);
  });
});

describe('transactions', () => {
  it('roll back when the work fails', async () => {
    const work = database.transaction('', async (session) => {
      await session.exec('CREATE TABLE gone (id int); INSERT INTO gone VALUES (1)');
      throw new Error('no');
    });
    await expect(work).rejects.toThrow('no');
    expect(await database.query("SELECT to_regclass('gone') AS name")).toEqual([{ name: null }]);
  });

  it('do not pass for kept when the work swallowed a database error', async () => {
    const work = database.transaction('', async (session) => {
      await session.query('SELECT 1 / 0').catch(() => {});
      return 'kept';
    });
    await expect(work).rejects.toThrow();
  });

  it('tell the code of a database error through the query builder', async () => {
    const work = database.transaction('', async ({ db }) => db.execute(sql`SELECT 1 / 0`));
    await expect(work.catch(databaseErrorCode)).resolves.toBe('22012');
  });
});

describe('migrations', () => {
  it('are applied once', async () => {
    expect(await migrate(database)).toEqual([]);
  });

  it('that were changed after they ran are refused by name', async () => {
    const [first, ...rest] = readMigrations();
    const changed = [{ name: first?.name ?? '', sql: first?.sql ?? '', checksum: 'other' }, ...rest];
    await expect(migrate(database, changed)).rejects.toMatchObject({ code: 'database.changedMigration', data: { migration: first?.name } });
  });

  it('of a newer version than this one are refused by name', async () => {
    await expect(migrate(database, readMigrations().slice(0, 0))).rejects.toMatchObject({ code: 'database.newer' });
  });

  it('that fail leave nothing behind', async () => {
    const broken = { name: '9999_broken', sql: 'CREATE TABLE half (id int); SELECT nonsense', checksum: 'x' };
    await expect(migrate(database, [...readMigrations(), broken])).rejects.toThrow();
    expect(await database.query("SELECT to_regclass('half') AS name")).toEqual([{ name: null }]);
  });
});

it('month partitions are made once and take rows at their edges', async () => {
  await database.exec('CREATE TABLE dated (at timestamptz NOT NULL) PARTITION BY RANGE (at)');
  const [from, to] = [Date.parse('2025-11-30T23:59:59.999Z'), Date.parse('2026-02-01T00:00:00Z')];
  await ensureMonths(database, 'dated', from, to);
  await ensureMonths(database, 'dated', from, to);
  await database.exec("INSERT INTO dated VALUES ('2025-11-30T23:59:59.999Z'), ('2025-12-01T00:00:00Z'), ('2026-02-28T23:59:59Z')");
  const rows = await database.query<{ part: string }>('SELECT tableoid::regclass::text AS part FROM dated ORDER BY at');
  expect(rows.map((row) => row.part)).toEqual(['dated_y2025m11', 'dated_y2025m12', 'dated_y2026m02']);
});

describe('the embedded folder', () => {
  it('is made, kept over a close, written through to the disk, and lets other work in between two transactions', {
    timeout: 120_000,
  }, async () => {
    const folder = await mkdtemp(join(tmpdir(), 'qunce-folder-'));
    const first = await openPglite(join(folder, 'database'));
    await first.exec('CREATE TABLE kept (id int); INSERT INTO kept VALUES (7)');
    expect(await first.query('SHOW fsync')).toEqual([{ fsync: 'on' }]);
    expect(await first.query('SHOW shared_buffers')).toEqual([{ shared_buffers: '32MB' }]);
    await first.close();
    const second = await openPglite(join(folder, 'database'));
    expect(await second.query('SELECT id FROM kept')).toEqual([{ id: 7 }]);
    let turns = 0;
    let asking = true;
    const count = () => {
      turns += 1;
      if (asking) setImmediate(count);
    };
    setImmediate(count);
    for (let n = 0; n < 20; n++) await second.transaction('', (session) => session.query('SELECT 1'));
    asking = false;
    expect(turns).toBeGreaterThanOrEqual(19);
    await second.close();
    await rm(folder, { recursive: true });
  });
});
