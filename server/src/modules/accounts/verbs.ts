import { type CommandContext, DomainError, databaseErrorCode, type Grant, prepared, type QueryContext, type Verbs } from '#kernel';
import { zoneClock } from '#vocabulary/zone';
import { version } from '../../vocabulary/version.ts';
import { createOrganisation, findOrganisation, requireCommunities } from '../communities/index.ts';
import { and, eq, sql } from '../rows.ts';
import type { accounts } from './contract.ts';
import { allStaff, findStaff, grantsOf, installedOrg } from './find.ts';
import { newKey } from './keys.ts';
import { hashPassword } from './password.ts';
import { apiKey, createAccount, dropSecondFactor, installation, staffGrant } from './schema.ts';

/** The command line's own key lives in a file, not in the table; this is how it is named in the log. */
export const CLI_KEY_ID = '00000000-0000-7000-8000-000000000001';
const UNIQUE_VIOLATION = '23505';

export const verbs: Verbs<typeof accounts> = {
  setupState: async (ctx) => ({ needsOwner: (await installedOrg(ctx)) === null, version }),

  setup: prepared(async (_ground, { password }: FirstOwner & { password: string }) => hashPassword(password), setUp),

  me: async (ctx) => {
    const home = await findOrganisation(ctx);
    const { actor } = ctx;
    if (!home || (actor.kind !== 'staff' && actor.kind !== 'key')) throw new DomainError('access.signIn', { operation: 'accounts.me' });
    const place = { organisation: home, grants: actor.grants };
    if (actor.kind === 'key') return { kind: 'key', id: actor.keyId, name: await keyName(ctx, actor.keyId), email: null, ...place };
    const { id, name, email } = await findStaff(ctx, actor.accountId);
    return { kind: 'staff', id, name, email, ...place };
  },

  staff: async (ctx) => ({ staff: await allStaff(ctx) }),

  invite: prepared(
    async (_ground, input) => hashPassword(input.password),
    async (ctx, input, hash) => {
      const accountId = ctx.newId();
      await checkCommunities(ctx, input.grants);
      await addAccount(ctx, accountId, input.name, input.email, hash);
      await insertGrants(ctx, accountId, input.grants);
      ctx.emit('account.invited', { subjectId: accountId });
      return findStaff(ctx, accountId);
    },
  ),

  setGrants: async (ctx, { accountId, grants }) => {
    // One at a time: two owners who step down at once would each find the other.
    await ctx.db.execute(sql`SELECT 1 FROM organisation WHERE org_id = ${ctx.orgId} FOR NO KEY UPDATE`);
    await findStaff(ctx, accountId);
    await checkCommunities(ctx, grants);
    if (sameGrants(await grantsOf(ctx, accountId), grants)) {
      ctx.unchanged();
      return findStaff(ctx, accountId);
    }
    await ctx.db.delete(staffGrant).where(and(eq(staffGrant.orgId, ctx.orgId), eq(staffGrant.accountId, accountId)));
    await insertGrants(ctx, accountId, grants);
    const owners = (await allStaff(ctx)).filter((one) => one.grants.some(isOwner));
    if (owners.length === 0) throw new DomainError('account.lastOwner');
    ctx.emit('account.grantsChanged', { subjectId: accountId });
    return findStaff(ctx, accountId);
  },

  dropSecondFactor: async (ctx, { accountId }) => {
    await findStaff(ctx, accountId);
    const { rows } = await ctx.db.execute<{ dropped: boolean }>(dropSecondFactor(accountId));
    if (rows[0]?.dropped) ctx.emit('account.secondFactorDropped', { subjectId: accountId });
    else ctx.unchanged();
    return {};
  },

  keys: async (ctx) => {
    const rows = await ctx.db.select().from(apiKey).where(eq(apiKey.orgId, ctx.orgId)).orderBy(apiKey.createdAt, apiKey.id);
    return { keys: rows.map(shownKey) };
  },

  createKey: async (ctx, { name, grants }) => {
    await checkCommunities(ctx, grants);
    const { secret, hash, start } = newKey(ctx.orgId);
    const row = { orgId: ctx.orgId, id: ctx.newId(), name, hash, start, grants, createdAt: new Date(ctx.now()), lastUsedAt: null };
    await ctx.db.insert(apiKey).values(row);
    ctx.emit('key.created', { subjectId: row.id });
    return { ...shownKey(row), secret };
  },

  revokeKey: async (ctx, { keyId }) => {
    const gone = await ctx.db
      .delete(apiKey)
      .where(and(eq(apiKey.orgId, ctx.orgId), eq(apiKey.id, keyId)))
      .returning({ id: apiKey.id });
    if (gone.length === 0) throw new DomainError('key.unknown', { keyId });
    ctx.emit('key.revoked', { subjectId: keyId });
    return {};
  },
};

interface FirstOwner {
  organisation: string;
  name: string;
  email: string;
  zone: string;
}

/** The organisation and its owner, once. @throws DomainError `setup.done`, `zone.unknown` */
export async function setUp(ctx: CommandContext, input: FirstOwner, hash: string): Promise<{ orgId: string; accountId: string }> {
  zoneClock(input.zone);
  if (await installedOrg(ctx)) throw new DomainError('setup.done');
  const accountId = ctx.newId();
  const at = new Date(ctx.now());
  await orFail('setup.done', () => ctx.db.insert(installation).values({ orgId: ctx.orgId, setUpAt: at }));
  await createOrganisation(ctx, { name: input.organisation, zone: input.zone });
  await addAccount(ctx, accountId, input.name, input.email, hash);
  await insertGrants(ctx, accountId, [{ role: 'owner', communityId: null }]);
  ctx.emit('organisation.created', { subjectId: accountId });
  return { orgId: ctx.orgId, accountId };
}

async function addAccount(ctx: CommandContext, id: string, name: string, email: string, hash: string): Promise<void> {
  await orFail('account.exists', () => ctx.db.execute(createAccount(id, name, email, hash, new Date(ctx.now()))));
}

/** A unique index that answers "taken" is a domain error; the transaction ends with it. */
async function orFail(code: string, write: () => PromiseLike<unknown>): Promise<void> {
  try {
    await write();
  } catch (error) {
    if (databaseErrorCode(error) === UNIQUE_VIOLATION) throw new DomainError(code);
    throw error;
  }
}

async function insertGrants(ctx: CommandContext, accountId: string, grants: Grant[]): Promise<void> {
  const rows = distinct(grants).map((grant) => ({ orgId: ctx.orgId, id: ctx.newId(), accountId, ...grant }));
  if (rows.length > 0) await ctx.db.insert(staffGrant).values(rows);
}

/** @throws DomainError `community.unknown` */
async function checkCommunities(ctx: QueryContext, grants: Grant[]): Promise<void> {
  await requireCommunities(
    ctx,
    grants.flatMap(({ communityId }) => communityId ?? []),
  );
}

/** One grant a place: the last one named counts. */
function distinct(grants: Grant[]): Grant[] {
  return [...new Map(grants.map((grant) => [grant.communityId, grant])).values()];
}

function sameGrants(before: Grant[], after: Grant[]): boolean {
  const text = (grants: Grant[]) =>
    distinct(grants)
      .map((grant) => `${grant.communityId} ${grant.role}`)
      .sort()
      .join();
  return text(before) === text(after);
}

function isOwner(grant: Grant): boolean {
  return grant.role === 'owner' && grant.communityId === null;
}

function shownKey(row: typeof apiKey.$inferSelect) {
  const { id, name, start, grants, createdAt, lastUsedAt } = row;
  return { id, name, start, grants, createdAt: createdAt.toISOString(), lastUsedAt: lastUsedAt?.toISOString() ?? null };
}

async function keyName(ctx: QueryContext, keyId: string): Promise<string> {
  if (keyId === CLI_KEY_ID) return 'qunce';
  const [row] = await ctx.db
    .select({ name: apiKey.name })
    .from(apiKey)
    .where(and(eq(apiKey.orgId, ctx.orgId), eq(apiKey.id, keyId)));
  return row?.name ?? '';
}
