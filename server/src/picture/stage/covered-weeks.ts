/**
 * The weekly series with its holes: weeks that are known, zero weeks included, and nothing in place of the others.
 */
import { zoneClock } from '#vocabulary/zone';
import type { PictureInput, WeekTotal } from '../facts.ts';
import { CoveredDays, mergeCoverage } from '../windows.ts';

export type WeeklyInput = Pick<PictureInput, 'zone' | 'asOf' | 'coverage' | 'weeks'>;

/** A week counts as known from six covered days on: a chat seldom begins on a Monday or ends on a Sunday. */
const KNOWN_FROM_DAYS = 6;

export interface CoveredWeeks {
  known: WeekTotal[];
  /** Weeks between the first and the last known one of which too little is known. */
  skipped: number;
  /** Civil day coverage begins on; null without any. */
  firstDay: number | null;
  /** Covered days up to `asOf`, in weeks. */
  weeksCovered: number;
}

export function coveredWeeks(input: WeeklyInput): CoveredWeeks {
  const clock = zoneClock(input.zone);
  const stretches = mergeCoverage(input.coverage, input.asOf);
  const days = new CoveredDays(stretches, clock);
  const totals = new Map(input.weeks.map((week) => [week.week, week]));
  const known: WeekTotal[] = [];
  let coveredDays = 0;
  for (const week of days.weeks()) {
    const covered = days.count(week, week + 6);
    coveredDays += covered;
    if (covered >= KNOWN_FROM_DAYS) known.push(totals.get(week) ?? silentWeek(week));
  }
  const [first, head, tail] = [stretches[0], known[0], known.at(-1)];
  const span = head && tail ? (tail.week - head.week) / 7 + 1 : 0;
  return { known, skipped: span - known.length, firstDay: first ? clock.dayOf(first.from) : null, weeksCovered: coveredDays / 7 };
}

function silentWeek(week: number): WeekTotal {
  return { week, messages: 0, speakers: 0, topShare: 0, checkins: 0, joins: 0, leaves: 0 };
}
