import { afterEach, describe, expect, it } from 'vitest';
import { localDay } from './times.ts';

const before = process.env.TZ;
afterEach(() => {
  if (before === undefined) delete process.env.TZ;
  else process.env.TZ = before;
});

describe('the day of an instant', () => {
  it.each([
    ['Asia/Shanghai', '2026-11-22T17:00:00.000Z', '2026-11-23'],
    ['Asia/Shanghai', '2026-11-22T15:59:59.000Z', '2026-11-22'],
    ['UTC', '2026-11-22T17:00:00.000Z', '2026-11-22'],
    ['America/New_York', '2026-11-22T02:00:00.000Z', '2026-11-21'],
  ])('is that of whoever reads it: %s, %s', (zone, instant, day) => {
    process.env.TZ = zone;
    expect(localDay(instant)).toBe(day);
  });
});
