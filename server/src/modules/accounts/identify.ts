/** Finding out who calls: what the HTTP door asks before an operation runs. */
import { type Actor, internalCommand, internalQuery, type Kernel } from '#kernel';
import { and, eq } from '../rows.ts';
import { grantsOf, installedOrg, keyByHash } from './find.ts';
import { hashKey, orgOfKey } from './keys.ts';
import { apiKey } from './schema.ts';
import { CLI_KEY_ID } from './verbs.ts';

const USED_AGAIN_MS = 600_000;

export const identityOperations = {
  grantsOf: internalQuery((ctx, { accountId }: { accountId: string }) => grantsOf(ctx, accountId)),
  keyByHash: internalQuery((ctx, { hash }: { hash: string }) => keyByHash(ctx, hash)),
  installedOrg: internalQuery((ctx) => installedOrg(ctx), { public: true }),
  signedIn: internalCommand(async (ctx, { accountId }: { accountId: string }) => ctx.emit('account.signedIn', { subjectId: accountId })),
  /** What happened at sign-in, as a code; sign-in has its own transaction. */
  secondFactor: internalCommand(async (ctx, { accountId, on }: { accountId: string; on: boolean }) =>
    ctx.emit(on ? 'account.secondFactorOn' : 'account.secondFactorOff', { subjectId: accountId }),
  ),
  /** Before the HTTP door streams the installation to its owner. */
  backup: internalCommand(async (ctx) => ctx.emit('installation.backedUp', {}), { role: 'owner', scope: 'organisation' }),
  /** Who may see how the installation is doing. */
  watch: internalQuery(async () => null, { role: 'owner', scope: 'organisation' }),
  /** Bookkeeping, not a decision: no event. */
  keyUsed: internalCommand(async (ctx, { keyId }: { keyId: string }) => {
    await ctx.db
      .update(apiKey)
      .set({ lastUsedAt: new Date(ctx.now()) })
      .where(and(eq(apiKey.orgId, ctx.orgId), eq(apiKey.id, keyId)));
    ctx.unchanged();
  }),
};

const nobody: Actor = { kind: 'nobody' };

/** The staff actor of a signed-in account. An account without grants is nobody. */
export async function staffActor(kernel: Kernel, orgId: string, accountId: string): Promise<Actor> {
  const grants = await kernel.run<Awaited<ReturnType<typeof grantsOf>>>('accounts.grantsOf', { accountId }, { kind: 'system', orgId });
  return grants.length > 0 ? { kind: 'staff', accountId, orgId, grants } : nobody;
}

/** The actor of a bearer secret; nobody where it is unknown or revoked. */
export async function keyActor(kernel: Kernel, secret: string): Promise<Actor> {
  const orgId = orgOfKey(secret);
  if (!orgId) return nobody;
  const system: Actor = { kind: 'system', orgId };
  const key = await kernel.run<Awaited<ReturnType<typeof keyByHash>>>('accounts.keyByHash', { hash: hashKey(secret) }, system);
  if (!key) return nobody;
  if (kernel.now() - (key.lastUsedAt?.getTime() ?? 0) > USED_AGAIN_MS) await kernel.run('accounts.keyUsed', { keyId: key.id }, system);
  return { kind: 'key', keyId: key.id, orgId, grants: key.grants };
}

/** The owner's scope, for whoever may read the key file in the data folder. */
export async function cliActor(kernel: Kernel): Promise<Actor> {
  const orgId = await kernel.run<string | null>('accounts.installedOrg', {}, nobody);
  return orgId ? { kind: 'key', keyId: CLI_KEY_ID, orgId, grants: [{ role: 'owner', communityId: null }] } : nobody;
}

/** Somebody unknown, at the door of the organisation this installation was set up for. */
export async function atTheDoor(kernel: Kernel): Promise<Actor> {
  const orgId = await kernel.run<string | null>('accounts.installedOrg', {}, nobody);
  return orgId ? { kind: 'nobody', orgId } : nobody;
}
