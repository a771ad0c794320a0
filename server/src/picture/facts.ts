/**
 * Facts and aggregates: the shapes between records and picture.
 *
 *   records ─► facts (one channel, keyed, ordered) ─► day aggregates (pure, one civil day + carry)
 *           ─► totals (pure, one member or one week of days) ─► picture
 *
 * The database stores the same shapes; the in-memory checkup holds them in maps. Both call the same functions.
 */
import type { MessageKind, SystemKind } from '#vocabulary/records';

/** A row ready for its day. `who`, `people` are identity keys (see `senderKey`), `at` epoch ms. */
export interface Fact {
  /** 32 hex digits; equal key in one channel = the same row. Shorter where the row met no other to be merged with (see `keys.ts`). */
  key: string;
  at: number;
  /** Position among rows of the same instant in its file: keeps the file's order where the clock is coarse. */
  order: number;
  type: 'message' | 'system';
  kind: MessageKind | SystemKind;
  who: string | null;
  replyTo: string | null; // key of the row it answers
  text: string; // '' in pseudonymous mode
  reading: Reading | null; // null for system rows, save a pasted 接龙 for check-ins
}

/** What is taken from a message's text once, so that text need not be read again. */
export interface Reading {
  /** After each `@`: up to 40 characters, cut at line end or the next `@`; or exact names/ids the format gave. */
  mentions: string[];
  question: boolean;
  /** How the message is a check-in, if it is. */
  checkin: 'keyword' | 'number' | 'jielong' | null;
  /** Names listed in a 接龙, in order, when it is one. */
  listed: string[];
}

export interface MemberDay {
  day: number;
  who: string;
  messages: number;
  firstAt: number;
  lastAt: number;
  questions: number;
  checkins: ('keyword' | 'number' | 'jielong')[]; // distinct sources
  /** Instant of the first message by another person within 5 min after the run opened by this person's first message of the day. */
  openingAnsweredAt: number | null;
}

/** `from` answered `to` on a day. Strong = explicit reply; weak = previous other speaker within 5 min. */
export interface ReplyEdge {
  day: number;
  from: string;
  to: string;
  strong: number;
  weak: number;
  firstStrongAt: number | null;
  lastStrongAt: number | null;
  firstWeakAt: number | null;
}

/** A mention waits to be resolved until read, because names become known in any order of import. */
export interface Mention {
  day: number;
  from: string;
  raw: string;
  at: number;
  /** The weak reply this message would be if the mention names nobody. */
  fallback: string | null;
}

/** Names listed in a 接龙 on a day (check-ins of people who may never have spoken). */
export interface Listed {
  day: number;
  name: string;
}

export interface DayTotal {
  day: number;
  messages: number;
  unattributed: number;
  byKind: Partial<Record<MessageKind, number>>;
  system: Partial<Record<SystemKind, number>>;
  hours: number[]; // 24
  /** Gaps between consecutive messages that end on this day, in sketch buckets (see `sketch.ts`); the first uses the carry. */
  gaps: number[];
  longestGap: { from: number; to: number } | null;
  /** Delays from a run's first message to the first message by another person, ≤ 24 h, in sketch buckets. */
  replies: number[];
  /** `[hour, replies, sum of ln(1 + seconds), …]` by the hour of what was answered; absent in days summed before it was kept. */
  pace?: number[];
  /** First and last message; of a day without messages: first and last row. */
  firstAt: number;
  lastAt: number;
  /** Explicit replies whose target row is not (yet) known. */
  unresolved: number;
  carry: Carry;
}

/** All a day needs from the days before it. */
export interface Carry {
  /** Last message before midnight: when, by whom, and when that speaker's current run began. */
  lastAt: number | null;
  lastWho: string | null;
  runStartedAt: number | null;
  /** Last message by someone other than `lastWho`. */
  otherAt: number | null;
  otherWho: string | null;
}

export interface DayAggregate {
  total: DayTotal;
  members: MemberDay[];
  edges: ReplyEdge[];
  mentions: Mention[];
  listed: Listed[];
  /** Open questions: asked by `who`, nobody else spoke within 5 min. At most 20 a day, text cut at 200. */
  questions: { at: number; who: string; text: string }[];
}

/** What was talked about and asked on a civil day; see `topics/topic-day.ts`. */
export interface TopicDay {
  day: number;
  /** Messages looked at, and the conversations they make. */
  texts: number;
  conversations: number;
  phrases: TopicPhrase[];
  /** Questions of the day, in order; text cut at 200. */
  asked: { at: number; who: string; text: string }[];
}

export interface TopicPhrase {
  phrase: string;
  messages: number;
  conversations: number;
  people: string[];
}

/** A pure function of one member's days. */
export interface MemberTotal {
  who: string;
  messages: number;
  activeDays: number;
  activeWeeks: number;
  firstDay: number;
  lastDay: number;
  firstAt: number;
  lastAt: number;
  gapP90: number | null; // days; null under two active days
  checkinDays: number;
  longestStreak: number;
  currentStreak: number; // ending at lastCheckinDay
  lastCheckinDay: number | null;
  firstAnsweredAt: number | null; // openingAnsweredAt of the first day
}

/** A pure function of one week's days and member days. */
export interface WeekTotal {
  week: number; // civil day number of its Monday
  messages: number;
  speakers: number;
  topShare: number; // share of the busiest person
  checkins: number; // person-days
  joins: number;
  leaves: number; // leaves + removals
}

/** A person as the picture knows one. */
export interface Person {
  who: string;
  by: 'id' | 'name';
  name: string; // latest
  aliases: string[]; // earlier names
  /** Keys of the person's other identities. */
  others?: string[];
  inRoster: boolean;
  role: 'owner' | 'admin' | 'member' | null;
  joinedAt: number | null;
}

/** Everything a picture is taken from. Days, edges and mentions older than the windows are left out on purpose: cost follows the group, not its history. */
export interface PictureInput {
  zone: string;
  asOf: number;
  coverage: { from: number; to: number }[];
  people: Person[];
  hasRoster: boolean;
  days: DayTotal[]; // all
  weeks: WeekTotal[]; // all
  totals: MemberTotal[]; // all members who ever spoke or checked in
  memberDays: MemberDay[]; // last 84 days
  edges: ReplyEdge[]; // last 90 days
  mentions: Mention[]; // last 90 days
  /** Names listed in check-in 接龙, all days; resolved to people by the picture. */
  listed: Listed[];
  /** Days with a check-in in one's own messages, all days: the other half of a streak when `listed` fills its holes. */
  checkinDays: Pick<MemberDay, 'day' | 'who' | 'checkins'>[];
  questions: { at: number; who: string; text: string }[]; // last 28 days
  /** First message text of people first seen in the last 28 days, for the newcomers' list. */
  firstTexts: Map<string, string>;
  pseudonymous: boolean;
  /** Phrases and questions of the last 90 days; absent where nobody cut words, empty where there are too few to speak of. */
  topicDays?: TopicDay[];
}
