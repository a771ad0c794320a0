import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { Actor, JobInput, TaskContext } from '#kernel';
import { world } from '#testing/world';
import type { Source } from './contract.ts';
import { unseal } from './seal.ts';
import { tasks } from './tasks.ts';

const home = await world({ at: '2026-03-02T08:00:00Z' });
const second = Date.parse('2026-02-20T08:00:00Z') / 1000;
const TOKEN = 'a-token-nobody-sees';

interface Said {
  timestamp: number;
  id?: string;
  text?: string;
}
/** An exporter on this machine. `answer` replaces what it would say. */
const exporter = {
  messages: [] as Said[],
  pageOf: 1000,
  milliseconds: false,
  asked: [] as URL[],
  tokens: [] as (string | undefined)[],
  answer: null as null | ((url: URL, response: ServerResponse) => boolean),
};
const row = ({ timestamp, id, text = '早上好' }: Said) => ({
  sender: 'wx_a',
  accountName: '阿一',
  timestamp: exporter.milliseconds ? timestamp * 1000 : timestamp,
  type: 0,
  content: text,
  ...(id !== undefined && { platformMessageId: id }),
});

function page(url: URL): object {
  const since = Number(url.searchParams.get('since'));
  const news = exporter.messages.filter(({ timestamp }) => timestamp >= since).sort((a, b) => a.timestamp - b.timestamp);
  const shown = news.slice(0, exporter.pageOf);
  const hasMore = news.length > shown.length;
  return {
    chatlab: { version: '0.0.2', exportedAt: exporter.asked.length },
    ...(since === 0 &&
      shown.length > 0 && {
        meta: { name: '读书群', platform: 'wechat', type: 'group' },
        members: [{ platformId: 'wx_a', accountName: '阿一' }],
      }),
    messages: shown.map(row),
    sync: { hasMore, nextSince: shown.at(-1)?.timestamp ?? since },
  };
}

const server = createServer((request: IncomingMessage, response: ServerResponse) => {
  const url = new URL(request.url ?? '/', 'http://exporter');
  exporter.asked.push(url);
  exporter.tokens.push(request.headers.authorization);
  if (exporter.answer?.(url, response)) return;
  const sessions = [
    { id: '1@chatroom', name: '读书群', platform: 'wechat', type: 'group', messageCount: exporter.messages.length },
    { id: 'wx_b', name: '张三', platform: 'wechat', type: 'private' },
  ];
  const body =
    url.pathname === '/api/v1/sessions'
      ? { sessions }
      : decodeURIComponent(url.pathname).endsWith('/1@chatroom/messages')
        ? page(url)
        : null;
  response.writeHead(body ? 200 : 404, { 'content-type': 'application/json' }).end(JSON.stringify(body));
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const { port } = server.address() as AddressInfo;
const baseUrl = `http://127.0.0.1:${port}/api/v1`;
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

beforeEach(async () => {
  await home.sql('DELETE FROM source');
  Object.assign(exporter, { messages: [], pageOf: 1000, milliseconds: false, asked: [], tokens: [], answer: null });
});

const newChannel = async () => (await home.run<{ id: string }>('communities.createChannel', { name: '读书群' })).id;
const keep = (channelId: string, more: object = {}, actor?: Actor) =>
  home.run<Source>('sources.keep', { channelId, baseUrl, conversation: '1@chatroom', everyHours: 1, ground: 'consent', ...more }, actor);
const sourceOf = async (channelId: string) =>
  (await home.run<{ source: Source | null }>('sources.source', { channelId })).source ?? expect.fail('no source');
const importsOf = async (channelId: string) =>
  (
    await home.run<{ imports: { id: string; added: number; records: number; file: string; state: string }[] }>('chat.imports', {
      channelId,
    })
  ).imports;
const textsOf = async (channelId: string) =>
  (await home.run<{ messages: { text: string }[] }>('chat.messages', { channelId, limit: 200 })).messages.map(({ text }) => text).reverse();
const pullNow = async (channelId: string) => {
  exporter.asked = [];
  await home.run('sources.pull', { channelId });
  await home.drain();
  return sourceOf(channelId);
};
const askedSince = () => exporter.asked.map((url) => Number(url.searchParams.get('since')));
const said =
  (status: number, body = '{}') =>
  (_url: URL, response: ServerResponse) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(body);
    return true;
  };
const system: Actor = { kind: 'system', orgId: home.orgId };

it('a token given for one address is kept with no other, also where two keep a source at the same moment', async () => {
  for (let round = 0; round < 12; round += 1) {
    const channelId = await newChannel();
    const addresses = [1, 2, 3].map((n) => `http://127.0.0.${n}:${port}/api/v1`);
    await Promise.all(addresses.map((address) => keep(channelId, { baseUrl: address, token: `for:${address}` })));
    const [kept] = await home.sql<{ address: string; token: string }>(
      'SELECT base_url AS address, token FROM source WHERE channel_id = $1',
      [channelId],
    );
    const place = { dataDir: home.dataDir, orgId: home.orgId };
    expect(await unseal(place, channelId, kept?.token ?? '')).toBe(`for:${kept?.address}`);
  }
});
/** One task alone, as the queue would run it. */
async function runTask(name: string, input: JobInput = {}): Promise<void> {
  const { now } = home.clock;
  const { newId } = home.kernel;
  const call: TaskContext['call'] = (operation, given) => home.kernel.run(operation, given, system);
  const { signal } = new AbortController();
  const ground = { orgId: home.orgId, actor: system, requestId: 'schedule', dataDir: home.dataDir, now, newId };
  await tasks[name]?.run({ ...ground, signal, call, progress: () => {}, ensureMonths: async () => {} }, input);
}
const tick = () => runTask('sources.queueDue');

describe('a source', () => {
  it('lists the groups it offers, calls with the token, and keeps nothing of it', async () => {
    const looked = await home.run<{ conversations: { id: string }[] }>('sources.look', { baseUrl: `${baseUrl}/`, token: TOKEN });
    expect(looked).toMatchObject({ baseUrl, conversations: [{ id: '1@chatroom', name: '读书群', messages: 0 }] });
    expect(exporter.tokens).toEqual([`Bearer ${TOKEN}`]);
    expect(await home.sql('SELECT 1 FROM source')).toEqual([]);
  });

  it('is pulled at once in pages, and goes on where a page failed', async () => {
    exporter.messages = [0, 10, 20].map((after) => ({ timestamp: second + after, id: `m${after}`, text: `第${after}句` }));
    exporter.pageOf = 2;
    exporter.answer = (url, response) => url.searchParams.get('since') !== '0' && said(200, '{"messages":')(url, response);
    const channelId = await newChannel();
    await keep(channelId);
    await home.drain();
    expect(askedSince()).toEqual([0, second + 10]);
    expect(await textsOf(channelId)).toEqual(['第0句', '第10句']);
    expect(await sourceOf(channelId)).toMatchObject({ state: 'waiting', pulledAt: null, error: { code: 'source.notProtocol' } });

    exporter.answer = null;
    expect(await pullNow(channelId)).toMatchObject({
      state: 'waiting',
      added: 3,
      error: null,
      latestAt: new Date((second + 20) * 1000).toISOString(),
      pulledAt: '2026-03-02T08:00:00.000Z',
    });
    expect(askedSince()).toEqual([second + 10]);
    expect(await textsOf(channelId)).toEqual(['第0句', '第10句', '第20句']);
  }, 90_000);

  it('later fetches what is new alone', async () => {
    exporter.messages = [{ timestamp: second + 20, id: 'm20' }];
    const channelId = await newChannel();
    await keep(channelId);
    await home.drain();
    exporter.messages.push({ timestamp: second + 7200, id: 'm7200' });
    expect(await pullNow(channelId)).toMatchObject({ added: 1, error: null });
    expect(askedSince()).toEqual([second + 20 - 3600]);
    expect(await textsOf(channelId)).toHaveLength(2);
    expect((await importsOf(channelId))[0]).toMatchObject({ records: 2, added: 1, state: 'done', file: '2026-03-02-pull.json' });
  });

  it('adds nothing by the same page twice, and does not even import it again', async () => {
    exporter.messages = [{ timestamp: second }, { timestamp: second }, { timestamp: second + 1, text: '嗯' }];
    const channelId = await newChannel();
    await keep(channelId);
    await home.drain();
    expect(await textsOf(channelId)).toEqual(['早上好', '早上好', '嗯']);
    expect(await pullNow(channelId)).toMatchObject({ added: 0, error: null });
    const { length } = await importsOf(channelId);
    await pullNow(channelId);
    expect(await importsOf(channelId)).toHaveLength(length);
    expect(await textsOf(channelId)).toEqual(['早上好', '早上好', '嗯']);
  });

  it('reads milliseconds as well as seconds, and asks in seconds', async () => {
    exporter.milliseconds = true;
    exporter.messages = [{ timestamp: second, id: 'a' }];
    const channelId = await newChannel();
    await keep(channelId);
    await home.drain();
    expect(await sourceOf(channelId)).toMatchObject({ added: 1, latestAt: new Date(second * 1000).toISOString() });
    exporter.answer = said(401);
    await pullNow(channelId);
    expect(askedSince()).toEqual([second - 3600]);
  });

  it('begins with the day that was wanted, in the zone of the group', async () => {
    const channelId = await newChannel();
    expect(await keep(channelId, { from: '2026-02-20' })).toMatchObject({ from: '2026-02-20' });
    await home.drain();
    expect(askedSince()).toEqual([Date.parse('2026-02-19T16:00:00Z') / 1000]);
    expect(await sourceOf(channelId)).toMatchObject({ added: 0, latestAt: null, pulledAt: '2026-03-02T08:00:00.000Z' });
  });

  it('stays where it was when the import of a page is stopped', async () => {
    const channelId = await newChannel();
    await keep(channelId);
    await home.drain();
    exporter.messages = [{ timestamp: second, id: 'c' }];
    await runTask('sources.pull', { channelId, run: home.kernel.newId() });
    expect(await sourceOf(channelId)).toMatchObject({ state: 'pulling', latestAt: null });
    const [run] = await importsOf(channelId);
    await home.run('chat.cancelImport', { importId: run?.id });
    await home.drain();
    expect(await sourceOf(channelId)).toMatchObject({ state: 'waiting', latestAt: null, error: { code: 'source.importFailed' } });
    exporter.messages = [];
    await pullNow(channelId);
    expect(askedSince()).toEqual([0]);
  });

  it('is pulled when its time has come, one pull at a time, and not while it is paused', async () => {
    const channelId = await newChannel();
    await keep(channelId);
    await home.drain();
    exporter.asked = [];
    await tick();
    await home.drain();
    expect(exporter.asked).toEqual([]);
    home.clock.advance(3_600_000);
    await tick();
    await tick();
    await home.drain();
    expect(exporter.asked).toHaveLength(1);
    expect(await home.run('sources.pause', { channelId })).toMatchObject({ state: 'paused', nextAt: null });
    await expect(home.run('sources.pull', { channelId })).rejects.toMatchObject({ code: 'source.paused' });
    home.clock.advance(7_200_000);
    await tick();
    await home.drain();
    expect(exporter.asked).toHaveLength(1);
    expect(await home.run('sources.resume', { channelId })).toMatchObject({ state: 'waiting' });
    await home.drain();
    expect(exporter.asked).toHaveLength(2);
  });

  it('is another’s while a pull is going on, until that is long ago', async () => {
    const channelId = await newChannel();
    await keep(channelId);
    await home.drain();
    const begin = (run: string) => home.run<object | null>('sources.beginPull', { channelId, run }, system);
    const [one, two] = [home.kernel.newId(), home.kernel.newId()];
    expect(await begin(one)).toMatchObject({ conversation: '1@chatroom' });
    expect(await begin(two)).toBeNull();
    expect(await begin(one)).not.toBeNull();
    expect(await sourceOf(channelId)).toMatchObject({ state: 'pulling' });
    home.clock.advance(1_800_000);
    expect(await begin(two)).not.toBeNull();
    home.clock.advance(1_800_000);
    exporter.messages = [{ timestamp: second, id: 's' }];
    await runTask('sources.pull', { channelId, run: one });
    expect(await importsOf(channelId)).toMatchObject([{ state: 'queued' }]);
    expect(await begin(two)).toBeNull();
    home.clock.advance(86_400_000);
    expect(await begin(two)).not.toBeNull();
  });
});

describe('a token', () => {
  it('is sealed, never answered, and not sent to another address', async () => {
    const channelId = await newChannel();
    const kept = await keep(channelId, { token: TOKEN });
    expect(kept.hasToken).toBe(true);
    await home.drain();
    expect(exporter.tokens).toEqual([`Bearer ${TOKEN}`]);
    const stored = JSON.stringify(await home.sql('SELECT * FROM source WHERE channel_id = $1', [channelId]));
    const events = JSON.stringify(await home.sql('SELECT * FROM event'));
    const jobs = JSON.stringify(await home.sql('SELECT data FROM pgboss.job'));
    for (const place of [JSON.stringify(kept), stored, events, jobs]) expect(place).not.toContain(TOKEN);
    await keep(channelId, { everyHours: 24 });
    await home.drain();
    expect(exporter.tokens.at(-1)).toBe(`Bearer ${TOKEN}`);
    await expect(keep(channelId, { baseUrl: 'http://127.0.0.1:9/api/v1' })).rejects.toMatchObject({ code: 'source.tokenNeeded' });
    expect(await keep(channelId, { token: null })).toMatchObject({ hasToken: false });
  });

  it('sealed for one group does not open for another', async () => {
    const [mine, other] = [await newChannel(), await newChannel()];
    await keep(mine, { token: TOKEN });
    await keep(other);
    await home.drain();
    await home.sql('UPDATE source SET token = (SELECT token FROM source WHERE channel_id = $1) WHERE channel_id = $2', [mine, other]);
    expect((await pullNow(other)).error).toMatchObject({ code: 'source.tokenLost' });
    expect((await readFile(`${home.dataDir}/sources.key`, 'utf8')).length).toBeGreaterThan(40);
  });
});

describe('what goes wrong is told, and nothing is lost', () => {
  it.each([
    ['the token is wrong', said(401), 'source.denied'],
    ['the conversation is gone', said(404), 'source.conversationGone'],
    ['another program answers', said(200, '<html></html>'), 'source.notProtocol'],
    ['something else is answered', said(200, '{"status":"ok"}'), 'source.notProtocol'],
    ['the same page comes for ever', said(200, '{"messages":[],"sync":{"hasMore":true,"nextSince":0}}'), 'source.stuck'],
    [
      'it leads elsewhere',
      (_url: URL, response: ServerResponse) => Boolean(response.writeHead(302, { location: 'http://example.org/' }).end()),
      'source.redirected',
    ],
    ['the page is too large', said(200, `{"messages":["${'x'.repeat(33 * 1024 ** 2)}"]}`), 'source.tooLarge'],
  ])('%s', async (_name, answer, code) => {
    const channelId = await newChannel();
    exporter.answer = answer;
    await keep(channelId);
    await home.drain();
    expect(await sourceOf(channelId)).toMatchObject({ state: 'waiting', pulledAt: null, error: { code } });
    expect(exporter.asked).toHaveLength(1);
    expect(await importsOf(channelId)).toEqual([]);
  });

  it('a page of rows nobody can read is shown as rejected rows', async () => {
    const channelId = await newChannel();
    exporter.answer = (url, response) =>
      said(200, JSON.stringify({ messages: [row({ timestamp: second }), { sender: 'x' }] }))(url, response);
    await keep(channelId);
    await home.drain();
    expect((await importsOf(channelId))[0]).toMatchObject({ state: 'done', added: 1, rejectedRecords: 1 });
  });

  it('nothing comes in while somebody is being erased', async () => {
    const { id: channelId, communityId } = await home.run<{ id: string; communityId: string }>('communities.createChannel', { name: '群' });
    const erasure = 'INSERT INTO erasure (org_id, id, community_id, requested_at) VALUES ($1, $2, $3, now())';
    await home.sql(erasure, [home.orgId, home.kernel.newId(), communityId]);
    await keep(channelId);
    await home.drain();
    expect(await sourceOf(channelId)).toMatchObject({ pulledAt: null, error: { code: 'source.erasing' } });
    expect(exporter.asked).toEqual([]);
    await home.sql('UPDATE erasure SET finished_at = now()');
    expect(await pullNow(channelId)).toMatchObject({ error: null });
  });

  it('an exporter that is away is tried again by the queue', async () => {
    const channelId = await newChannel();
    exporter.answer = said(503);
    await keep(channelId);
    await expect(home.drain()).rejects.toMatchObject({ code: 'source.failing' });
    expect(await sourceOf(channelId)).toMatchObject({ state: 'waiting', error: { code: 'source.failing', data: { status: 503 } } });
    expect(await home.sql("SELECT state FROM pgboss.job WHERE name = 'sources.pull' AND state = 'retry'")).toHaveLength(1);
    await home.run('sources.remove', { channelId });
    await expect(home.run('sources.look', { baseUrl: 'http://127.0.0.1:9' })).rejects.toMatchObject({ code: 'source.unreachable' });
  });
});

describe('who may', () => {
  it('set an address up is who holds the whole organisation; who holds the community may pull and remove', async () => {
    const { id: channelId, communityId } = await home.run<{ id: string; communityId: string }>('communities.createChannel', { name: '群' });
    const operator = home.staff('operator', communityId);
    await expect(keep(channelId, {}, operator)).rejects.toMatchObject({ code: 'access.denied' });
    await keep(channelId, {}, home.staff('operator'));
    await home.drain();
    await home.run('sources.pull', { channelId }, operator);
    await home.drain();
    expect(await home.run('sources.remove', { channelId }, operator)).toEqual({ removed: true });
    expect(await home.run('sources.source', { channelId }, operator)).toEqual({ source: null });
    expect(await home.run('sources.remove', { channelId }, operator)).toEqual({ removed: false });
  });
});

it('a source goes with its group; what it brought stays when it is removed alone', async () => {
  exporter.messages = [{ timestamp: second, id: 'z' }];
  const [kept, gone] = [await newChannel(), await newChannel()];
  await keep(kept);
  await home.drain();
  await keep(gone);
  await home.run('sources.remove', { channelId: kept });
  await home.run('communities.removeChannel', { channelId: gone });
  await home.drain();
  expect(await home.sql('SELECT 1 FROM source WHERE channel_id = ANY($1)', [[kept, gone]])).toEqual([]);
  expect(await textsOf(kept)).toEqual(['早上好']);
});
