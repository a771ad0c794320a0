/**
 * From the suite's engine to a file, to the embedded engine, to a file, and back to the suite's engine. Without DATABASE_URL both
 * are embedded; with it this is PostgreSQL → embedded → PostgreSQL.
 */
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Actor, uploadPath } from '#kernel';
import { freshDatabase } from '#testing/database';
import { fillCamp } from '#testing/filled-camp';
import { world } from '#testing/world';
import { asTenant, type Database } from '../../kernel/database.ts';
import { createLog } from '../../kernel/log.ts';
import { migrate } from '../../kernel/migrate.ts';
import { openMemory } from '../../kernel/pglite.ts';
import { createKernel } from '../../kernel/run.ts';
import type { Blueprint } from '../../modules/blueprints/blueprint.ts';
import { qqFile, sampleChat } from '../../modules/chat/sample-chats.ts';
import { modules } from '../../modules.ts';
import type { Manifest } from './manifest.ts';
import { restoreBackup, verifyBackup } from './restore.ts';
import { takeBackup } from './take.ts';

const home = await world();
const now = Date.parse('2026-03-02T08:00:00Z');
const oddName = '晨读 "群"\\n\n第二行\u2028\t{a,b}\'🌧';
const path = (name: string) => join(home.dataDir, name);
let file: Buffer;
let channelId: string;

beforeAll(async () => {
  await fill();
  file = await backupOf(home.database);
  await writeFile(path('good.backup'), file);
}, 120_000);

async function backupOf(database: Database): Promise<Buffer> {
  const { stream, bytes } = await takeBackup(database, home.dataDir, now);
  const whole = await buffer(stream);
  expect(whole.length).toBe(bytes);
  return whole;
}

/** Rows in every table: as far as it goes by what the product does, the rest by hand. */
async function fill(): Promise<void> {
  const { orgId } = await home.run<{ orgId: string }>(
    'accounts.setup',
    { organisation: oddName, name: '林', email: 'lin@example.org', password: 'correct horse' },
    null,
  );
  const owner: Actor = { kind: 'key', keyId: home.kernel.newId(), orgId, grants: [{ role: 'owner', communityId: null }] };
  const community = await home.run<{ id: string }>('communities.create', { name: oddName }, owner);
  const grants = [{ role: 'operator', communityId: community.id }];
  await home.run('accounts.invite', { name: '周', email: 'zhou@example.org', password: 'battery staple', grants }, owner);
  await home.run('accounts.createKey', { name: 'reader', grants }, owner);

  const { blueprints } = await home.run<{ blueprints: { id: string }[] }>('blueprints.list', {}, owner);
  const { document } = await home.run<{ document: Blueprint }>('blueprints.show', { blueprintId: blueprints[0]?.id }, owner);
  document.interest.threshold.push({ kind: 'guardian', text: oddName });
  await home.run('blueprints.apply', { communityId: community.id, document, startsOn: '2026-03-02' }, owner);
  await home.run('blueprints.clone', { communityId: community.id, startsOn: '2026-05-04' }, owner);
  const ladder = await home.run<{ document: object }>('blueprints.show', { blueprintId: 'membership-ladder' }, owner);
  await home.run('blueprints.openLadder', { document: ladder.document, startsOn: '2026-05-04' }, owner);

  const from = Date.parse('2025-11-20T00:00:00Z');
  const text = `${qqFile(sampleChat(3, { from, days: 80, perDay: 30, people: 25 }), '晨读群')}2026-02-31 99:99:99 谁(1)\n坏行\n`;
  const uploadId = home.kernel.newId();
  await mkdir(dirname(uploadPath(home.dataDir, orgId, uploadId)), { recursive: true });
  await writeFile(uploadPath(home.dataDir, orgId, uploadId), text);
  await home.run('chat.registerUpload', { uploadId, file: 'chat.txt', bytes: Buffer.byteLength(text) }, owner);
  const run = await home.run<{ id: string; channelId: string }>(
    'chat.import',
    { uploadId, ground: 'consent', communityId: community.id },
    owner,
  );
  channelId = run.channelId;
  await home.drain();

  const channel = [orgId, channelId];
  await home.sql('INSERT INTO dirty_day (org_id, channel_id, day) VALUES ($1, $2, 20000)', channel);
  await home.sql('INSERT INTO open_reply (org_id, channel_id, key, day) VALUES ($1, $2, gen_random_uuid(), 20000)', channel);
  await home.sql(
    `INSERT INTO message (org_id, channel_id, at, key, ord, kind, marks, by_id, text, mentions)
     SELECT $1, $2, '2026-02-03T04:05:06.789012Z'::timestamptz, gen_random_uuid(), 1, 0, 0, false, $3, '{ "spaced" :\n [1.50]}'`,
    [...channel, oddName],
  );
  await home.sql(
    `INSERT INTO rejected_row (org_id, import_id, number, source, "offset", bytes, line, reason, sample)
     VALUES ($1, $2, 900, '', 9007199254740991, 0, NULL, 'row', $3)`,
    [orgId, run.id, oddName],
  );
  await home.sql(
    `INSERT INTO erasure (org_id, id, community_id, requested_at, work) VALUES ($1, gen_random_uuid(), $2, '2026-03-01', '{"names": []}')`,
    [orgId, community.id],
  );
  await home.sql("INSERT INTO erased_digest (org_id, community_id, digest, length, label) VALUES ($1, $2, 'd', 2, $3)", [
    orgId,
    community.id,
    oddName,
  ]);
  await home.sql('INSERT INTO retention (org_id, text_months, upload_days) VALUES ($1, 6, 7)', [orgId]);
  await fillMembers(orgId, community.id, channelId);
  await fillCamp(home, { owner, orgId, communityId: community.id, channelId, oddName });
}

async function fillMembers(orgId: string, communityId: string, channelId: string): Promise<void> {
  const ofChannel = (table: string, columns: string, values: string) =>
    home.sql(`INSERT INTO ${table} (org_id, channel_id, ${columns}) VALUES ($1, $2, ${values})`, [orgId, channelId]);
  const ofCommunity = (table: string, columns: string, values: string) =>
    home.sql(`INSERT INTO ${table} (org_id, community_id, ${columns}) VALUES ($1, $2, ${values})`, [orgId, communityId]);
  const pair = `'${channelId}', 1, '${channelId}', 2`;
  const pairColumns = 'one_channel, one_identity, other_channel, other_identity';
  await ofCommunity('member_ledger', `number, at, member_id, ${pairColumns}`, `1, '2026-03-01', gen_random_uuid(), ${pair}`);
  await ofCommunity('member_ledger', 'number, at, undoes', "2, '2026-03-01', 1");
  await ofCommunity('dismissed_pair', `${pairColumns}, at`, `${pair}, '2026-03-01'`);
  await ofChannel('member_tag', 'identity_id, tag, at', `1, '${oddName.replaceAll("'", "''")}', '2026-03-01'`);
  await ofChannel('member_note', 'id, identity_id, at, text', "gen_random_uuid(), 1, '2026-03-01', 'a note'");
  const rules = `'{"expressions": {}}'`;
  await ofCommunity('segment_rules', 'version, effective_from, created_at, rules', `1, '2026-03-01', '2026-03-01', ${rules}`);
  const change = "1, gen_random_uuid(), '2026-03-01', 'active', 'watching', 'dropped', 1, ''";
  await ofChannel('segment_change', 'identity_id, id, at, from_segment, to_segment, cause, version, reason', change);
  await ofChannel('roster_snapshot', 'import_id, at, whole', "gen_random_uuid(), '2026-03-01', true");
  await ofChannel('roster_entry', 'import_id, identity_id, name', "gen_random_uuid(), 1, 'x'");
  await ofChannel('head_count', 'day, members, kept_at', "20000, 5, '2026-03-01'");
  const source = 'base_url, token, conversation, conversation_name, every_hours, first_since, ground, pseudonymous, since, due_at, pending';
  await ofChannel(
    'source',
    source,
    `'http://x', 'sealed', '1@chatroom', 'x', 1, 0, 'consent', false, 1e12, '2026-03-01', '{"more": true}'`,
  );
}

/** By the database's own word, not by the code under test. */
async function contents(database: Database): Promise<Map<string, string[]>> {
  const tables = await database.query<{ name: string }>(
    `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables t
     WHERE table_schema NOT IN ('information_schema', 'pg_catalog', 'pgboss') AND table_type = 'BASE TABLE'
       AND NOT EXISTS (SELECT FROM pg_class c WHERE c.relispartition AND c.oid = format('%I.%I', table_schema, table_name)::regclass)
     ORDER BY 1`,
  );
  const all = new Map<string, string[]>();
  for (const { name } of tables) {
    const rows = await database.query<{ row: string }>(`SELECT t::text AS row FROM ${name} AS t`);
    all.set(name, rows.map(({ row }) => row).sort());
  }
  return all;
}

const notMoved = ['public.migration', 'auth.session', 'auth.verification', 'auth.two_factor'];

async function expectSameRows(one: Database, other: Database): Promise<void> {
  const [before, after] = [await contents(one), await contents(other)];
  for (const name of notMoved) {
    expect(before.delete(name)).toBe(true);
    after.delete(name);
  }
  expect([...after.keys()]).toEqual([...before.keys()]);
  for (const [name, rows] of before) {
    expect(rows.length, `${name} has rows to be moved`).toBeGreaterThan(0);
    expect(after.get(name), name).toEqual(rows);
  }
}

async function embedded(): Promise<Database> {
  const { database } = await openMemory();
  await migrate(database);
  return database;
}

async function restore(database: Database, from: string): Promise<void> {
  await verifyBackup(from);
  await restoreBackup(database, from);
}

function manifestOf(backup: Buffer): Manifest {
  const text = gunzipSync(backup).toString('utf8');
  return JSON.parse(text.slice(0, text.indexOf('\n'))) as Manifest;
}

describe('a backup', () => {
  it('goes to the other engine and back with equal rows and equal bytes', async () => {
    const there = await embedded();
    await restore(there, path('good.backup'));
    await expectSameRows(home.database, there);
    const again = await backupOf(there);
    expect(again.equals(file)).toBe(true);

    await writeFile(path('again.backup'), again);
    const back = await freshDatabase();
    await restore(back.database, path('again.backup'));
    await expectSameRows(home.database, back.database);
    expect((await backupOf(back.database)).equals(file)).toBe(true);
    await Promise.all([there.close(), back.database.close()]);
    await back.remove();
  }, 120_000);

  it('works on after it is restored, and keeps organisations apart', async () => {
    const { database, dataDir, remove } = await freshDatabase();
    await restore(database, path('good.backup'));
    const kernel = await createKernel({ database, modules, dataDir, log: createLog('silent'), now: () => now, live: false });
    const [{ orgId } = { orgId: '' }] = await database.query<{ orgId: string }>('SELECT org_id AS "orgId" FROM installation');
    const owner: Actor = { kind: 'key', keyId: kernel.newId(), orgId, grants: [{ role: 'owner', communityId: null }] };
    const shown = await kernel.run<{ picture: unknown }>('insights.group', { channelId }, owner);
    expect(shown).toEqual(await home.run('insights.group', { channelId }, owner));
    await kernel.run('communities.create', { name: '新的' }, owner);

    const seen = (tenant: string) =>
      database.transaction(asTenant(tenant), (session) => session.query<{ count: number }>('SELECT count(*) AS count FROM message'));
    expect(await seen(kernel.newId())).toEqual([{ count: 0 }]);
    expect((await seen(orgId))[0]?.count).toBeGreaterThan(1_000);
    const partition = database.transaction(asTenant(orgId), (session) => session.query('SELECT FROM message_y2025m12'));
    await expect(partition).rejects.toThrow(/permission denied/);
    await kernel.stop(1);
    await database.close();
    await remove();
  }, 60_000);

  it('tells in its first line what it holds and what it leaves out', () => {
    const manifest = manifestOf(file);
    expect(manifest).toMatchObject({ qunce: 'backup', format: 1, createdAt: '2026-03-02T08:00:00.000Z' });
    expect(manifest.leftOut).toEqual(expect.arrayContaining(['auth.session', 'uploads/', 'auth.secret']));
    expect(manifest.tables.find(({ name }) => name === 'public.message')?.rows).toBeGreaterThan(1_000);
    expect(gunzipSync(file).toString('utf8').trimEnd().split('\n')).toHaveLength(
      1 + manifest.tables.reduce((sum, { rows }) => sum + rows, 0),
    );
  });

  it('leaves nothing in the folder it was spooled to', async () => {
    const { stream } = await takeBackup(home.database, home.dataDir, now);
    stream.destroy();
    expect((await readdir(home.dataDir)).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  it('of an installation that was never set up is refused', async () => {
    const { database, remove } = await freshDatabase();
    await expect(takeBackup(database, home.dataDir, now)).rejects.toMatchObject({ code: 'backup.nothing' });
    await database.close();
    await remove();
  });

  it('needs no sequences: their positions are not in the file', async () => {
    const sequences = await home.sql(
      "SELECT relname FROM pg_class WHERE relkind = 'S' AND relnamespace IN ('public'::regnamespace, 'auth'::regnamespace)",
    );
    expect(sequences).toEqual([]);
  });
});

describe('restore refuses', () => {
  let target: Database;
  let close: () => Promise<void>;
  beforeAll(async () => {
    const fresh = await freshDatabase();
    target = fresh.database;
    close = async () => {
      await target.close();
      await fresh.remove();
    };
  });
  afterAll(() => close());

  /** Line 0 is the manifest. */
  const edited = (edit: (lines: string[]) => string[]) =>
    gzipSync(`${edit(gunzipSync(file).toString('utf8').trimEnd().split('\n')).join('\n')}\n`);
  const withManifest = (change: (manifest: Manifest) => object) =>
    edited(([head = '', ...rows]) => [JSON.stringify(change(JSON.parse(head) as Manifest)), ...rows]);
  const flipped = (at: number) => {
    const copy = Buffer.from(file);
    copy[at] = (copy[at] ?? 0) ^ 0x10;
    return copy;
  };
  const unknown = { name: '9999_future', checksum: '0'.repeat(64) };

  const cases: [what: string, code: string, make: () => Buffer][] = [
    ['a file cut off within the packing', 'backup.truncated', () => file.subarray(0, Math.floor(file.length * 0.7))],
    ['a file cut off within its first line', 'backup.truncated', () => file.subarray(0, 40)],
    ['a file whose last rows are gone', 'backup.truncated', () => edited((lines) => lines.slice(0, -3))],
    ['a file with a changed row', 'backup.checksum', () => edited((lines) => lines.map((line) => line.replace('林', '王')))],
    ['a file with two rows exchanged', 'backup.checksum', () => edited((lines) => [...lines.slice(0, -2), ...lines.slice(-2).reverse()])],
    ['a file with more rows than it says', 'backup.checksum', () => edited((lines) => [...lines, '[]'])],
    ['a file with a flipped bit', 'backup.checksum', () => flipped(Math.floor(file.length / 2))],
    ['an empty file', 'backup.notABackup', () => Buffer.alloc(0)],
    ['a text file', 'backup.notABackup', () => Buffer.from('大家好\n'.repeat(100))],
    ['some other packed file', 'backup.notABackup', () => gzipSync('{"hello": 1}\n')],
    ['a packed flood without line ends', 'backup.notABackup', () => gzipSync(Buffer.alloc(30_000_000, 0x20))],
    ['a manifest without tables', 'backup.notABackup', () => withManifest(({ tables: _, ...rest }) => rest)],
    [
      'a manifest naming an unknown table',
      'backup.notABackup',
      () =>
        withManifest((all) => ({
          ...all,
          tables: all.tables.map((table) => ({ ...table, name: table.name.replace('message', 'pg_authid') })),
        })),
    ],
    ['a newer format', 'backup.newerFormat', () => withManifest((all) => ({ ...all, format: 2, tables: 'other' }))],
    ['a newer schema', 'restore.newerSchema', () => withManifest((all) => ({ ...all, migrations: [...all.migrations, unknown] }))],
    ['an older schema', 'restore.olderSchema', () => withManifest((all) => ({ ...all, migrations: all.migrations.slice(0, 1) }))],
    [
      'a changed migration',
      'restore.otherSchema',
      () => withManifest((all) => ({ ...all, migrations: all.migrations.map((one) => ({ ...one, checksum: unknown.checksum })) })),
    ],
  ];
  it.each(cases)('%s (%s) and stays empty', async (_what, code, make) => {
    await writeFile(path('bad.backup'), make());
    await expect(restore(target, path('bad.backup'))).rejects.toMatchObject({ code });
    await expectEmpty();
  });

  it('rows that the database does not take, although their sums are right, and stays empty', async () => {
    // The last table's last row twice: its key is taken.
    const { createHash } = await import('node:crypto');
    const lines = gunzipSync(file).toString('utf8').trimEnd().split('\n');
    const manifest = JSON.parse(lines[0] ?? '') as Manifest;
    const last = manifest.tables.findLast(({ rows }) => rows > 0);
    if (!last) throw new Error('no rows');
    const rows = [...lines.slice(-last.rows), lines.at(-1) ?? ''];
    Object.assign(last, {
      rows: rows.length,
      sha256: createHash('sha256')
        .update(`${rows.join('\n')}\n`)
        .digest('hex'),
    });
    await writeFile(
      path('bad.backup'),
      gzipSync(`${[JSON.stringify(manifest), ...lines.slice(1, -1), lines.at(-1), lines.at(-1)].join('\n')}\n`),
    );
    await expect(restore(target, path('bad.backup'))).rejects.toMatchObject({ code: 'restore.refused', data: { table: last.name } });
    await expectEmpty();
  });

  it('a file that is not there', async () => {
    await expect(restore(target, path('none.backup'))).rejects.toMatchObject({ code: 'file.missing' });
    await expect(restore(target, home.dataDir)).rejects.toMatchObject({ code: 'file.isFolder' });
  });

  it('an installation that is not empty', async () => {
    const before = await contents(home.database);
    await expect(restoreBackup(home.database, path('good.backup'))).rejects.toMatchObject({ code: 'restore.notEmpty' });
    expect(await contents(home.database)).toEqual(before);
  });

  async function expectEmpty(): Promise<void> {
    const filled = [...(await contents(target))].filter(([name, rows]) => name !== 'public.migration' && rows.length > 0);
    expect(filled).toEqual([]);
    expect(await target.query("SELECT FROM pg_class WHERE relispartition AND relkind = 'r'")).toEqual([]);
  }
});

afterAll(() => rm(path('bad.backup'), { force: true }));
