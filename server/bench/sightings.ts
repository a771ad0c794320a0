/** Weeks of rooms with what came after them: the base rates are counted from these, and tested on them. */
import type { StageWeek } from '../src/picture/stage/stage-history.ts';
import type { Room } from './rooms.ts';

export interface Sighting {
  room: string;
  stage: string;
  trend: string;
  /** Days until silence begins, or until the record ends. */
  days: number;
  silent: boolean;
}

export const horizons = [30, 60, 90] as const;

export function sightingsOf(name: string, room: Room, weeks: readonly StageWeek[]): Sighting[] {
  const first = room.messageDays[0] ?? 0;
  const lastDay = room.messageDays.at(-1) ?? 0;
  const perDay = new Array<number>(lastDay - first + 1).fill(0);
  for (const day of room.messageDays) perDay[day - first] = (perDay[day - first] ?? 0) + 1;
  const from = (day: number) => perDay.slice(day - first, day - first + 28).reduce((sum, count) => sum + count, 0);
  const lastStart = lastDay - 27;
  const peaks: number[] = []; // highest count of 28 days that end on or before the day
  for (let day = first; day <= lastDay; day += 1) peaks.push(Math.max(peaks.at(-1) ?? 0, day - first >= 27 ? from(day - 27) : 0));

  const result: Sighting[] = [];
  for (const { week, stage, trend } of weeks) {
    const sunday = week + 6;
    if (trend === null || sunday >= lastStart) continue;
    const below = Math.max(5, 0.02 * (peaks[sunday - first] ?? 0));
    let start = sunday + 1;
    while (start <= lastStart && from(start) >= below) start += 1;
    result.push({ room: name, stage, trend, days: start - sunday, silent: start <= lastStart });
  }
  return result;
}

/** Kaplan–Meier: chance that silence has begun by `horizon` days. */
export function chance(seen: readonly Sighting[], horizon: number): number {
  let alive = 1;
  for (const day of [...new Set(seen.filter((s) => s.silent && s.days <= horizon).map((s) => s.days))].sort((a, b) => a - b)) {
    const atRisk = seen.filter((s) => s.days >= day).length;
    alive *= 1 - seen.filter((s) => s.silent && s.days === day).length / atRisk;
  }
  return 1 - alive;
}
