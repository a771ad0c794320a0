/** An album as one file to keep, and its photos, as they are asked for over HTTP. */
import { randomBytes } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import type { FastifyInstance } from 'fastify';
import { Parser } from 'htmlparser2';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { albumWorld } from '#testing/album';
import { campWorld, type Person } from '#testing/camp';
import { pngOf } from '#testing/media-files';
import { takeBackup } from '../../installation/backup/index.ts';
import { createSignIn } from '../../modules/accounts/sign-in.ts';
import { mediaPath } from '../../modules/media/index.ts';
import { createServer } from './server.ts';

const DAY = 86_400_000;
const KEY = 'cli-key-of-this-test';
const own = { 'content-type': 'application/json', 'x-qunce': 'member' };
// Sign-in goes by the real clock, so the camp ends the day before.
const now = Date.now();
const camp = await campWorld(new Date(now - 6 * DAY).toISOString());
const { run, world: home } = camp;
const scene = albumWorld(camp, new Date(now - 5 * DAY).toISOString().slice(0, 10));

const SPITEFUL = '<img src=x onerror=alert(1)>';
const QUOTED = '"\' onload="alert(2)';
const KNOWING = '$t(alumni:album.title)}}';
const names = ['甲安', SPITEFUL, QUOTED, KNOWING] as const;

let app: FastifyInstance;
let album: Awaited<ReturnType<typeof scene.filled>>;
let elsewhere: Awaited<ReturnType<typeof scene.filled>>;
let asker = 0;

interface Who {
  cookie?: string;
  authorization?: string;
}
/** Each from an address of its own: how many files one may ask for is another test. */
async function get(path: string, headers: Who, remoteAddress?: string) {
  asker += 1;
  return app.inject({ method: 'GET', url: `/api/v1/${path}`, headers: { ...headers }, remoteAddress: remoteAddress ?? `10.0.0.${asker}` });
}
const file = (headers: Who, language = 'zh-CN', campaignId = album.campaignId) =>
  get(`campaigns/${campaignId}/album.html?language=${language}`, headers);
const photo = (headers: Who, mediaId: string, campaignId = album.campaignId) =>
  get(`campaigns/${campaignId}/album/photos/${mediaId}`, headers);

async function signedIn(path: string, payload: object): Promise<Who> {
  const answer = await app.inject({ method: 'POST', url: `/api/auth${path}`, headers: own, payload });
  return { cookie: String(answer.headers['set-cookie']).split(';')[0] ?? '' };
}
async function member({ id }: Person): Promise<Who> {
  const { path } = await run<{ path: string }>('admissions.signInLink', { enrolmentId: id });
  return signedIn('/magic-link/verify', { token: path.split('#')[1] });
}
const password = 'correct horse';
async function coachOf(communityId: string, email: string): Promise<Who> {
  await run('accounts.invite', { email, name: '教练', password, grants: [{ role: 'coach', communityId }] });
  return signedIn('/sign-in/email', { email, password });
}
const byKey: Who = { authorization: `Bearer ${KEY}` };

beforeAll(async () => {
  app = await createServer({
    kernel: home.kernel,
    signIn: createSignIn({ query: home.signInQuery, secret: 'a secret of thirty-two characters' }),
    cliKey: KEY,
    dataDir: home.dataDir,
    webDir: home.dataDir,
    uploadLimit: 100_000,
    backup: () => takeBackup(home.database, home.dataDir, home.clock.now()),
    unforeseen: (error) => {
      throw error;
    },
  });
  await home.sql('INSERT INTO installation (org_id, set_up_at) VALUES ($1, now())', [home.orgId]);
  elsewhere = await scene.filled(['外甲', '外乙']);
  album = await scene.filled(names);
  home.clock.set(now);
});
afterAll(() => app.close());

/** Elements with their attributes, and the words between them, as a browser reads them. */
function read(document: string) {
  const elements: { name: string; attributes: Record<string, string> }[] = [];
  const words: string[] = [];
  const parser = new Parser({
    onopentag: (name, attributes) => elements.push({ name, attributes }),
    ontext: (text) => words.push(text),
  });
  parser.end(document);
  return { elements, text: words.join('') };
}

describe('the file', () => {
  it('is one, with the photos inside: nothing in it runs, and nothing is fetched from anywhere', async () => {
    const answer = await file(await member(album.all[0]));
    expect(answer.statusCode).toBe(200);
    expect(answer.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'content-disposition': `attachment; filename="album-${scene.dayOf(0)}.html"`,
      'cache-control': 'no-store',
    });
    const { elements, text } = read(answer.body);
    const used = new Set(elements.map(({ name }) => name));
    for (const name of ['script', 'link', 'iframe', 'object', 'embed', 'base', 'form', 'svg', 'a']) expect(used).not.toContain(name);
    const fetched = elements.flatMap(({ attributes }) =>
      ['src', 'href', 'srcset', 'poster', 'data', 'background'].flatMap((name) => attributes[name] ?? []),
    );
    const pictures = album.all.map((_, index) => `data:image/png;base64,${pngOf(4, 3, [10 + index, 20, 30]).toString('base64')}`);
    expect(fetched.toSorted()).toEqual(pictures.toSorted());
    expect(elements.flatMap(({ attributes }) => Object.keys(attributes)).filter((name) => /^on/i.test(name))).toEqual([]);
    expect(text).not.toMatch(/url\(|@import/i);
    expect(answer.body.match(/https?:/g)).toBeNull();
  });

  it('shows whatever people wrote as they wrote it, in names, works, check-ins, pictures and roles', async () => {
    const { elements, text } = read((await file(byKey)).body);
    for (const name of names) {
      expect(text).toContain(`${name}的早晨`);
      expect(text).toContain(`${name}的作业`);
      // Work, check-in, certificate and role, each with the name as a whole.
      expect(text.split(name).length - 1).toBeGreaterThanOrEqual(6);
    }
    const told = elements.filter(({ name }) => name === 'img').map(({ attributes }) => attributes.alt);
    expect(told.toSorted()).toEqual(names.map((name) => `${name}的照片`).toSorted());
  });

  it('is in the language asked for, and says what is missing in it', async () => {
    const answer = await file(byKey, 'en', elsewhere.campaignId);
    expect(answer.body).toContain('<html lang="en">');
    await run(
      'checkins.like',
      { campaignId: elsewhere.campaignId, enrolmentId: elsewhere.all[0].id, day: scene.dayOf(0), liked: false },
      elsewhere.all[1].actor,
    );
    await run(
      'checkins.like',
      { campaignId: elsewhere.campaignId, enrolmentId: elsewhere.all[1].id, day: scene.dayOf(0), liked: false },
      elsewhere.all[0].actor,
    );
    const poor = read((await file(byKey, 'zh-CN', elsewhere.campaignId)).body);
    expect(poor.text).toContain('还没有被点赞的打卡。');
    expect(poor.elements.filter(({ name }) => name === 'img')).toEqual([]);
  });
});

describe('who was not there', () => {
  it('gets neither the file nor a photo: members and coaches of others, strangers', async () => {
    const mediaId = album.photo(album.all[0]);
    const refused = [
      [await member(elsewhere.all[0]), 403, 'access.denied'],
      [await coachOf(elsewhere.communityId, 'other@example.org'), 403, 'access.denied'],
      [{}, 401, 'access.signIn'],
    ] as const;
    for (const [who, status, code] of refused) {
      for (const answer of [await file(who), await photo(who, mediaId)]) {
        expect([answer.statusCode, answer.json().code]).toEqual([status, code]);
        expect(answer.body).not.toContain('甲安');
      }
    }
    for (const who of [await coachOf(album.communityId, 'coach@example.org'), await member(album.all[0]), byKey]) {
      expect((await file(who)).statusCode).toBe(200);
      expect((await photo(who, mediaId)).rawPayload).toEqual(pngOf(4, 3, [10, 20, 30]));
    }
  });

  it('gets no photo by another campaign of theirs, and no file by a name that is none', async () => {
    const who = await member(elsewhere.all[0]);
    const mediaId = album.photo(album.all[0]);
    for (const asked of [mediaId, '..%2F..%2Fx', mediaId.toUpperCase(), '01900000-0000-7000-8000-000000000000'])
      expect((await photo(who, asked, elsewhere.campaignId)).statusCode).toBe(404);
    expect((await file(byKey, 'zh-CN', '01900000-0000-7000-8000-000000000000')).statusCode).toBe(404);
  });
});

describe('a photo of it', () => {
  it('is sent as what it is, and kept by nobody in between', async () => {
    expect((await photo(byKey, album.photo(album.all[0]))).headers).toMatchObject({
      'content-type': 'image/png',
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-cache',
    });
  });
});

describe('whoever objects or is erased', () => {
  it('is in neither, from then on', async () => {
    const { campaignId, communityId, all, photo: photoBy } = await scene.filled(['子慧', '丑牛', '寅虎']);
    home.clock.set(now);
    const [shy, erased, reader] = all as unknown as [Person, Person, Person];
    const who = await member(reader);
    const pictureOf = (one: Person) => pngOf(4, 3, [10 + all.indexOf(one), 20, 30]).toString('base64');
    const gone = async (...people: Person[]) => {
      const { statusCode, body } = await file(who, 'zh-CN', campaignId);
      expect(statusCode).toBe(200);
      for (const one of all) {
        const found = [one.nickname, pictureOf(one)].map((mark) => body.includes(mark));
        expect(found).toEqual(people.includes(one) ? [false, false] : [true, true]);
        expect((await photo(who, photoBy(one), campaignId)).statusCode).toBe(people.includes(one) ? 404 : 200);
      }
    };
    await gone();
    await run('albums.hide', { communityId, hidden: true }, shy.actor);
    await gone(shy);
    await run('privacy.eraseMine', { understood: true }, erased.actor);
    await gone(shy, erased);
    await home.drain();
    await run('albums.hide', { communityId, hidden: false }, shy.actor);
    await gone(erased);
  });
});

describe('its size', () => {
  const HALF = 1_400_000;
  const left = '没有放进来';

  it('is bounded: what is too large, too much together, or not there any more is left out and said', async () => {
    const { campaignId, all, photo: photoBy } = await scene.filled(['一一', '二二', '三三', '四四', '五五', '六六', '七七', '八八']);
    home.clock.set(now);
    const place = { dataDir: home.dataDir, orgId: home.orgId };
    const weigh = async (one: Person, bytes: number) => {
      await writeFile(mediaPath(place, photoBy(one)), randomBytes(bytes));
      await home.sql('UPDATE media_file SET bytes = $2 WHERE id = $1', [photoBy(one), bytes]);
    };
    for (const one of all) await weigh(one, HALF);
    const { body } = await file(byKey, 'zh-CN', campaignId);
    expect(body.split('data:image/png').length - 1).toBe(5);
    expect(body.split(left).length - 1).toBe(3);
    expect(body.length).toBeLessThan(11_000_000);
    const [large, lost, forgotten, ...others] = all as Person[];
    for (const one of others) await weigh(one, 1_000);
    await weigh(large as Person, 1_500_001);
    await rm(mediaPath(place, photoBy(lost as Person)));
    await home.sql('DELETE FROM media_file WHERE id = $1', [photoBy(forgotten as Person)]);
    const answer = await file(byKey, 'zh-CN', campaignId);
    expect(answer.statusCode).toBe(200);
    expect(answer.body.split('data:image/png').length - 1).toBe(5);
    expect(answer.body.split(left).length - 1).toBe(3);
    for (const one of [lost, forgotten]) expect((await photo(byKey, photoBy(one as Person), campaignId)).statusCode).toBe(404);
  });

  it('and how often it is made for one: ten times a minute', async () => {
    const answers: number[] = [];
    for (let nth = 0; nth < 11; nth += 1)
      answers.push((await get(`campaigns/${album.campaignId}/album.html`, byKey, '10.1.1.1')).statusCode);
    expect(answers).toEqual([...Array<number>(10).fill(200), 429]);
  });
});
