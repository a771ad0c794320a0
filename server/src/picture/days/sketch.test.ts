import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DurationSketch } from './sketch.ts';

const durations = fc.array(fc.double({ min: 1, max: 3e8, noNaN: true }), { minLength: 1, maxLength: 200 });

function sketchOf(values: number[]): DurationSketch {
  const sketch = new DurationSketch();
  for (const value of values) sketch.add(value);
  return sketch;
}

describe('DurationSketch', () => {
  it('answers any quantile within 2 % of the true value', () => {
    fc.assert(
      fc.property(durations, fc.double({ min: 0, max: 1, noNaN: true }), (values, q) => {
        const sorted = [...values].sort((a, b) => a - b);
        const truth = sorted[Math.floor(q * (sorted.length - 1))] ?? Number.NaN;
        const answer = sketchOf(values).quantile(q) ?? Number.NaN;
        expect(Math.abs(answer - truth) / truth).toBeLessThanOrEqual(0.02 + 1e-9);
      }),
    );
  });

  it('is the same however the durations were split, also through its stored form', () => {
    fc.assert(
      fc.property(durations, fc.nat(200), (values, cut) => {
        const whole = sketchOf(values);
        const merged = DurationSketch.of(sketchOf(values.slice(cut)).stored(), sketchOf(values.slice(0, cut)).stored());
        expect(merged.stored()).toEqual(whole.stored());
        expect(merged.count).toBe(values.length);
      }),
    );
  });

  it('knows what share is shorter, and what share is within', () => {
    const sketch = sketchOf([60, 60, 600, 3600]);
    expect(sketch.shareBelow(60)).toBe(0);
    expect(sketch.shareBelow(600)).toBe(0.5);
    expect(sketch.shareWithin(600)).toBe(0.75);
    expect(sketch.shareBelow(1e6)).toBe(1);
  });

  it('takes back what was added', () => {
    const sketch = sketchOf([5, 500]);
    sketch.add(500, -1);
    expect(sketch.stored()).toEqual(sketchOf([5]).stored());
  });

  it('keeps moments and centuries in its first and last bucket', () => {
    const sketch = sketchOf([0, 0.5, 0.999]);
    expect(sketch.quantile(1)).toBe(0);
    expect(sketchOf([1e12]).stored()).toEqual(sketchOf([1e10]).stored());
  });

  it('says nothing about nothing', () => {
    const empty = new DurationSketch();
    expect([empty.quantile(0.5), empty.shareBelow(1), empty.shareWithin(1)]).toEqual([null, null, null]);
  });
});
