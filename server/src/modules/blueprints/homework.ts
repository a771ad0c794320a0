/** Homework of a document beside what stands in the community. */
import { isDeepStrictEqual } from 'node:util';
import type { CommandContext, QueryContext } from '#kernel';
import { dayNumber, dayText } from '#vocabulary/zone';
import { assignmentsOfRound, createInRound, type RoundAssignment, update } from '../homework/index.ts';
import type { Blueprint, BlueprintHomework } from './blueprint.ts';
import { type Difference, homeworkFields } from './shapes.ts';

type Moment = BlueprintHomework['late'] & {};
const fromStart = (startsOn: string, { day, time }: Moment) => ({ day: dayText(dayNumber(startsOn) + day), time });
const sinceStart = (startsOn: string, { day, time }: { day: string; time: string }) => ({
  day: dayNumber(day) - dayNumber(startsOn),
  time,
});

const dated = ({ day, time, late, title, asked, policy }: BlueprintHomework, startsOn: string) => ({
  ...{ title, asked, policy },
  due: fromStart(startsOn, { day, time }),
  lateUntil: late && fromStart(startsOn, late),
});

function asItIs({ key, title, asked, policy, due, lateUntil }: RoundAssignment, startsOn: string): BlueprintHomework {
  return { key, title, asked, ...sinceStart(startsOn, due), late: lateUntil && sinceStart(startsOn, lateUntil), policy };
}

/** As it is now: what the document has, then what was written by hand; left out where there is neither. */
export async function withHomework(
  ctx: QueryContext,
  communityId: string,
  startsOn: string,
  { homework: kept, ...operate }: Blueprint['operate'],
): Promise<Blueprint['operate']> {
  const there = await assignmentsOfRound(ctx, communityId, startsOn);
  const place = (key: string) => {
    const found = (kept ?? []).findIndex((one) => one.key === key);
    return found === -1 ? Number.POSITIVE_INFINITY : found;
  };
  const ordered = there.toSorted((a, b) => (place(a.key) === place(b.key) ? 0 : place(a.key) - place(b.key)));
  const homework = ordered.map((one) => asItIs(one, startsOn));
  return homework.length > 0 || kept ? { ...operate, homework } : operate;
}

interface Place {
  communityId: string | null;
  startsOn: string;
}

/** What people rely on already stays, and is told. */
export async function homeworkDifferences(
  ctx: QueryContext,
  { communityId, startsOn }: Place,
  wanted: readonly BlueprintHomework[],
): Promise<Difference[]> {
  if (wanted.length === 0) return [];
  const there = communityId ? await assignmentsOfRound(ctx, communityId, startsOn) : [];
  return wanted.flatMap((one): Difference[] => {
    const next = dated(one, startsOn);
    const { key, title } = one;
    const before = there.find((assignment) => assignment.key === key);
    if (!before) return [{ code: 'createHomework', key, title, ...next.due }];
    const differs = homeworkFields.filter((field) => !isDeepStrictEqual(before[field], next[field]));
    const fields = before.allows(next) ? differs : differs.filter((field) => field === 'title' || field === 'asked');
    return [
      ...(fields.length > 0 ? [{ code: 'changeHomework' as const, key, title, fields }] : []),
      ...(fields.length < differs.length ? [{ code: 'homeworkStays' as const, key, title }] : []),
    ];
  });
}

type Told = Extract<Difference, { code: 'createHomework' | 'changeHomework' }>;

export async function carryOutHomework(
  ctx: CommandContext,
  { communityId, startsOn, document }: { communityId: string; startsOn: string; document: Blueprint },
  difference: Told,
): Promise<void> {
  const { key } = difference;
  const wanted = document.operate.homework?.find((one) => one.key === key);
  if (!wanted) throw new TypeError(`the plan names ${key}, which is not in the document`);
  const next = dated(wanted, startsOn);
  if (difference.code === 'createHomework') {
    await createInRound(ctx, { communityId, startsOn, key, campaignId: null, ...next });
    return;
  }
  const before = (await assignmentsOfRound(ctx, communityId, startsOn)).find((one) => one.key === key);
  if (!before) throw new TypeError(`the plan changes ${key}, which is not there`);
  await update(ctx, {
    assignmentId: before.assignmentId,
    ...Object.fromEntries(difference.fields.map((field) => [field, next[field]])),
  });
}
