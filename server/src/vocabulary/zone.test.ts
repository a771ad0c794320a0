import { describe, expect, it } from 'vitest';
import { dayNumber, dayText, weekdayOf, weekStart, zoneClock } from './zone.ts';

describe('zoneClock', () => {
  const shanghai = zoneClock('Asia/Shanghai');
  const newYork = zoneClock('America/New_York');

  it('turns wall clocks into instants', () => {
    expect(new Date(shanghai.instantOf(2026, 11, 21, 0, 0, 37)).toISOString()).toBe('2026-11-20T16:00:37.000Z');
  });

  it.each([
    ['skipped hour moves forward', [2026, 3, 8, 2, 30, 0], '2026-03-08T07:30:00.000Z'],
    ['repeated hour is the first one', [2026, 11, 1, 1, 30, 0], '2026-11-01T05:30:00.000Z'],
    ['after the change', [2026, 11, 1, 3, 0, 0], '2026-11-01T08:00:00.000Z'],
  ] as const)('daylight saving: %s', (_name, [y, mo, d, h, mi, s], expected) => {
    expect(new Date(newYork.instantOf(y, mo, d, h, mi, s)).toISOString()).toBe(expected);
  });

  it('finds the civil day and hour on both sides of midnight', () => {
    expect(dayText(shanghai.dayOf(Date.parse('2026-11-20T15:59:59Z')))).toBe('2026-11-20');
    expect(dayText(shanghai.dayOf(Date.parse('2026-11-20T16:00:00Z')))).toBe('2026-11-21');
    expect(shanghai.hourOf(Date.parse('2026-11-20T16:00:00Z'))).toBe(0);
    expect(zoneClock('Asia/Kolkata').hourOf(Date.parse('2026-11-20T18:15:00Z'))).toBe(23);
    expect(zoneClock('Asia/Kolkata').hourOf(Date.parse('2026-11-20T18:30:00Z'))).toBe(0);
  });

  it.each(['America/New_York', 'Africa/Casablanca', 'Australia/Lord_Howe', '+05:45'])(
    'agrees with Temporal over a year of hours in %s, forwards and in any order',
    (zone) => {
      const clock = zoneClock(zone);
      const first = Date.parse('2026-01-01T00:00:00Z');
      const hours = Array.from({ length: 365 * 16 }, (_, step) => first + step * 5_400_000);
      for (const at of [...hours, ...hours.map((_, index) => hours[(index * 7919) % hours.length] ?? first)]) {
        const zoned = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
        expect([clock.offsetAt(at), clock.hourOf(at)]).toEqual([zoned.offsetNanoseconds / 1e6, zoned.hour]);
        expect(clock.dayOf(at)).toBe(dayNumber(zoned.toPlainDate().toString()));
      }
    },
  );

  it('changes at the very instant of the change', () => {
    const change = Date.parse('2026-03-08T07:00:00Z');
    for (const at of [change - 1, change, change + 1, change - 1]) {
      expect(newYork.offsetAt(at)).toBe((at < change ? -5 : -4) * 3_600_000);
    }
  });

  it('takes clocks finer than a millisecond', () => {
    expect(dayText(zoneClock('Europe/Berlin').dayOf(Date.parse('2026-11-21T22:59:59.999Z') + 0.75))).toBe('2026-11-21');
  });

  it('knows weeks', () => {
    expect(weekdayOf(dayNumber('2026-11-21'))).toBe(5);
    expect(dayText(weekStart(dayNumber('2026-11-22')))).toBe('2026-11-16');
  });

  it('refuses an unknown zone by name', () => {
    expect(() => zoneClock('Mars/Olympus')).toThrow(expect.objectContaining({ code: 'zone.unknown' }));
  });
});
