/**
 * A day's aggregates as `channel_day` keeps them: rows as short lists instead of objects (a third of the size), identities
 * as numbers, instants as they are. A person's day once more as a word of `member_year`.
 */
import type { Carry, DayAggregate, DayTotal, Listed, MemberDay, Mention, PictureInput, ReplyEdge } from '#picture';

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

export function packDay({ total, members, edges, mentions, listed, questions }: DayAggregate): DayRow {
  const checkins = members.filter((member) => member.checkins.length > 0);
  return {
    day: total.day,
    total: JSON.stringify(total),
    members: JSON.stringify(members.map((m) => [Number(m.who), ...figuresOf(m)])),
    edges: JSON.stringify(
      edges.map((e) => [Number(e.from), Number(e.to), e.strong, e.weak, e.firstStrongAt, e.lastStrongAt, e.firstWeakAt]),
    ),
    mentions: JSON.stringify(mentions.map((m) => [Number(m.from), m.raw, m.at, m.fallback === null ? null : Number(m.fallback)])),
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

type PackedMember = [who: number, ...figures: Figures];
type Figures = [messages: number, firstAt: number, lastAt: number, questions: number, sources: number, answeredAt: number | null];

function figuresOf(m: MemberDay): Figures {
  return [m.messages, m.firstAt, m.lastAt, m.questions, sourcesMask(m.checkins), m.openingAnsweredAt];
}

function memberOf(day: number, who: string, [messages, firstAt, lastAt, questions, mask, openingAnsweredAt]: Figures): MemberDay {
  return { day, who, messages, firstAt, lastAt, questions, checkins: sourcesOf(mask), openingAnsweredAt };
}

export function unpackMembers(day: number, text: string, nameOf: NameOf): MemberDay[] {
  const rows: PackedMember[] = JSON.parse(text);
  return rows.map(([who, ...figures]) => memberOf(day, nameOf(who), figures));
}

export function unpackEdges(day: number, text: string, nameOf: NameOf): ReplyEdge[] {
  const rows: [number, number, number, number, number | null, number | null, number | null][] = JSON.parse(text);
  return rows.map(([from, to, strong, weak, firstStrongAt, lastStrongAt, firstWeakAt]) => ({
    day,
    from: nameOf(from),
    to: nameOf(to),
    strong,
    weak,
    firstStrongAt,
    lastStrongAt,
    firstWeakAt,
  }));
}

export function unpackMentions(day: number, text: string, nameOf: NameOf): Mention[] {
  const rows: [number, string, number, number | null][] = JSON.parse(text);
  return rows.map(([from, raw, at, fallback]) => ({
    day,
    from: nameOf(from),
    raw,
    at,
    fallback: fallback === null ? null : nameOf(fallback),
  }));
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

const DAY_MS = 86_400_000;

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
