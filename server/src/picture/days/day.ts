/**
 * One civil day of rows → its aggregates. Pure: the same day and carry always give the same rows, so a day can be
 * recomputed alone whenever a row of it (or the day before it) changes.
 *
 * A message answers at most once: explicit reply, else those it names, else (weak) the previous other speaker within
 * 5 minutes. A *run* is a stretch of messages by one person that nobody interrupts. A message nobody is known to have
 * sent is by some other person: it ends runs and counts as an answer, but nobody gets an edge from it.
 */
import type { SystemKind } from '#vocabulary/records';
import { DAY_MS, type ZoneClock } from '#vocabulary/zone';
import type { Carry, DayAggregate, DayTotal, Fact, Listed, MemberDay, Mention } from '../facts.ts';
import { EdgeCounter } from './edge-counter.ts';
import { excerpt } from './excerpt.ts';
import { DurationSketch } from './sketch.ts';

/** The previous other speaker is answered when no more than this has passed; an opening or question waits as long. */
export const ANSWER_MS = 5 * 60_000;
/** Later than this, the next speaker starts something new. */
const REPLY_MS = DAY_MS;
const HOUR_MS = 3_600_000;
const QUESTIONS_A_DAY = 20;
/** Most days of most people: one empty list for all of them. */
const none: MemberDay['checkins'] = [];

export const emptyCarry: Carry = { lastAt: null, lastWho: null, runStartedAt: null, otherAt: null, otherWho: null };

/** What to leave out of a day whose answers and questions no picture will look at: a third of its cost. */
export interface DayOptions {
  /** Edges, mentions and open questions are empty. */
  withoutAnswers?: boolean;
  /**
   * Identity → whom it belongs to, of people who have several. They neither interrupt nor answer themselves; rows stay those
   * of the identity, so that who belongs to whom can change again. Default: everybody has one.
   */
  memberOf?: ReadonlyMap<string, string> | undefined;
}

/** What is known of a row that another one answers. */
export interface Target {
  who: string | null;
  at: number;
}

/**
 * @param facts that civil day's rows, sorted by at, order, key
 * @param carry `total.carry` of the last day before it that had rows, or `emptyCarry`
 * @param targetOf the row with a key, wherever in the channel it is
 */
export function summariseDay(
  day: number,
  facts: readonly Fact[],
  carry: Carry,
  clock: ZoneClock,
  targetOf: (key: string) => Target | undefined,
  options: DayOptions = {},
): DayAggregate {
  const reader = new DayReader(day, carry, clock, targetOf, options);
  for (const fact of facts) reader.read(fact);
  return reader.aggregate(facts);
}

class DayReader {
  private readonly day: number;
  private readonly clock: ZoneClock;
  private readonly targetOf: (key: string) => Target | undefined;
  private readonly state: Carry;
  private readonly withoutAnswers: boolean;
  private readonly memberOf: ReadonlyMap<string, string> | null;

  private readonly total: Omit<DayTotal, 'gaps' | 'replies' | 'pace' | 'firstAt' | 'lastAt' | 'carry'>;
  private readonly gaps = new DurationSketch();
  private readonly replies = new DurationSketch();
  private readonly pace = new Map<number, { replies: number; logs: number }>();
  private firstAt: number | null = null;
  private readonly members = new Map<string, MemberDay>();
  private readonly edges: EdgeCounter;
  private readonly mentions: Mention[] = [];
  private readonly listed: Listed[] = [];
  private readonly names = new Set<string>();

  /** The current run, when its speaker's first message of the day began it. */
  private opening: MemberDay | null = null;
  /** Questions of the current run, still within nobody's answer. */
  private asked: DayAggregate['questions'] = [];
  private readonly open: DayAggregate['questions'] = [];

  constructor(
    day: number,
    carry: Carry,
    clock: ZoneClock,
    targetOf: (key: string) => Target | undefined,
    { withoutAnswers = false, memberOf }: DayOptions,
  ) {
    this.day = day;
    this.withoutAnswers = withoutAnswers;
    this.memberOf = memberOf && memberOf.size > 0 ? memberOf : null;
    this.clock = clock;
    this.targetOf = targetOf;
    this.state = { ...carry };
    this.edges = new EdgeCounter(day);
    const hours = new Array<number>(24).fill(0);
    this.total = { day, messages: 0, unattributed: 0, byKind: {}, system: {}, hours, longestGap: null, unresolved: 0 };
  }

  read(fact: Fact): void {
    if (fact.reading?.checkin === 'jielong') this.list(fact.reading.listed);
    if (fact.type === 'message') this.message(fact);
    else bump(this.total.system, fact.kind as SystemKind); // a system row's kind is one
  }

  aggregate(facts: readonly Fact[]): DayAggregate {
    for (const question of this.asked) this.open.push(question);
    const startOfDay = this.clock.startOfDay(this.day);
    return {
      total: {
        ...this.total,
        gaps: this.gaps.stored(),
        replies: this.replies.stored(),
        pace: [...this.pace].flatMap(([hour, { replies, logs }]) => [hour, replies, Math.round(logs * 100) / 100]),
        firstAt: this.firstAt ?? facts[0]?.at ?? startOfDay,
        lastAt: (this.firstAt === null ? facts.at(-1)?.at : this.state.lastAt) ?? startOfDay,
        carry: { ...this.state },
      },
      members: [...this.members.values()],
      edges: this.edges.rows(),
      mentions: this.mentions,
      listed: this.listed,
      questions: this.open.slice(-QUESTIONS_A_DAY),
    };
  }

  private message(fact: Fact): void {
    const { at, who } = fact;
    const target = fact.replyTo === null ? undefined : this.targetOf(fact.replyTo);
    this.count(fact, target === undefined);
    if (who === null || !this.same(who, this.state.lastWho)) this.endRun(fact, target);
    else if (target && !this.same(who, target.who)) this.answeredAfter(target.at, at);
    if (who !== null) {
      if (!this.withoutAnswers) this.answer(fact, who, target);
      this.speak(fact, who);
    }
    this.advance(at, who);
  }

  private count(fact: Fact, targetUnknown: boolean): void {
    const { total } = this;
    total.messages += 1;
    if (fact.who === null) total.unattributed += 1;
    if (fact.replyTo !== null && targetUnknown) total.unresolved += 1;
    bump(total.byKind, fact.kind as keyof DayTotal['byKind']); // a message's kind is one
    const hour = this.hourOf(fact.at);
    total.hours[hour] = (total.hours[hour] ?? 0) + 1;
    this.firstAt ??= fact.at;
    const { lastAt } = this.state;
    if (lastAt === null) return;
    this.gaps.add((fact.at - lastAt) / 1000);
    const longest = total.longestGap;
    if (longest === null || fact.at - lastAt > longest.to - longest.from) total.longestGap = { from: lastAt, to: fact.at };
  }

  /** Another person speaks: what the run before waited for has come, or not. */
  private endRun(fact: Fact, target: Target | undefined): void {
    const { lastWho, lastAt, runStartedAt } = this.state;
    if (target && !this.same(fact.who, target.who)) this.answeredAfter(target.at, fact.at);
    else if (fact.replyTo === null && lastWho !== null && runStartedAt !== null) this.answeredAfter(runStartedAt, fact.at);

    if (this.opening && lastAt !== null && fact.at - lastAt <= ANSWER_MS) {
      // Who openly answers somebody else has not welcomed this one.
      if (!target || this.same(this.opening.who, target.who)) this.opening.openingAnsweredAt = fact.at;
    }
    this.opening = null;
    for (const question of this.asked) if (fact.at - question.at > ANSWER_MS) this.open.push(question);
    this.asked = [];
  }

  private answeredAfter(from: number, at: number): void {
    const ms = at - from;
    if (ms < 0 || ms > REPLY_MS) return;
    this.replies.add(ms / 1000);
    const hour = this.hourOf(from);
    const pace = this.pace.get(hour) ?? { replies: 0, logs: 0 };
    this.pace.set(hour, pace);
    pace.replies += 1;
    pace.logs += Math.log1p(ms / 1000);
  }

  private hourOf(at: number): number {
    return Math.floor((at + this.clock.offsetAt(at)) / HOUR_MS) % 24;
  }

  private answer(fact: Fact, who: string, target: Target | undefined): void {
    if (target && target.who !== who) {
      // To another identity of one's own it is kept as well, and left out by who reads it.
      if (target.who !== null) this.edges.strong(who, target.who, fact.at);
      if (!this.same(who, target.who)) return;
    }
    const weak = fact.replyTo === null ? this.previousOther(who, fact.at) : null;
    const named = fact.reading?.mentions ?? [];
    for (const raw of named) this.mentions.push({ day: this.day, from: who, raw, at: fact.at, fallback: weak });
    if (named.length === 0 && weak !== null) this.edges.weak(who, weak, fact.at);
  }

  private previousOther(who: string, at: number): string | null {
    const { lastWho, lastAt, otherWho, otherAt } = this.state;
    if (lastWho !== null && !this.same(who, lastWho)) return lastAt !== null && at - lastAt <= ANSWER_MS ? lastWho : null;
    return !this.same(who, otherWho) && otherAt !== null && at - otherAt <= ANSWER_MS ? otherWho : null;
  }

  private speak(fact: Fact, who: string): void {
    let member = this.members.get(who);
    if (!member) {
      member = {
        day: this.day,
        who,
        messages: 0,
        firstAt: fact.at,
        lastAt: fact.at,
        questions: 0,
        checkins: none,
        openingAnsweredAt: null,
      };
      const spokeBefore = this.memberOf?.has(who) && this.members.keys().some((other) => this.same(who, other));
      this.members.set(who, member);
      if (!spokeBefore && !this.same(who, this.state.lastWho)) this.opening = member;
    }
    member.messages += 1;
    member.lastAt = fact.at;
    const { reading } = fact;
    if (!reading) return;
    if (reading.checkin !== null && !member.checkins.includes(reading.checkin)) {
      member.checkins = [...member.checkins, reading.checkin];
    }
    if (!reading.question) return;
    member.questions += 1;
    if (!this.withoutAnswers) this.asked.push({ at: fact.at, who, text: excerpt(fact.text) });
  }

  private advance(at: number, who: string | null): void {
    const { state } = this;
    if (who !== null && this.same(who, state.lastWho)) state.lastWho = who;
    else {
      if (state.lastWho !== null) {
        state.otherWho = state.lastWho;
        state.otherAt = state.lastAt;
      } else if (this.same(who, state.otherWho)) {
        state.otherWho = null;
        state.otherAt = null;
      }
      state.lastWho = who;
      state.runStartedAt = who === null ? null : at;
    }
    state.lastAt = at;
  }

  /** Whether two identities are one person's; nobody known is nobody but nobody known. */
  private same(a: string | null, b: string | null): boolean {
    if (a === b) return true;
    if (this.memberOf === null || a === null || b === null) return false;
    const member = this.memberOf.get(a);
    return member !== undefined && member === this.memberOf.get(b);
  }

  private list(names: readonly string[]): void {
    for (const name of names) {
      if (this.names.has(name)) continue;
      this.names.add(name);
      this.listed.push({ day: this.day, name });
    }
  }
}

function bump<K extends string>(counts: Partial<Record<K, number>>, key: K): void {
  counts[key] = (counts[key] ?? 0) + 1;
}
