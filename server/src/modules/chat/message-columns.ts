/**
 * Facts ↔ the columns of `message`. A batch travels as one array literal a column: made in the worker, passed on unread by
 * the main thread, parsed once by the database. Rows as objects would cost both sides several times as much (reading back
 * a million: 22 µs a row as objects, 2.5 µs as columns, on the embedded database).
 */
import type { Fact, Reading } from '#picture';
import { messageKinds, systemKinds } from '#vocabulary/records';

const SYSTEM = 100;
const checkins = [null, 'keyword', 'number', 'jielong'] as const;
const kindNumbers = new Map<string, number>([
  ...messageKinds.map((kind, index) => [`message ${kind}`, index] as const),
  ...systemKinds.map((kind, index) => [`system ${kind}`, SYSTEM + index] as const),
]);

const QUESTION = 1;
const READ = 8;

export type RowKind = Pick<Fact, 'type' | 'kind'>;

/** @throws RangeError for a number that no kind has */
export function kindOf(number: number): RowKind {
  const kind = number >= SYSTEM ? systemKinds[number - SYSTEM] : messageKinds[number];
  if (kind === undefined) throw new RangeError(`kind ${number}`);
  return { type: number >= SYSTEM ? 'system' : 'message', kind };
}

function marksOf(reading: Reading | null): number {
  if (!reading) return 0;
  return (reading.question ? QUESTION : 0) | (checkins.indexOf(reading.checkin) << 1) | READ;
}

function readingOf(marks: number, mentions: string[], listed: string[]): Reading | null {
  if ((marks & READ) === 0) return null;
  return { mentions, question: (marks & QUESTION) !== 0, checkin: checkins[(marks >> 1) & 3] ?? null, listed };
}

/** Array literals of equal length. `people` are positions in the run's list of people, −1 = nobody; the writer puts identities in. */
export interface MessageColumns {
  at: string;
  key: string;
  ord: string;
  kind: string;
  marks: string;
  reply: string;
  text: string;
  mentions: string;
  listed: string;
  people: Int32Array;
}

export function columnsOf(facts: readonly Fact[], personOf: (who: string) => number): MessageColumns {
  const people = new Int32Array(facts.length);
  for (const [row, { who }] of facts.entries()) people[row] = who === null ? -1 : personOf(who);
  return {
    at: literal(facts, ({ at }) => at),
    key: literal(facts, ({ key }) => key),
    ord: literal(facts, ({ order }) => order),
    kind: literal(facts, ({ type, kind }) => kindNumbers.get(`${type} ${kind}`) ?? 'NULL'),
    marks: literal(facts, ({ reading }) => marksOf(reading)),
    reply: literal(facts, ({ replyTo }) => replyTo ?? 'NULL'),
    text: literal(facts, ({ text }) => quoted(text)),
    mentions: literal(facts, ({ reading }) => listOf(reading?.mentions)),
    listed: literal(facts, ({ reading }) => listOf(reading?.listed)),
    people,
  };
}

/** `{…}` of items that are numbers, `NULL` or already quoted. */
export function literal<T>(rows: Iterable<T>, item: (row: T) => string | number): string {
  let text = '{';
  let first = true;
  for (const row of rows) {
    text += first ? item(row) : `,${item(row)}`;
    first = false;
  }
  return `${text}}`;
}

/** An item of an array literal. A NUL cannot be stored and means nothing in chat. */
export function quoted(text: string): string {
  const storable = text.includes('\0') ? text.replaceAll('\0', '') : text;
  return /["\\]/.test(storable) ? `"${storable.replace(/["\\]/g, '\\$&')}"` : `"${storable}"`;
}

export function quotedOrNull(text: string | null): string {
  return text === null ? 'NULL' : quoted(text);
}

function listOf(items: readonly string[] | undefined): string {
  return items && items.length > 0 ? quoted(JSON.stringify(items).replaceAll('\\u0000', '')) : 'NULL';
}

/** A page of a channel's rows in order, as the database aggregates it: numbers as comma lists, the few rows that need more apart. */
export interface FactPage {
  rows: number;
  at: string | null;
  /** kind × 16 + marks */
  what: string | null;
  /** Identity, 0 = nobody. */
  who: string | null;
  /** [row, reply key, mentions, listed, text of a question] of rows that have any of them. */
  more: [number, string | null, string[] | null, string[] | null, string | null][] | null;
}

const nothing: string[] = [];

/** The page's facts with identities as `who`; keys and places are left out, the page is in order. */
export function factsOf(page: FactPage): Fact[] {
  const at = numbers(page.at);
  const what = numbers(page.what);
  const who = (page.who ?? '').split(',');
  const facts = at.map((instant, row): Fact => {
    const code = what[row] ?? 0;
    const person = who[row] ?? '0';
    const { type, kind } = kindOf(code >> 4);
    return {
      key: '',
      at: instant,
      order: row,
      type,
      kind,
      who: person === '0' ? null : person,
      replyTo: null,
      text: '',
      reading: readingOf(code & 15, nothing, nothing),
    };
  });
  for (const [row, reply, mentions, listed, text] of page.more ?? []) {
    const fact = facts[row];
    if (!fact) continue;
    fact.replyTo = reply;
    fact.text = text ?? '';
    if (fact.reading) fact.reading = { ...fact.reading, mentions: mentions ?? nothing, listed: listed ?? nothing };
  }
  return facts;
}

function numbers(list: string | null): number[] {
  return list === null || list === '' ? [] : list.split(',').map(Number);
}
