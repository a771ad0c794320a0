/**
 * Civil time in one zone, fast enough for millions of rows. Temporal decides every offset, once for each stretch between
 * two changes of the clocks.
 */
import { DomainError } from './errors.ts';

export const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

export interface ZoneClock {
  readonly zone: string;
  /** Offset from UTC in ms at an instant (epoch ms). */
  offsetAt(at: number): number;
  /** Civil day as days since 1970-01-01. */
  dayOf(at: number): number;
  /** Hour of the civil day, 0–23. */
  hourOf(at: number): number;
  /** Wall clock → epoch ms; a time skipped or repeated by daylight saving resolves as Temporal's `compatible`. Month is 1–12. */
  instantOf(year: number, month: number, day: number, hour: number, minute: number, second: number): number;
  /** First instant of a civil day. */
  startOfDay(day: number): number;
}

const clocks = new Map<string, ZoneClock>();

/** @throws DomainError `zone.unknown` */
export function zoneClock(zone: string): ZoneClock {
  const known = clocks.get(zone);
  if (known) return known;
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);
  } catch {
    throw new DomainError('zone.unknown', { zone });
  }
  const clock = makeClock(zone);
  clocks.set(zone, clock);
  return clock;
}

/** Instants `from` ≤ at < `to` of one offset. */
interface Stretch {
  from: number;
  to: number;
  offset: number;
}

function stretchAt(zone: string, at: number): Stretch {
  const now = Temporal.Instant.fromEpochMilliseconds(Math.floor(at)).toZonedDateTimeISO(zone);
  // A change at `at` itself is the one before.
  const before = now.add({ milliseconds: 1 }).getTimeZoneTransition('previous');
  const after = now.getTimeZoneTransition('next');
  return {
    from: before?.epochMilliseconds ?? Number.NEGATIVE_INFINITY,
    to: after?.epochMilliseconds ?? Number.POSITIVE_INFINITY,
    offset: now.offsetNanoseconds / 1e6,
  };
}

function makeClock(zone: string): ZoneClock {
  const stretches: Stretch[] = [];
  let last = stretchAt(zone, 0);

  function offsetAt(at: number): number {
    if (at >= last.from && at < last.to) return last.offset;
    const known = stretches.find(({ from, to }) => at >= from && at < to);
    last = known ?? stretchAt(zone, at);
    if (!known) stretches.push(last);
    return last.offset;
  }

  function instantOf(year: number, month: number, day: number, hour: number, minute: number, second: number): number {
    const wall = Date.UTC(year, month - 1, day, hour, minute, second);
    // Offsets a day either side agree on all but transition days: then the answer needs no Temporal.
    const before = offsetAt(wall - DAY_MS);
    if (before === offsetAt(wall + DAY_MS)) return wall - before;
    return Temporal.PlainDateTime.from({ year, month, day, hour, minute, second }).toZonedDateTime(zone, { disambiguation: 'compatible' })
      .epochMilliseconds;
  }

  return {
    zone,
    offsetAt,
    dayOf: (at) => Math.floor((at + offsetAt(at)) / DAY_MS),
    hourOf: (at) => Math.floor((at + offsetAt(at)) / HOUR_MS) - Math.floor((at + offsetAt(at)) / DAY_MS) * 24,
    instantOf,
    startOfDay: (day) => {
      const date = new Date(day * DAY_MS);
      return instantOf(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate(), 0, 0, 0);
    },
  };
}

/** Civil day number → `2026-11-21`. */
export function dayText(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** `2026-11-21` → civil day number. */
export function dayNumber(text: string): number {
  return Math.round(Date.parse(`${text}T00:00:00Z`) / DAY_MS);
}

/** 0 = Monday … 6 = Sunday. */
export function weekdayOf(day: number): number {
  return (((day + 3) % 7) + 7) % 7;
}

/** ISO week start (Monday) of a civil day. */
export function weekStart(day: number): number {
  return day - weekdayOf(day);
}
