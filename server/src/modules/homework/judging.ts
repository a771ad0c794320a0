/** What follows from instants, rules and counts. Pure; every answer that refuses is a list of needs a page can show. */
import { isDeepStrictEqual } from 'node:util';
import { DomainError } from '#vocabulary/errors';
import { DAY_MS, dayNumber, dayText, zoneClock } from '#vocabulary/zone';
import { charactersOf, judgeContent } from '../checkins/index.ts';
import type { Fallback, Given, Moment, Policy, Requirement, State, WorkState } from './shapes.ts';

/** Wall clock → epoch ms. @throws DomainError `zone.unknown` */
export function instantOf(zone: string, { day, time }: Moment): number {
  const date = new Date(dayNumber(day) * DAY_MS);
  const [hour, minute] = [Number(time.slice(0, 2)), Number(time.slice(3))];
  return zoneClock(zone).instantOf(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate(), hour, minute, 0);
}

export function momentOf(zone: string, at: number): Moment {
  const wall = at + zoneClock(zone).offsetAt(at);
  return { day: dayText(Math.floor(wall / DAY_MS)), time: new Date(wall).toISOString().slice(11, 16) };
}

/** Epoch ms. */
export interface Times {
  dueAt: number;
  lateUntil: number | null;
  closesAt: number;
  publishedAt: number | null;
}

/** When the time of members for reviews ends: twice the days after the last work may come. */
export function closingOf(dueAt: number, lateUntil: number | null, { reviews, days }: Policy): number {
  return (lateUntil ?? dueAt) + (reviews === 0 ? 0 : 2 * days * DAY_MS);
}

export function stateOf({ publishedAt, dueAt, closesAt }: Times, now: number): State {
  if (publishedAt === null) return 'draft';
  if (now < dueAt) return 'published';
  return now < closesAt ? 'reviewing' : 'closed';
}

/** Whoever is asked now has it until then. */
export const leaseEnd = ({ closesAt }: Times, { days }: Policy, now: number) => Math.min(now + days * DAY_MS, closesAt);

/** Nobody is asked who would have less than half of the days. */
export const mayDeal = ({ closesAt }: Times, { days }: Policy, now: number) => closesAt - now >= (days * DAY_MS) / 2;

/** From here on pairs who review each other and people of the same squad may be asked, too. */
export const isRelaxed = ({ dueAt }: Times, { days }: Policy, now: number) => now >= dueAt + days * DAY_MS;

interface WorkCounts {
  /** Its author still takes part. */
  here: boolean;
  given: number;
  open: number;
  byStaff: number;
  fallback: Fallback | null;
}

/** Whatever happens to reviewers, a work ends as reviewed, with staff (and why), or its author has gone. */
export function workStateOf(
  work: WorkCounts,
  times: Times,
  { reviews }: Policy,
  now: number,
): { state: WorkState; fallback: Fallback | null } {
  if (!work.here) return { state: 'gone', fallback: null };
  if (now < times.dueAt) return { state: 'waiting', fallback: null };
  if (work.given >= reviews || work.byStaff > 0) return { state: 'reviewed', fallback: null };
  if (now >= times.closesAt) return { state: 'staff', fallback: work.fallback ?? 'timeRanOut' };
  if (work.fallback && work.given + work.open < reviews) return { state: 'staff', fallback: work.fallback };
  return { state: 'inReview', fallback: null };
}

/** Is a work taken now? One need: the instant it has to be in by. */
export function judgeTime({ dueAt, lateUntil }: Times, now: number): Requirement {
  const need = lateUntil ?? dueAt;
  return { code: 'due', need, have: now, met: now < need };
}

/** @param given an empty one tells what is needed at all */
export function judgeWork(policy: Policy['content'], given: Given): Requirement[] {
  return judgeContent({ ...policy, number: null }, given).flatMap(({ code, ...rest }) =>
    code === 'text.min' || code === 'link.given' || code === 'photos.given' || code === 'photos.max' || code === 'voice.given'
      ? [{ code, ...rest }]
      : [],
  );
}

/** Most points of each criterion; one number up to 100 without a rubric. */
export function mostPoints({ graded, rubric }: Policy): number[] {
  if (!graded) return [];
  return rubric.length > 0 ? rubric.map(({ points }) => points) : [100];
}

/** A review has its characters and, where it is graded, points within bounds for every criterion. */
export function judgeReview(policy: Policy, text: string, scores: readonly number[]): Requirement[] {
  const most = mostPoints(policy);
  const fitting = most.filter((points, i) => (scores[i] ?? Number.POSITIVE_INFINITY) <= points).length;
  const have = charactersOf(text);
  return [
    { code: 'review.min', need: policy.reviewMin, have, met: have >= policy.reviewMin },
    ...(most.length > 0 ? [{ code: 'review.scores' as const, need: most.length, have: fitting, met: fitting === most.length }] : []),
  ];
}

/** 0–100: points given of the most there are, rounded to hundredths; null where nothing is graded. */
export function scoreOf(policy: Policy, scores: readonly number[]): number | null {
  const most = mostPoints(policy).reduce((sum, points) => sum + points, 0);
  if (most === 0) return null;
  return Math.round((scores.reduce((sum, points) => sum + points, 0) / most) * 10_000) / 100;
}

export interface Standing {
  /** Reviews asked of the author, without those taken away; of these, given by now with those volunteered. */
  asked: number;
  gave: number;
  /** Reviews the own work got, from whomever. */
  received: number;
}

const gave = ({ reviews, giveFirst }: Policy, { asked, gave: have }: Standing): Requirement[] => {
  const need = Math.min(reviews, asked);
  return giveFirst ? [{ code: 'reviews.given', need, have, met: have >= need }] : [];
};
const over = ({ closesAt }: Times, now: number): Requirement => ({ code: 'reviews.over', need: closesAt, have: now, met: now >= closesAt });

/** What an author needs to see the reviews of the own work. */
export function judgeSeeing(policy: Policy, times: Times, standing: Standing, now: number): Requirement[] {
  return [...gave(policy, standing), ...(policy.seen === 'afterwards' ? [over(times, now)] : [])];
}

/** What an author needs to be graded; nothing where nothing is graded. */
export function judgeGrading(policy: Policy, times: Times, standing: Standing, now: number): Requirement[] {
  if (!policy.graded) return [];
  const { received: have } = standing;
  return [...gave(policy, standing), over(times, now), { code: 'reviews.received', need: 1, have, met: have >= 1 }];
}

/** What is refused says what is missing. */
const refusals: Partial<Record<Requirement['code'], string>> = {
  'text.min': 'homework.text',
  'link.given': 'homework.link',
  'photos.given': 'homework.photos',
  'photos.max': 'homework.tooManyPhotos',
  'voice.given': 'homework.voice',
  'review.min': 'review.tooShort',
  'review.scores': 'review.scores',
};

/** @throws DomainError {need, have}: `homework.text`, `homework.link`, `homework.photos`, `homework.tooManyPhotos`, `homework.voice`, `review.tooShort`, `review.scores` */
export function refuseUnmet(needs: readonly Requirement[]): void {
  const unmet = needs.find(({ met }) => !met);
  if (unmet) throw new DomainError(refusals[unmet.code] ?? 'homework.text', { need: unmet.need, have: unmet.have });
}

export const allMet = (needs: readonly Requirement[]) => needs.every(({ met }) => met);

/** Until when an author may ask for a grade to be looked at again. @param lastWord of staff about it, epoch ms */
export function appealEnd({ closesAt }: Times, { appealDays }: Policy, lastWord: number | null): number {
  return Math.max(closesAt, lastWord ?? 0) + appealDays * DAY_MS;
}

interface Moved {
  dueAt: number;
  late: number | null;
  campaignId: string | null;
  policy: Policy;
}

/**
 * What must not be changed so in a published assignment; null: nothing of it. Words always may; the due instant moves later while it
 * is still to come, and late works are taken for longer as long as the time for reviews runs. The rest stays once somebody has
 * handed in or it was due.
 * @param works how many have handed in
 */
export function harmOf(
  before: Times & Omit<Moved, 'late'>,
  wanted: Moved,
  works: number,
  now: number,
): 'policy' | 'campaignId' | 'due' | 'lateUntil' | null {
  if (before.publishedAt === null) return null;
  const begun = works > 0 || now >= before.dueAt;
  if (begun && !isDeepStrictEqual(wanted.policy, before.policy)) return 'policy';
  if (begun && wanted.campaignId !== before.campaignId) return 'campaignId';
  if (wanted.dueAt !== before.dueAt && (wanted.dueAt < before.dueAt || now >= before.dueAt)) return 'due';
  const shorter = (wanted.late ?? 0) < (before.lateUntil ?? 0);
  if (wanted.late !== before.lateUntil && (now >= before.closesAt || (begun && shorter))) return 'lateUntil';
  return null;
}
