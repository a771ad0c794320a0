/**
 * What the rules about a person look at: one row of figures per member, taken from days and totals.
 */
import { weekStart } from '#vocabulary/zone';
import type { MemberDay, MemberTotal, PictureInput } from '../facts.ts';
import type { MemberFacts } from './metrics.ts';

/** What one person did in the window. */
export interface Recent {
  messages: number;
  spoken: number;
  weeks: Set<number>;
  checkins: number;
  days: number;
  questions: number;
}

/** Speakers ∪ roster: the members a picture counts. People only named in system rows or lists are not among them. */
export function membersOf(input: PictureInput): Set<string> {
  const members = new Set<string>();
  for (const total of input.totals) if (total.messages > 0) members.add(total.who);
  for (const person of input.people) if (person.inRoster) members.add(person.who);
  return members;
}

/** Sums of the window, per person. */
export function recentOf(window: readonly MemberDay[]): Map<string, Recent> {
  const recent = new Map<string, Recent>();
  for (const day of window) {
    const own = recent.get(day.who) ?? { messages: 0, spoken: 0, weeks: new Set<number>(), checkins: 0, days: 0, questions: 0 };
    recent.set(day.who, own);
    own.messages += day.messages;
    // Each way of checking in costs about one message that day; what is beyond them was said.
    own.spoken += Math.max(0, day.messages - day.checkins.length);
    if (day.messages > 0) own.weeks.add(weekStart(day.day));
    if (day.checkins.length > 0) own.checkins += 1;
    if (day.messages > 0 || day.checkins.length > 0) own.days += 1;
    own.questions += day.questions;
  }
  return recent;
}

/** Place by messages, 1 = most; among equals those in the core come first. */
export function ranksOf(totals: readonly MemberTotal[], core: ReadonlySet<string>): Map<string, number> {
  const inCore = (who: string) => (core.has(who) ? 0 : 1);
  const order = totals
    .filter(({ messages }) => messages > 0)
    .sort((a, b) => b.messages - a.messages || inCore(a.who) - inCore(b.who) || (a.who < b.who ? -1 : 1));
  return new Map(order.map(({ who }, index) => [who, index + 1]));
}

/** What the answer network says, by person; 90 days. */
export interface Answering {
  answers: ReadonlyMap<string, number>;
  answered: ReadonlyMap<string, number>;
}

interface About {
  who: string;
  own: Recent | undefined;
  total: MemberTotal | undefined;
  rank: number | null;
  inRoster: boolean;
  /** All messages of the window. */
  messages: number;
  today: number;
  answering: Answering | undefined;
}

/** Days are civil days before `today`; what was never observed is null. */
export function factsOf({ who, own, total, rank, inRoster, messages, today, answering }: About): MemberFacts {
  return {
    messages28: own?.messages ?? 0,
    spoken28: own?.spoken ?? 0,
    weeks28: own?.weeks.size ?? 0,
    checkins28: own?.checkins ?? 0,
    daysSinceFirst: total ? today - total.firstDay : null,
    daysSinceLast: total ? today - total.lastDay : null,
    ownGapP90: total?.gapP90 ?? null,
    activeWeeks: total?.activeWeeks ?? 0,
    rankInHalf: rank,
    activeDays28: own?.days ?? 0,
    questions28: own?.questions ?? 0,
    share28: messages === 0 ? 0 : (own?.messages ?? 0) / messages,
    messages: total?.messages ?? 0,
    activeDays: total?.activeDays ?? 0,
    checkinDays: total?.checkinDays ?? 0,
    longestStreak: total?.longestStreak ?? 0,
    answers90: answering?.answers.get(who) ?? 0,
    answered90: answering?.answered.get(who) ?? 0,
    inRoster: inRoster ? 1 : 0,
  };
}
