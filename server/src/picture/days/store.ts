/**
 * One channel's facts in memory → what a picture is taken from. Only the maps are this file's own: a database fills the
 * same shape from tables with the same functions (`summariseDay`, `totalMember`, `totalWeek`, `pictureWindows`).
 */
import { weekStart, type ZoneClock, zoneClock } from '#vocabulary/zone';
import type { Carry, DayAggregate, DayTotal, Fact, MemberDay, MemberTotal, Person, PictureInput, TopicDay, WeekTotal } from '../facts.ts';
import type { Cutter } from '../topics/cutter.ts';
import { enoughForTopics, isTalk, sampled, summariseTopics } from '../topics/topic-day.ts';
import { type Coverage, endOfCoverage, mergeCoverage, pictureWindows, type Windows } from '../windows.ts';
import { emptyCarry, summariseDay, type Target } from './day.ts';
import { excerpt } from './excerpt.ts';
import { totalMember, totalWeek } from './totals.ts';

export interface InputOptions {
  people: readonly Person[];
  hasRoster: boolean;
  /** Epoch ms; rows after it are left out. Default: the end of coverage, or the last row. */
  asOf?: number | undefined;
  /** What the sources cover. Default: from the first row to the last. */
  coverage?: readonly Coverage[] | undefined;
  pseudonymous?: boolean;
  /** Cuts words for topics; without it none are looked for. */
  cutter?: Cutter | undefined;
}

export class ChannelStore {
  private readonly clock: ZoneClock;
  private facts: Fact[] = [];
  private sorted = true;

  constructor(zone: string) {
    this.clock = zoneClock(zone);
  }

  /** Adds rows in any order. Rows are already merged: no key comes twice. */
  add(facts: Iterable<Fact>): void {
    this.facts = this.facts.length === 0 ? [...facts] : [...this.facts, ...facts];
    this.sorted = false;
  }

  input(options: InputOptions): PictureInput {
    const all = this.inOrder();
    const rows = { from: all[0]?.at ?? 0, to: all.at(-1)?.at ?? 0 };
    const given = options.coverage ?? (all.length > 0 ? [rows] : []);
    const asOf = options.asOf ?? Math.max(rows.to, ...given.map(({ to }) => to));
    const facts = rows.to <= asOf ? all : all.filter(({ at }) => at <= asOf);
    const coverage = mergeCoverage(given, asOf);
    const windows = pictureWindows(endOfCoverage(coverage, asOf), this.clock);
    const aggregates = summariseDays(facts, this.clock, windows.since90);
    return {
      ...inputOf(aggregates, facts, windows, this.clock),
      asOf,
      coverage,
      people: [...options.people],
      hasRoster: options.hasRoster,
      pseudonymous: options.pseudonymous ?? false,
      ...(options.cutter && { topicDays: topicDays(facts, aggregates, windows, this.clock, options.cutter) }),
    };
  }

  private inOrder(): Fact[] {
    if (!this.sorted) {
      this.facts.sort((a, b) => a.at - b.at || a.order - b.order || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
      this.sorted = true;
    }
    return this.facts;
  }
}

/**
 * All days of a channel, each with the carry of the one before.
 * @param facts sorted by at, order, key
 * @param answersSince civil day from which on answers are wanted
 */
export function summariseDays(facts: readonly Fact[], clock: ZoneClock, answersSince = Number.NEGATIVE_INFINITY): DayAggregate[] {
  const targets = targetsOf(facts);
  const targetOf = (key: string) => targets.get(key);
  const days: DayAggregate[] = [];
  let carry: Carry = emptyCarry;
  for (let first = 0; first < facts.length; ) {
    const day = clock.dayOf(facts[first]?.at ?? 0);
    const end = clock.startOfDay(day + 1);
    let next = first + 1;
    while (next < facts.length && (facts[next]?.at ?? end) < end) next += 1;
    const aggregate = summariseDay(day, facts.slice(first, next), carry, clock, targetOf, { withoutAnswers: day < answersSince });
    days.push(aggregate);
    carry = aggregate.total.carry;
    first = next;
  }
  return days;
}

/** Only rows that something answers: most chats have few or none. */
function targetsOf(facts: readonly Fact[]): Map<string, Target> {
  const wanted = new Set<string>();
  for (const { replyTo } of facts) if (replyTo !== null) wanted.add(replyTo);
  const targets = new Map<string, Target>();
  if (wanted.size > 0) for (const { key, who, at } of facts) if (wanted.has(key)) targets.set(key, { who, at });
  return targets;
}

/** Topics of the days in the window that have any talk. */
function topicDays(
  facts: readonly Fact[],
  aggregates: readonly DayAggregate[],
  { since90 }: Windows,
  clock: ZoneClock,
  cut: Cutter,
): TopicDay[] {
  const days = aggregates.map(({ total }) => total);
  if (!enoughForTopics(days, since90)) return [];
  const start = clock.startOfDay(since90);
  const talk = Map.groupBy(
    facts.filter((fact) => fact.at >= start && isTalk(fact)),
    ({ at }) => clock.dayOf(at),
  );
  return [...talk].map(([day, rows]) =>
    summariseTopics(
      day,
      sampled(rows).map(({ at, who, text, reading }) => ({ at, who: who ?? '', text, question: reading?.question ?? false })),
      cut,
    ),
  );
}

type FromAggregates = Omit<PictureInput, 'asOf' | 'coverage' | 'people' | 'hasRoster' | 'pseudonymous'>;

function inputOf(aggregates: readonly DayAggregate[], facts: readonly Fact[], windows: Windows, clock: ZoneClock): FromAggregates {
  const { since28, since84, since90 } = windows;
  const from = (day: number) => aggregates.filter(({ total }) => total.day >= day);
  const memberDays = aggregates.flatMap(({ members }) => members);
  const totals = memberTotals(memberDays);
  return {
    zone: clock.zone,
    days: aggregates.map(({ total }) => total),
    weeks: weekTotals(aggregates),
    totals,
    memberDays: from(since84).flatMap(({ members }) => members),
    edges: from(since90).flatMap(({ edges }) => edges),
    mentions: from(since90).flatMap(({ mentions }) => mentions),
    listed: aggregates.flatMap(({ listed }) => listed),
    checkinDays: memberDays.filter(({ checkins }) => checkins.length > 0),
    questions: from(since28).flatMap(({ questions }) => questions),
    firstTexts: firstTexts(facts, totals, since28, clock),
  };
}

function memberTotals(memberDays: readonly MemberDay[]): MemberTotal[] {
  const byPerson = new Map<string, [MemberDay, ...MemberDay[]]>();
  for (const day of memberDays) {
    const own = byPerson.get(day.who);
    if (own) own.push(day);
    else byPerson.set(day.who, [day]);
  }
  return [...byPerson.values()].map(totalMember);
}

function weekTotals(aggregates: readonly DayAggregate[]): WeekTotal[] {
  const byWeek = new Map<number, { days: DayTotal[]; members: MemberDay[] }>();
  for (const { total, members } of aggregates) {
    const week = weekStart(total.day);
    const own = byWeek.get(week) ?? { days: [], members: [] };
    byWeek.set(week, own);
    own.days.push(total);
    for (const member of members) own.members.push(member);
  }
  return [...byWeek].map(([week, { days, members }]) => totalWeek(week, days, members));
}

function firstTexts(facts: readonly Fact[], totals: readonly MemberTotal[], since: number, clock: ZoneClock): Map<string, string> {
  const wanted = new Set(totals.filter(({ firstDay }) => firstDay >= since).map(({ who }) => who));
  const texts = new Map<string, string>();
  const start = clock.startOfDay(since);
  for (const { type, who, at, text } of facts) {
    if (texts.size === wanted.size) break;
    if (at < start || type !== 'message' || who === null || texts.has(who) || !wanted.has(who)) continue;
    texts.set(who, excerpt(text));
  }
  return texts;
}
