/** Sign-in by WeChat's own browser: out to WeChat and back. It ends at fixed pages of ours, wherever it began. */
import { randomBytes } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Actor, DomainError, type Kernel } from '#kernel';
import type { Wechat } from '../../connectors/wechat.ts';
import { atTheDoor } from '../../modules/accounts/index.ts';

interface Parts {
  kernel: Kernel;
  publicUrl?: string | undefined;
  wechat?: Wechat | undefined;
  unforeseen(error: Error, requestId: string): void;
}

const PATH = '/api/v1/wechat';
const COOKIE = 'qunce.wechat';
const STATE_MS = 300_000;
const MOST_STATES = 10_000;
const CALLS_PER_MINUTE = 30;

type Purpose = 'signIn' | 'link';

export async function wechatRoutes(app: FastifyInstance, { kernel, publicUrl, wechat, unforeseen }: Parts): Promise<void> {
  if (!wechat || !publicUrl) return;
  const home = publicUrl.replace(/\/$/, '');
  const secure = home.startsWith('https:') ? '; Secure' : '';
  // Each is good once, for the browser that holds it as a cookie.
  const begun = new Map<string, { purpose: Purpose; until: number }>();
  const config = { rateLimit: { max: CALLS_PER_MINUTE, timeWindow: 60_000 } };

  /** That the button has something behind it. */
  app.get(PATH, () => ({ configured: true }));

  app.get<{ Querystring: { to?: string } }>(`${PATH}/start`, { config }, async (request, reply) => {
    const now = performance.now();
    for (const [state, { until }] of begun) if (until <= now) begun.delete(state);
    if (begun.size >= MOST_STATES) throw new DomainError('request.tooMany');
    const state = randomBytes(24).toString('base64url');
    begun.set(state, { purpose: request.query.to === 'link' ? 'link' : 'signIn', until: now + STATE_MS });
    return leave(reply, cookie(state, STATE_MS / 1000), wechat.authorizeAt(`${home}${PATH}/back`, state));
  });

  app.get<{ Querystring: { code?: unknown; state?: unknown } }>(`${PATH}/back`, { config }, async (request, reply) => {
    const { code, state } = request.query;
    const held = typeof state === 'string' && state === stateIn(request) ? begun.get(state) : undefined;
    if (typeof state === 'string' && held) begun.delete(state);
    const to = (path: string) => leave(reply, cookie('', 0), path);
    if (!held || held.until <= performance.now()) return to('/m?wechat=again');
    const page = held.purpose === 'link' ? '/m/me' : '/m';
    // Whoever refuses comes back without a code.
    if (typeof code !== 'string' || code === '') return to(`${page}?wechat=again`);
    try {
      const account = `${wechat.appId} ${await wechat.openidOf(code)}`;
      return to(await (held.purpose === 'link' ? link(account, request.actor) : enter(account)));
    } catch (error) {
      if (error instanceof DomainError && error.code !== 'internal')
        return to(`${page}?wechat=${error.code === 'wechat.taken' ? 'taken' : 'again'}`);
      unforeseen(error instanceof Error ? error : new Error('WeChat'), request.id);
      return to(`${page}?wechat=failed`);
    }
  });

  async function link(account: string, actor: Actor): Promise<string> {
    await kernel.run('credentials.linkWechat', { account }, actor);
    return '/m/me?wechat=linked';
  }

  async function enter(account: string): Promise<string> {
    const { orgId } = await atTheDoor(kernel);
    const path = orgId ? await kernel.run<string | null>('credentials.enterByWechat', { account }, { kind: 'system', orgId }) : null;
    return path ?? '/m?wechat=unknown';
  }

  function cookie(value: string, seconds: number): string {
    return `${COOKIE}=${value}; Path=${PATH}; Max-Age=${seconds}; HttpOnly; SameSite=Lax${secure}`;
  }
}

function leave(reply: FastifyReply, cookie: string, to: string): FastifyReply {
  return reply.header('set-cookie', cookie).header('cache-control', 'no-store').redirect(to, 302);
}

function stateIn(request: FastifyRequest): string | undefined {
  return new RegExp(`(?:^|;\\s*)${COOKIE.replace('.', '\\.')}=([\\w-]+)`).exec(request.headers.cookie ?? '')?.[1];
}
