/** Turns of a roster, who takes them, and when something is due. Pure; days are numbers since 1970-01-01, instants epoch ms. */
import { DAY_MS, type ZoneClock } from '#vocabulary/zone';
import type { Checklist, Rhythm } from './contract.ts';

export interface Turn {
  from: number;
  /** Its last day. */
  to: number;
}

/** As many turns as wanted, one after the other. A month begins on the day of the first one, or on its last where it is shorter. */
export function turnsOf(rhythm: Rhythm, startsOn: number, turns: number): Turn[] {
  const begin = (n: number) => (rhythm === 'daily' ? startsOn + n : rhythm === 'weekly' ? startsOn + 7 * n : monthsAfter(startsOn, n));
  return Array.from({ length: turns }, (_, n) => ({ from: begin(n), to: begin(n + 1) - 1 }));
}

function monthsAfter(day: number, months: number): number {
  const date = new Date(day * DAY_MS);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + months];
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return Date.UTC(year, month, Math.min(date.getUTCDate(), last)) / DAY_MS;
}

interface Deal {
  /** First days of all turns, in order. */
  turns: readonly number[];
  /** Whose turn it may be, in the order that decides between equals. */
  people: readonly string[];
  /** Who took the turns before these, oldest first. */
  before?: readonly string[];
  /** Turns that have somebody already. */
  kept?: ReadonlyMap<number, string>;
}

/**
 * Deals turns: whoever has the fewest of them is next; of these who had fewer before, then who is first in the list. Nobody
 * comes twice running where there is somebody else. Without `kept` the numbers of turns differ by one at most.
 * @returns whose each turn is, in the order of `turns`; null where nobody is there
 */
export function dealTurns({ turns, people, before = [], kept = new Map() }: Deal): (string | null)[] {
  const count = (who: string, list: Iterable<string>) => Iterator.from(list).reduce((sum, one) => sum + Number(one === who), 0);
  const load = new Map(people.map((who) => [who, count(who, kept.values())]));
  const earlier = new Map(people.map((who) => [who, count(who, before)]));
  const dealt: (string | null)[] = [];
  for (const [index, turn] of turns.entries()) {
    const given = kept.get(turn);
    if (given !== undefined) {
      dealt.push(given);
      continue;
    }
    const previous = index === 0 ? before.at(-1) : dealt[index - 1];
    const following = kept.get(turns[index + 1] ?? Number.NaN);
    const others = people.filter((who) => who !== previous && who !== following);
    const order = (who: string): [number, number] => [load.get(who) ?? 0, earlier.get(who) ?? 0];
    const [next = null] = (others.length > 0 ? others : people).toSorted((a, b) => {
      const [one, other] = [order(a), order(b)];
      return one[0] - other[0] || one[1] - other[1];
    });
    if (next !== null) load.set(next, (load.get(next) ?? 0) + 1);
    dealt.push(next);
  }
  return dealt;
}

/** What has to be done in a turn, in the order of days and times. `place` counts what falls on the same minute, from 1. */
export function dutiesOf({ from, to }: Turn, checklist: Checklist): { day: number; time: string; text: string; place: number }[] {
  const lines = checklist.toSorted((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0));
  const found = [];
  for (let day = from; day <= to; day += 1) {
    const ofDay = lines.filter(({ on }) => on === 'everyDay' || day === (on === 'firstDay' ? from : to));
    for (const [i, { time, text }] of ofDay.entries())
      found.push({ day, time, text, place: ofDay.slice(0, i + 1).filter((line) => line.time === time).length });
  }
  return found;
}

/** Wall clock of a civil day → instant. */
export function instantOn(clock: ZoneClock, day: number, time: string): number {
  const date = new Date(day * DAY_MS);
  const [hour, minute] = [Number(time.slice(0, 2)), Number(time.slice(3))];
  return clock.instantOf(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate(), hour, minute, 0);
}

const LEAST_MS = 2 * 3_600_000;

/** Something due may be done until its civil day ends, and for two hours at least; from then on it was missed. */
export function closesAfter(clock: ZoneClock, dueAt: number): number {
  return Math.max(clock.startOfDay(clock.dayOf(dueAt) + 1), dueAt + LEAST_MS);
}
