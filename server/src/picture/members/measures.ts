/** Plain counts of a channel: its period, members, messages, system rows and hours. */
import { weekdayOf, zoneClock } from '#vocabulary/zone';
import { instant } from '../collect/people.ts';
import type { DayTotal, PictureInput } from '../facts.ts';
import type { Picture } from '../picture.ts';
import { endOfCoverage, pictureWindows } from '../windows.ts';
import { membersOf } from './member-facts.ts';

/** First and last human message, days with one, and what of it all is covered. */
export function measurePeriod({ days, coverage }: PictureInput): Picture['period'] {
  const active = days.filter(({ messages }) => messages > 0);
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (const day of active) {
    first = Math.min(first, day.firstAt);
    last = Math.max(last, day.lastAt);
  }
  return {
    first: active.length > 0 ? instant(first) : null,
    last: active.length > 0 ? instant(last) : null,
    activeDays: active.length,
    coverage: coverage.map(({ from, to }) => ({ from: instant(from), to: instant(to) })),
  };
}

/** Members = speakers ∪ roster. Those who said nothing can only be seen with a roster. */
export function measureMembers(input: PictureInput): Picture['members'] {
  const members = membersOf(input);
  const speakers = input.totals.filter(({ messages }) => messages > 0).length;
  const by = new Set(input.people.filter(({ who }) => members.has(who)).map((person) => person.by));
  return {
    total: members.size,
    speakers,
    roster: input.hasRoster ? input.people.filter(({ inRoster }) => inRoster).length : null,
    zeroMessage: input.hasRoster ? members.size - speakers : null,
    identifiedBy: by.size === 2 ? 'mixed' : by.has('id') ? 'id' : 'name',
  };
}

export function measureMessages({ days }: PictureInput): Picture['messages'] {
  const byKind: Picture['messages']['byKind'] = {};
  let total = 0;
  let unattributed = 0;
  let active = 0;
  for (const day of days) {
    total += day.messages;
    unattributed += day.unattributed;
    if (day.messages > 0) active += 1;
    addCounts(byKind, day.byKind);
  }
  return { total, unattributed, byKind, perActiveDay: active > 0 ? total / active : null };
}

/** Rows, not people: one row may tell of three who joined. */
export function measureSystem({ days }: PictureInput): Picture['system'] {
  const counts: DayTotal['system'] = {};
  for (const { system } of days) addCounts(counts, system);
  const { join = 0, leave = 0, removal = 0, recall = 0, rename = 0, notice = 0, other = 0 } = counts;
  return { joins: join, leaves: leave, removals: removal, recalls: recall, other: rename + notice + other };
}

/** All messages by weekday and hour of the zone, the three busiest of these hours, and how fast each hour is answered. */
export function measureHours({ days, zone, coverage, asOf }: PictureInput): Picture['hours'] {
  const grid = Array.from({ length: 7 }, () => new Array<number>(24).fill(0));
  for (const { day, hours } of days) {
    const row = grid[weekdayOf(day)] ?? [];
    hours.forEach((messages, hour) => {
      row[hour] = (row[hour] ?? 0) + messages;
    });
  }
  const best = grid
    .flatMap((row, weekday) => row.map((messages, hour) => ({ weekday, hour, messages })))
    .filter(({ messages }) => messages > 0)
    .sort((a, b) => b.messages - a.messages || a.weekday - b.weekday || a.hour - b.hour)
    .slice(0, 3);
  const { since90 } = pictureWindows(endOfCoverage(coverage, asOf), zoneClock(zone));
  return { grid, best, pace: paceOf(days.filter(({ day }) => day >= since90)) };
}

/** Geometric mean of the delays by the hour of what was answered; undefined where no day knows it. */
function paceOf(days: readonly DayTotal[]): Picture['hours']['pace'] {
  if (!days.some(({ pace }) => pace !== undefined)) return undefined;
  const sums = Array.from({ length: 24 }, () => ({ replies: 0, logs: 0 }));
  for (const { pace = [] } of days) {
    for (let at = 0; at + 2 < pace.length; at += 3) {
      const hour = sums[pace[at] ?? 0];
      if (!hour) continue;
      hour.replies += pace[at + 1] ?? 0;
      hour.logs += pace[at + 2] ?? 0;
    }
  }
  return sums.flatMap(({ replies, logs }, hour) =>
    replies === 0 ? [] : [{ hour, replies, typicalSeconds: Math.round(Math.expm1(logs / replies)) }],
  );
}

function addCounts<K extends string>(sums: Partial<Record<K, number>>, counts: Partial<Record<K, number>>): void {
  for (const key in counts) sums[key] = (sums[key] ?? 0) + (counts[key] ?? 0);
}
