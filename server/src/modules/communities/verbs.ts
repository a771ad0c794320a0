import type { CommandContext, Verbs } from '#kernel';
import { zoneClock } from '#vocabulary/zone';
import { and, eq, sql } from '../rows.ts';
import type { communities } from './contract.ts';
import { type Channel, type Community, findChannel, findCommunity, visible, visibleChannels } from './find.ts';
import { channel, community } from './schema.ts';

interface NewChannel {
  communityId?: string | undefined;
  name: string;
  platform: string;
  zone: string;
}

interface Change {
  name?: string | undefined;
  zone?: string | undefined;
}

export const verbs: Verbs<typeof communities> = {
  list: async (ctx) => ({ communities: await visible(ctx) }),
  channels: async (ctx) => ({ channels: await visibleChannels(ctx) }),

  create: async (ctx, input) => createCommunity(ctx, input),

  update: async (ctx, { communityId, ...change }) => {
    const before = await findCommunity(ctx, communityId);
    const after = changed(before, change);
    if (!after) {
      ctx.unchanged();
      return before;
    }
    await ctx.db
      .update(community)
      .set(after)
      .where(and(eq(community.orgId, ctx.orgId), eq(community.id, communityId)));
    ctx.emit('community.updated', { communityId }, { zone: after.zone });
    return findCommunity(ctx, communityId);
  },

  createChannel: async (ctx, input) => createChannel(ctx, input),

  updateChannel: async (ctx, { channelId, ...change }) => {
    const before = await findChannel(ctx, channelId);
    const after = changed(before, change);
    if (!after) {
      ctx.unchanged();
      return before;
    }
    await ctx.db
      .update(channel)
      .set(after)
      .where(and(eq(channel.orgId, ctx.orgId), eq(channel.id, channelId)));
    const about = { communityId: before.communityId, channelId };
    if (after.zone === before.zone) ctx.emit('channel.renamed', about);
    else ctx.emit('channel.zoneChanged', about, { zone: after.zone });
    return findChannel(ctx, channelId);
  },

  removeChannel: async (ctx, { channelId }) => ({ messages: await removeChannel(ctx, channelId) }),
};

/** @throws DomainError `zone.unknown` */
export async function createCommunity(ctx: CommandContext, { name, zone }: { name: string; zone: string }): Promise<Community> {
  zoneClock(zone);
  return findCommunity(ctx, await insertCommunity(ctx, name, zone));
}

/** A channel in a community, or with a new community of the same name and zone. @throws DomainError `community.unknown`, `zone.unknown` */
export async function createChannel(ctx: CommandContext, { communityId, name, platform, zone }: NewChannel): Promise<Channel> {
  zoneClock(zone);
  const home = communityId === undefined ? await insertCommunity(ctx, name, zone) : (await findCommunity(ctx, communityId)).id;
  const id = ctx.newId();
  await ctx.db.insert(channel).values({ orgId: ctx.orgId, id, communityId: home, name, platform, zone, createdAt: new Date(ctx.now()) });
  ctx.emit('channel.created', { communityId: home, channelId: id }, { platform });
  return findChannel(ctx, id);
}

/** With everything in it. @returns its messages @throws DomainError `channel.unknown` */
export async function removeChannel(ctx: CommandContext, channelId: string): Promise<number> {
  const { communityId } = await findChannel(ctx, channelId);
  const messages = await countMessages(ctx, channelId);
  await ctx.db.delete(channel).where(and(eq(channel.orgId, ctx.orgId), eq(channel.id, channelId)));
  ctx.emit('channel.removed', { communityId, channelId }, { messages });
  return messages;
}

/** A community without channels goes; one that has any stays as it is. */
export async function removeEmptyCommunity(ctx: CommandContext, communityId: string): Promise<void> {
  if ((await findCommunity(ctx, communityId)).channels > 0) return;
  await ctx.db.delete(community).where(and(eq(community.orgId, ctx.orgId), eq(community.id, communityId)));
  ctx.emit('community.removed', { communityId });
}

async function insertCommunity(ctx: CommandContext, name: string, zone: string): Promise<string> {
  const id = ctx.newId();
  await ctx.db.insert(community).values({ orgId: ctx.orgId, id, name, zone, createdAt: new Date(ctx.now()) });
  ctx.emit('community.created', { communityId: id });
  return id;
}

/** The whole row after the change, or null where it stays as it is. @throws DomainError `zone.unknown` */
function changed(before: { name: string; zone: string }, change: Change): { name: string; zone: string } | null {
  const after = { name: change.name ?? before.name, zone: change.zone ?? before.zone };
  if (after.zone !== before.zone) zoneClock(after.zone);
  return after.name === before.name && after.zone === before.zone ? null : after;
}

/** Everything of a channel follows it by foreign key; its messages are counted by name because their module stands above this one. */
async function countMessages(ctx: CommandContext, channelId: string): Promise<number> {
  const { rows } = await ctx.db.execute<{ messages: number }>(
    sql`SELECT count(*) AS messages FROM message WHERE org_id = ${ctx.orgId} AND channel_id = ${channelId}`,
  );
  return rows[0]?.messages ?? 0;
}
