import { zoneClock } from '#vocabulary/zone';

/** Wall clock of a zone → epoch ms; null where the calendar or the clock has no such time. Month is 1–12. */
export type WallClock = (year: number, month: number, day: number, hour: number, minute: number, second: number) => number | null;

/**
 * A `WallClock` for rows in about the order of time: the day of the row before is remembered, so that most rows cost
 * two additions. Days with a daylight saving change are asked one by one.
 * @throws DomainError `zone.unknown`
 */
export function wallClock(zone: string): WallClock {
  const clock = zoneClock(zone);
  let known = -1;
  let exists = false;
  let start = 0;
  let even = true;
  return (year, month, day, hour, minute, second) => {
    const key = year * 512 + month * 32 + day;
    if (key !== known) {
      known = key;
      exists = isDate(year, month, day);
      if (exists) {
        start = clock.instantOf(year, month, day, 0, 0, 0);
        even = clock.instantOf(year, month, day, 23, 59, 59) - start === 86_399_000;
      }
    }
    if (!exists || hour < 0 || hour > 23 || minute > 59 || second > 59) return null;
    return even ? start + (hour * 3600 + minute * 60 + second) * 1000 : clock.instantOf(year, month, day, hour, minute, second);
  };
}

const LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Whether the calendar has this day. */
export function isDate(year: number, month: number, day: number): boolean {
  const leap = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month >= 1 && month <= 12 && day >= 1 && day <= (LENGTHS[month - 1] ?? 0) + (leap ? 1 : 0);
}
