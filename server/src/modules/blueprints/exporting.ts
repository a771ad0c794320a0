/** The document of a community as it stands: what was kept, with its campaigns, sizes and roles as they are now. */
import { DomainError, type QueryContext } from '#kernel';
import { dayNumber, dayText } from '#vocabulary/zone';
import { quizOf } from '../admissions/index.ts';
import { type Campaign, findCampaign } from '../checkins/index.ts';
import { findCommunity } from '../communities/index.ts';
import { creditRulesOf } from '../credit/index.ts';
import { latestPointsRules } from '../points/index.ts';
import { type Blueprint, type BlueprintCheckin, blueprint, MOST_CHECKINS } from './blueprint.ts';
import { branded } from './branding.ts';
import { applied, campaignIds } from './find.ts';
import { withHomework } from './homework.ts';
import { latestRules } from './plan.ts';
import { lastOwnRound, ownInRound } from './rounds.ts';
import { structureNow } from './structure.ts';

export interface Exported {
  document: Blueprint;
  startsOn: string;
  /** False: the community was opened by hand, and what only people can say stands as `UNWRITTEN`. */
  kept: boolean;
}

/** Stands where a document needs a sentence that nobody has written yet. */
const UNWRITTEN = '待填写';

/** @throws DomainError `community.unknown`, `blueprint.none` where there is neither a document nor a campaign */
export async function exported(ctx: QueryContext, communityId: string): Promise<Exported> {
  const kept = await applied(ctx, communityId);
  if (!kept) return fromHand(ctx, communityId);
  const { document, startsOn } = kept;
  const ids = await campaignIds(ctx, communityId, startsOn);
  const checkins: BlueprintCheckin[] = [];
  const ends: number[] = [dayNumber(startsOn)];
  for (const { key } of document.operate.checkins) {
    const id = ids.get(key);
    if (!id) continue;
    const campaign = await findCampaign(ctx, id);
    checkins.push(asItIs(key, campaign, startsOn));
    ends.push(campaign.endsOn);
  }
  const round = { startsOn: dayNumber(startsOn), endsOn: Math.max(...ends) };
  for (const { key, id } of await ownInRound(ctx, communityId, round, MOST_CHECKINS - checkins.length))
    checkins.push(asItIs(key, await findCampaign(ctx, id), startsOn));
  const structure = await structureNow(ctx, communityId, document.structure);
  const shown = await branded(ctx, communityId, document);
  const interest = await withQuiz(ctx, communityId, shown.interest);
  const operate = await withRules(ctx, communityId, await withHomework(ctx, communityId, startsOn, { ...document.operate, checkins }));
  return { document: { ...shown, interest, structure, operate }, startsOn, kept: true };
}

/** The quiz as it is asked now. */
async function withQuiz(
  ctx: QueryContext,
  communityId: string,
  { quiz: _, ...rest }: Blueprint['interest'],
): Promise<Blueprint['interest']> {
  const { quiz } = await quizOf(ctx, communityId);
  return quiz ? { ...rest, quiz } : rest;
}

/** What earns points and what takes credit, by the rules decided last. */
async function withRules(
  ctx: QueryContext,
  communityId: string,
  { points: _, credit: __, ...rest }: Blueprint['operate'],
): Promise<Blueprint['operate']> {
  const points = await latestPointsRules(ctx, communityId);
  const credit = (await creditRulesOf(ctx, communityId))?.rules;
  return { ...rest, ...(points && { points }), ...(credit && { credit }) };
}

async function fromHand(ctx: QueryContext, communityId: string): Promise<Exported> {
  const { name } = await findCommunity(ctx, communityId);
  const round = await lastOwnRound(ctx, communityId);
  const [first] = round;
  if (!first) throw new DomainError('blueprint.none', { communityId });
  const startsOn = dayText(first.startsOn);
  const checkins: BlueprintCheckin[] = [];
  for (const { key, id } of round) checkins.push(asItIs(key, await findCampaign(ctx, id), startsOn));
  const goal = checkins.find((checkin) => checkin.goal !== '')?.goal ?? UNWRITTEN;
  const document = blueprint.parse({
    ...{ format: 1, id: 'own', name: name.slice(0, 60), summary: UNWRITTEN, forWhom: UNWRITTEN },
    interest: {
      charter: { audience: UNWRITTEN, pain: UNWRITTEN, goal, days: null, motive: 'growth' },
      face: { nickname: UNWRITTEN },
    },
    structure: {},
    output: {},
    operate: { checkins },
    copy: {},
  });
  const structure = await structureNow(ctx, communityId, document.structure);
  const shown = await branded(ctx, communityId, document);
  const interest = await withQuiz(ctx, communityId, shown.interest);
  const operate = await withRules(ctx, communityId, await withHomework(ctx, communityId, startsOn, shown.operate));
  return { document: { ...shown, interest, structure, operate }, startsOn, kept: false };
}

function asItIs(key: string, campaign: Campaign, from: string): BlueprintCheckin {
  const { name, goal, startsOn, endsOn } = campaign;
  return { key, name, goal, offset: startsOn - dayNumber(from), days: endsOn - startsOn + 1, policy: latestRules(campaign) };
}
