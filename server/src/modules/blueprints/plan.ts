/** What applying a document to a community would change, from what stands there now. */
import { isDeepStrictEqual } from 'node:util';
import type { QueryContext } from '#kernel';
import { dayNumber, dayText } from '#vocabulary/zone';
import { quizOf } from '../admissions/index.ts';
import { type Campaign, earliestRules, findCampaign, type Policy } from '../checkins/index.ts';
import { findCommunity } from '../communities/index.ts';
import { creditRulesOf } from '../credit/index.ts';
import { latestPointsRules } from '../points/index.ts';
import { type Blueprint, type BlueprintCheckin, sameDocument } from './blueprint.ts';
import { brandDifferences } from './branding.ts';
import { applied } from './find.ts';
import { homeworkDifferences } from './homework.ts';
import { roundIds } from './rounds.ts';
import { type Difference, keptParts, policyFields } from './shapes.ts';
import { structureDifferences } from './structure.ts';

export interface Wanted {
  communityId?: string | undefined;
  document: Blueprint;
  startsOn: string;
  name?: string | undefined;
}

/** @throws DomainError `community.unknown` */
export async function differences(ctx: QueryContext, { communityId, document, startsOn, name }: Wanted): Promise<Difference[]> {
  const found: Difference[] = [];
  if (communityId) await findCommunity(ctx, communityId);
  else found.push({ code: 'createCommunity', name: name ?? document.name, zone: zoneOf(document) });
  const before = communityId ? await applied(ctx, communityId) : null;
  const ids = communityId ? await roundIds(ctx, communityId, startsOn, document.operate.checkins) : new Map<string, string>();
  for (const wanted of document.operate.checkins) {
    const id = ids.get(wanted.key);
    if (id) found.push(...changes(ctx, await findCampaign(ctx, id), wanted, startsOn));
    else found.push(created(wanted, startsOn));
  }
  if (communityId) found.push(...(await brandDifferences(ctx, { communityId, wanted: document, before: before?.document ?? null })));
  found.push(
    ...(await structureDifferences(ctx, {
      communityId: communityId ?? null,
      wanted: document.structure,
      before: before?.document.structure ?? null,
    })),
  );
  found.push(...(await homeworkDifferences(ctx, { communityId: communityId ?? null, startsOn }, document.operate.homework ?? [])));
  found.push(...(await quizChange(ctx, communityId, document)));
  found.push(...(await pointsChange(ctx, communityId, document)));
  found.push(...(await creditChange(ctx, communityId, document)));
  if (!before || before.startsOn !== startsOn || !sameDocument(before.document, document))
    found.push({ code: 'keepDocument', replaces: before !== null });
  return found;
}

async function quizChange(ctx: QueryContext, communityId: string | undefined, { interest }: Blueprint): Promise<Difference[]> {
  const held = communityId ? (await quizOf(ctx, communityId)).quiz : null;
  const { quiz = null } = interest;
  if (isDeepStrictEqual(held, quiz)) return [];
  if (!quiz) return [{ code: 'removeQuiz' }];
  return [{ code: 'setQuiz', questions: quiz.questions.length, ask: quiz.ask, pass: quiz.pass, replaces: held !== null }];
}

async function pointsChange(ctx: QueryContext, communityId: string | undefined, { operate }: Blueprint): Promise<Difference[]> {
  const held = communityId ? await latestPointsRules(ctx, communityId) : null;
  const { points = null } = operate;
  if (isDeepStrictEqual(held, points)) return [];
  if (!points) return [{ code: 'removePoints' }];
  const facts = Object.keys(points.facts).length + points.runs.length;
  return [{ code: 'setPoints', facts, badges: points.badges.length, replaces: held !== null }];
}

/** A document without any leaves what stands: licences and appeals go by it. */
async function creditChange(ctx: QueryContext, communityId: string | undefined, { operate }: Blueprint): Promise<Difference[]> {
  const { credit } = operate;
  if (!credit) return [];
  const held = communityId ? await creditRulesOf(ctx, communityId) : null;
  if (isDeepStrictEqual(held?.rules, credit)) return [];
  return [{ code: 'setCredit', rules: credit.rules.length, questions: credit.exam.questions.length, replaces: held !== null }];
}

/** The community counts days as its first check-in does. */
export function zoneOf({ operate }: Blueprint): string {
  return operate.checkins[0]?.policy.zone ?? 'Asia/Shanghai';
}

/** The parts of this document that are kept for people to read, and that nothing carries out yet. */
export function keptOf({ interest, output, operate, copy }: Blueprint): (typeof keptParts)[number][] {
  const empty: Partial<Record<(typeof keptParts)[number], boolean>> = {
    threshold: interest.threshold.length === 0,
    output: output.columns.length === 0,
    rituals: operate.rituals.length === 0,
    readiness: copy.readiness.length === 0,
    prices: copy.prices.length === 0,
  };
  return keptParts.filter((part) => !empty[part]);
}

function daysOf({ offset, days }: BlueprintCheckin, startsOn: string): { startsOn: string; endsOn: string } {
  const first = dayNumber(startsOn) + offset;
  return { startsOn: dayText(first), endsOn: dayText(first + days - 1) };
}

function created(wanted: BlueprintCheckin, startsOn: string): Difference {
  const { key, name, goal, policy } = wanted;
  return { code: 'createCampaign', key, name, goal, ...daysOf(wanted, startsOn), policy };
}

/** A campaign that has ended is history. */
function changes(ctx: QueryContext, campaign: Campaign, wanted: BlueprintCheckin, startsOn: string): Difference[] {
  const { key, name, goal, policy } = wanted;
  // A campaign that is there keeps its first day.
  const endsOn = dayText(campaign.startsOn + wanted.days - 1);
  const begins = daysOf(wanted, startsOn).startsOn;
  const now = ctx.now();
  const [ends, rules] = [dayText(campaign.endsOn), latestRules(campaign)];
  const found: Difference[] = [];
  if (campaign.name !== name) found.push({ code: 'renameCampaign', key, from: campaign.name, to: name });
  if (campaign.goal !== goal) found.push({ code: 'changeGoal', key, name, from: campaign.goal, to: goal });
  if (ends !== endsOn) found.push({ code: 'moveEnd', key, name, from: ends, to: endsOn });
  const fields = changedFields(rules, policy);
  if (fields.length > 0) {
    const effectiveOn = dayText(Math.max(earliestRules(campaign, policy, now), campaign.startsOn));
    found.push({ code: 'changePolicy', key, name, effectiveOn, fields, policy });
  }
  if (dayText(campaign.startsOn) !== begins)
    found.push({ code: 'startStays', key, name, startsOn: dayText(campaign.startsOn), wanted: begins });
  const over = campaign.days.dayOf(now) > campaign.endsOn;
  return over && found.length > 0 ? [{ code: 'ended', key, name: campaign.name, endsOn: ends }] : found;
}

/** Decided last, in force or not yet. */
export function latestRules({ versions, days, startsOn }: Campaign): Policy {
  return versions.toSorted((a, b) => b.version - a.version)[0]?.policy ?? days.policyOn(startsOn);
}

function changedFields(before: Policy, after: Policy): (typeof policyFields)[number][] {
  const flat = ({ content, ...rest }: Policy) => ({ ...rest, ...content });
  const [one, other] = [flat(before), flat(after)];
  return policyFields.filter((field) => !isDeepStrictEqual(one[field], other[field]));
}
