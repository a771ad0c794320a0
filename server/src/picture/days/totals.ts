/** Days → totals of a member and of a week. Pure functions of the days given. */
import { quantile } from 'simple-statistics';
import { weekStart } from '#vocabulary/zone';
import type { DayTotal, MemberDay, MemberTotal, WeekTotal } from '../facts.ts';

/** One member's days with a message or check-in, sorted by day. Nobody is a member of a total without one. */
export type DaysOfMember = readonly [MemberDay, ...MemberDay[]];

export function totalMember(days: DaysOfMember): MemberTotal {
  const first = days[0];
  const last = days.at(-1) ?? first;
  let activeWeeks = 0;
  let week = Number.NEGATIVE_INFINITY;
  const checkinDays: number[] = [];
  let messages = 0;
  let lastAt = first.lastAt;
  for (const day of days) {
    messages += day.messages;
    if (day.messages > 0) {
      if (weekStart(day.day) !== week) activeWeeks += 1;
      week = weekStart(day.day);
      lastAt = day.lastAt;
    }
    if (day.checkins.length > 0) checkinDays.push(day.day);
  }
  return {
    who: first.who,
    messages,
    activeDays: days.length,
    activeWeeks,
    firstDay: first.day,
    lastDay: last.day,
    firstAt: first.firstAt,
    lastAt,
    gapP90: gapP90(days.map(({ day }) => day)),
    ...streaksOf(checkinDays),
    firstAnsweredAt: first.openingAnsweredAt,
  };
}

/** 90th percentile of the days between consecutive active days, to a tenth of a day (linear interpolation, type 7 of Hyndman and Fan 1996). */
export function gapP90(days: readonly number[]): number | null {
  if (days.length < 2) return null;
  const gaps = days.slice(1).map((day, index) => day - (days[index] ?? day));
  return Math.round(quantile(gaps, 0.9) * 10) / 10;
}

/** Streaks of consecutive civil days; `currentStreak` ends at the last check-in, however long ago. @param days sorted, distinct */
export function streaksOf(
  days: readonly number[],
): Pick<MemberTotal, 'checkinDays' | 'longestStreak' | 'currentStreak' | 'lastCheckinDay'> {
  let longestStreak = 0;
  let currentStreak = 0;
  let before: number | null = null;
  for (const day of days) {
    currentStreak = before !== null && day === before + 1 ? currentStreak + 1 : 1;
    longestStreak = Math.max(longestStreak, currentStreak);
    before = day;
  }
  return { checkinDays: days.length, longestStreak, currentStreak, lastCheckinDay: before };
}

/**
 * @param week civil day number of the week's Monday
 * @param days the week's days; @param members the week's member days
 */
export function totalWeek(week: number, days: readonly DayTotal[], members: readonly MemberDay[]): WeekTotal {
  const byPerson = new Map<string, number>();
  let checkins = 0;
  for (const day of members) {
    if (day.messages > 0) byPerson.set(day.who, (byPerson.get(day.who) ?? 0) + day.messages);
    if (day.checkins.length > 0) checkins += 1;
  }
  const total: WeekTotal = { week, messages: 0, speakers: byPerson.size, topShare: 0, checkins, joins: 0, leaves: 0 };
  for (const { messages, system } of days) {
    total.messages += messages;
    total.joins += system.join ?? 0;
    total.leaves += (system.leave ?? 0) + (system.removal ?? 0);
  }
  let busiest = 0;
  for (const messages of byPerson.values()) busiest = Math.max(busiest, messages);
  if (total.messages > 0) total.topShare = busiest / total.messages;
  return total;
}
