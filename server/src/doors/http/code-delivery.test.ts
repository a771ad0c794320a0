import { createServer as createHttp, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type World, world } from '#testing/world';
import { codeWebhook, signature } from '../../connectors/code-webhook.ts';
import { createSignIn } from '../../modules/accounts/sign-in.ts';
import { createServer } from './server.ts';

const json = { 'content-type': 'application/json' };
const bearer = { ...json, authorization: 'Bearer cli-key-of-this-test' };
const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

interface Hooked {
  headers: IncomingHttpHeaders;
  body: string;
}

let w: World;
let app: FastifyInstance;
let gateway: Server;
/** Of the gateway; null: it never answers. */
let status: number | null = 204;
const hooked: Hooked[] = [];
const unforeseen: string[] = [];
let communityId: string;

beforeAll(async () => {
  w = await world({ at: new Date().toISOString() });
  gateway = createHttp((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part) => parts.push(part));
    request.on('end', () => {
      hooked.push({ headers: request.headers, body: Buffer.concat(parts).toString('utf8') });
      if (status !== null) response.writeHead(status, status === 302 ? { location: '/elsewhere' } : {}).end();
    });
  });
  await new Promise<void>((ready) => gateway.listen(0, '127.0.0.1', ready));
  const { port } = gateway.address() as AddressInfo;
  app = await createServer({
    kernel: w.kernel,
    signIn: createSignIn({ query: w.signInQuery, secret: 'a secret of thirty-two characters' }),
    cliKey: 'cli-key-of-this-test',
    dataDir: w.dataDir,
    webDir: w.dataDir,
    uploadLimit: 1000,
    deliverCode: codeWebhook({ url: `http://127.0.0.1:${port}/hook`, secret, timeoutMs: 300 }),
    backup: () => Promise.reject(new Error('no backup here')),
    unforeseen: (error) => unforeseen.push(String(error.stack)),
  });
  await post('/api/v1/setup', {
    organisation: '机构',
    name: '林',
    email: 'lin@example.org',
    password: 'correct horse',
    zone: 'Asia/Shanghai',
  });
  communityId = (await post('/api/v1/communities', { name: '早起营' })).json().id;
  const { path } = (
    await app.inject({ method: 'PUT', url: `/api/v1/communities/${communityId}/invitation`, headers: bearer, payload: { decide: 'auto' } })
  ).json();
  const code = String(path).split('#')[1];
  const { consent } = (await app.inject(`/api/v1/invitations/${code}`)).json();
  for (const [name, address] of [
    ['小满', '13800000001'],
    ['阿树', '13800000002'],
    ['周一', '13800000003'],
  ]) {
    const { secret: own } = (await post(`/api/v1/invitations/${code}/applications`, { name, consent }, json)).json();
    expect((await post('/api/v1/applications/address', { secret: own, address }, json)).statusCode).toBe(200);
  }
});
afterAll(async () => {
  gateway.closeAllConnections();
  gateway.close();
  await app.close();
});

const post = (url: string, payload: object, headers: Record<string, string> = bearer) =>
  app.inject({ method: 'POST', url, headers, payload });
const ask = (address: string) => post('/api/v1/sign-in/codes', { address }, json);
const waiting = async () => (await app.inject({ url: '/api/v1/sign-in-codes', headers: bearer })).json().codes;
const sent = (code: string) => w.sql("SELECT 1 FROM event WHERE event = 'signInCode.delivered' AND subject_id = $1", [code]);

describe('a gateway', () => {
  it('is signed for as Standard Webhooks says', () => {
    // The standard's own example.
    const made = signature(secret, 'msg_p5jXN8AQM9LWM0D4loKWxJek', '1614265330', '{"test": 2432232314}');
    expect(made).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
  });

  it('gets the code that signs in, and then staff need not see it', async () => {
    const { codeId, until } = (await ask('138 0000 0001')).json();
    await vi.waitFor(async () => expect(await sent(codeId)).toHaveLength(1));
    const { headers, body } = hooked.at(-1) ?? { headers: {}, body: '' };
    const { data } = JSON.parse(body);
    expect(data).toMatchObject({ kind: 'phone', address: '+8613800000001', until });
    expect(headers['webhook-signature']).toBe(signature(secret, String(headers['webhook-id']), String(headers['webhook-timestamp']), body));
    expect(await waiting()).toEqual([]);
    const { path } = (await post(`/api/v1/sign-in/codes/${codeId}/enter`, { code: data.code }, json)).json();
    const entered = await post('/api/auth/magic-link/verify', { token: String(path).split('#')[1] }, { ...json, 'x-qunce': 'member' });
    const cookie = String(entered.headers['set-cookie']).split(';')[0] ?? '';
    expect((await app.inject({ url: '/api/v1/me/enrolments', headers: { cookie } })).json()).toMatchObject({ name: '小满' });
  });

  it.each([
    ['fails', 500, '13800000002'],
    ['leads elsewhere', 302, '13800000002'],
    ['hangs', null, '13800000003'],
  ])('that %s leaves the code with staff, and its words stay out of the log', async (_how, its, address) => {
    status = its;
    const before = unforeseen.length;
    const { codeId } = (await ask(address)).json();
    await vi.waitFor(() => expect(unforeseen.length).toBe(before + 1));
    expect(await waiting()).toContainEqual(expect.objectContaining({ codeId }));
    const { code } = (await post(`/api/v1/communities/${communityId}/sign-in-codes/${codeId}/show`, {})).json();
    expect(unforeseen.at(-1)).not.toMatch(new RegExp(`${code}|1380000000`));
    status = 204;
  });

  it('hears nothing of an address that nobody has, and the answer looks the same', async () => {
    const before = hooked.length;
    const unknown = await ask('13911112222');
    const known = await ask('13800000003');
    expect(Object.keys(unknown.json())).toEqual(Object.keys(known.json()));
    expect(unknown.statusCode).toBe(known.statusCode);
    await vi.waitFor(async () => expect(await sent(known.json().codeId)).toHaveLength(1));
    expect(hooked).toHaveLength(before + 1);
  });
});

it('one address may ask for twenty codes an hour', async () => {
  const statuses = new Set<number>();
  for (let tries = 0; tries < 20; tries++) statuses.add((await ask('nobody')).statusCode);
  expect(statuses).toEqual(new Set([400, 429]));
});
