/**
 * A day's aggregates as `channel_day` keeps them: rows as short lists instead of objects (a third of the size), identities
 * as numbers, instants as they are. A person's day once more as a word of `member_year`.
 */
import type { Carry, DayAggregate, DayTotal, Listed, MemberDay, MemberTotal, Mention, PictureInput, ReplyEdge } from '#picture';

const sources = ['keyword', 'number', 'jielong'] as const;

/** One row of `channel_day`; json columns as text. Null where a day has none. */
export interface DayRow {
  day: number;
  total: string;
  members: string;
  edges: string;
  mentions: string;
  listed: string | null;
  checkins: string | null;
  questions: string | null;
}

const DAY_MS = 86_400_000;

/** Rows as one flat list; instants as ms after midnight UTC of the day number. */
export function packDay({ total, members, edges, mentions, listed, questions }: DayAggregate): DayRow {
  const checkins = members.filter((member) => member.checkins.length > 0);
  const base = total.day * DAY_MS;
  const after = (at: number | null) => (at === null ? null : at - base);
  return {
    day: total.day,
    total: JSON.stringify(total),
    members: JSON.stringify(
      members.flatMap((m) => [
        Number(m.who),
        m.messages,
        m.firstAt - base,
        m.lastAt - base,
        m.questions,
        sourcesMask(m.checkins),
        after(m.openingAnsweredAt),
      ]),
    ),
    edges: JSON.stringify(
      edges.flatMap((e) => [
        Number(e.from),
        Number(e.to),
        e.strong,
        e.weak,
        after(e.firstStrongAt),
        after(e.lastStrongAt),
        after(e.firstWeakAt),
      ]),
    ),
    mentions: JSON.stringify(
      mentions.flatMap((m) => [Number(m.from), m.raw, m.at - base, m.fallback === null ? null : Number(m.fallback)]),
    ),
    listed: orNull(listed.map(({ name }) => name)),
    checkins: orNull(checkins.flatMap((m) => [Number(m.who), sourcesMask(m.checkins)])),
    questions: orNull(questions.map((q) => [q.at, Number(q.who), q.text])),
  };
}

function orNull(rows: unknown[]): string | null {
  return rows.length === 0 ? null : JSON.stringify(rows);
}

/** Identity → identity key, or the number itself while days are still being summed up. */
export type NameOf = (identity: number | string) => string;

export function unpackMembers(day: number, text: string, nameOf: NameOf): MemberDay[] {
  return rowsOfSeven(text, day).map(([who, messages, first, last, questions, mask, answered, at]) => ({
    day,
    who: nameOf(who ?? 0),
    messages: messages ?? 0,
    firstAt: at(first) ?? 0,
    lastAt: at(last) ?? 0,
    questions: questions ?? 0,
    checkins: sourcesOf(mask ?? 0),
    openingAnsweredAt: at(answered),
  }));
}

export function unpackEdges(day: number, text: string, nameOf: NameOf): ReplyEdge[] {
  return rowsOfSeven(text, day).map(([from, to, strong, weak, firstStrong, lastStrong, firstWeak, at]) => ({
    day,
    from: nameOf(from ?? 0),
    to: nameOf(to ?? 0),
    strong: strong ?? 0,
    weak: weak ?? 0,
    firstStrongAt: at(firstStrong),
    lastStrongAt: at(lastStrong),
    firstWeakAt: at(firstWeak),
  }));
}

type Cell = number | null | undefined;
type Seven = [Cell, Cell, Cell, Cell, Cell, Cell, Cell, at: (after: Cell) => number | null];

function rowsOfSeven(text: string, day: number): Seven[] {
  const flat: (number | null)[] = JSON.parse(text);
  const base = day * DAY_MS;
  const at = (after: Cell) => (after === null || after === undefined ? null : base + after);
  const rows: Seven[] = [];
  for (let n = 0; n < flat.length; n += 7) {
    rows.push([flat[n], flat[n + 1], flat[n + 2], flat[n + 3], flat[n + 4], flat[n + 5], flat[n + 6], at]);
  }
  return rows;
}

export function unpackMentions(day: number, text: string, nameOf: NameOf): Mention[] {
  const flat: unknown[] = JSON.parse(text);
  const mentions: Mention[] = [];
  for (let n = 0; n < flat.length; n += 4) {
    const [from, raw, at, fallback] = flat.slice(n, n + 4) as [number, string, number, number | null]; // as packDay wrote them
    mentions.push({ day, from: nameOf(from), raw, at: day * DAY_MS + at, fallback: fallback === null ? null : nameOf(fallback) });
  }
  return mentions;
}

export function unpackListed(day: number, text: string | null): Listed[] {
  const names: string[] = text === null ? [] : JSON.parse(text);
  return names.map((name) => ({ day, name }));
}

export function unpackCheckins(day: number, text: string | null, nameOf: NameOf): PictureInput['checkinDays'] {
  const flat: number[] = text === null ? [] : JSON.parse(text);
  const days: PictureInput['checkinDays'] = [];
  for (let at = 0; at + 1 < flat.length; at += 2) days.push({ day, who: nameOf(flat[at] ?? 0), checkins: sourcesOf(flat[at + 1] ?? 0) });
  return days;
}

export function unpackQuestions(text: string | null, nameOf: NameOf): PictureInput['questions'] {
  const rows: [number, number, string][] = text === null ? [] : JSON.parse(text);
  return rows.map(([at, who, question]) => ({ at, who: nameOf(who), text: question }));
}

export function unpackTotal(text: string, nameOf: NameOf): DayTotal {
  const total: DayTotal = JSON.parse(text);
  return { ...total, carry: renameCarry(total.carry, nameOf) };
}

function renameCarry(carry: Carry, nameOf: NameOf): Carry {
  const { lastWho, otherWho } = carry;
  return { ...carry, lastWho: lastWho === null ? null : nameOf(lastWho), otherWho: otherWho === null ? null : nameOf(otherWho) };
}

// --- a person's day as a word: numbers in base 36, instants as ms after midnight UTC of the day number, empty = null

export function packMemberDay(m: MemberDay): string {
  const base = m.day * DAY_MS;
  const answered = m.openingAnsweredAt === null ? '' : (m.openingAnsweredAt - base).toString(36);
  const parts = [m.messages, m.firstAt - base, m.lastAt - base, m.questions, sourcesMask(m.checkins)];
  return `${parts.map((part) => part.toString(36)).join(' ')} ${answered}`;
}

/** @param days `{ "day number": "word" }` of one person's year */
export function unpackMemberYear(who: string, days: Record<string, string>): MemberDay[] {
  return Object.entries(days).map(([key, word]) => {
    const day = Number(key);
    const base = day * DAY_MS;
    const [messages = '0', first = '0', last = '0', questions = '0', mask = '0', answered = ''] = word.split(' ');
    return {
      day,
      who,
      messages: Number.parseInt(messages, 36),
      firstAt: base + Number.parseInt(first, 36),
      lastAt: base + Number.parseInt(last, 36),
      questions: Number.parseInt(questions, 36),
      checkins: sourcesOf(Number.parseInt(mask, 36)),
      openingAnsweredAt: answered === '' ? null : base + Number.parseInt(answered, 36),
    };
  });
}

/** Figures of a member's total as one list, the identity first. */
export function packTotal(t: MemberTotal): string {
  const { messages, activeDays, activeWeeks, firstDay, lastDay, firstAt, lastAt, gapP90 } = t;
  const { checkinDays, longestStreak, currentStreak, lastCheckinDay, firstAnsweredAt } = t;
  const figures: PackedTotal = [
    Number(t.who),
    messages,
    activeDays,
    activeWeeks,
    firstDay,
    lastDay,
    firstAt,
    lastAt,
    gapP90,
    checkinDays,
    longestStreak,
    currentStreak,
    lastCheckinDay,
    firstAnsweredAt,
  ];
  return JSON.stringify(figures);
}

export type PackedTotal = [
  who: number,
  messages: number,
  activeDays: number,
  activeWeeks: number,
  firstDay: number,
  lastDay: number,
  firstAt: number,
  lastAt: number,
  gapP90: number | null,
  checkinDays: number,
  longestStreak: number,
  currentStreak: number,
  lastCheckinDay: number | null,
  firstAnsweredAt: number | null,
];

export function unpackTotalOf(packed: PackedTotal, nameOf: NameOf): MemberTotal {
  const [who, messages, activeDays, activeWeeks, firstDay, lastDay, firstAt, lastAt, gapP90, ...rest] = packed;
  const [checkinDays, longestStreak, currentStreak, lastCheckinDay, firstAnsweredAt] = rest;
  const activity = { messages, activeDays, activeWeeks, firstDay, lastDay, firstAt, lastAt, gapP90 };
  return { who: nameOf(who), ...activity, checkinDays, longestStreak, currentStreak, lastCheckinDay, firstAnsweredAt };
}

export function yearOf(day: number): number {
  return new Date(day * DAY_MS).getUTCFullYear();
}

// Two bits a source, in the order of their first sight.
function sourcesMask(checkins: MemberDay['checkins']): number {
  return checkins.reduce((mask, source, place) => mask | ((sources.indexOf(source) + 1) << (2 * place)), 0);
}

function sourcesOf(mask: number): MemberDay['checkins'] {
  const checkins: MemberDay['checkins'] = [];
  for (let rest = mask; rest > 0; rest >>= 2) {
    const source = sources[(rest & 3) - 1];
    if (source) checkins.push(source);
  }
  return checkins;
}
