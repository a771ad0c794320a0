/** The verbs that work on an installation, against a server in this process. */
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { qunce, type Ran } from '#testing/cli';
import { type Served, served } from '#testing/served';
import { type World, world } from '#testing/world';
import { qqFile, sampleChat } from '../../modules/chat/sample-chats.ts';
import { operations, requestOf } from './call/operations.ts';

let w: World;
let product: Served;
let folder: string;
let address: string;

beforeAll(async () => {
  w = await world();
  product = await served(w);
  ({ address, folder } = product);
});
afterAll(() => product.stop());

const inFolder = (dataDir: string) => ({ DATA_DIR: dataDir, DATABASE_URL: '', LANG: 'en_US.UTF-8' });
const run = (args: string[], stdin = '') => qunce(args, { stdin, env: inFolder(w.dataDir) });
const elsewhere = (args: string[], dataDir: string) => qunce(args, { env: inFolder(dataDir) });

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

describe('an installation nobody has set up', () => {
  it('has nothing to back up', async () => {
    const { code, err } = await run(['backup', join(folder, 'early.backup')]);
    expect([code, err]).toEqual([1, expect.stringMatching(/nothing to back up/)]);
    expect(await readdir(folder)).toEqual([]);
  });
});

describe('qunce call', () => {
  it('runs an operation with the owner’s key; secrets come by standard input', async () => {
    const setup = { organisation: '机构', name: '林', email: 'lin@example.org', password: 'correct horse' };
    const { code, out } = await run(['call', 'accounts.setup', '-'], JSON.stringify(setup));
    expect([code, JSON.parse(out)]).toEqual([0, { orgId: expect.any(String), accountId: expect.any(String) }]);
    const made = JSON.parse((await run(['call', 'communities.create', '{"name":"晨读"}'])).out);
    const renamed = await run(['call', 'communities.update', JSON.stringify({ communityId: made.id, name: '夜读' })]);
    expect(JSON.parse(renamed.out)).toMatchObject({ id: made.id, name: '夜读' });
    expect(JSON.parse((await run(['call', 'communities.list'])).out).communities).toHaveLength(1);
  });

  it.each([
    ['an unknown operation', ['call', 'chat.nothing'], 2, /chat\.nothing/],
    ['an input that is not JSON', ['call', 'communities.list', '{name'], 2, /\{name/],
    ['an input that is no object', ['call', 'communities.list', '[1]'], 2, /\[1\]/],
    ['an input without a part of the path', ['call', 'chat.importState', '{}'], 2, /importId/],
    ['no operation', ['call'], 2, /operation/],
  ])('refuses %s in one sentence', async (_what, args, expected, sentence) => {
    const { code, out, err } = await run(args);
    expect([code, out, err]).toEqual([expected, '', expect.stringMatching(sentence)]);
    expect(err).not.toMatch(/\n {4}at /);
  });

  it('tells what the server refused, with exit code 1', async () => {
    const { code, err } = await run(['call', 'chat.importState', '{"importId":"01900000-0000-7000-8000-000000000000"}']);
    expect(code).toBe(1);
    expect(err).not.toBe('');
  });

  it('lists every operation of the contract in its help', async () => {
    const { out } = await run(['call', '--help']);
    expect(operations.length).toBeGreaterThan(20);
    for (const { name, summary } of operations) {
      expect(out).toContain(name);
      expect(out).toContain(summary);
    }
  });

  it('makes path, query and body of one input', () => {
    const operation = { name: 'a.b', path: '/things/{id}/parts', summary: '' };
    expect(requestOf({ ...operation, method: 'GET' }, { id: 'a/b', limit: 20, columns: { time: '时间' } })).toEqual({
      method: 'GET',
      path: '/api/v1/things/a%2Fb/parts?limit=20&columns%5Btime%5D=%E6%97%B6%E9%97%B4',
    });
    expect(requestOf({ ...operation, method: 'PUT' }, { id: 'x', name: '名' })).toMatchObject({
      path: '/api/v1/things/x/parts',
      body: '{"name":"名"}',
    });
  });
});

describe('qunce import', () => {
  const from = Date.parse('2026-01-05T00:00:00Z');
  let file: string;
  beforeAll(async () => {
    file = join(folder, '晨读.txt');
    await writeFile(file, `${qqFile(sampleChat(3, { from, days: 30, perDay: 20, people: 12 }), '晨读群')}`);
  });
  const importing = (...args: string[]) => withWorkers(run(['import', file, '--ground', 'consent', ...args]));

  it('stores a chat in a new group and says how much', async () => {
    const { code, out, err } = await importing('--new', '新群');
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/晨读\.txt \(qq-txt\): \d+ rows read, [1-9]\d* new, 1[0-2] people\./);
  });

  it('adds nothing the second time, in the group of that name', async () => {
    expect((await importing('--channel', '新群')).out).toMatch(/ 0 new,/);
  });

  it.each([
    ['a group that is not there', ['--channel', '没有'], 1, /新群/],
    ['a community that is not there', ['--new', 'x', '--community', '没有'], 1, /夜读/],
    ['both', ['--new', 'x', '--channel', '新群'], 2, /--new/],
  ])('refuses %s', async (_what, args, expected, sentence) => {
    const { code, err } = await run(['import', file, '--ground', 'consent', ...args]);
    expect([code, err]).toEqual([expected, expect.stringMatching(sentence)]);
  });

  it.each([
    ['no ground', [], 2, /--ground/],
    ['an unknown ground', ['--ground', 'because'], 2, /because/],
  ])('refuses %s', async (_what, args, expected, sentence) => {
    const { code, err } = await run(['import', file, '--new', 'x', ...args]);
    expect([code, err]).toEqual([expected, expect.stringMatching(sentence)]);
  });

  it('refuses a file that is not there before it asks the server', async () => {
    const { code, err } = await run(['import', join(folder, 'none.txt'), '--new', 'x', '--ground', 'consent']);
    expect([code, err]).toEqual([1, expect.stringMatching(/none\.txt/)]);
  });
});

describe('where there is no server', () => {
  it('call and import say how to start it', async () => {
    const { code, err } = await elsewhere(['call', 'communities.list'], folder);
    expect([code, err]).toEqual([1, expect.stringMatching(/npm start/)]);
  });

  it('an address where nothing answers is named', async () => {
    const { code, err } = await run(['call', 'communities.list', '--url', 'http://127.0.0.1:9']);
    expect([code, err]).toEqual([1, expect.stringMatching(/127\.0\.0\.1:9/)]);
  });

  it('the owner’s key leaves this machine for nobody', async () => {
    const { code, err } = await run(['call', 'communities.list', '--url', 'https://qunce.example.org']);
    expect([code, err]).toEqual([1, expect.stringMatching(/QUNCE_KEY/)]);
  });

  it('an API key and an address are enough', async () => {
    const grants = [{ role: 'viewer', communityId: null }];
    const { secret } = JSON.parse((await run(['call', 'accounts.createKey', JSON.stringify({ name: 'k', grants })])).out);
    const env = { ...inFolder(folder), QUNCE_KEY: secret };
    expect((await qunce(['call', 'communities.list', '--url', `${address}/`], { env })).code).toBe(0);
    expect((await qunce(['call', 'accounts.staff', '--url', address], { env })).code).toBe(1);
  });
});

describe('qunce backup and restore', () => {
  const rows = async (file: string) => {
    const text = gunzipSync(await readFile(file)).toString('utf8');
    return text.slice(text.indexOf('\n'));
  };

  it('back up the running server, restore into a fresh folder, and back that up at rest', async () => {
    const running = join(folder, 'running.backup');
    expect(await run(['backup', running])).toMatchObject({ code: 0, err: '' });
    expect((await stat(running)).mode & 0o777).toBe(0o600);

    const fresh = join(folder, 'fresh');
    const restored = await elsewhere(['restore', running], fresh);
    expect(restored).toMatchObject({ code: 0, err: '' });
    const atRest = join(folder, 'at-rest.backup');
    expect(await elsewhere(['backup', atRest], fresh)).toMatchObject({ code: 0, err: '' });
    expect(await rows(atRest)).toBe(await rows(running));

    const twice = await elsewhere(['restore', running], fresh);
    expect([twice.code, twice.err]).toEqual([1, expect.stringMatching(/already holds data/)]);
    expect((await readdir(folder)).filter((name) => name.startsWith('.') || name.endsWith('.part'))).toEqual([]);
    expect(await readdir(fresh)).toEqual(['database']);
  }, 120_000);

  it('leave a file alone that is there', async () => {
    const file = join(folder, 'mine.txt');
    await writeFile(file, 'mine');
    const { code, err } = await run(['backup', file]);
    expect([code, err]).toEqual([1, expect.stringMatching(/mine\.txt is there already/)]);
    expect(await readFile(file, 'utf8')).toBe('mine');
  });

  it.each([
    ['into a folder that is not there', ['backup', '/nowhere/at/all.backup'], /\/nowhere/],
    ['from a file that is not there', ['restore', '/nowhere/at/all.backup'], /\/nowhere/],
  ])('%s: one sentence', async (_what, args, sentence) => {
    const { code, err } = await elsewhere(args, join(folder, 'fresh'));
    expect([code, err]).toEqual([1, expect.stringMatching(sentence)]);
  });

  it('restore makes no database for a file it cannot take', async () => {
    const untouched = join(folder, 'untouched');
    const { code, err } = await elsewhere(['restore', join(folder, 'mine.txt')], untouched);
    expect([code, err]).toEqual([1, expect.stringMatching(/mine\.txt is not a backup/)]);
    await expect(stat(untouched)).rejects.toThrow(/ENOENT/);
  });

  it('restore does not touch a folder whose server runs', async () => {
    expect((await run(['restore', join(folder, 'running.backup')])).code).toBe(1);
    await expect(stat(join(w.dataDir, 'database'))).rejects.toThrow(/ENOENT/);
  });
});
