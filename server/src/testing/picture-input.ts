/** Picture inputs written by hand, for tests of what is judged from them. Zone UTC; day 0 of a test is a Monday. */

import { type DaysOfMember, totalMember } from '../picture/days/totals.ts';
import type { MemberDay, MemberTotal, Person, PictureInput, WeekTotal } from '../picture/facts.ts';
import { DAY_MS, dayNumber } from '../vocabulary/zone.ts';
import { person } from './chat.ts';

/** A Monday. */
export const MONDAY = dayNumber('2026-01-05');

export function inputWith(parts: Partial<PictureInput>): PictureInput {
  return {
    zone: 'UTC',
    asOf: (MONDAY + 27) * DAY_MS + DAY_MS - 1,
    coverage: [{ from: MONDAY * DAY_MS, to: (MONDAY + 27) * DAY_MS + DAY_MS - 1 }],
    people: [],
    hasRoster: false,
    days: [],
    weeks: [],
    totals: [],
    memberDays: [],
    edges: [],
    mentions: [],
    listed: [],
    checkinDays: [],
    questions: [],
    firstTexts: new Map(),
    pseudonymous: false,
    ...parts,
  };
}

/** What one person does on a day counted from `MONDAY`. */
export interface Doing {
  day: number;
  messages?: number;
  checkins?: MemberDay['checkins'];
  questions?: number;
}

/** An input in which these people did these things, and whose coverage ends with `lastDay` (from `MONDAY`). */
export function inputOf(doings: Record<string, readonly Doing[]>, lastDay = 27, more: Partial<PictureInput> = {}): PictureInput {
  const memberDays: MemberDay[] = [];
  const totals: MemberTotal[] = [];
  const people: Person[] = [];
  for (const [name, days] of Object.entries(doings)) {
    const rows = days.map((doing) => memberDay(`name:${name}`, doing)).sort((a, b) => a.day - b.day);
    memberDays.push(...rows);
    const [first, ...rest] = rows;
    if (first) totals.push(totalMember([first, ...rest] satisfies DaysOfMember));
    people.push(person(name, { inRoster: rows.length === 0 }));
  }
  const end = (MONDAY + lastDay + 1) * DAY_MS - 1;
  const first = Math.min(MONDAY, ...memberDays.map(({ day }) => day));
  return inputWith({ asOf: end, coverage: [{ from: first * DAY_MS, to: end }], people, memberDays, totals, ...more });
}

function memberDay(who: string, { day, messages = 1, checkins = [], questions = 0 }: Doing): MemberDay {
  const at = (MONDAY + day) * DAY_MS + DAY_MS / 2;
  return { day: MONDAY + day, who, messages, firstAt: at, lastAt: at, questions, checkins, openingAnsweredAt: null };
}

/** One known week per entry, by its number of speakers (null: not covered); each speaker writes `each` messages. */
export function weeklyInput(speakers: readonly (number | null)[], each = 5, more: Partial<PictureInput> = {}): PictureInput {
  const weeks: WeekTotal[] = [];
  const coverage: PictureInput['coverage'] = [];
  for (const [index, count] of speakers.entries()) {
    const week = MONDAY + index * 7;
    if (count === null) continue;
    coverage.push({ from: week * DAY_MS, to: (week + 7) * DAY_MS - 1 });
    weeks.push({ week, messages: count * each, speakers: count, topShare: count > 0 ? 1 / count : 0, checkins: 0, joins: 0, leaves: 0 });
  }
  const most = Math.max(0, ...speakers.map((count) => count ?? 0));
  const totals = Array.from({ length: Math.max(most, 30) }, (_, index) => totalOf(`name:P${index}`, MONDAY));
  return inputWith({ asOf: (MONDAY + speakers.length * 7) * DAY_MS - 1, coverage, weeks, totals, ...more });
}

/** Somebody who wrote ten messages over ten days from `firstDay` on. */
export function totalOf(who: string, firstDay: number): MemberTotal {
  const at = firstDay * DAY_MS;
  return {
    who,
    messages: 10,
    activeDays: 10,
    activeWeeks: 2,
    firstDay,
    lastDay: firstDay + 9,
    firstAt: at,
    lastAt: at + 9 * DAY_MS,
    gapP90: 1,
    checkinDays: 0,
    longestStreak: 0,
    currentStreak: 0,
    lastCheckinDay: null,
    firstAnsweredAt: null,
  };
}
