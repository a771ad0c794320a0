/**
 * Weeks in which the level of talk changed: the cut of ln(messages + 1) into stretches of equal level that costs least
 * (optimal partitioning, Jackson et al. 2005; the same optimum as PELT, without its pruning: a chat has some hundred
 * weeks). Cost is the sum of absolute distances from the stretch's median, so that a holiday is no change. The penalty of a
 * change is 3/2 ln n in units of likelihood, the leading term of the modified BIC of Zhang and Siegmund (2007); the noise is
 * taken from the differences of neighbouring weeks, which a change of level hardly touches.
 */
import { median } from 'simple-statistics';

export interface ChangePoint {
  /** First week of the new level: its place in the series. */
  at: number;
  /** Typical messages a week (median) in the stretch before and after. */
  before: number;
  after: number;
}

/** A stretch shorter than this is a campaign, not a new level. */
const SHORTEST = 4;
/** Weeks of any chat scatter by a sixth at least. */
const LEAST_NOISE = 0.15;
/** Older weeks are left out: five years are history enough, and the cost grows with their cube. */
const WEEKS = 260;

/** @param messages of consecutive known weeks; under 8 nothing can be told apart */
export function changePoints(messages: readonly number[]): ChangePoint[] {
  const skipped = Math.max(0, messages.length - WEEKS);
  const values = messages.slice(skipped).map((count) => Math.log(count + 1));
  const n = values.length;
  if (n < 2 * SHORTEST) return [];
  const penalty = (1.5 * Math.log(n) * noiseOf(values)) / Math.SQRT2;
  const cost = new Array<number>(n + 1).fill(Number.POSITIVE_INFINITY);
  const start = new Array<number>(n + 1).fill(0);
  cost[0] = -penalty;
  for (let from = 0; from <= n - SHORTEST; from += 1) {
    const before = (cost[from] ?? 0) + penalty;
    const sorted: number[] = [];
    for (let to = from + 1; to <= n; to += 1) {
      insert(sorted, values[to - 1] ?? 0);
      if (to - from < SHORTEST || before === Number.POSITIVE_INFINITY) continue;
      const total = before + spread(sorted);
      if (total < (cost[to] ?? 0)) [cost[to], start[to]] = [total, from];
    }
  }
  const cuts: number[] = [];
  for (let to = n; to > 0; to = start[to] ?? 0) cuts.unshift(to);
  const level = (from: number, to: number) => Math.exp(median(values.slice(from, to))) - 1;
  return cuts
    .slice(0, -1)
    .map((at, index) => ({ at: at + skipped, before: level(cuts[index - 1] ?? 0, at), after: level(at, cuts[index + 1] ?? n) }));
}

/** Standard deviation of a week about its level: median absolute difference of neighbours, scaled for the normal distribution. */
function noiseOf(values: readonly number[]): number {
  const steps = values.slice(1).map((value, index) => Math.abs(value - (values[index] ?? value)));
  return Math.max(LEAST_NOISE, (1.4826 * median(steps)) / Math.SQRT2);
}

function insert(sorted: number[], value: number): void {
  let at = sorted.length;
  while (at > 0 && (sorted[at - 1] ?? value) > value) at -= 1;
  sorted.splice(at, 0, value);
}

/** Sum of distances from the median of a sorted list: the upper half less the lower. */
function spread(sorted: readonly number[]): number {
  let sum = 0;
  for (let low = 0, high = sorted.length - 1; low < high; low += 1, high -= 1) sum += (sorted[high] ?? 0) - (sorted[low] ?? 0);
  return sum;
}
