import { createServer as createHttp, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type World, world } from '#testing/world';
import { wechatAccount } from '../../connectors/wechat.ts';
import { createSignIn } from '../../modules/accounts/sign-in.ts';
import { createServer } from './server.ts';

const json = { 'content-type': 'application/json', 'x-qunce': 'member' };
const bearer = { ...json, authorization: 'Bearer cli-key-of-this-test' };
const home = 'https://qunce.example.org';
const secret = 'the-secret-of-the-app';

let w: World;
let app: FastifyInstance;
/** WeChat as far as we ask it: a code is good once and is somebody's. */
let wechat: Server;
const codes = new Map<string, object | 'hangs'>();
const asked: URLSearchParams[] = [];
const unforeseen: string[] = [];

beforeAll(async () => {
  w = await world({ at: new Date().toISOString() });
  wechat = createHttp((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://wechat');
    asked.push(searchParams);
    const code = searchParams.get('code') ?? '';
    const answer = (pathname === '/sns/oauth2/access_token' && codes.get(code)) || { errcode: 40029, errmsg: `invalid code ${code}` };
    codes.delete(code);
    if (answer !== 'hangs') response.writeHead(200, { 'content-type': 'text/plain' }).end(JSON.stringify(answer));
  });
  await new Promise<void>((ready) => wechat.listen(0, '127.0.0.1', ready));
  const api = `http://127.0.0.1:${(wechat.address() as AddressInfo).port}`;
  app = await serverWith(wechatAccount({ appId: 'wx520c15f417810387', secret, api, timeoutMs: 300 }));
  const setup = { organisation: '机构', name: '林', email: 'lin@example.org', password: 'correct horse' };
  await app.inject({ method: 'POST', url: '/api/v1/setup', headers: json, payload: setup });
});
afterAll(async () => {
  wechat.closeAllConnections();
  wechat.close();
  await app.close();
});

function serverWith(account: ReturnType<typeof wechatAccount> | undefined) {
  return createServer({
    kernel: w.kernel,
    signIn: createSignIn({ query: w.signInQuery, secret: 'a secret of thirty-two characters', publicUrl: home }),
    cliKey: 'cli-key-of-this-test',
    dataDir: w.dataDir,
    webDir: w.dataDir,
    publicUrl: home,
    uploadLimit: 1000,
    wechat: account,
    backup: () => Promise.reject(new Error('no backup here')),
    unforeseen: (error) => unforeseen.push(String(error.stack)),
  });
}

const post = async (url: string, payload: object, headers: Record<string, string> = bearer) =>
  app.inject({ method: 'POST', url, headers, payload });
const cookieOf = (headers: object) => String(new Map<string, unknown>(Object.entries(headers)).get('set-cookie')).split(';')[0] ?? '';

async function redeem(path: string): Promise<string> {
  const entered = await post('/api/auth/magic-link/verify', { token: path.split('#')[1] }, json);
  expect(entered.statusCode).toBe(200);
  return cookieOf(entered.headers);
}

/** Somebody signed in by a link of staff. @returns their session */
async function member(name: string): Promise<string> {
  const { id } = (await post('/api/v1/communities', { name: '早起营' })).json();
  const { enrolments } = (await post(`/api/v1/communities/${id}/enrolments`, { people: [{ name }] })).json();
  return redeem((await post(`/api/v1/enrolments/${enrolments[0].id}/sign-in-link`, {})).json().path);
}

async function start(to: 'signIn' | 'link') {
  const answer = await app.inject(`/api/v1/wechat/start?to=${to}`);
  const away = new URL(String(answer.headers.location));
  return { away, state: away.searchParams.get('state') ?? '', held: cookieOf(answer.headers), set: String(answer.headers['set-cookie']) };
}
const back = async (query: object, cookies: string[]) => {
  const url = `/api/v1/wechat/back?${new URLSearchParams(Object.entries(query))}`;
  const answer = await app.inject({ url, headers: { cookie: cookies.join('; ') } });
  expect(answer.statusCode).toBe(302);
  return String(answer.headers.location);
};
/** Out and back in one browser. */
async function through(to: 'signIn' | 'link', code: string, openid: object | 'hangs', session: string[] = []) {
  codes.set(code, openid);
  const { state, held } = await start(to);
  return back({ code, state }, [held, ...session]);
}

describe('WeChat', () => {
  it('is sent what it asks for, the address back is our own, and the browser holds the state', async () => {
    const { away, state, set } = await start('signIn');
    expect(away.origin + away.pathname).toBe('https://open.weixin.qq.com/connect/oauth2/authorize');
    expect([...away.searchParams.keys()]).toEqual(['appid', 'redirect_uri', 'response_type', 'scope', 'state']);
    expect(Object.fromEntries(away.searchParams)).toMatchObject({
      appid: 'wx520c15f417810387',
      redirect_uri: `${home}/api/v1/wechat/back`,
      scope: 'snsapi_base',
    });
    expect(away.hash).toBe('#wechat_redirect');
    expect(state).toMatch(/^[\w-]{32}$/);
    expect(set).toMatch(/HttpOnly; SameSite=Lax; Secure/);
  });

  it('signs in whom a member who was signed in has linked it to, and nobody else', async () => {
    const session = await member('小满');
    expect(await through('signIn', 'c1', { openid: 'oXiaoman' })).toBe('/m?wechat=unknown');
    expect(await through('link', 'c2', { openid: 'oXiaoman' }, [session])).toBe('/m/me?wechat=linked');
    expect(asked.at(-1)?.get('secret')).toBe(secret);
    const path = await through('signIn', 'c3', { openid: 'oXiaoman' });
    const again = await redeem(path);
    const mine = (await app.inject({ url: '/api/v1/me/enrolments', headers: { cookie: again } })).json();
    expect(mine).toMatchObject({ name: '小满' });
    expect(await through('signIn', 'c4', { openid: 'oSomebody' })).toBe('/m?wechat=unknown');

    const other = await member('阿树');
    expect(await through('link', 'c5', { openid: 'oXiaoman' }, [other])).toBe('/m/me?wechat=taken');
    const copy = await app.inject({ url: '/api/v1/me/copy', headers: { cookie: session } });
    expect(copy.json().wechat).toMatch(/^20/);
    await app.inject({ method: 'DELETE', url: '/api/v1/me/wechat', headers: { ...json, cookie: session } });
    expect(await through('signIn', 'c6', { openid: 'oXiaoman' })).toBe('/m?wechat=unknown');
    expect(await w.sql('SELECT 1 FROM member_wechat')).toEqual([]);
  });

  it('links nothing for who is not signed in', async () => {
    expect(await through('link', 'd1', { openid: 'oStranger' })).toBe('/m/me?wechat=again');
    expect(await through('signIn', 'd2', { openid: 'oStranger' })).toBe('/m?wechat=unknown');
  });

  it('takes a state once and from the browser that holds it alone', async () => {
    codes.set('e1', { openid: 'oX' });
    const [mine, theirs] = [await start('signIn'), await start('signIn')];
    expect(await back({ code: 'e1', state: mine.state }, [theirs.held])).toBe('/m?wechat=again');
    expect(await back({ code: 'e1', state: mine.state }, [])).toBe('/m?wechat=again');
    expect(await back({ code: 'e1', state: 'made-up' }, ['qunce.wechat=made-up'])).toBe('/m?wechat=again');
    expect(codes.has('e1')).toBe(true);
    expect(await back({ code: 'e1', state: mine.state }, [mine.held])).toBe('/m?wechat=unknown');
    codes.set('e2', { openid: 'oX' });
    expect(await back({ code: 'e2', state: mine.state }, [mine.held])).toBe('/m?wechat=again');
    expect(codes.has('e2')).toBe(true);
  });

  it('leads to no page but ours, whatever the address says', async () => {
    const { state, held } = await start('signIn');
    codes.set('f1', { openid: 'oX' });
    expect(await back({ code: 'f1', state, to: 'https://evil.example', redirect_uri: '//evil.example' }, [held])).toBe('/m?wechat=unknown');
    const answer = await app.inject('/api/v1/wechat/start?to=https://evil.example&redirect_uri=https://evil.example');
    expect(String(answer.headers.location)).not.toContain('evil');
  });

  it.each([
    ['a code that was used', 'g1', { errcode: 40163, errmsg: 'code been used' }],
    ['an account made up for the moment', 'g2', { openid: 'oVirtual', is_snapshotuser: 1 }],
    ['no answer', 'g3', 'hangs'],
  ] as const)('%s says that it did not work, without secret or code in the log', async (_what, code, answer) => {
    const before = unforeseen.length;
    expect(await through('signIn', code, answer)).toBe('/m?wechat=failed');
    expect(unforeseen.length).toBe(before + 1);
    expect(unforeseen.at(-1)).not.toMatch(new RegExp(`${secret}|${code}|oVirtual`));
  });

  it('refused by the person leads back with a way on', async () => {
    const { state, held } = await start('signIn');
    expect(await back({ state }, [held])).toBe('/m?wechat=again');
  });

  it('is not there unless it is configured', async () => {
    expect((await app.inject('/api/v1/wechat')).json()).toEqual({ configured: true });
    const without = await serverWith(undefined);
    for (const path of ['', '/start', '/back']) expect((await without.inject(`/api/v1/wechat${path}`)).statusCode).toBe(404);
    await without.close();
  });
});
