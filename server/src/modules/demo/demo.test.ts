import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Actor } from '#kernel';
import type { PersonPicture, Picture } from '#picture';
import { world } from '#testing/world';
import { verifyPassword } from '../accounts/password.ts';
import { madeFor } from './rules.ts';

const w = await world({ at: '2026-11-21T12:00:00Z' });
afterEach(() => vi.unstubAllEnvs());

interface State {
  groups: { name: string; channelId: string | null; state: string; messages: number }[];
  done: boolean;
}

const offered = async () => (await w.run<{ offered: boolean }>('demo.offer', {}, null)).offered;
const code = (promise: Promise<unknown>) =>
  promise.then(
    () => null,
    (error: { code: string }) => error.code,
  );

/** The demo makes an organisation of its own, beside the world's. */
async function ownerOfDemo(): Promise<Actor> {
  const [row] = await w.sql<{ org_id: string }>('SELECT org_id FROM installation');
  return { kind: 'staff', accountId: w.kernel.newId(), orgId: row?.org_id ?? '', grants: [{ role: 'owner', communityId: null }] };
}

describe('where the demo may be made', () => {
  it.each([
    [{ HOST: '127.0.0.1' }, true],
    [{ HOST: 'localhost' }, true],
    [{ HOST: '::1' }, true],
    [{ HOST: '127.8.0.1' }, true],
    [{ HOST: '0.0.0.0' }, false],
    [{ HOST: '::' }, false],
    [{ HOST: '192.168.1.5' }, false],
    [{ HOST: '127.0.0.1.example.org' }, false],
    [{ HOST: '127.0.0.1', PUBLIC_URL: 'https://qunce.example.org' }, false],
    [{ HOST: '127.0.0.1', TRUSTED_PROXIES: 'loopback' }, false],
  ])('%j: %s', (reach, expected) => {
    expect(madeFor(reach)).toBe(expected);
  });
});

describe('the demo', () => {
  it('is refused where others can reach it, and leaves nothing behind', async () => {
    vi.stubEnv('HOST', '0.0.0.0');
    expect(await offered()).toBe(false);
    expect(await code(w.run('demo.start', {}, null))).toBe('demo.notLocal');
    expect(await w.sql('SELECT * FROM installation')).toEqual([]);
  });

  it('makes three groups at different stages from an empty installation, by the importer', async () => {
    expect(await offered()).toBe(true);
    const { email, password } = await w.run<{ email: string; password: string }>('demo.start', {}, null);
    const [account] = await w.sql<{ password: string }>(
      'SELECT a.password FROM auth.account a JOIN auth."user" u ON u.id = a.user_id WHERE u.email = $1',
      [email],
    );
    expect(await verifyPassword(account?.password ?? '', password)).toBe(true);

    const owner = await ownerOfDemo();
    const before = await w.run<State>('demo.state', {}, owner);
    expect(before.groups.map(({ state }) => state)).toEqual(['waiting', 'waiting', 'waiting']);
    expect(before.done).toBe(false);
    await w.drain();
    const { groups, done } = await w.run<State>('demo.state', {}, owner);
    expect(done).toBe(true);
    expect(groups.map(({ state }) => state)).toEqual(['ready', 'ready', 'ready']);

    const stages: string[] = [];
    for (const { name, channelId, messages } of groups) {
      expect(name).toMatch(/^演示·/);
      expect(messages).toBeGreaterThan(2000);
      const { picture } = await w.run<{ picture: Picture }>('insights.group', { channelId }, owner);
      stages.push(picture.lifecycle.stage);
      expect(Date.parse(picture.asOf)).toBeLessThanOrEqual(w.clock.now());
      expect(picture.members.zeroMessage).toBeGreaterThan(0);
      const { people } = await w.run<{ people: PersonPicture[] }>('insights.people', { channelId, limit: 50 }, owner);
      expect(people.length).toBe(50);
    }
    expect(stages.toSorted()).toEqual(['decline', 'growth', 'maturity']);
    const { channels } = await w.run<{ channels: { platform: string }[] }>('communities.channels', {}, owner);
    expect(channels.map(({ platform }) => platform)).toEqual(['demo', 'demo', 'demo']);
  });

  it('is made once: not on a folder that holds data, and not twice by a task that runs again', async () => {
    expect(await offered()).toBe(false);
    expect(await code(w.run('demo.start', {}, null))).toBe('demo.notEmpty');
    const count = () => w.sql<{ runs: number }>('SELECT count(*)::int AS runs FROM import_run');
    expect(await count()).toEqual([{ runs: 3 }]);
  });

  it('goes without a trace, and only the demo goes', async () => {
    const owner = await ownerOfDemo();
    const own = await w.run<{ id: string }>('communities.createChannel', { name: '我们自己的群' }, owner);
    const removed = await w.run<{ groups: number; messages: number }>('demo.remove', {}, owner);
    expect(removed.groups).toBe(3);
    expect(removed.messages).toBeGreaterThan(6000);
    await w.drain();
    const { channels } = await w.run<{ channels: { id: string }[] }>('communities.channels', {}, owner);
    expect(channels.map(({ id }) => id)).toEqual([own.id]);
    const { communities } = await w.run<{ communities: { name: string }[] }>('communities.list', {}, owner);
    expect(communities.map(({ name }) => name)).toEqual(['我们自己的群']);
    const tables = await w.sql<{ name: string }>(
      `SELECT table_name AS name FROM information_schema.columns
       WHERE table_schema = 'public' AND column_name = 'channel_id' AND table_name NOT LIKE 'event%'`,
    );
    expect(tables.length).toBeGreaterThan(5);
    const left: string[] = [];
    for (const { name } of tables) if ((await w.sql(`SELECT 1 FROM "${name}" LIMIT 1`)).length > 0) left.push(name);
    expect(left).toEqual([]);
    expect(await w.run('demo.remove', {}, owner)).toEqual({ groups: 0, messages: 0 });
  });
});
