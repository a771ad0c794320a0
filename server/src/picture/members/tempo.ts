/** How soon one is answered, and how long the group is used to being silent. */
import { zoneClock } from '#vocabulary/zone';
import { instant } from '../collect/people.ts';
import { DurationSketch } from '../days/sketch.ts';
import type { DayTotal, PictureInput } from '../facts.ts';
import type { Picture } from '../picture.ts';
import { CoveredDays } from '../windows.ts';

const HOUR_S = 3600;

/** Time from the first message of a run to the first message by another person, within 24 h; all days. Within 2 % (see `sketch.ts`). */
export function measureResponsiveness({ days }: PictureInput): Picture['responsiveness'] {
  const replies = DurationSketch.of(...days.map((day) => day.replies));
  return { medianSeconds: replies.quantile(0.5), replies: replies.count, withinHour: replies.shareWithin(HOUR_S) };
}

/**
 * The group's own gaps between messages, and where the present one stands among them. A gap that reaches over days
 * nothing is known of is no silence and is left out.
 */
export function measureSilence(input: PictureInput): Picture['silence'] {
  const covered = new CoveredDays(input.coverage, zoneClock(input.zone));
  const days = input.days.filter(({ messages }) => messages > 0).sort((a, b) => a.day - b.day);
  const gaps = DurationSketch.of(...days.map((day) => day.gaps));
  let longest: DayTotal['longestGap'] = null;
  let before: DayTotal | null = null;
  for (const day of days) {
    const unknown = before !== null && !covered.all(before.day, day.day);
    if (before && unknown) gaps.add((day.firstAt - before.lastAt) / 1000, -1);
    const own = day.longestGap;
    const real = own !== null && !(unknown && own.to === day.firstAt);
    if (real && (longest === null || own.to - own.from > longest.to - longest.from)) longest = own;
    before = day;
  }
  const current = before === null ? null : Math.max(0, input.asOf - before.lastAt) / 1000;
  return {
    medianGapSeconds: gaps.quantile(0.5),
    p95GapSeconds: gaps.quantile(0.95),
    longest: longest && { from: instant(longest.from), to: instant(longest.to), hours: (longest.to - longest.from) / 1000 / HOUR_S },
    currentHours: current === null ? null : current / HOUR_S,
    currentPercentile: current === null ? null : gaps.shareBelow(current),
  };
}
