/**
 * Which civil day of a campaign an instant belongs to, and when that day's window opens and closes. Pure. Days are numbers
 * since 1970-01-01, instants epoch ms.
 */
import { DAY_MS, type ZoneClock, zoneClock } from '#vocabulary/zone';
import type { Policy } from './contract.ts';

const HOUR = 60;
const DAY_MINUTES = 24 * HOUR;

export interface PolicyVersion {
  version: number;
  /** First day it holds. */
  from: number;
  decidedAt: number;
  policy: Policy;
}

/** `startsAt` ≤ `opensAt` ≤ `closesAt` ≤ `endsAt`; the last is the first instant of a later day. */
export interface Window {
  startsAt: number;
  opensAt: number;
  closesAt: number;
  endsAt: number;
}

export interface CivilDays {
  policyOn(day: number): Policy;
  startOf(day: number): number;
  /** The largest day that has started; never decreases in `at`, whatever zones and boundaries follow each other. */
  dayOf(at: number): number;
  windowOf(day: number): Window;
  /** False for a day that a change of zone leaves without a window: nobody could check in. */
  asked(day: number): boolean;
}

/** `05:00` → 300. */
function minutesOf(wall: string): number {
  return Number(wall.slice(0, 2)) * HOUR + Number(wall.slice(3));
}

/** Is the window inside one day: boundary ≤ opens < closes ≤ boundary + 24 h on the wall, the boundary before midnight? */
export function windowFits({ boundary, opens, closes }: Pick<Policy, 'boundary' | 'opens' | 'closes'>): boolean {
  const [from, open, close] = [minutesOf(boundary), minutesOf(opens), minutesOf(closes)];
  return from < DAY_MINUTES && from <= open && open < close && close <= from + DAY_MINUTES;
}

interface Stretch {
  from: number;
  policy: Policy;
  clock: ZoneClock;
  boundary: number;
}

/** In the order they hold. A version supersedes what was decided before it for days from its own first day on. */
function stretchesOf(versions: readonly PolicyVersion[]): Stretch[] {
  const kept: PolicyVersion[] = [];
  for (const version of versions.toSorted((a, b) => a.version - b.version)) {
    while (kept.length > 1 && (kept.at(-1)?.from ?? 0) >= version.from) kept.pop();
    kept.push(version);
  }
  return kept.map(({ from, policy }, index) => ({
    // The first rules also hold for the days before them.
    from: index === 0 ? Number.NEGATIVE_INFINITY : from,
    policy,
    clock: zoneClock(policy.zone),
    boundary: minutesOf(policy.boundary),
  }));
}

function instantOf(clock: ZoneClock, day: number, minutes: number): number {
  const date = new Date((day + Math.floor(minutes / DAY_MINUTES)) * DAY_MS);
  const rest = minutes % DAY_MINUTES;
  return clock.instantOf(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate(), Math.floor(rest / HOUR), rest % HOUR, 0);
}

const within = (value: number, low: number, high: number) => Math.min(Math.max(value, low), high);

/** @param versions at least one. @throws DomainError `zone.unknown` */
export function civilDays(versions: readonly PolicyVersion[]): CivilDays {
  const stretches = stretchesOf(versions);
  const stretchOn = (day: number): Stretch => {
    const found = stretches.findLast(({ from }) => from <= day);
    if (!found) throw new TypeError('a campaign has rules');
    return found;
  };
  const startIn = ({ clock, boundary }: Stretch, day: number) => instantOf(clock, day, boundary);
  const startOf = (day: number) => startIn(stretchOn(day), day);

  /** The largest day of this stretch that has started. */
  function lastStarted(stretch: Stretch, at: number, to: number): number {
    let day = Math.min(stretch.clock.dayOf(at - stretch.boundary * 60_000) + 2, to);
    // A zone of the far future may lie days off the guess; three steps are the most seen.
    while (day >= stretch.from && startIn(stretch, day) > at) day -= 1;
    return day;
  }

  function dayOf(at: number): number {
    let to = Number.POSITIVE_INFINITY;
    for (const stretch of stretches.toReversed()) {
      const day = lastStarted(stretch, at, to);
      if (day >= stretch.from) return day;
      to = stretch.from - 1;
    }
    throw new TypeError('the first rules hold from the beginning of time');
  }

  /** First instant at which a later day has started. */
  function endOf(day: number): number {
    const later = stretches.filter(({ from }) => from > day + 1).map((stretch) => startIn(stretch, stretch.from));
    return Math.min(startOf(day + 1), ...later);
  }

  function windowAt(day: number): Window {
    const { clock, policy } = stretchOn(day);
    const [opens, closes] = [minutesOf(policy.opens), minutesOf(policy.closes)];
    const endsAt = endOf(day);
    const startsAt = Math.min(startOf(day), endsAt);
    const opensAt = within(instantOf(clock, day, opens), startsAt, endsAt);
    const closesAt = within(instantOf(clock, day, closes), opensAt, endsAt);
    // Where the clocks skip the window, it keeps its length after the gap.
    return { startsAt, opensAt, closesAt: closesAt > opensAt ? closesAt : Math.min(opensAt + (closes - opens) * 60_000, endsAt), endsAt };
  }

  const known = new Map<number, Window>();
  function windowOf(day: number): Window {
    const found = known.get(day) ?? windowAt(day);
    known.set(day, found);
    return found;
  }

  return {
    policyOn: (day) => stretchOn(day).policy,
    startOf,
    dayOf,
    windowOf,
    asked: (day) => windowOf(day).closesAt > windowOf(day).opensAt,
  };
}
