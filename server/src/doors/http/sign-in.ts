/** better-auth's own routes, passed through: sign-in, sign-out, session, change of password. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { DomainError, type Kernel } from '#kernel';
import { type SignIn, signInPaths } from '../../modules/accounts/sign-in.ts';
import type { Callers } from './callers.ts';

const PREFIX = '/api/auth';
const TRIES_PER_MINUTE = 10;
/** Where a password or a code may be guessed. */
const guessable = (path: string) => path !== '/sign-out' && path !== '/get-session';
const LINK = '/magic-link/verify';
const VERIFIED = /^\/api\/auth\/two-factor\/verify-/;

export async function signInRoutes(app: FastifyInstance, parts: { kernel: Kernel; signIn: SignIn; callers: Callers }): Promise<void> {
  const { kernel, signIn, callers } = parts;

  async function pass(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const cookie = request.headers.cookie ?? '';
    // A code given while signed in switches the second factor on; else it ends a sign-in.
    const before = /\/two-factor\//.test(request.url) && cookie !== '' ? await signIn.sessionOf(new Headers({ cookie })) : null;
    const response = await signIn.handle(webRequest(request));
    callers.forget();
    // It would lead to a page of its own.
    if (response.status === 302) throw new DomainError('signIn.link');
    const answer = await response.text();
    const body = response.ok && request.url === `${PREFIX}/two-factor/enable` ? await withPicture(answer) : answer;
    if (response.ok) await audit(request.url, body, before);
    reply.status(response.status);
    for (const [name, value] of response.headers) if (name !== 'set-cookie') reply.header(name, value);
    for (const cookie of response.headers.getSetCookie()) reply.header('set-cookie', cookie);
    return reply.header('cache-control', 'no-store').send(body);
  }

  /** The audit follows as a command: sign-in has its own transaction. */
  async function audit(url: string, body: string, before: { orgId: string; accountId: string } | null): Promise<void> {
    if (!before && (/\/(?:sign-in|magic-link)\//.test(url) || VERIFIED.test(url))) return signedIn(body);
    const on = VERIFIED.test(url);
    if (!before || !(on || url.startsWith(`${PREFIX}/two-factor/disable`))) return;
    await kernel.run('accounts.secondFactor', { accountId: before.accountId, on }, { kind: 'system', orgId: before.orgId });
  }

  async function signedIn(body: string): Promise<void> {
    const { user }: { user?: { id?: string; orgId?: string } } = JSON.parse(body);
    if (user?.id && user.orgId) await kernel.run('accounts.signedIn', { accountId: user.id }, { kind: 'system', orgId: user.orgId });
  }

  for (const path of signInPaths) {
    const url = `${PREFIX}${path}`;
    const limited = guessable(path);
    if (path === '/get-session') app.get(url, pass);
    else app.post(url, limited ? { config: { rateLimit: { max: TRIES_PER_MINUTE, timeWindow: 60_000 } } } : {}, pass);
  }
}

/** The address that a telephone scans, also as a picture: an SVG in a data URL. */
async function withPicture(body: string): Promise<string> {
  const answer: { totpURI?: string } = JSON.parse(body);
  if (!answer.totpURI) return body;
  const { toString: draw } = await import('qrcode');
  const svg = await draw(answer.totpURI, { type: 'svg', margin: 2, errorCorrectionLevel: 'M' });
  return JSON.stringify({ ...answer, picture: `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}` });
}

function webRequest(request: FastifyRequest): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    if (typeof value === 'string' && name !== 'content-length') headers.set(name, value);
  }
  const url = `${request.protocol}://${request.host}${request.url}`;
  if (request.method === 'GET') return new Request(url, { headers });
  if (request.url === PREFIX + LINK) return redeemed(url, Object(request.body).token, headers);
  return new Request(url, { method: request.method, headers, body: JSON.stringify(request.body ?? {}) });
}

/** better-auth reads the token of a link from the address; to us it comes in the body, which no log on the way keeps. */
function redeemed(url: string, token: unknown, headers: Headers): Request {
  headers.delete('content-type');
  return new Request(`${url}?token=${encodeURIComponent(typeof token === 'string' ? token : '')}`, { headers });
}
