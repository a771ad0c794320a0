/** The second factor from first to last, as a browser goes through it. */
import { createHmac } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type World, world } from '#testing/world';
import { createSignIn } from '../../modules/accounts/sign-in.ts';
import { createServer } from './server.ts';

const email = 'lin@example.org';
const password = 'correct horse';
const headers = { 'content-type': 'application/json', 'x-qunce': 'console' };
let w: World;
let app: FastifyInstance;
let webDir: string;
let orgId: string;
let accountId: string;

beforeAll(async () => {
  w = await world();
  webDir = await mkdtemp(join(tmpdir(), 'qunce-second-'));
  app = await createServer({
    kernel: w.kernel,
    signIn: createSignIn({ query: w.signInQuery, secret: 'a secret of thirty-two characters' }),
    cliKey: 'key',
    dataDir: w.dataDir,
    webDir,
    uploadLimit: 1_000,
    backup: () => Promise.reject(new Error('no backup here')),
    unforeseen: (error) => {
      throw error;
    },
  });
  ({ orgId, accountId } = await w.run<{ orgId: string; accountId: string }>(
    'accounts.setup',
    { organisation: '机构', name: '林', email, password },
    null,
  ));
});
afterAll(async () => {
  await app.close();
  await rm(webDir, { recursive: true });
});

/** Cookies as a browser keeps them; an address of its own, so that guessing limits of one test leave the others alone. */
let browsers = 0;
function browser() {
  const jar = new Map<string, string>();
  browsers += 1;
  const remoteAddress = `192.0.2.${browsers}`;
  const ask = async (method: 'GET' | 'POST', url: string, payload?: object) => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await app.inject({ method, url, remoteAddress, headers: { ...headers, cookie }, ...(payload ? { payload } : {}) });
    for (const set of [response.headers['set-cookie'] ?? []].flat()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
      if (value === '' || /max-age=0/i.test(set)) jar.delete(name);
      else jar.set(name, value);
    }
    return response;
  };
  const post = (path: string, payload: object) => ask('POST', `/api/auth${path}`, payload);
  return {
    post,
    signIn: () => post('/sign-in/email', { email, password }),
    me: async () => (await ask('GET', '/api/v1/me')).statusCode,
  };
}

/** RFC 6238: HMAC-SHA-1 over the number of half minutes, six digits. */
function codeOf(uri: string, at = Date.now()): string {
  const secret = new URL(uri).searchParams.get('secret') ?? '';
  const bits = Array.from(secret, (letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)));
  const mac = createHmac('sha1', key).update(counter).digest();
  const offset = (mac.at(-1) ?? 0) & 15;
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}
const wrong = (uri: string) => String((Number(codeOf(uri)) + 500_000) % 1_000_000).padStart(6, '0');
const events = async () =>
  (await w.sql<{ event: string }>('SELECT event FROM event WHERE org_id = $1 ORDER BY id', [orgId])).map(({ event }) => event);

let uri: string;
let recovery: string[];

describe('the second factor', () => {
  it('is not switched on by a wrong password or before a code has shown that the telephone has it', async () => {
    const one = browser();
    await one.signIn();
    expect((await one.post('/two-factor/enable', { password: 'wrong password' })).statusCode).toBe(400);
    const enabled = await one.post('/two-factor/enable', { password });
    ({ totpURI: uri, backupCodes: recovery } = enabled.json());
    const drawn = String(enabled.json().picture).replace('data:image/svg+xml;base64,', '');
    expect(Buffer.from(drawn, 'base64').toString()).toMatch(/^<svg [\s\S]*<\/svg>\s*$/);
    expect(uri).toMatch(/^otpauth:\/\/totp\/Qunce/);
    expect(recovery).toHaveLength(10);
    const other = browser();
    await other.signIn();
    expect(await other.me()).toBe(200);
    expect((await one.post('/two-factor/verify-totp', { code: wrong(uri) })).statusCode).toBe(401);
    expect((await one.post('/two-factor/verify-totp', { code: codeOf(uri) })).statusCode).toBe(200);
    expect(await one.me()).toBe(200);
    expect(await events()).toContain('account.secondFactorOn');
  });

  it('is asked for at sign-in: the password alone opens nothing', async () => {
    const one = browser();
    const answer = await one.signIn();
    expect([answer.statusCode, answer.json().twoFactorRedirect]).toEqual([200, true]);
    expect(await one.me()).toBe(401);
    expect((await one.post('/two-factor/verify-totp', { code: wrong(uri) })).statusCode).toBe(401);
    expect(await one.me()).toBe(401);
    const before = (await events()).filter((event) => event === 'account.signedIn').length;
    expect((await one.post('/two-factor/verify-totp', { code: codeOf(uri) })).statusCode).toBe(200);
    expect(await one.me()).toBe(200);
    expect((await events()).filter((event) => event === 'account.signedIn')).toHaveLength(before + 1);
  });

  it('takes a recovery code instead, once', async () => {
    const [code = ''] = recovery;
    const one = browser();
    await one.signIn();
    expect((await one.post('/two-factor/verify-backup-code', { code })).statusCode).toBe(200);
    expect(await one.me()).toBe(200);
    const other = browser();
    await other.signIn();
    expect((await other.post('/two-factor/verify-backup-code', { code })).statusCode).toBe(401);
    expect(await other.me()).toBe(401);
  });

  it('gives up a sign-in after five wrong codes', async () => {
    const one = browser();
    await one.signIn();
    for (let n = 0; n < 5; n += 1) await one.post('/two-factor/verify-totp', { code: wrong(uri) });
    expect((await one.post('/two-factor/verify-totp', { code: codeOf(uri) })).statusCode).toBe(400);
    expect(await one.me()).toBe(401);
  });

  it('lies in the database encrypted, and no code of it in the log', async () => {
    const rows = await w.sql<{ row: string }>('SELECT t::text AS row FROM auth.two_factor t');
    const secret = new URL(uri).searchParams.get('secret') ?? 'none';
    for (const word of [secret, ...recovery]) expect(rows.map(({ row }) => row).join()).not.toContain(word);
  });

  it('is switched off with the password', async () => {
    const one = browser();
    await one.signIn();
    await one.post('/two-factor/verify-totp', { code: codeOf(uri) });
    expect((await one.post('/two-factor/disable', { password: 'wrong password' })).statusCode).toBe(400);
    expect((await one.post('/two-factor/disable', { password })).statusCode).toBe(200);
    expect(await events()).toContain('account.secondFactorOff');
    const other = browser();
    await other.signIn();
    expect(await other.me()).toBe(200);
  });

  it('is taken off by an owner for whoever has lost it, of the own organisation only', async () => {
    const one = browser();
    await one.signIn();
    const enabled = await one.post('/two-factor/enable', { password });
    await one.post('/two-factor/verify-totp', { code: codeOf(enabled.json().totpURI) });
    const owner = { kind: 'key' as const, keyId: w.kernel.newId(), orgId, grants: [{ role: 'owner' as const, communityId: null }] };
    await expect(w.run('accounts.dropSecondFactor', { accountId })).rejects.toMatchObject({ code: 'account.unknown' });
    await w.run('accounts.dropSecondFactor', { accountId }, owner);
    const other = browser();
    await other.signIn();
    expect(await other.me()).toBe(200);
    expect(await w.sql('SELECT 1 FROM auth.two_factor')).toEqual([]);
  });
});
