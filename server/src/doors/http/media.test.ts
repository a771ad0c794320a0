import { request as httpRequest } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { jpegOf, mp3Frames, mp3Of, pngOf } from '#testing/media-files';
import { type World, world } from '#testing/world';
import { takeBackup } from '../../installation/backup/index.ts';
import { createSignIn } from '../../modules/accounts/sign-in.ts';
import { createServer } from './server.ts';

const own = { 'content-type': 'application/json', 'x-qunce': 'member' };
const password = 'correct horse';
const SECRET = '39.9042N 116.4074E';

const unforeseen: Error[] = [];
let w: World;
let app: FastifyInstance;
let address: string;
let owner: string;
let communityId: string;
let campaignId: string;
/** Cookies: two of the camp, one of another community. */
let [xiaoman, ashu, stranger] = ['', '', ''];

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
const call = (method: Method, url: string, cookie: string, payload?: object) =>
  app.inject({ method, url: `/api/v1${url}`, headers: { ...own, cookie }, ...(payload === undefined ? {} : { payload }) });
const patch = (mediaId: string, cookie: string, offset: number, bytes: Buffer) =>
  app.inject({
    method: 'PATCH',
    url: `/api/v1/media/${mediaId}/bytes`,
    headers: { 'x-qunce': 'member', cookie, 'content-type': 'application/octet-stream', 'upload-offset': String(offset) },
    payload: bytes,
  });

/** To be written to bit by bit. */
function patchSlowly(mediaId: string, cookie: string, length: number) {
  const headers = { 'x-qunce': 'member', cookie, 'upload-offset': 0, 'content-length': length, 'content-type': 'application/octet-stream' };
  const request = httpRequest(`${address}/api/v1/media/${mediaId}/bytes`, { method: 'PATCH', headers });
  request.on('error', () => {});
  return request;
}

async function begun(cookie: string, size: number, medium = 'photo'): Promise<string> {
  const answer = await call('POST', `/communities/${communityId}/media`, cookie, { medium, size });
  expect(answer.json()).toMatchObject({ kind: medium, size, offset: 0, finished: false });
  return answer.json().mediaId;
}

async function sent(cookie: string, bytes: Buffer, medium = 'photo'): Promise<string> {
  const mediaId = await begun(cookie, bytes.length, medium);
  expect((await patch(mediaId, cookie, 0, bytes)).json()).toEqual({ offset: bytes.length, size: bytes.length });
  expect((await call('POST', `/media/${mediaId}/finish`, cookie, {})).json()).toMatchObject({ finished: true });
  return mediaId;
}

const seen = (mediaId: string, cookie: string, headers: Record<string, string> = {}) =>
  app.inject({ method: 'GET', url: `/api/v1/media/${mediaId}/bytes`, headers: { cookie, ...headers } });

async function memberOf(community: string, name: string): Promise<string> {
  const { enrolments } = (await call('POST', `/communities/${community}/enrolments`, owner, { people: [{ name }] })).json();
  const link = (await call('POST', `/enrolments/${enrolments[0].id}/sign-in-link`, owner, {})).json();
  return signedIn('/magic-link/verify', { token: String(link.path).split('#')[1] });
}

async function signedIn(path: string, payload: object): Promise<string> {
  const answer = await app.inject({ method: 'POST', url: `/api/auth${path}`, headers: own, payload });
  return String(answer.headers['set-cookie']).split(';')[0] ?? '';
}

beforeAll(async () => {
  // Sign-in goes by the real clock.
  w = await world({ at: new Date().toISOString() });
  const { kernel, dataDir } = w;
  app = await createServer({
    kernel,
    signIn: createSignIn({ query: w.signInQuery, secret: 'a secret of thirty-two characters' }),
    cliKey: 'cli-key-of-this-test',
    dataDir,
    webDir: dataDir,
    uploadLimit: 100_000,
    backup: () => takeBackup(w.database, dataDir, w.clock.now()),
    unforeseen: (error) => unforeseen.push(error),
  });
  address = await app.listen({ port: 0, host: '127.0.0.1' });
  await call('POST', '/setup', '', { organisation: '机构', name: '林', email: 'lin@example.org', password });
  owner = await signedIn('/sign-in/email', { email: 'lin@example.org', password });
  communityId = (await call('POST', '/communities', owner, { name: '早起营' })).json().id;
  const other = (await call('POST', '/communities', owner, { name: '隔壁' })).json().id;
  const day = (ahead: number) => new Date(w.clock.now() + ahead * 86_400_000).toISOString().slice(0, 10);
  const policy = {
    boundary: '00:00',
    opens: '00:00',
    closes: '24:00',
    content: { photos: { needed: true, max: 2 }, voice: { needed: false } },
  };
  const camp = { name: '拍一张早餐', startsOn: day(-2), endsOn: day(20), policy };
  campaignId = (await call('POST', `/communities/${communityId}/campaigns`, owner, camp)).json().id;
  [xiaoman, ashu, stranger] = [await memberOf(communityId, '小满'), await memberOf(communityId, '阿树'), await memberOf(other, '路人')];
});
afterAll(() => app.close());

describe('sending', () => {
  const photo = jpegOf(6, SECRET);

  it('goes on where it was cut off', async () => {
    const mediaId = await begun(xiaoman, photo.length);
    const half = patchSlowly(mediaId, xiaoman, photo.length);
    half.write(photo.subarray(0, 200));
    const state = async () => (await call('GET', `/media/${mediaId}/state`, xiaoman)).json();
    await vi.waitFor(async () => expect((await state()).offset).toBe(200), { timeout: 20_000 });
    // The request hangs, as on a phone in a tunnel; another one goes on from where the server is.
    const wrong = await patch(mediaId, xiaoman, 150, photo.subarray(150));
    expect([wrong.statusCode, wrong.json()]).toEqual([409, { code: 'media.offset', data: { offset: 200 } }]);
    expect((await call('POST', `/media/${mediaId}/finish`, xiaoman, {})).json()).toMatchObject({
      code: 'media.incomplete',
      data: { offset: 200 },
    });
    expect((await patch(mediaId, xiaoman, 200, photo.subarray(200))).json()).toEqual({ offset: photo.length, size: photo.length });
    expect((await call('POST', `/media/${mediaId}/finish`, xiaoman, {})).json()).toMatchObject({ finished: true });
    half.destroy();
    const { rawPayload } = await seen(mediaId, xiaoman);
    expect(rawPayload.includes(SECRET)).toBe(false);
    expect(photo.includes(SECRET)).toBe(true);
  });

  it('keeps what came before a connection broke', async () => {
    const mediaId = await begun(xiaoman, photo.length);
    const cut = patchSlowly(mediaId, xiaoman, photo.length);
    cut.write(photo.subarray(0, 100));
    await vi.waitFor(async () => expect((await call('GET', `/media/${mediaId}/state`, xiaoman)).json().offset).toBe(100), {
      timeout: 20_000,
    });
    const closed = new Promise((resolve) => cut.on('close', resolve));
    cut.destroy();
    await closed;
    expect((await patch(mediaId, xiaoman, 100, photo.subarray(100))).statusCode).toBe(200);
    expect((await call('POST', `/media/${mediaId}/finish`, xiaoman, {})).statusCode).toBe(200);
  });

  it('takes no more than was announced, nothing too large, and nothing that is no photo', async () => {
    const large = await call('POST', `/communities/${communityId}/media`, xiaoman, { medium: 'photo', size: 10 * 1024 * 1024 + 1 });
    expect([large.statusCode, large.json()]).toEqual([413, { code: 'media.tooLarge', data: { limit: 10 } }]);
    const short = await begun(xiaoman, 10);
    expect((await patch(short, xiaoman, 0, photo)).json()).toMatchObject({ code: 'media.tooLong' });
    const page = Buffer.from('<!doctype html><script>alert(1)</script>');
    const html = await begun(xiaoman, page.length);
    await patch(html, xiaoman, 0, page);
    expect((await call('POST', `/media/${html}/finish`, xiaoman, {})).json()).toEqual({ code: 'media.type', data: {} });
    expect((await seen(html, xiaoman)).statusCode).toBe(404);
    const song = mp3Of('song');
    const voice = await begun(xiaoman, song.length);
    await patch(voice, xiaoman, 0, song);
    expect((await call('POST', `/media/${voice}/finish`, xiaoman, {})).json()).toEqual({ code: 'media.type', data: {} });
    for (const mediaId of [short, html, voice]) expect((await call('DELETE', `/media/${mediaId}`, xiaoman)).statusCode).toBe(200);
    expect((await call('DELETE', `/media/${voice}`, xiaoman)).statusCode).toBe(403);
  });

  it('belongs to the one who began', async () => {
    const mediaId = await begun(xiaoman, photo.length);
    expect((await patch(mediaId, ashu, 0, photo)).json()).toMatchObject({ code: 'media.unknown' });
    expect((await patch(mediaId, stranger, 0, photo)).json()).toMatchObject({ code: 'access.denied' });
    expect((await patch(mediaId, '', 0, photo)).statusCode).toBe(401);
    expect((await call('DELETE', `/media/${mediaId}`, ashu)).statusCode).toBe(404);
    expect((await call('POST', `/communities/${communityId}/media`, stranger, { medium: 'photo', size: 5 })).statusCode).toBe(403);
    expect((await patch('..%2F..%2Fx', xiaoman, 0, photo)).statusCode).toBe(404);
    expect((await call('DELETE', `/media/${mediaId}`, xiaoman)).statusCode).toBe(200);
  });
});

describe('a photo of a check-in', () => {
  let mediaId: string;
  let voice: string;
  beforeAll(async () => {
    mediaId = await sent(xiaoman, pngOf(4, 3, [200, 100, 50]));
    voice = await sent(xiaoman, mp3Of('sung'), 'voice');
  });

  it('is shown to the one who sent it alone, until it is sent along', async () => {
    expect((await seen(mediaId, xiaoman)).statusCode).toBe(200);
    for (const cookie of [ashu, owner]) expect((await seen(mediaId, cookie)).statusCode).toBe(404);
  });

  it('then to those of the community and its staff, and to nobody else', async () => {
    const foreign = await call('POST', `/campaigns/${campaignId}/checkins`, ashu, { content: { photos: [mediaId] } });
    expect(foreign.json()).toMatchObject({ code: 'media.gone' });
    const done = await call('POST', `/campaigns/${campaignId}/checkins`, xiaoman, { content: { photos: [mediaId], voice } });
    expect(done.json()).toMatchObject({ first: true });
    const posts = (await call('GET', `/campaigns/${campaignId}/feed`, ashu)).json().posts;
    expect(posts).toMatchObject([{ nickname: '小满', photos: [mediaId], voice }]);
    for (const cookie of [xiaoman, ashu, owner]) expect((await seen(mediaId, cookie)).statusCode).toBe(200);
    expect((await seen(mediaId, stranger)).statusCode).toBe(403);
    expect((await seen(mediaId, '')).statusCode).toBe(401);
    expect((await seen('01900000-0000-7000-8000-000000000000', owner)).statusCode).toBe(404);
  });

  it('is named by what it is, and kept by nobody in between', async () => {
    const { headers, rawPayload } = await seen(mediaId, ashu);
    expect(headers).toMatchObject({
      'content-type': 'image/png',
      'content-disposition': `inline; filename="${mediaId}.png"`,
      'x-content-type-options': 'nosniff',
      'cache-control': expect.stringContaining('private'),
      'content-security-policy': expect.stringContaining("script-src 'self'"),
    });
    expect(rawPayload).toEqual(pngOf(4, 3, [200, 100, 50]));
  });

  it.each([
    ['bytes=0-1', 206, 'bytes 0-1/417', [0, 2]],
    ['bytes=400-', 206, 'bytes 400-416/417', [400, 417]],
    ['bytes=-10', 206, 'bytes 407-416/417', [407, 417]],
    ['bytes=400-9999', 206, 'bytes 400-416/417', [400, 417]],
    ['bytes=0-1,5-6', 200, undefined, [0, 417]],
    ['bytes=417-', 416, 'bytes */417', [0, 0]],
    ['bytes=9-3', 416, 'bytes */417', [0, 0]],
  ] as const)('a voice is played from anywhere: %s', async (range, status, said, [from, to]) => {
    const answer = await seen(voice, ashu, { range });
    expect([answer.statusCode, answer.headers['content-range']]).toEqual([status, said]);
    expect(answer.rawPayload).toEqual(mp3Frames.subarray(from, to));
  });

  it('is seen by nobody else any more once the check-in is undone', async () => {
    expect((await call('POST', `/campaigns/${campaignId}/checkins/undo`, xiaoman, {})).statusCode).toBe(200);
    for (const cookie of [ashu, owner]) expect((await seen(mediaId, cookie)).statusCode).toBe(404);
    expect((await seen(mediaId, xiaoman)).statusCode).toBe(200);
  });
});

it('nothing here went wrong in a way nobody foresaw', () => {
  expect(unforeseen).toEqual([]);
});
