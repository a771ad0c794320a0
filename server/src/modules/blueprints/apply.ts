/** Carries out what the plan says, in the transaction of the command. */
import { isDeepStrictEqual } from 'node:util';
import { sql } from 'drizzle-orm';
import type { CommandContext } from '#kernel';
import { changePolicy, createCampaign, updateCampaign } from '../checkins/index.ts';
import { createCommunity, findCommunity } from '../communities/index.ts';
import type { Blueprint } from './blueprint.ts';
import type { Difference } from './contract.ts';
import { appliedFor, campaignIds } from './find.ts';
import { differences, type Wanted, zoneOf } from './plan.ts';
import { blueprintCampaign, communityBlueprint } from './schema.ts';

/**
 * Without a community: one that was opened by the same document, day and name is the one meant, so that a second try opens
 * no second community.
 * @throws DomainError `community.unknown`, and what campaigns refuse: `campaign.dates`, `campaign.window`, `campaign.number`,
 * `zone.unknown`
 */
export async function applyBlueprint(ctx: CommandContext, wanted: Wanted) {
  const { document, startsOn } = wanted;
  // Two at once would both find that there is none.
  await ctx.db.execute(sql`SELECT pg_advisory_xact_lock(hashtext(${`qunce.blueprints.${ctx.orgId}`}))`);
  const there = wanted.communityId ?? (await openedBefore(ctx, wanted));
  const found = await differences(ctx, { ...wanted, communityId: there });
  const done = found.filter(({ code }) => code !== 'ended');
  const communityId = there ?? (await createCommunity(ctx, { name: wanted.name ?? document.name, zone: zoneOf(document) })).id;
  for (const difference of done) await carryOut(ctx, { communityId, document, startsOn }, difference);
  if (done.length === 0) ctx.unchanged();
  else ctx.emit('blueprint.applied', { communityId }, { blueprint: document.id, startsOn, changes: done.length });
  const ids = await campaignIds(ctx, communityId, startsOn);
  const campaigns = document.operate.checkins.flatMap(({ key }) => {
    const campaignId = ids.get(key);
    return campaignId ? [{ key, campaignId }] : [];
  });
  return { communityId, campaigns, done };
}

interface Target {
  communityId: string;
  document: Blueprint;
  startsOn: string;
}

async function carryOut(ctx: CommandContext, target: Target, difference: Difference): Promise<void> {
  const { communityId, startsOn } = target;
  switch (difference.code) {
    case 'createCampaign': {
      const { code: _, key, ...input } = difference;
      const { id: campaignId } = await createCampaign(ctx, { communityId, ...input });
      await ctx.db.insert(blueprintCampaign).values({ orgId: ctx.orgId, communityId, startsOn, key, campaignId });
      return;
    }
    case 'renameCampaign':
      await updateCampaign(ctx, { campaignId: await campaignOf(ctx, target, difference), name: difference.to });
      return;
    case 'changeGoal':
      await updateCampaign(ctx, { campaignId: await campaignOf(ctx, target, difference), goal: difference.to });
      return;
    case 'moveEnd':
      await updateCampaign(ctx, { campaignId: await campaignOf(ctx, target, difference), endsOn: difference.to });
      return;
    case 'changePolicy': {
      const { effectiveOn, policy } = difference;
      await changePolicy(ctx, { campaignId: await campaignOf(ctx, target, difference), effectiveOn, policy });
      return;
    }
    case 'keepDocument':
      await keep(ctx, target);
  }
}

async function campaignOf(ctx: CommandContext, { communityId, startsOn }: Target, { key }: { key: string }): Promise<string> {
  const id = (await campaignIds(ctx, communityId, startsOn)).get(key);
  if (!id) throw new TypeError(`the plan changes ${key}, which is not there`);
  return id;
}

async function keep(ctx: CommandContext, { communityId, document, startsOn }: Target): Promise<void> {
  const row = { document, startsOn, appliedAt: new Date(ctx.now()) };
  await ctx.db
    .insert(communityBlueprint)
    .values({ orgId: ctx.orgId, communityId, ...row })
    .onConflictDoUpdate({ target: [communityBlueprint.orgId, communityBlueprint.communityId], set: row });
}

async function openedBefore(ctx: CommandContext, { document, startsOn, name = document.name }: Wanted): Promise<string | undefined> {
  for (const { communityId, document: before } of await appliedFor(ctx, startsOn))
    if (isDeepStrictEqual(before, document) && (await findCommunity(ctx, communityId)).name === name) return communityId;
  return undefined;
}
