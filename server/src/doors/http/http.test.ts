import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { uploadPath } from '#kernel';
import { type World, world } from '#testing/world';
import { takeBackup } from '../../installation/backup/index.ts';
import { createSignIn } from '../../modules/accounts/sign-in.ts';
import { importTopic } from './raw.ts';
import { createServer } from './server.ts';

const json = { 'content-type': 'application/json' };
const own = { ...json, 'x-qunce': 'console' };
const CLI_KEY = 'cli-key-of-this-test';
const password = 'correct horse';
const UPLOAD_LIMIT = 100_000;

const unforeseen: Error[] = [];
let w: World;
let app: FastifyInstance;
let webDir: string;
let cookie: string;
let orgId: string;

beforeAll(async () => {
  // Sign-in goes by the real clock.
  w = await world({ at: new Date().toISOString() });
  webDir = mkdtempSync(join(tmpdir(), 'qunce-web-'));
  mkdirSync(join(webDir, 'assets'));
  writeFileSync(join(webDir, 'index.html'), '<!doctype html><title>console</title>');
  writeFileSync(join(webDir, 'member.html'), '<!doctype html><title>member</title>');
  writeFileSync(join(webDir, 'assets', 'main-abc.js'), 'export {}');
  const signIn = createSignIn({ query: w.signInQuery, secret: 'a secret of thirty-two characters' });
  const { kernel, dataDir } = w;
  app = await createServer({
    kernel,
    signIn,
    cliKey: CLI_KEY,
    dataDir,
    webDir,
    uploadLimit: UPLOAD_LIMIT,
    backup: () => takeBackup(w.database, dataDir, w.clock.now()),
    unforeseen: (error) => unforeseen.push(error),
  });
  await app.ready();
});
afterAll(async () => {
  await app.close();
  rmSync(webDir, { recursive: true });
});

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
const call = (method: Method, url: string, headers: Record<string, string> = {}, payload?: object | string) =>
  app.inject({ method, url, headers, ...(payload === undefined ? {} : { payload }) });

describe('first run and sign-in', () => {
  it('goes from nobody to a signed-in owner', async () => {
    expect((await call('GET', '/api/v1/setup')).json()).toMatchObject({ needsOwner: true });
    const setup = { organisation: '机构', name: '林', email: 'lin@example.org', password };
    orgId = (await call('POST', '/api/v1/setup', json, setup)).json().orgId;
    const again = await call('POST', '/api/v1/setup', json, setup);
    expect([again.statusCode, again.json()]).toEqual([409, { code: 'setup.done', data: {} }]);

    const wrong = await call('POST', '/api/auth/sign-in/email', own, { email: 'lin@example.org', password: 'wrong password' });
    expect(wrong.statusCode).toBe(401);
    const right = await call('POST', '/api/auth/sign-in/email', own, { email: 'lin@example.org', password });
    expect(right.statusCode).toBe(200);
    const set = String(right.headers['set-cookie']);
    expect(set).toMatch(/HttpOnly/);
    expect(set).toMatch(/SameSite=Lax/);
    cookie = set.split(';')[0] ?? '';
    expect((await call('GET', '/api/v1/me', { cookie })).json()).toMatchObject({ kind: 'staff', email: 'lin@example.org' });
    expect(await w.sql("SELECT 1 FROM event WHERE event = 'account.signedIn'")).toHaveLength(1);
  });

  it.each([
    ['/api/auth/sign-up/email', { email: 'x@example.org', password, name: 'x', orgId: 'x' }],
    ['/api/auth/update-user', { name: 'x' }],
    ['/api/auth/delete-user', {}],
    ['/api/auth/change-email', { newEmail: 'x@example.org' }],
  ])('%s is closed', async (url, body) => {
    expect((await call('POST', url, { ...own, cookie }, body)).statusCode).toBe(404);
  });

  it('sign-out ends the session', async () => {
    const signedIn = await call('POST', '/api/auth/sign-in/email', own, { email: 'lin@example.org', password });
    const other = String(signedIn.headers['set-cookie']).split(';')[0] ?? '';
    expect((await call('GET', '/api/v1/me', { cookie: other })).statusCode).toBe(200);
    expect((await call('POST', '/api/auth/sign-out', { ...own, cookie: other }, {})).statusCode).toBe(200);
    expect((await call('GET', '/api/v1/me', { cookie: other })).statusCode).toBe(401);
    expect((await call('GET', '/api/v1/me', { cookie })).statusCode).toBe(200);
  });

  it('a forged cookie is nobody', async () => {
    expect((await call('GET', '/api/v1/me', { cookie: `${cookie}x` })).statusCode).toBe(401);
  });

  it('too many tries are stopped', async () => {
    const wrong = () => call('POST', '/api/auth/sign-in/email', own, { email: 'nobody@example.org', password: 'wrong password' });
    const answers = [];
    for (let tries = 0; tries < 12; tries++) answers.push((await wrong()).statusCode);
    expect(answers.at(-1)).toBe(429);
  });
});

describe('one router, two doors', () => {
  it('answers the same by REST and by RPC', async () => {
    const made = (await call('POST', '/api/v1/communities', { ...own, cookie }, { name: '晨读' })).json();
    const rest = (await call('GET', '/api/v1/communities', { cookie })).json();
    const rpc = (await call('POST', '/rpc/communities/list', { ...own, cookie }, { json: {} })).json();
    expect(rest.communities).toEqual([made]);
    expect(rpc.json).toEqual(rest);
  });

  it('takes path, query and body as one input, and query texts as the numbers they are', async () => {
    const id = '01900000-0000-7000-8000-000000000000';
    const renamed = await call('PATCH', `/api/v1/communities/${id}`, { ...own, cookie }, { name: 'x' });
    expect([renamed.statusCode, renamed.json()]).toEqual([404, { code: 'community.unknown', data: { communityId: id } }]);
    const paged = await call('GET', `/api/v1/channels/${id}/people?limit=20`, { cookie });
    expect(paged.json().code).toBe('channel.unknown');
    const beyond = await call('GET', `/api/v1/channels/${id}/people?limit=2000`, { cookie });
    expect([beyond.statusCode, beyond.json()]).toMatchObject([400, { code: 'input.invalid', data: { paths: 'limit' } }]);
  });

  it.each([
    ['nobody', {}, 401, 'access.signIn'],
    ['an unknown key', { authorization: 'Bearer qk_nonsense' }, 401, 'access.signIn'],
  ])('refuses %s', async (_name, headers, status, code) => {
    for (const answer of [await call('GET', '/api/v1/communities', headers), await call('GET', '/api/v1/staff', headers)]) {
      expect([answer.statusCode, answer.json().code]).toEqual([status, code]);
    }
    const rpc = await call('POST', '/rpc/communities/list', { ...own, ...headers }, { json: {} });
    expect([rpc.statusCode, rpc.json().json.data.code]).toEqual([status, code]);
  });

  it('lets a key and the command line in by bearer, and a revoked key out at once', async () => {
    const grants = [{ role: 'viewer', communityId: null }];
    const key = (await call('POST', '/api/v1/keys', { ...own, cookie }, { name: 'k', grants })).json();
    const bearer = { authorization: `Bearer ${key.secret}` };
    expect((await call('GET', '/api/v1/me', bearer)).json()).toMatchObject({ kind: 'key', name: 'k' });
    expect((await call('POST', '/api/v1/communities', { ...json, ...bearer }, { name: 'x' })).statusCode).toBe(403);
    expect((await call('DELETE', `/api/v1/keys/${key.id}`, { ...own, cookie })).statusCode).toBe(200);
    expect((await call('GET', '/api/v1/me', bearer)).statusCode).toBe(401);
    expect((await call('GET', '/api/v1/me', { authorization: `Bearer ${CLI_KEY}` })).json()).toMatchObject({
      kind: 'key',
      grants: [{ role: 'owner' }],
    });
  });

  it.each([
    ['broken JSON', own, '{"name":', 400, 'input.invalid'],
    ['another media type', { ...own, 'content-type': 'text/plain' }, '{}', 415, 'request.mediaType'],
    ['a prototype in disguise', own, '{"name":"x","__proto__":{"role":"owner"}}', 400, 'input.invalid'],
    ['too large a body', own, `{"name":"${'x'.repeat(20_000_001)}"}`, 413, 'request.tooLarge'],
  ])('refuses %s without a stack trace', async (_name, headers, body, status, code) => {
    const answer = await call('POST', '/api/v1/communities', { ...headers, cookie }, body);
    expect([answer.statusCode, answer.json().code]).toEqual([status, code]);
    expect(answer.body).not.toMatch(/at .*\.ts/);
  });

  it.each(['/api/v1/nothing', '/rpc/nothing', '/api/nothing'])('%s is unknown', async (url) => {
    const answer = await call('GET', url, { cookie });
    expect([answer.statusCode, answer.json().code]).toEqual([404, 'route.unknown']);
  });
});

describe('requests that another site made a browser send', () => {
  const refused: [name: string, headers: Record<string, string>][] = [
    ['cookie and nothing else', {}],
    ['another origin', { origin: 'https://evil.example' }],
    ['an origin of nothing', { origin: 'null' }],
    ['a browser that says cross-site', { 'sec-fetch-site': 'cross-site', 'x-qunce': 'console' }],
    ['a sister site', { 'sec-fetch-site': 'same-site' }],
  ];
  it.each(refused)('are refused: %s', async (_name, headers) => {
    for (const url of ['/api/v1/communities', '/rpc/communities/create', '/api/v1/uploads', '/api/auth/sign-out']) {
      const answer = await call('POST', url, { ...json, cookie, ...headers }, {});
      expect([answer.statusCode, answer.json().code]).toEqual([403, 'access.crossSite']);
    }
  });

  const accepted: [name: string, headers: Record<string, string>][] = [
    ['our own header', { 'x-qunce': 'console' }],
    ['our own origin', { origin: 'http://localhost:80', host: 'localhost:80' }],
    ['a browser that says same-origin', { 'sec-fetch-site': 'same-origin' }],
  ];
  it.each(accepted)('our own pass: %s', async (_name, headers) => {
    expect((await call('POST', '/api/v1/communities', { ...json, cookie, ...headers }, { name: 'x' })).statusCode).toBe(200);
  });
});

describe('uploads', () => {
  const files = () => {
    try {
      return readdirSync(join(w.dataDir, 'uploads', orgId));
    } catch {
      return [];
    }
  };
  const multipart = (name: string, body: string) => ({
    headers: { 'x-qunce': 'console', cookie, 'content-type': 'multipart/form-data; boundary=B' },
    payload: `--B\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\n\r\n${body}\r\n--B--\r\n`,
  });

  it('are stored under our own name, whatever the file is called', async () => {
    const { headers, payload } = multipart('../../../etc/群聊.txt', 'hello');
    const answer = await call('POST', '/api/v1/uploads', headers, payload);
    expect(answer.json()).toMatchObject({ file: '群聊.txt', bytes: 5 });
    expect(readFileSync(uploadPath(w.dataDir, orgId, answer.json().uploadId), 'utf8')).toBe('hello');
  });

  it('are taken as a plain body too', async () => {
    const headers = { 'x-qunce': 'cli', cookie, 'content-type': 'application/octet-stream' };
    const answer = await call('POST', '/api/v1/uploads?file=a.txt', headers, 'plain');
    expect(answer.json()).toMatchObject({ file: 'a.txt', bytes: 5 });
  });

  it.each([
    ['too large', 'x'.repeat(UPLOAD_LIMIT + 1), 413, 'upload.tooLarge'],
    ['empty', '', 400, 'upload.empty'],
  ])('that are %s leave no file', async (_name, body, status, code) => {
    const before = files();
    const { headers, payload } = multipart('a.txt', body);
    const answer = await call('POST', '/api/v1/uploads', headers, payload);
    expect([answer.statusCode, answer.json().code]).toEqual([status, code]);
    expect(files()).toEqual(before);
  });

  it('of nobody are refused before a byte is kept', async () => {
    const before = files();
    const { headers, payload } = multipart('a.txt', 'x');
    const { cookie: _, ...anonymous } = headers;
    expect((await call('POST', '/api/v1/uploads', anonymous, payload)).statusCode).toBe(401);
    expect(files()).toEqual(before);
  });
});

describe('the backup', () => {
  it('is a file for the owner, and its taking is on record', async () => {
    const answer = await call('GET', '/api/v1/backup', { cookie });
    expect(answer.headers).toMatchObject({ 'content-type': 'application/gzip', 'content-length': String(answer.rawPayload.length) });
    const [manifest = ''] = gunzipSync(answer.rawPayload).toString('utf8').split('\n');
    expect(JSON.parse(manifest)).toMatchObject({ qunce: 'backup' });
    expect(await w.sql("SELECT 1 FROM event WHERE event = 'installation.backedUp'")).toHaveLength(1);
  });

  it('is refused to everybody else', async () => {
    const grants = [{ role: 'operator', communityId: null }];
    const key = (await call('POST', '/api/v1/keys', { ...own, cookie }, { name: 'operator', grants })).json();
    const operator = await call('GET', '/api/v1/backup', { authorization: `Bearer ${key.secret}` });
    expect([operator.statusCode, operator.json().code]).toEqual([403, 'access.denied']);
    expect((await call('GET', '/api/v1/backup')).statusCode).toBe(401);
  });
});

describe('an import that the caller may not see', () => {
  it.each(['progress', 'rejected.csv'])('shows no %s', async (what) => {
    const url = `/api/v1/imports/01900000-0000-7000-8000-000000000000/${what}`;
    expect((await call('GET', url)).statusCode).toBe(401);
    expect((await call('GET', url, { cookie })).statusCode).toBe(404);
  });

  it('and progress has one topic an import', () => {
    expect(importTopic('a')).not.toBe(importTopic('b'));
  });
});

describe('pages and health', () => {
  it.each(['/m', '/m/', '/m/enter', '/m/checkin?campaign=1'])('%s is a page of members', async (url) => {
    const answer = await app.inject({ url });
    expect([answer.statusCode, answer.body]).toEqual([200, expect.stringContaining('member')]);
  });

  it.each(['/', '/groups/1/overview', '/setup', '/members'])('%s is the console', async (url) => {
    const answer = await call('GET', url);
    expect([answer.statusCode, answer.body]).toEqual([200, expect.stringContaining('console')]);
    expect(answer.headers['cache-control']).toBe('no-cache');
  });

  it('files that carry a hash are kept for good, and ones that are not there are not the console', async () => {
    expect((await call('GET', '/assets/main-abc.js')).headers['cache-control']).toMatch(/immutable/);
    expect((await call('GET', '/assets/gone.js')).statusCode).toBe(404);
  });

  it('a packed copy is sent to whoever can unpack it', async () => {
    writeFileSync(join(webDir, 'member.html.br'), 'packed');
    const answer = await app.inject({ url: '/m/checkin', headers: { 'accept-encoding': 'gzip, br' } });
    expect([answer.body, answer.headers['content-encoding']]).toEqual(['packed', 'br']);
    expect(answer.headers['content-type']).toMatch(/^text\/html/);
    expect((await app.inject({ url: '/m/checkin' })).body).toContain('<title>member');
  });

  it('no page may run inline scripts or be framed', async () => {
    for (const url of ['/', '/api/docs']) {
      const policy = String((await call('GET', url)).headers['content-security-policy']);
      expect(policy).toContain("script-src 'self'");
      expect(policy).not.toMatch(/script-src[^;]*unsafe/);
      expect(policy).toContain("frame-ancestors 'none'");
    }
  });

  it('the API reference is served from here', async () => {
    const page = (await call('GET', '/api/docs')).body;
    expect(page).not.toMatch(/<script>|https?:/);
    for (const [, path = ''] of page.matchAll(/(?:src|href)="([^"]+)"/g)) expect((await call('GET', path)).statusCode, path).toBe(200);
    expect((await call('GET', '/api/docs/assets/package.json')).statusCode).toBe(404);
    expect((await call('GET', '/api/v1/openapi.json')).json().paths).toHaveProperty('/communities');
  });

  it('nothing here went wrong in a way nobody foresaw', () => {
    expect(unforeseen).toEqual([]);
  });

  it('says that it lives and is ready', async () => {
    expect((await call('GET', '/healthz')).json()).toEqual({ ok: true });
    expect((await call('GET', '/readyz')).json()).toEqual({ ok: true });
  });
});

describe('somebody who takes part', () => {
  it('takes a member in by link, once, and says so the second time', async () => {
    const { id: communityId } = (await call('POST', '/api/v1/communities', { ...own, cookie }, { name: '早起营' })).json();
    const people = [{ name: '小满' }];
    const enrolled = (await call('POST', `/api/v1/communities/${communityId}/enrolments`, { ...own, cookie }, { people })).json();
    const link = (await call('POST', `/api/v1/enrolments/${enrolled.enrolments[0].id}/sign-in-link`, { ...own, cookie }, {})).json();
    const token = String(link.path).split('#')[1];
    const entered = await call('POST', '/api/auth/magic-link/verify', own, { token });
    expect(entered.statusCode).toBe(200);
    const member = String(entered.headers['set-cookie']).split(';')[0] ?? '';
    expect((await call('GET', '/api/v1/me/enrolments', { cookie: member })).json()).toMatchObject({ enrolments: [{ nickname: '小满' }] });
    expect((await call('GET', '/api/v1/communities', { cookie: member })).statusCode).toBe(403);
    const again = await call('POST', '/api/auth/magic-link/verify', own, { token });
    expect([again.statusCode, again.json()]).toEqual([400, { code: 'signIn.link', data: {} }]);
  });

  it('comes in by an invitation, knowing nothing but its code and then a secret', async () => {
    const { id: communityId } = (await call('POST', '/api/v1/communities', { ...own, cookie }, { name: '申请' })).json();
    const made = await call('PUT', `/api/v1/communities/${communityId}/invitation`, { ...own, cookie }, { decide: 'auto' });
    const code = String(made.json().path).split('#')[1];
    const shown = (await call('GET', `/api/v1/invitations/${code}`)).json();
    expect(shown).toMatchObject({ community: '申请', state: 'open' });
    const form = { name: '阿树', consent: shown.consent };
    const { secret, state } = (await call('POST', `/api/v1/invitations/${code}/applications`, json, form)).json();
    expect(state).toBe('approved');
    expect((await call('POST', '/api/v1/applications/state', json, { secret })).json()).toMatchObject({ canEnter: true });
    const { path } = (await call('POST', '/rpc/admissions/enter', json, { json: { secret } })).json().json;
    const entered = await call('POST', '/api/auth/magic-link/verify', own, { token: String(path).split('#')[1] });
    expect(entered.statusCode).toBe(200);
    await w.drain();
    expect((await call('POST', '/api/v1/applications/enter', json, { secret })).json().code).toBe('application.entered');
    // The invitation as a picture is staff's.
    const poster = `/api/v1/communities/${communityId}/poster.png`;
    const drawn = await call('GET', poster, { cookie });
    expect([drawn.statusCode, drawn.headers['content-type']]).toEqual([200, 'image/png']);
    expect(drawn.rawPayload.subarray(1, 4).toString('latin1')).toBe('PNG');
    const member = String(entered.headers['set-cookie']).split(';')[0] ?? '';
    expect([(await call('GET', poster)).statusCode, (await call('GET', poster, { cookie: member })).statusCode]).toEqual([401, 403]);
    // Whoever is nobody stays so for everything else, whatever organisation they stand at.
    expect((await call('GET', '/api/v1/communities')).statusCode).toBe(401);
  });

  it('is stopped when one address applies too often', async () => {
    const statuses: number[] = [];
    for (let tries = 0; tries < 40; tries++)
      statuses.push((await call('POST', '/rpc/admissions/apply', json, { json: { code: 'x', name: 'x', consent: 'x' } })).statusCode);
    expect(Object.entries(Object.groupBy(statuses, String)).map(([status, all]) => [status, all?.length])).toEqual([
      ['404', 30],
      ['429', 10],
    ]);
  });
});
