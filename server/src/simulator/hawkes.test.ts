import { mean, standardDeviation } from 'simple-statistics';
import { describe, expect, it } from 'vitest';
import { Dice } from './dice.ts';
import { type Arrival, arrivals, expectedCount, logLikelihood, residuals } from './hawkes.ts';

const process = { a: 2, b: 3 };
const run = (seed: number, end = 100): Arrival[] => arrivals(new Dice(seed), 0, end, () => 1, 1, process);

describe('self-exciting arrivals', () => {
  it('have the published log-likelihood', () => {
    expect(logLikelihood([0.5, 0.75], 1, 1, process)).toBeCloseTo(-1.204544, 6);
  });

  it('are as many as theory says: E[N(100)] = 298.0', () => {
    expect(expectedCount(100, 1, process)).toBeCloseTo(298, 10);
    const counts = Array.from({ length: 1500 }, (_, seed) => run(seed + 1).length);
    const error = standardDeviation(counts) / Math.sqrt(counts.length);
    expect(error).toBeLessThan(2);
    expect(Math.abs(mean(counts) - 298)).toBeLessThan(4 * error);
  });

  it('leave exponential residuals, and others under a wrong process do not (Kolmogorov–Smirnov)', () => {
    const events = Array.from({ length: 40 }, (_, seed) => run(seed + 1)).map((found) => found.map(({ at }) => at));
    const critical = (n: number) => 1.63 / Math.sqrt(n); // 1 % level
    const pooled = events.flatMap((one) => residuals(one, 1, process));
    expect(distanceFromExponential(pooled)).toBeLessThan(critical(pooled.length));
    const wrong = events.flatMap((one) => residuals(one, 3, { a: 0, b: 3 }));
    expect(distanceFromExponential(wrong)).toBeGreaterThan(3 * critical(wrong.length));
  });

  it('lay a/b of all messages to an earlier one, and never to a later', () => {
    const found = run(7, 4000);
    const called = found.filter(({ parent }) => parent !== null);
    expect(called.length / found.length).toBeCloseTo(process.a / process.b, 1);
    for (const [index, { at, parent }] of found.entries()) {
      if (parent === null) continue;
      expect(parent).toBeLessThan(index);
      expect(found[parent]?.at).toBeLessThanOrEqual(at);
    }
  });

  it('follow a rate that changes', () => {
    const found = arrivals(new Dice(3), 0, 2000, (at) => (at < 1000 ? 0.1 : 1), 1, process);
    const late = found.filter(({ at }) => at >= 1000).length;
    expect(late / (found.length - late)).toBeGreaterThan(6);
  });

  it('are the same for the same seed only', () => {
    expect(run(5)).toEqual(run(5));
    expect(run(5)).not.toEqual(run(6));
  });
});

function distanceFromExponential(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return Math.max(
    ...sorted.map((value, index) => {
      const expected = 1 - Math.exp(-value);
      return Math.max(Math.abs(expected - index / sorted.length), Math.abs((index + 1) / sorted.length - expected));
    }),
  );
}
