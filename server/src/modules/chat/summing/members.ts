/**
 * Aggregates of identities → those of members, when a picture is read. Exact: what comes out is what the chat would give in
 * which each member had had one identity (days on which they met were summed so, see `grouping.ts`).
 */
import { type MemberDay, type MemberTotal, type PictureInput, totalMember, type WeekTotal } from '#picture';
import { weekStart } from '#vocabulary/zone';
import type { Groups } from './grouping.ts';

/** Identity → the one that stands for its member: an account before a name, then the first that came. */
export function standIns(groups: Groups, byId: (identity: number) => boolean): Map<number, number> {
  const found = new Map<number, number>();
  for (const group of Map.groupBy(groups, ([, member]) => member).values()) {
    const ids = group.map(([identity]) => identity).sort((a, b) => a - b);
    const one = ids.find(byId) ?? ids[0] ?? 0;
    for (const identity of ids) found.set(identity, one);
  }
  return found;
}

/** Several rows of one member on one day as one; rows of others pass as they are. */
export function mergeDays(days: readonly MemberDay[], merged: ReadonlySet<string>): MemberDay[] {
  if (merged.size === 0) return [...days];
  const { several = [], single = [] } = Object.groupBy(days, ({ who }) => (merged.has(who) ? 'several' : 'single'));
  return [
    ...single,
    ...Map.groupBy(several, ({ day, who }) => `${day} ${who}`)
      .values()
      .map(oneDay),
  ];
}

function oneDay(rows: readonly MemberDay[]): MemberDay {
  const sorted = rows.toSorted((a, b) => a.firstAt - b.firstAt);
  const [first] = sorted;
  if (!first) throw new Error('a group without rows');
  return {
    ...first,
    messages: sum(sorted, ({ messages }) => messages),
    lastAt: Math.max(...sorted.map(({ lastAt }) => lastAt)),
    questions: sum(sorted, ({ questions }) => questions),
    checkins: [...new Set(sorted.flatMap(({ checkins }) => checkins))],
    openingAnsweredAt: sorted.find(({ openingAnsweredAt }) => openingAnsweredAt !== null)?.openingAnsweredAt ?? null,
  };
}

/** @param days all days of the merged members, identity by identity: not yet one row a day */
export function mergeTotals(totals: readonly MemberTotal[], days: readonly MemberDay[], merged: ReadonlySet<string>): MemberTotal[] {
  if (merged.size === 0) return [...totals];
  const own = Map.groupBy(mergeDays(days, merged), ({ who }) => who);
  const together = own.values().map((rows) => {
    const [first, ...rest] = rows.toSorted((a, b) => a.day - b.day);
    if (!first) throw new Error('a group without rows');
    return totalMember([first, ...rest]);
  });
  return [...totals.filter(({ who }) => !merged.has(who)), ...together];
}

/** A day of one of a member's identities: `who` is the member. */
export interface IdentityDay extends MemberDay {
  identity: number;
}

/** Speakers and check-ins of a week count members; a member may say more than each of the identities. */
export function mergeWeeks(weeks: readonly WeekTotal[], days: readonly IdentityDay[]): WeekTotal[] {
  const byWeek = Map.groupBy(days, ({ day }) => weekStart(day));
  return weeks.map((week) => {
    let { speakers, checkins, topShare } = week;
    for (const own of Map.groupBy(byWeek.get(week.week) ?? [], ({ who }) => who).values()) {
      const spoke = own.filter(({ messages }) => messages > 0);
      if (spoke.length > 0) speakers -= new Set(spoke.map(({ identity }) => identity)).size - 1;
      const checkedIn = own.filter((row) => row.checkins.length > 0);
      checkins -= checkedIn.length - new Set(checkedIn.map(({ day }) => day)).size;
      if (week.messages > 0) topShare = Math.max(topShare, sum(own, ({ messages }) => messages) / week.messages);
    }
    return { ...week, speakers, checkins, topShare };
  });
}

export function mergeCheckins(days: PictureInput['checkinDays'], merged: ReadonlySet<string>): PictureInput['checkinDays'] {
  if (merged.size === 0) return days;
  const { several = [], single = [] } = Object.groupBy(days, ({ who }) => (merged.has(who) ? 'several' : 'single'));
  const together = Map.groupBy(several, ({ day, who }) => `${day} ${who}`)
    .values()
    .flatMap((rows) => {
      const [first] = rows;
      return first ? [{ ...first, checkins: [...new Set(rows.flatMap(({ checkins }) => checkins))] }] : [];
    });
  return [...single, ...together];
}

function sum<T>(rows: readonly T[], figure: (row: T) => number): number {
  return rows.reduce((total, row) => total + figure(row), 0);
}
