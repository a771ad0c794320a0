/** The demo from first to last, made by `qunce demo` on a server in this process. */
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Actor } from '#kernel';
import type { Picture } from '#picture';
import { qunce, type Ran } from '#testing/cli';
import { type Served, served } from '#testing/served';
import { type World, world } from '#testing/world';

interface State {
  groups: { name: string; channelId: string | null; state: string; messages: number }[];
  done: boolean;
}

interface Camp {
  id: string;
  name: string;
  state: string;
  dayNumber: number;
  days: number;
  people: number;
}

let w: World;
let product: Served;
let address: string;

beforeAll(async () => {
  w = await world({ at: '2026-11-21T12:00:00Z' });
  product = await served(w);
  ({ address } = product);
});
afterEach(() => vi.unstubAllEnvs());
afterAll(() => product.stop());

const demo = (host = '127.0.0.1') => qunce(['demo'], { env: { DATA_DIR: w.dataDir, DATABASE_URL: '', HOST: host, LANG: 'en_US.UTF-8' } });

/** Runs the waiting jobs here while the command waits for them. */
async function withWorkers(ran: Promise<Ran>): Promise<Ran> {
  let over = false;
  const ended = ran.finally(() => {
    over = true;
  });
  while (!over) {
    await w.drain();
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return ended;
}

/** The demo makes an organisation of its own, beside the world's. */
async function owner(): Promise<Actor> {
  const [row] = await w.sql<{ org_id: string }>('SELECT org_id FROM installation');
  return { kind: 'staff', accountId: w.kernel.newId(), orgId: row?.org_id ?? '', grants: [{ role: 'owner', communityId: null }] };
}

const offered = async () => (await w.run<{ offered: boolean }>('demo.offer', {}, null)).offered;
const codeOf = (started: Promise<unknown>) =>
  started.then(
    () => null,
    (error: { code: string }) => error.code,
  );

describe('the demo', () => {
  it('is refused where others can reach it, by command and by server, and leaves nothing behind', async () => {
    const { code, err } = await demo('0.0.0.0');
    expect([code, err]).toEqual([1, expect.stringMatching(/nobody else can reach/)]);
    vi.stubEnv('HOST', '0.0.0.0');
    expect(await offered()).toBe(false);
    expect(await codeOf(w.run('demo.start', {}, null))).toBe('demo.notLocal');
    expect(await w.sql('SELECT * FROM installation')).toEqual([]);
  });

  it('makes three groups at different stages by the importer, and prints a sign-in that works', async () => {
    expect(await offered()).toBe(true);
    const { code, out, err } = await withWorkers(demo());
    expect([code, err]).toEqual([0, '']);
    expect(out.match(/演示·.+: \d{4,5} rows/g)?.length).toBe(3);
    const [, email = '', password = ''] = /as (\S+) with the password (\S+) /.exec(out) ?? [];
    const answer = await fetch(`${address}/api/auth/sign-in/email`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-qunce': 'test' },
      body: JSON.stringify({ email, password }),
    });
    expect(answer.status).toBe(200);

    const { groups, done } = await w.run<State>('demo.state', {}, await owner());
    expect(done).toBe(true);
    expect(groups.map(({ state }) => state)).toEqual(['ready', 'ready', 'ready']);
    const stages: string[] = [];
    for (const { name, channelId, messages } of groups) {
      expect(name).toMatch(/^演示·/);
      expect(messages).toBeGreaterThan(2000);
      const { picture } = await w.run<{ picture: Picture }>('insights.group', { channelId }, await owner());
      stages.push(picture.lifecycle.stage);
      expect(Date.parse(picture.asOf)).toBeLessThanOrEqual(w.clock.now());
      expect(picture.members.zeroMessage).toBeGreaterThan(0);
    }
    expect(stages.toSorted()).toEqual(['decline', 'growth', 'maturity']);
    const { channels } = await w.run<{ channels: { platform: string }[] }>('communities.channels', {}, await owner());
    expect(channels.map(({ platform }) => platform)).toEqual(['demo', 'demo', 'demo']);
  }, 240_000);

  it('has a camp on its twelfth day, its check-ins found in what was said', async () => {
    await w.drain();
    const { campaigns } = await w.run<{ campaigns: Camp[] }>('checkins.campaigns', {}, await owner());
    expect(campaigns).toMatchObject([{ name: '早起 21 天', state: 'running', dayNumber: 12, days: 21 }]);
    const [camp] = campaigns;
    expect(camp?.people).toBeGreaterThan(40);
    const { counted, possible } = await w.run<{ counted: number; possible: number }>(
      'checkins.campaign',
      { campaignId: camp?.id },
      await owner(),
    );
    expect(counted).toBeGreaterThan((camp?.people ?? 0) * 2);
    expect(counted).toBeLessThanOrEqual(possible);
    const sources = await w.sql<{ source: string }>('SELECT DISTINCT source FROM checkin ORDER BY source');
    expect(sources.map(({ source }) => source)).toEqual(['chat', 'jielong']);
  }, 60_000);

  it('is made once: never on a folder that holds data', async () => {
    expect(await offered()).toBe(false);
    const { code, out, err } = await demo();
    expect([code, out, err]).toEqual([1, '', expect.stringMatching(/already holds data/)]);
    expect(await w.sql('SELECT count(*)::int AS runs FROM import_run')).toEqual([{ runs: 3 }]);
  });

  it('goes without a trace, and only the demo goes', async () => {
    const own = await w.run<{ id: string }>('communities.createChannel', { name: '我们自己的群' }, await owner());
    const removed = await w.run<{ groups: number; messages: number }>('demo.remove', {}, await owner());
    expect(removed.groups).toBe(3);
    expect(removed.messages).toBeGreaterThan(6000);
    await w.drain();
    const { channels } = await w.run<{ channels: { id: string }[] }>('communities.channels', {}, await owner());
    expect(channels.map(({ id }) => id)).toEqual([own.id]);
    const { communities } = await w.run<{ communities: { name: string }[] }>('communities.list', {}, await owner());
    expect(communities.map(({ name }) => name)).toEqual(['我们自己的群']);
    const tables = await w.sql<{ name: string }>(
      `SELECT table_name AS name FROM information_schema.columns
       WHERE table_schema = 'public' AND column_name = 'channel_id' AND table_name NOT LIKE 'event%'`,
    );
    expect(tables.length).toBeGreaterThan(5);
    const left: string[] = [];
    for (const { name } of tables) if ((await w.sql(`SELECT 1 FROM "${name}" LIMIT 1`)).length > 0) left.push(name);
    expect(left).toEqual([]);
    const people = await w.sql('SELECT 1 FROM member UNION ALL SELECT 1 FROM campaign UNION ALL SELECT 1 FROM auth."user" WHERE member');
    expect(people).toEqual([]);
    const names = await w.sql<{ name: string }>('SELECT o.name FROM organisation o JOIN installation i ON i.org_id = o.org_id');
    expect(names).toEqual([{ name: '我的机构' }]);
    expect(await w.run('demo.remove', {}, await owner())).toEqual({ groups: 0, messages: 0 });
  }, 120_000);
});
