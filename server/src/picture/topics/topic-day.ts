/**
 * One civil day of talk → its phrases and questions: a pure function of the day's rows, like the other aggregates of a
 * day, but cut into words only for the days a picture looks at. People are identity keys, or numbers as text while days
 * are summed in a database.
 */

import { excerpt } from '../days/excerpt.ts';
import type { DayTotal, Fact, TopicDay, TopicPhrase } from '../facts.ts';
import type { Cutter } from './cutter.ts';
import { cleaned, phrasesOfAll } from './phrases.ts';

/** A row as far as topics need it. */
export interface SaidRow {
  at: number;
  who: string;
  text: string;
  question: boolean;
}

/** What a day holds at most; of busier days every k-th message is looked at. */
export const ROWS_A_DAY = 600;
const PHRASES_A_DAY = 120;
const QUESTIONS_A_DAY = 60;
/** A pause this long, or so many messages, end a conversation. */
const PAUSE_MS = 20 * 60_000;
const CONVERSATION = 40;
/** Texts cut at once: one call for all costs a fourth of one call each. */
const AT_ONCE = 200;

/** Under so many text messages in the window nothing is said of topics, and no dictionary is loaded for it. */
export const TEXTS_NEEDED = 100;

/** @param days all days; @param since first civil day of the window */
export function enoughForTopics(days: readonly Pick<DayTotal, 'day' | 'byKind'>[], since: number): boolean {
  let texts = 0;
  for (const { day, byKind } of days) if (day >= since) texts += byKind.text ?? 0;
  return texts >= TEXTS_NEEDED;
}

/** Said by somebody in words of their own: no check-ins, no lists to sign, which would be the topic of every day. */
export function isTalk({ type, kind, who, text, reading }: Pick<Fact, 'type' | 'kind' | 'who' | 'text' | 'reading'>): boolean {
  return type === 'message' && kind === 'text' && who !== null && text !== '' && !reading?.checkin && !reading?.listed.length;
}

/** Every k-th of `rows`, so that about 600 are left. */
export function sampled<T>(rows: readonly T[]): readonly T[] {
  const every = Math.ceil(rows.length / ROWS_A_DAY);
  return every <= 1 ? rows : rows.filter((_, index) => index % every === 0);
}

/** @param rows the day's talk, in order of time, already sampled */
export function summariseTopics(day: number, rows: readonly SaidRow[], cut: Cutter): TopicDay {
  const counts = new Map<string, { messages: number; conversations: number; last: number; people: Set<string> }>();
  let conversation = 0;
  let since = 0;
  let lastAt = Number.NEGATIVE_INFINITY;
  for (let from = 0; from < rows.length; from += AT_ONCE) {
    const part = rows.slice(from, from + AT_ONCE);
    const found = phrasesOfAll(
      part.map(({ text }) => cleaned(text)),
      cut,
    );
    for (const [index, { at, who }] of part.entries()) {
      if (at - lastAt > PAUSE_MS || since === CONVERSATION) {
        conversation += 1;
        since = 0;
      }
      since += 1;
      lastAt = at;
      for (const phrase of found[index] ?? []) {
        const count = counts.get(phrase) ?? { messages: 0, conversations: 0, last: 0, people: new Set<string>() };
        counts.set(phrase, count);
        count.messages += 1;
        count.people.add(who);
        if (count.last !== conversation) count.conversations += 1;
        count.last = conversation;
      }
    }
  }
  const phrases = [...counts]
    .map(([phrase, { messages, conversations, people }]): TopicPhrase => ({ phrase, messages, conversations, people: [...people] }))
    .sort((a, b) => b.messages - a.messages || b.phrase.length - a.phrase.length || (a.phrase < b.phrase ? -1 : 1))
    .slice(0, PHRASES_A_DAY);
  return { day, texts: rows.length, conversations: conversation, phrases, asked: askedOf(rows) };
}

function askedOf(rows: readonly SaidRow[]): TopicDay['asked'] {
  const asked: TopicDay['asked'] = [];
  for (const { at, who, text, question } of rows) {
    if (!question || asked.length === QUESTIONS_A_DAY) continue;
    asked.push({ at, who, text: excerpt(text.replaceAll('\0', '')) });
  }
  return asked;
}
