/** Points by the last day they may be spent: what runs out first is spent first. Pure. */
import { dayNumber } from '#vocabulary/zone';
import type { Rules } from './contract.ts';

/** The last day on which they may be spent, and how many. */
export type Part = [goodUntil: string, points: number];

/** Stands for points that do not run out. */
export const FOR_GOOD = '9999-12-31';

/** @param day on which they are given: those of a quarter or year last until the end of the next one */
export function goodUntil(expiry: Rules['expiry'], day: string): string {
  if (expiry === 'never') return FOR_GOOD;
  const [year = 0, month = 1] = day.split('-').map(Number);
  const ends = expiry === 'year' ? Date.UTC(year + 2, 0, 0) : Date.UTC(year, (Math.ceil(month / 3) + 1) * 3, 0);
  return new Date(ends).toISOString().slice(0, 10);
}

/** Takes from the part that runs out first, then from the next. @param parts in the order they run out, enough of them */
export function taken(parts: readonly Part[], points: number): Part[] {
  const found: Part[] = [];
  let left = points;
  for (const [day, there] of parts) {
    const part = Math.min(there, left);
    if (part > 0) found.push([day, part]);
    left -= part;
  }
  if (left > 0) throw new TypeError('the buckets hold less than the balance');
  return found;
}

/** Where points go that are given back: to the parts they came from; what has run out since goes to `fresh`. */
export function returned(parts: readonly Part[], today: string, fresh: string): Part[] {
  const back = new Map<string, number>();
  for (const [day, points] of parts) {
    const to = dayNumber(day) < dayNumber(today) ? fresh : day;
    back.set(to, (back.get(to) ?? 0) + points);
  }
  return [...back];
}
