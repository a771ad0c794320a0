import { DomainError, type Grant, type QueryContext } from '#kernel';
import { and, eq } from '../rows.ts';
import { apiKey, installation, staffAccount, staffGrant } from './schema.ts';

export interface Staff {
  id: string;
  email: string;
  name: string;
  grants: Grant[];
  createdAt: string;
}

/** Accounts of the organisation with their grants, oldest first. */
export async function allStaff(ctx: QueryContext): Promise<Staff[]> {
  const accounts = await ctx.db
    .select()
    .from(staffAccount)
    .where(eq(staffAccount.orgId, ctx.orgId))
    .orderBy(staffAccount.createdAt, staffAccount.id);
  const grants = await ctx.db.select().from(staffGrant).where(eq(staffGrant.orgId, ctx.orgId)).orderBy(staffGrant.id);
  return accounts.map(({ orgId: _, createdAt, ...account }) => ({
    ...account,
    createdAt: createdAt.toISOString(),
    grants: grants.filter((row) => row.accountId === account.id).map(({ role, communityId }) => ({ role, communityId })),
  }));
}

/** @throws DomainError `account.unknown` */
export async function findStaff(ctx: QueryContext, accountId: string): Promise<Staff> {
  const found = (await allStaff(ctx)).find((one) => one.id === accountId);
  if (!found) throw new DomainError('account.unknown', { accountId });
  return found;
}

export async function grantsOf(ctx: QueryContext, accountId: string): Promise<Grant[]> {
  return ctx.db
    .select({ role: staffGrant.role, communityId: staffGrant.communityId })
    .from(staffGrant)
    .where(and(eq(staffGrant.orgId, ctx.orgId), eq(staffGrant.accountId, accountId)));
}

export async function keyByHash(ctx: QueryContext, hash: string): Promise<{ id: string; grants: Grant[]; lastUsedAt: Date | null } | null> {
  const [row] = await ctx.db
    .select({ id: apiKey.id, grants: apiKey.grants, lastUsedAt: apiKey.lastUsedAt })
    .from(apiKey)
    .where(and(eq(apiKey.orgId, ctx.orgId), eq(apiKey.hash, hash)));
  return row ?? null;
}

/** The organisation this installation was set up for; null before the first run is done. */
export async function installedOrg(ctx: QueryContext): Promise<string | null> {
  const [row] = await ctx.db.select().from(installation);
  return row?.orgId ?? null;
}
