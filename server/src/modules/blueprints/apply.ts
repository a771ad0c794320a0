/** Carries out what the plan says, in the transaction of the command. */
import type { CommandContext } from '#kernel';
import { quizOf, setQuiz } from '../admissions/index.ts';
import { followDocument } from '../brands/index.ts';
import { changePolicy, createCampaign, updateCampaign } from '../checkins/index.ts';
import { createCommunity, findCommunity } from '../communities/index.ts';
import { creditRulesOf, setCreditRules } from '../credit/index.ts';
import { setPointsRules } from '../points/index.ts';
import { sql } from '../rows.ts';
import { type Blueprint, sameDocument } from './blueprint.ts';
import { appliedFor } from './find.ts';
import { carryOutHomework } from './homework.ts';
import { keep } from './keeping.ts';
import { differences, type Wanted, zoneOf } from './plan.ts';
import { claim, roundIds } from './rounds.ts';
import { blueprintCampaign, type Origin } from './schema.ts';
import { type Difference, onlyTold } from './shapes.ts';
import { carryOutStructure } from './structure.ts';

/**
 * Without a community: one that was opened by the same document, day and name is the one meant, so that a second try opens
 * no second community.
 * @throws DomainError `community.unknown`, and what campaigns refuse: `campaign.dates`, `campaign.window`, `campaign.number`,
 * `zone.unknown`
 */
export async function applyBlueprint(ctx: CommandContext, wanted: Wanted, origin: Origin = 'applied') {
  const { document, startsOn } = wanted;
  await oneAtATime(ctx);
  const there = wanted.communityId ?? (await openedBefore(ctx, wanted));
  const found = await differences(ctx, { ...wanted, communityId: there });
  const done = found.filter((difference) => !onlyTold(difference));
  const communityId = there ?? (await createCommunity(ctx, { name: wanted.name ?? document.name, zone: zoneOf(document) })).id;
  for (const difference of done) await carryOut(ctx, { communityId, document, startsOn, origin }, difference);
  if (done.length === 0) ctx.unchanged();
  else ctx.emit('blueprint.applied', { communityId }, { blueprint: document.id, startsOn, changes: done.length });
  const ids = await roundIds(ctx, communityId, startsOn, document.operate.checkins);
  const campaigns = document.operate.checkins.flatMap(({ key }) => {
    const campaignId = ids.get(key);
    return campaignId ? [{ key, campaignId }] : [];
  });
  return { communityId, campaigns, done };
}

/** Two at once would both find that there is none. */
export async function oneAtATime(ctx: CommandContext): Promise<void> {
  await ctx.db.execute(sql`SELECT pg_advisory_xact_lock(hashtext(${`qunce.blueprints.${ctx.orgId}`}))`);
}

interface Target {
  communityId: string;
  document: Blueprint;
  startsOn: string;
  origin: Origin;
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
    case 'rebrand':
      await followDocument(ctx, communityId);
      return;
    case 'resize':
    case 'createRole':
    case 'changeRole':
    case 'removeRole':
      await carryOutStructure(ctx, target, difference);
      return;
    case 'createHomework':
    case 'changeHomework':
      await carryOutHomework(ctx, target, difference);
      return;
    case 'setQuiz':
    case 'removeQuiz': {
      const { version } = await quizOf(ctx, communityId);
      await setQuiz(ctx, { communityId, quiz: target.document.interest.quiz ?? null, version });
      return;
    }
    case 'setPoints':
    case 'removePoints':
      await setPointsRules(ctx, { communityId, pointsRules: target.document.operate.points ?? null });
      return;
    case 'setCredit': {
      const { credit } = target.document.operate;
      if (!credit) throw new TypeError('the plan sets rules that are not in the document');
      const version = (await creditRulesOf(ctx, communityId))?.version ?? 0;
      await setCreditRules(ctx, { communityId, creditRules: credit, version });
      return;
    }
    case 'keepDocument':
      await claim(ctx, communityId, startsOn, await roundIds(ctx, communityId, startsOn, target.document.operate.checkins));
      await keep(ctx, target, target.origin);
  }
}

async function campaignOf(ctx: CommandContext, { communityId, document, startsOn }: Target, { key }: { key: string }): Promise<string> {
  const id = (await roundIds(ctx, communityId, startsOn, document.operate.checkins)).get(key);
  if (!id) throw new TypeError(`the plan changes ${key}, which is not there`);
  return id;
}

async function openedBefore(ctx: CommandContext, { document, startsOn, name = document.name }: Wanted): Promise<string | undefined> {
  for (const { communityId, document: before } of await appliedFor(ctx, startsOn))
    if (sameDocument(before, document) && (await findCommunity(ctx, communityId)).name === name) return communityId;
  return undefined;
}
