/** The refresh's arithmetic: rows of a channel → days, members, weeks. Runs in the worker; the main thread only carries text. */
import {
  type Carry,
  type DayTotal,
  emptyCarry,
  type Fact,
  type MemberDay,
  summariseDay,
  type Target,
  totalMember,
  totalWeek,
} from '#picture';
import { weekStart, type ZoneClock, zoneClock } from '#vocabulary/zone';
import { type FactPage, factsOf, literal, quoted } from '../message-columns.ts';
import { type DayRow, packDay, packMemberDay, packTotal, unpackMembers, unpackMemberYear, yearOf } from './day-columns.ts';
import type { Groups } from './grouping.ts';

/** A day as it was stored before this refresh. */
export interface StoredDay {
  day: number;
  total: string;
  members: string;
}

export interface RunOfDays {
  first: number;
  last: number;
  /** The last stored day before `first`. */
  before: string | null;
  stored: StoredDay[];
}

export interface SummedDays {
  rows: DayRow[];
  /** Replies whose target nobody has brought yet. */
  open: { day: number; key: string }[];
  /** Members who were in a stored day and are no longer. */
  gone: { who: number; day: number; year: number }[];
  /** At the end of a run: stored days that lost their rows, and whether the day after the run must be computed again. */
  emptied: number[];
  carryChanged: boolean;
}

/** Rows of `member_year`, ready as array literals. */
export interface YearColumns {
  rows: number;
  who: string;
  year: string;
  days: string;
}

export type Targets = [key: string, who: number | null, at: number][];

const asText = (identity: number | string) => String(identity);

export class Summing {
  private readonly clock: ZoneClock;
  private run: RunOfDays = { first: 0, last: -1, before: null, stored: [] };
  private carry: Carry = emptyCarry;
  private pending: Fact[] = [];
  private readonly targets = new Map<string, Target>();
  private readonly daysOfRun = new Set<number>();
  private readonly years = new Map<string, string[]>();
  private yearDays = 0;
  private readonly touchedMembers = new Set<string>();
  private readonly touchedWeeks = new Set<number>();

  private readonly memberOf: ReadonlyMap<string, string>;

  /** @param groups identities that are one person */
  constructor(zone: string, groups: Groups = []) {
    this.clock = zoneClock(zone);
    this.memberOf = new Map(groups.map(([identity, member]) => [String(identity), member]));
  }

  /** Instants between which the rows of the days lie. */
  bounds(first: number, last: number): { from: number; to: number } {
    return { from: this.clock.startOfDay(first), to: this.clock.startOfDay(last + 1) };
  }

  begin(run: RunOfDays): void {
    this.run = run;
    this.carry = run.before === null ? emptyCarry : carryOf(run.before);
    this.pending = [];
    this.daysOfRun.clear();
  }

  /** The next page of the run's rows. @param last no page follows */
  page(page: FactPage, targets: Targets, last: boolean): SummedDays {
    for (const [key, who, at] of targets) this.targets.set(key, { who: who === null ? null : String(who), at });
    const facts = this.pending.length === 0 ? factsOf(page) : [...this.pending, ...factsOf(page)];
    const summed: SummedDays = { rows: [], open: [], gone: [], emptied: [], carryChanged: false };
    let start = 0;
    while (start < facts.length) {
      const day = this.clock.dayOf(facts[start]?.at ?? 0);
      const ends = this.clock.startOfDay(day + 1);
      let end = start;
      while (end < facts.length && (facts[end]?.at ?? ends) < ends) end += 1;
      if (end === facts.length && !last) break;
      this.day(day, facts.slice(start, end), summed);
      start = end;
    }
    this.pending = facts.slice(start);
    if (last) this.end(summed);
    return summed;
  }

  private day(day: number, facts: Fact[], summed: SummedDays): void {
    const aggregate = summariseDay(day, facts, this.carry, this.clock, (key) => this.targets.get(key), {
      memberOf: this.memberOf,
    });
    this.carry = aggregate.total.carry;
    this.daysOfRun.add(day);
    const row = packDay(aggregate);
    summed.rows.push(row);
    for (const { replyTo } of facts) if (replyTo !== null && !this.targets.has(replyTo)) summed.open.push({ day, key: replyTo });
    const stored = this.run.stored.find((one) => one.day === day);
    if (stored) this.gone(stored, new Set(aggregate.members.map(({ who }) => who)), summed);
    this.touchedWeeks.add(weekStart(day));
    const year = yearOf(day);
    for (const member of aggregate.members) {
      this.touchedMembers.add(member.who);
      const key = `${member.who} ${year}`;
      const words = this.years.get(key);
      const word = `"${day}":"${packMemberDay(member)}"`;
      if (words) words.push(word);
      else this.years.set(key, [word]);
      this.yearDays += 1;
    }
  }

  private gone(stored: StoredDay, now: ReadonlySet<string>, summed: SummedDays): void {
    for (const { who } of unpackMembers(stored.day, stored.members, asText)) {
      if (now.has(who)) continue;
      this.touchedMembers.add(who);
      summed.gone.push({ who: Number(who), day: stored.day, year: yearOf(stored.day) });
    }
  }

  private end(summed: SummedDays): void {
    const { run } = this;
    for (const stored of run.stored) {
      if (this.daysOfRun.has(stored.day)) continue;
      summed.emptied.push(stored.day);
      this.gone(stored, new Set(), summed);
      this.touchedWeeks.add(weekStart(stored.day));
    }
    const lastStored = run.stored.at(-1)?.total ?? run.before;
    const before = lastStored === null || lastStored === undefined ? emptyCarry : carryOf(lastStored);
    summed.carryChanged = JSON.stringify(before) !== JSON.stringify(this.carry);
    this.targets.clear();
  }

  /** Days of members not yet handed over. */
  get waiting(): number {
    return this.yearDays;
  }

  /** Hands over up to `limit` rows; null when none is left. */
  takeYears(limit: number): YearColumns | null {
    const taken: [string, string[]][] = [];
    for (const entry of this.years) {
      if (taken.length === limit) break;
      taken.push(entry);
      this.years.delete(entry[0]);
    }
    if (taken.length === 0) return null;
    for (const [, words] of taken) this.yearDays -= words.length;
    return {
      rows: taken.length,
      who: literal(taken, ([key]) => key.slice(0, key.indexOf(' '))),
      year: literal(taken, ([key]) => key.slice(key.indexOf(' ') + 1)),
      days: literal(taken, ([, words]) => quoted(`{${words.join()}}`)),
    };
  }

  /** Members and weeks whose totals must be computed again, handed over once. */
  takeTouched(): { members: number[]; weeks: number[] } {
    const members = [...this.touchedMembers].map(Number).sort((a, b) => a - b);
    const weeks = [...this.touchedWeeks].sort((a, b) => a - b);
    this.touchedMembers.clear();
    this.touchedWeeks.clear();
    return { members, weeks };
  }
}

function carryOf(total: string): Carry {
  const { carry }: Pick<DayTotal, 'carry'> = JSON.parse(total);
  return carry;
}

/** A row of `member_total`. */
export interface StoredTotal {
  who: number;
  firstDay: number | null;
  firstAt: number | null;
  total: string | null;
}

/** @param years `[identity, {day: word}]` rows of some members, all years of each */
export function memberTotals(years: [number, Record<string, string>][]): StoredTotal[] {
  const days = new Map<number, MemberDay[]>();
  for (const [who, words] of years) {
    const own = days.get(who) ?? [];
    days.set(who, own);
    for (const day of unpackMemberYear(String(who), words)) own.push(day);
  }
  return [...days].map(([who, own]) => {
    const [first, ...rest] = own.sort((a, b) => a.day - b.day);
    if (!first) return { who, firstDay: null, firstAt: null, total: null };
    return { who, firstDay: first.day, firstAt: first.firstAt, total: packTotal(totalMember([first, ...rest])) };
  });
}

/** @param days all stored days of the weeks */
export function weekTotals(weeks: number[], days: StoredDay[]): { week: number; total: string | null }[] {
  const byWeek = new Map<number, { totals: DayTotal[]; members: MemberDay[] }>();
  for (const { day, total, members } of days) {
    const week = weekStart(day);
    const own = byWeek.get(week) ?? { totals: [], members: [] };
    byWeek.set(week, own);
    own.totals.push(JSON.parse(total));
    own.members.push(...unpackMembers(day, members, asText));
  }
  return weeks.map((week) => {
    const own = byWeek.get(week);
    return { week, total: own ? JSON.stringify(totalWeek(week, own.totals, own.members)) : null };
  });
}
