/**
 * Weeks in which the level of talk changed: the cut of ln(messages + 1) into stretches of equal mean that costs least
 * (optimal partitioning, Jackson et al. 2005; the same optimum as PELT, without its pruning: a chat has some hundred
 * weeks). The penalty of a change is 3 ln n noise variances, the leading term of the modified BIC of Zhang and Siegmund
 * (2007); the noise is taken from the differences of neighbouring weeks, which a change of level hardly touches.
 */
import { median } from 'simple-statistics';

export interface ChangePoint {
  /** First week of the new level: its place in the series. */
  at: number;
  /** Typical messages a week (geometric mean) in the stretch before and after. */
  before: number;
  after: number;
}

/** A stretch shorter than this is a holiday or a campaign, not a new level. */
const SHORTEST = 4;
/** Weeks of any chat scatter by a sixth at least. */
const LEAST_NOISE = 0.15;

/** @param messages of consecutive known weeks; at least 8, else nothing can be told apart */
export function changePoints(messages: readonly number[]): ChangePoint[] {
  const n = messages.length;
  if (n < 2 * SHORTEST) return [];
  const values = messages.map((count) => Math.log(count + 1));
  const penalty = 3 * Math.log(n) * noiseOf(values) ** 2;
  const [sums, squares] = [running(values, (value) => value), running(values, (value) => value ** 2)];
  const spread = (from: number, to: number) => {
    const sum = (sums[to] ?? 0) - (sums[from] ?? 0);
    return (squares[to] ?? 0) - (squares[from] ?? 0) - sum ** 2 / (to - from);
  };
  const cost = new Array<number>(n + 1).fill(Number.POSITIVE_INFINITY);
  const start = new Array<number>(n + 1).fill(0);
  cost[0] = -penalty;
  for (let to = SHORTEST; to <= n; to += 1) {
    for (let from = 0; from <= to - SHORTEST; from += 1) {
      const total = (cost[from] ?? 0) + spread(from, to) + penalty;
      if (total < (cost[to] ?? 0)) [cost[to], start[to]] = [total, from];
    }
  }
  const cuts: number[] = [];
  for (let to = n; to > 0; to = start[to] ?? 0) cuts.unshift(to);
  const level = (from: number, to: number) => Math.exp(((sums[to] ?? 0) - (sums[from] ?? 0)) / (to - from)) - 1;
  return cuts.slice(0, -1).map((at, index) => ({ at, before: level(cuts[index - 1] ?? 0, at), after: level(at, cuts[index + 1] ?? n) }));
}

/** Standard deviation of a week about its level: median absolute difference of neighbours, scaled for the normal distribution. */
function noiseOf(values: readonly number[]): number {
  const steps = values.slice(1).map((value, index) => Math.abs(value - (values[index] ?? value)));
  return Math.max(LEAST_NOISE, (1.4826 * median(steps)) / Math.SQRT2);
}

function running(values: readonly number[], figure: (value: number) => number): number[] {
  const sums = [0];
  for (const value of values) sums.push((sums.at(-1) ?? 0) + figure(value));
  return sums;
}
