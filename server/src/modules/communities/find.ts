import { type CommandContext, DomainError, type QueryContext, visibleCommunities } from '#kernel';
import { and, count, eq, inArray, isNotNull, notInArray, rowsOf, type SQL, sql, uuids } from '../rows.ts';
import { communityOf } from '../scope.ts';
import { channel, community, organisation } from './schema.ts';

export interface Community {
  id: string;
  name: string;
  zone: string;
  channels: number;
  createdAt: string;
  dissolvedAt: string | null;
}

export interface Channel {
  id: string;
  communityId: string;
  name: string;
  platform: string;
  zone: string;
  createdAt: string;
}

/** @throws DomainError `community.unknown` */
export async function findCommunity(ctx: QueryContext, id: string): Promise<Community> {
  const [found] = await communitiesWhere(ctx, eq(community.id, id));
  if (!found) throw new DomainError('community.unknown', { communityId: id });
  return found;
}

/** Communities in which the caller holds any grant: those that are alive first, oldest first. */
export async function visible(ctx: QueryContext): Promise<Community[]> {
  const ids = visibleCommunities(ctx);
  if (ids !== 'all' && ids.length === 0) return [];
  return communitiesWhere(ctx, ids === 'all' ? undefined : inArray(community.id, ids));
}

async function communitiesWhere(ctx: QueryContext, condition: SQL | undefined): Promise<Community[]> {
  const rows = await ctx.db
    .select({
      id: community.id,
      name: community.name,
      zone: community.zone,
      createdAt: community.createdAt,
      dissolvedAt: community.dissolvedAt,
      channels: count(channel.id),
    })
    .from(community)
    .leftJoin(channel, and(eq(channel.orgId, community.orgId), eq(channel.communityId, community.id)))
    .where(and(eq(community.orgId, ctx.orgId), condition))
    .groupBy(community.orgId, community.id)
    .orderBy(sql`${community.dissolvedAt} NULLS FIRST`, community.createdAt, community.id);
  return rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString(), dissolvedAt: row.dissolvedAt?.toISOString() ?? null }));
}

/** Two who hold it follow each other until their transactions end; whoever only adds rows goes on. @throws DomainError `community.unknown` */
export async function holdCommunity(ctx: CommandContext, id: string): Promise<void> {
  const own = sql`org_id = ${ctx.orgId} AND id = ${id}`;
  const { rows } = await ctx.db.execute(sql`SELECT 1 FROM community WHERE ${own} FOR NO KEY UPDATE`);
  if (rows.length === 0) throw new DomainError('community.unknown', { communityId: id });
}

/** @throws DomainError `channel.unknown` */
export async function findChannel(ctx: QueryContext, id: string): Promise<Channel> {
  const [found] = await channelsWhere(ctx, eq(channel.id, id));
  if (!found) throw new DomainError('channel.unknown', { channelId: id });
  return found;
}

/** Channels of the communities in which the caller holds any grant, oldest first. @param dissolved those of dissolved communities alone, or of the others */
export async function visibleChannels(ctx: QueryContext, dissolved?: boolean): Promise<Channel[]> {
  const ids = visibleCommunities(ctx);
  if (ids !== 'all' && ids.length === 0) return [];
  const seen = ids === 'all' ? undefined : inArray(channel.communityId, ids);
  if (dissolved === undefined) return channelsWhere(ctx, seen);
  const over = ctx.db
    .select({ id: community.id })
    .from(community)
    .where(and(eq(community.orgId, ctx.orgId), isNotNull(community.dissolvedAt)));
  return channelsWhere(ctx, and(seen, (dissolved ? inArray : notInArray)(channel.communityId, over)));
}

async function channelsWhere(ctx: QueryContext, condition: SQL | undefined): Promise<Channel[]> {
  const rows = await ctx.db
    .select()
    .from(channel)
    .where(and(eq(channel.orgId, ctx.orgId), condition))
    .orderBy(channel.createdAt, channel.id);
  return rows.map(({ orgId: _, ...row }) => ({ ...row, createdAt: row.createdAt.toISOString() }));
}

/** Scope of the input field `communityId`. */
export async function communityScope(ctx: QueryContext, id: string): Promise<string | null> {
  const [row] = await ctx.db
    .select({ id: community.id })
    .from(community)
    .where(and(eq(community.orgId, ctx.orgId), eq(community.id, id)));
  return row?.id ?? null;
}

/** Scope of the input field `channelId`. */
export const channelScope = communityOf(sql`channel t`);

/**
 * Before something changes in these communities. None of them is dissolved until the transaction ends; what is unknown is passed over.
 * @throws DomainError `community.dissolved` {communityId}
 */
export async function requireAlive(ctx: CommandContext, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const rows = await rowsOf<{ id: string; dissolved: boolean }>(
    ctx,
    sql`SELECT id, dissolved_at IS NOT NULL AS dissolved FROM community WHERE org_id = ${ctx.orgId} AND id = ANY(${uuids(ids)}) ORDER BY id FOR KEY SHARE`,
  );
  for (const { id, dissolved } of rows) if (dissolved) throw new DomainError('community.dissolved', { communityId: id });
}

/** Held until the transaction ends, in one order for all: nothing changes in them meanwhile. */
export async function holdCommunities(ctx: CommandContext, ids: readonly string[]): Promise<void> {
  await rowsOf(ctx, sql`SELECT id FROM community WHERE org_id = ${ctx.orgId} AND id = ANY(${uuids(ids)}) ORDER BY id FOR UPDATE`);
}

/** For good. Must be held. */
export async function setDissolved(ctx: CommandContext, communityId: string): Promise<void> {
  await ctx.db
    .update(community)
    .set({ dissolvedAt: new Date(ctx.now()) })
    .where(and(eq(community.orgId, ctx.orgId), eq(community.id, communityId)));
}

/** The organisation of the transaction; once, at setup. */
export async function createOrganisation(ctx: CommandContext, { name, zone }: { name: string; zone: string }): Promise<void> {
  await ctx.db.insert(organisation).values({ orgId: ctx.orgId, name, zone, createdAt: new Date(ctx.now()) });
}

/** The organisation of the transaction, if it is still called `from`. @returns whether it was */
export async function renameOrganisation(ctx: CommandContext, { from, to }: { from: string; to: string }): Promise<boolean> {
  const renamed = await ctx.db
    .update(organisation)
    .set({ name: to })
    .where(and(eq(organisation.orgId, ctx.orgId), eq(organisation.name, from)))
    .returning({ id: organisation.orgId });
  return renamed.length > 0;
}

export async function findOrganisation(ctx: QueryContext): Promise<{ id: string; name: string; zone: string } | null> {
  const [found] = await ctx.db.select().from(organisation).where(eq(organisation.orgId, ctx.orgId));
  return found ? { id: found.orgId, name: found.name, zone: found.zone } : null;
}

/** @throws DomainError `community.unknown` when one of them does not exist in this organisation */
export async function requireCommunities(ctx: QueryContext, ids: readonly string[]): Promise<void> {
  const rows = await ctx.db.select({ id: community.id }).from(community).where(eq(community.orgId, ctx.orgId));
  const known = new Set(rows.map(({ id }) => id));
  for (const communityId of ids) if (!known.has(communityId)) throw new DomainError('community.unknown', { communityId });
}
