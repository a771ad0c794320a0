/**
 * Trend of a short series without assuming a distribution. Points are [x, y]; x may have holes.
 */
import { errorFunction, median } from 'simple-statistics';

export type Point = readonly [x: number, y: number];

/** Theil–Sen slope: median of the slopes of all pairs, in y per x; null under two distinct x. */
export function theilSen(points: readonly Point[]): number | null {
  const slopes: number[] = [];
  for (const [i, [x, y]] of points.entries()) {
    for (const [otherX, otherY] of points.slice(i + 1)) if (otherX !== x) slopes.push((otherY - y) / (otherX - x));
  }
  return slopes.length === 0 ? null : median(slopes);
}

/**
 * Two-sided p of the Mann–Kendall test against "no trend": normal approximation with continuity and tie correction
 * (Kendall 1975). 1 where every value is equal or there are under three.
 * @param values in order of time, independent of each other but for the trend: of overlapping windows p comes out too small
 */
export function mannKendall(values: readonly number[]): number {
  const n = values.length;
  if (n < 3) return 1;
  let s = 0;
  for (const [i, value] of values.entries()) for (const later of values.slice(i + 1)) s += Math.sign(later - value);
  const ties = new Map<number, number>();
  for (const value of values) ties.set(value, (ties.get(value) ?? 0) + 1);
  let variance = n * (n - 1) * (2 * n + 5);
  for (const t of ties.values()) variance -= t * (t - 1) * (2 * t + 5);
  if (variance <= 0) return 1;
  const z = Math.max(0, Math.abs(s) - 1) / Math.sqrt(variance / 18);
  return 1 - errorFunction(z / Math.SQRT2);
}
