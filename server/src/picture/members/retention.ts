/** Who comes back: cohorts by the ISO week of first observed activity. */
import { dayText, weekStart, zoneClock } from '#vocabulary/zone';
import type { PictureInput } from '../facts.ts';
import type { Picture } from '../picture.ts';
import { CoveredDays, endOfCoverage } from '../windows.ts';

const COHORTS = 12;
type Cohort = Picture['retention']['cohorts'][number];

/**
 * `bounded[k]`: share of a cohort active in its week k (0 = the first); `unbounded[k]`: in week k or later. A week that
 * is not wholly covered is censored: null, never zero. The average weighs cohorts by size and skips censored cells.
 */
export function measureRetention(input: PictureInput): Picture['retention'] {
  const clock = zoneClock(input.zone);
  const covered = new CoveredDays(input.coverage, clock);
  const thisWeek = weekStart(clock.dayOf(endOfCoverage(input.coverage, input.asOf)));
  const oldest = thisWeek - 7 * (COHORTS - 1);

  const cohortOf = new Map<string, number>();
  for (const { who, firstDay } of input.totals) if (weekStart(firstDay) >= oldest) cohortOf.set(who, weekStart(firstDay));
  const activeWeeks = new Map<string, Set<number>>();
  for (const { who, day } of input.memberDays) {
    if (!cohortOf.has(who)) continue;
    const weeks = activeWeeks.get(who) ?? new Set();
    activeWeeks.set(who, weeks.add(weekStart(day)));
  }
  const members = Map.groupBy(activeWeeks, ([who]) => cohortOf.get(who) ?? oldest);

  const cohorts: Cohort[] = [];
  for (const week of [...members.keys()].sort((a, b) => a - b)) {
    const weeksOf = (members.get(week) ?? []).map(([, weeks]) => weeks);
    cohorts.push(cohort(week, weeksOf, thisWeek, covered));
  }
  const longest = Math.max(0, ...cohorts.map(({ bounded }) => bounded.length));
  return { cohorts, averageBounded: Array.from({ length: longest }, (_, k) => weightedMean(cohorts, k)) };
}

function cohort(week: number, weeksOf: readonly ReadonlySet<number>[], thisWeek: number, covered: CoveredDays): Cohort {
  const bounded: Cohort['bounded'] = [];
  const unbounded: Cohort['unbounded'] = [];
  const last = weeksOf.map((weeks) => Math.max(...weeks));
  for (let at = week; at <= thisWeek; at += 7) {
    const complete = covered.all(at, at + 6);
    bounded.push(complete ? weeksOf.filter((weeks) => weeks.has(at)).length / weeksOf.length : null);
    unbounded.push(complete ? last.filter((lastWeek) => lastWeek >= at).length / weeksOf.length : null);
  }
  return { week: dayText(week), size: weeksOf.length, bounded, unbounded };
}

function weightedMean(cohorts: readonly Cohort[], k: number): number | null {
  let people = 0;
  let active = 0;
  for (const { size, bounded } of cohorts) {
    const share = bounded[k];
    if (share === undefined || share === null) continue;
    people += size;
    active += size * share;
  }
  return people > 0 ? Math.min(1, active / people) : null;
}
