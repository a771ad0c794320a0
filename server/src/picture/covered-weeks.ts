/**
 * The weekly series with its holes: weeks that are known, zero weeks included, and nothing in place of the others.
 */
import { DAY_MS, weekStart, zoneClock } from '#vocabulary/zone';
import type { PictureInput, WeekTotal } from './facts.ts';

export type WeeklyInput = Pick<PictureInput, 'zone' | 'asOf' | 'coverage' | 'weeks'>;

/** A week counts as known from six covered days on: a chat seldom starts on Monday at 00:00 or ends on Sunday at 24:00. */
const KNOWN_FROM_MS = 6 * DAY_MS;

export interface CoveredWeeks {
  known: WeekTotal[];
  /** Weeks between the first and the last known one of which too little is known. */
  skipped: number;
  /** Civil day coverage begins on; null without any. */
  firstDay: number | null;
  /** Whole and part days covered up to `asOf`, in weeks. */
  weeksCovered: number;
}

export function coveredWeeks(input: WeeklyInput): CoveredWeeks {
  const clock = zoneClock(input.zone);
  const stretches = merged(input);
  const first = stretches[0];
  if (!first) return { known: [], skipped: 0, firstDay: null, weeksCovered: 0 };
  const firstDay = clock.dayOf(first.from);
  const totals = new Map(input.weeks.map((week) => [week.week, week]));
  const known: WeekTotal[] = [];
  for (let week = weekStart(firstDay); week <= clock.dayOf(input.asOf); week += 7) {
    const [from, to] = [clock.startOfDay(week), clock.startOfDay(week + 7)];
    let covered = 0;
    for (const stretch of stretches) covered += Math.max(0, Math.min(stretch.to, to) - Math.max(stretch.from, from));
    if (covered >= KNOWN_FROM_MS) known.push(totals.get(week) ?? silentWeek(week));
  }
  const [head, tail] = [known[0], known.at(-1)];
  const span = head && tail ? (tail.week - head.week) / 7 + 1 : 0;
  const days = new Set<number>();
  for (const { from, to } of stretches) for (let day = clock.dayOf(from); day <= clock.dayOf(to); day += 1) days.add(day);
  return { known, skipped: span - known.length, firstDay, weeksCovered: days.size / 7 };
}

/** Coverage up to `asOf`, in order, overlaps joined. */
function merged({ coverage, asOf }: WeeklyInput): { from: number; to: number }[] {
  const result: { from: number; to: number }[] = [];
  for (const { from, to } of [...coverage].sort((a, b) => a.from - b.from)) {
    if (from > asOf) continue;
    const last = result.at(-1);
    const end = Math.min(to, asOf);
    if (last && from <= last.to) last.to = Math.max(last.to, end);
    else result.push({ from, to: end });
  }
  return result;
}

function silentWeek(week: number): WeekTotal {
  return { week, messages: 0, speakers: 0, topShare: 0, checkins: 0, joins: 0, leaves: 0 };
}
