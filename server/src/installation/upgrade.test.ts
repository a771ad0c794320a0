/** A database of the first version, with a chat in it, is brought up to date and works. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '#kernel';
import type { Picture } from '#picture';
import { emptyDatabase } from '#testing/database';
import type { Database } from '../kernel/database.ts';
import { createLog } from '../kernel/log.ts';
import { migrate, readMigrations } from '../kernel/migrate.ts';
import { ensureMonths } from '../kernel/months.ts';
import { createKernel, type Kernel } from '../kernel/run.ts';
import { modules } from '../modules.ts';

const orgId = '01900000-0000-7000-8000-000000000001';
const communityId = '01900000-0000-7000-8000-000000000002';
const channelId = '01900000-0000-7000-8000-000000000003';
const accountId = '01900000-0000-7000-8000-000000000004';
const owner: Actor = { kind: 'staff', accountId, orgId, grants: [{ role: 'owner', communityId: null }] };
const NOW = Date.parse('2026-03-02T08:00:00Z');
const DAY_MS = 86_400_000;

let database: Database;
let drop: () => Promise<void>;
let dataDir: string;
let kernel: Kernel;
let applied: string[];

/** Three people over twelve days, as the first version stored them: messages with nothing summed yet, and one old picture. */
async function fill(): Promise<void> {
  const at = new Date(NOW - 20 * DAY_MS).toISOString();
  await database.query('INSERT INTO organisation (org_id, name, zone, created_at) VALUES ($1, $2, $3, $4)', [
    orgId,
    '老机构',
    'Asia/Shanghai',
    at,
  ]);
  await database.query('INSERT INTO installation (org_id, set_up_at) VALUES ($1, $2)', [orgId, at]);
  await database.query('INSERT INTO community (org_id, id, name, zone, created_at) VALUES ($1, $2, $3, $4, $5)', [
    orgId,
    communityId,
    '早读',
    'Asia/Shanghai',
    at,
  ]);
  await database.query(
    'INSERT INTO channel (org_id, id, community_id, name, platform, zone, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)',
    [orgId, channelId, communityId, '早读一群', 'qq', 'Asia/Shanghai', at],
  );
  await database.query('INSERT INTO staff_grant (org_id, id, account_id, role) VALUES ($1, $2, $2, $3)', [orgId, accountId, 'owner']);
  await database.query(
    `INSERT INTO auth."user" (id, org_id, name, email, created_at, updated_at) VALUES ($1, $2, '林', 'lin@example.org', $3, $3)`,
    [accountId, orgId, at],
  );
  await database.exec(`INSERT INTO upload (org_id, id, file, bytes, created_at) VALUES ('${orgId}', '${accountId}', 'chat.txt', 9, '${at}');
    INSERT INTO import_run (org_id, id, channel_id, upload_id, file, state, mode, format, zone, ground, pseudonymous, bytes, first_at, last_at, created_at)
      VALUES ('${orgId}', '${accountId}', '${channelId}', '${accountId}', 'chat.txt', 'done', 'append', 'qq-txt', 'Asia/Shanghai', 'consent', false, 9,
        '2026-02-10T01:00:00Z', '2026-02-21T01:10:00Z', '${at}');
    INSERT INTO chat_state (org_id, channel_id, last_identity, zone, revision) VALUES ('${orgId}', '${channelId}', 3, 'Asia/Shanghai', 7)`);
  await ensureMonths(database, 'message', NOW - 30 * DAY_MS, NOW);
  await ensureMonths(database, 'event', NOW - 30 * DAY_MS, NOW);
  for (const [id, name] of ['林夏', '陈默', '周舟'].entries()) {
    await database.exec(`INSERT INTO identity (org_id, channel_id, id, who, identified_by) VALUES ('${orgId}', '${channelId}', ${id + 1}, 'id:1000${id}', 'id');
      INSERT INTO alias (org_id, channel_id, identity_id, name, place, first_at) VALUES ('${orgId}', '${channelId}', ${id + 1}, '${name}', 0, '2026-02-10T01:00:00Z');
      INSERT INTO member_picture (org_id, channel_id, who, name, search, name_order, segment, flags, messages, messages28, more, rules, digest)
        VALUES ('${orgId}', '${channelId}', 'id:1000${id}', '${name}', '${name}', '${name}', 'lurking', '{}', 1, 1, '["id",[],false,null,1,0,0,0,0]', '', 'old')`);
  }
  await database.exec(`INSERT INTO message (org_id, channel_id, at, key, ord, kind, marks, by_id, identity_id, text)
      SELECT '${orgId}', '${channelId}', '2026-02-10T01:00:00Z'::timestamptz + d * interval '1 day' + p * interval '1 minute', gen_random_uuid(), 0, 0, 8, false, p,
        '第' || d || '天的话' FROM generate_series(0, 11) d, generate_series(1, 3) p;
    INSERT INTO dirty_day (org_id, channel_id, day) SELECT '${orgId}', '${channelId}', d FROM generate_series(20494, 20505) d;
    INSERT INTO picture (org_id, channel_id, revision, taken_at, line, picture) VALUES ('${orgId}', '${channelId}', 6, '${at}', '{}', '{"asOf":"2026-02-20T00:00:00Z"}');
    INSERT INTO event (org_id, id, at, event, operation, actor_kind, channel_id, data)
      VALUES ('${orgId}', gen_random_uuid(), '2026-02-20T00:00:00Z', 'import.finished', 'chat.endImport', 'system', '${channelId}', '{}')`);
}

beforeAll(async () => {
  ({ database, drop } = await emptyDatabase());
  dataDir = await mkdtemp(join(tmpdir(), 'qunce-upgrade-'));
  await migrate(database, readMigrations().slice(0, 2));
  await fill();
  applied = await migrate(database);
  kernel = await createKernel({ database, modules, dataDir, log: createLog('silent'), now: () => NOW, live: false });
});
afterAll(async () => {
  await kernel.stop(5);
  await database.close();
  await drop();
  await rm(dataDir, { recursive: true });
});

describe('an installation of the first version', () => {
  it('gets every migration since, once', async () => {
    expect(applied).toEqual(
      readMigrations()
        .slice(2)
        .map(({ name }) => name),
    );
    expect(applied.length).toBeGreaterThanOrEqual(4);
    expect(await migrate(database)).toEqual([]);
  });

  it('keeps its groups, people and words', async () => {
    const { messages } = await kernel.run<{ messages: { text: string }[] }>('chat.messages', { channelId, limit: 50 }, owner);
    expect(messages).toHaveLength(36);
    const { people } = await kernel.run<{ people: { name: string }[] }>('insights.people', { channelId }, owner);
    expect(people.map(({ name }) => name).sort()).toEqual(['周舟', '林夏', '陈默']);
    const [event] = await database.query<{ n: number }>("SELECT count(*)::int AS n FROM event WHERE event = 'import.finished'");
    expect(event?.n).toBe(1);
    expect(await database.query('SELECT two_factor_enabled AS second FROM auth."user"')).toEqual([{ second: false }]);
  });

  it('gets a picture by today’s rules, found by pinyin', async () => {
    await kernel.run('chat.retake', { channelId }, { kind: 'system', orgId });
    await kernel.drain();
    const { picture } = await kernel.run<{ picture: Picture }>('insights.group', { channelId }, owner);
    expect(picture.asOf.slice(0, 10)).toBe('2026-02-21');
    const { people } = await kernel.run<{ people: { name: string; messages: number }[] }>(
      'members.search',
      { communityId, search: 'linxia' },
      owner,
    );
    expect(people).toMatchObject([{ name: '林夏', messages: 12 }]);
  });

  it('takes what only came later: tags, a merge, an erasure', async () => {
    const person = { channelId, personId: 'id:10000' };
    await kernel.run('members.addTag', { ...person, tag: '老朋友' }, owner);
    await kernel.run('members.merge', { ...person, withChannelId: channelId, withPersonId: 'id:10001' }, owner);
    await kernel.run('privacy.erasePerson', { channelId, personId: 'id:10002', understood: true }, owner);
    await kernel.drain();
    const { people } = await kernel.run<{ people: { name: string; messages: number }[] }>(
      'insights.people',
      { channelId, sort: 'messages' },
      owner,
    );
    expect(people.map(({ messages }) => messages)).toEqual([24, 12]);
    expect(people.map(({ name }) => name)).not.toContain('周舟');
  });
});
