/** better-auth's own routes, passed through: sign-in, sign-out, session, change of password. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Kernel } from '#kernel';
import { type SignIn, signInPaths } from '../../modules/accounts/sign-in.ts';
import type { Callers } from './callers.ts';

const PREFIX = '/api/auth';
const TRIES_PER_MINUTE = 10;

export async function signInRoutes(app: FastifyInstance, parts: { kernel: Kernel; signIn: SignIn; callers: Callers }): Promise<void> {
  const { kernel, signIn, callers } = parts;

  async function pass(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const response = await signIn.handle(webRequest(request));
    callers.forget();
    const body = await response.text();
    if (response.ok && request.url.startsWith(`${PREFIX}/sign-in/`)) await signedIn(body);
    reply.status(response.status);
    for (const [name, value] of response.headers) if (name !== 'set-cookie') reply.header(name, value);
    for (const cookie of response.headers.getSetCookie()) reply.header('set-cookie', cookie);
    return reply.header('cache-control', 'no-store').send(body);
  }

  /** The audit follows as a command: sign-in has its own transaction. */
  async function signedIn(body: string): Promise<void> {
    const { user }: { user?: { id?: string; orgId?: string } } = JSON.parse(body);
    if (user?.id && user.orgId) await kernel.run('accounts.signedIn', { accountId: user.id }, { kind: 'system', orgId: user.orgId });
  }

  for (const path of signInPaths) {
    const url = `${PREFIX}${path}`;
    const limited = path === '/sign-in/email' || path === '/change-password';
    if (path === '/get-session') app.get(url, pass);
    else app.post(url, limited ? { config: { rateLimit: { max: TRIES_PER_MINUTE, timeWindow: 60_000 } } } : {}, pass);
  }
}

function webRequest(request: FastifyRequest): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    if (typeof value === 'string' && name !== 'content-length') headers.set(name, value);
  }
  const url = `${request.protocol}://${request.host}${request.url}`;
  if (request.method === 'GET') return new Request(url, { headers });
  return new Request(url, { method: request.method, headers, body: JSON.stringify(request.body ?? {}) });
}
