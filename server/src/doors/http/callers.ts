import { timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { Actor, Kernel } from '#kernel';
import { atTheDoor, cliActor, keyActor } from '../../modules/accounts/index.ts';
import type { SignIn } from '../../modules/accounts/sign-in.ts';
import { personActor } from '../../modules/admissions/index.ts';

const KEPT_MS = 10_000;
const KEPT_MOST = 5_000;

export interface Callers {
  of(request: FastifyRequest): Promise<Actor>;
  /** After a change of accounts, grants or keys: nobody is remembered. */
  forget(): void;
}

/** Who calls: bearer key, then session cookie, else nobody at this installation's door. Answers are remembered for ten seconds. */
export function createCallers(kernel: Kernel, signIn: SignIn, cliKey: string): Callers {
  const known = new Map<string, { actor: Actor; until: number }>();
  let stranger: Actor = { kind: 'nobody' };

  /** There is one organisation for good once the installation is set up. */
  async function nobody(): Promise<Actor> {
    if (stranger.orgId === undefined) stranger = await atTheDoor(kernel);
    return stranger;
  }

  async function remembered(credential: string, find: () => Promise<Actor>): Promise<Actor> {
    const now = performance.now();
    const kept = known.get(credential);
    if (kept && kept.until > now) return kept.actor;
    const actor = await find();
    if (known.size >= KEPT_MOST) known.clear();
    if (actor.kind !== 'nobody') known.set(credential, { actor, until: now + KEPT_MS });
    return actor;
  }

  return {
    forget: () => known.clear(),
    async of(request) {
      const actor = await caller(request);
      return actor.kind === 'nobody' ? nobody() : actor;
    },
  };

  async function caller(request: FastifyRequest): Promise<Actor> {
    const { authorization, cookie } = request.headers;
    const secret = bearer(authorization);
    if (secret) return remembered(secret, () => (equal(secret, cliKey) ? cliActor(kernel) : keyActor(kernel, secret)));
    if (!cookie) return { kind: 'nobody' };
    return remembered(cookie, async () => {
      const session = await signIn.sessionOf(new Headers({ cookie }));
      return session ? personActor(kernel, session.orgId, session.accountId) : { kind: 'nobody' };
    });
  }
}

export function bearer(authorization: string | undefined): string | null {
  return /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1] ?? null;
}

function equal(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
