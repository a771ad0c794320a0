/** Which days a picture looks at, and which of them are known. */
import { DAY_MS, weekStart, type ZoneClock } from '#vocabulary/zone';

export interface Coverage {
  from: number;
  to: number;
}

/** First civil days of the windows that end with the day of `end`; each is inclusive. */
export interface Windows {
  today: number;
  since7: number;
  since28: number;
  /** The current ISO week and the 11 before it lie within 84 days. */
  since84: number;
  since90: number;
}

/** @param end epoch ms: what a picture is taken of ends here */
export function pictureWindows(end: number, clock: ZoneClock): Windows {
  const today = clock.dayOf(end);
  return { today, since7: today - 6, since28: today - 27, since84: today - 83, since90: today - 89 };
}

/** Exports begin and end in the middle of days, with a quiet day between them at times. */
const QUIET_MS = 2 * DAY_MS;

/** Sorted, cut at `asOf`; stretches less than two days apart are one, what lies between others is unknown. */
export function mergeCoverage(intervals: readonly Coverage[], asOf = Number.POSITIVE_INFINITY): Coverage[] {
  const merged: Coverage[] = [];
  const sorted = intervals.filter(({ from, to }) => from <= asOf && from <= to).sort((a, b) => a.from - b.from);
  for (const { from, to } of sorted) {
    const last = merged.at(-1);
    const end = Math.min(to, asOf);
    if (last && from - last.to < QUIET_MS) last.to = Math.max(last.to, end);
    else merged.push({ from, to: end });
  }
  return merged;
}

/** Where knowledge ends: the last covered instant, at most `asOf`; `asOf` itself when nothing is covered. */
export function endOfCoverage(coverage: readonly Coverage[], asOf: number): number {
  const end = coverage.reduce((latest, { to }) => Math.max(latest, to), Number.NEGATIVE_INFINITY);
  return Number.isFinite(end) ? Math.min(end, asOf) : asOf;
}

/** Covered civil days. A day is covered when any part of it is: exports begin and end in the middle of days. */
export class CoveredDays {
  private readonly stretches: { first: number; last: number }[];

  constructor(coverage: readonly Coverage[], clock: ZoneClock) {
    this.stretches = coverage.map(({ from, to }) => ({ first: clock.dayOf(from), last: clock.dayOf(to) }));
  }

  has(day: number): boolean {
    return this.stretches.some(({ first, last }) => first <= day && day <= last);
  }

  /** How many of the days `first`…`last` are covered. */
  count(first: number, last: number): number {
    let covered = 0;
    for (let day = first; day <= last; day += 1) if (this.has(day)) covered += 1;
    return covered;
  }

  all(first: number, last: number): boolean {
    return this.count(first, last) === last - first + 1;
  }

  /** Mondays from the first covered week to the last, uncovered ones between them included. */
  weeks(): number[] {
    const first = this.stretches[0];
    const last = this.stretches.at(-1);
    if (!first || !last) return [];
    const weeks: number[] = [];
    for (let week = weekStart(first.first); week <= last.last; week += 7) weeks.push(week);
    return weeks;
  }
}
