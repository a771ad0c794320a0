/**
 * The ChatLab pull protocol, v1, as a client reads it: which address is asked, what an answer says, where to go on from. Pure.
 * Facts: hellodigua/ChatLab docs/cn/standard/chatlab-pull.md and its later English version, which drives paging by
 * `hasMore` and `nextSince` and keeps `nextOffset` and `watermark` for servers that give them.
 */
import { DomainError } from '#vocabulary/errors';

/** Numbers of the next request as the protocol has them: seconds, or what the server itself said. */
export interface Cursor {
  since: number;
  offset: number;
  until: number | null;
}

export interface Page {
  messages: unknown[];
  /** Of the messages, epoch ms; those from the future do not count. */
  latest: number | null;
  /** Whether members or the group are told too. */
  described: boolean;
  sync: { hasMore: boolean; nextSince: number | null; nextOffset: number | null; watermark: number | null };
}

/** Where to go on from once a page is stored. */
export interface Progress {
  cursor: Cursor;
  more: boolean;
  latest: number | null;
}

export interface Conversation {
  id: string;
  name: string;
  platform: string;
  messages: number | null;
  lastAt: string | null;
}

const PAGE_MESSAGES = 5_000;
/**
 * Seconds that are asked for again: messages may reach the exporter late, and servers differ in whether `since` itself is
 * included. What is there already is not added twice.
 */
export const OVERLAP = 3_600;
/** Below it a timestamp is in seconds, above in milliseconds: 1e11 s is the year 5138. */
const MILLISECONDS_ABOVE = 1e11;
const HOUR_MS = 3_600_000;

/** Without what would be sent along unseen. @throws DomainError `source.badAddress` */
export function baseAddress(text: string): string {
  const url = URL.parse(text.trim());
  if (!url || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') throw new DomainError('source.badAddress');
  return url.origin + url.pathname.replace(/\/+$/, '').replace(/\/sessions$/, '');
}

export function sessionsUrl(base: string, cursor: string | null): URL {
  const url = new URL(`${base}/sessions`);
  url.searchParams.set('format', 'chatlab');
  if (cursor !== null) url.searchParams.set('cursor', cursor);
  return url;
}

export function messagesUrl(base: string, conversation: string, { since, offset, until }: Cursor): URL {
  const url = new URL(`${base}/sessions/${encodeURIComponent(conversation)}/messages`);
  url.searchParams.set('format', 'chatlab');
  url.searchParams.set('since', String(since));
  url.searchParams.set('limit', String(PAGE_MESSAGES));
  if (offset > 0) url.searchParams.set('offset', String(offset));
  if (until !== null) url.searchParams.set('end', String(until));
  return url;
}

/** A token goes to nobody but the one it was given for: the same origin, or the same host once it is reached by https. */
export function mayFollow(from: URL, to: URL): boolean {
  return to.origin === from.origin || (from.protocol === 'http:' && to.protocol === 'https:' && to.hostname === from.hostname);
}

/** Epoch ms of a timestamp in seconds or milliseconds, also one written as text; null where it is none. */
export function instantOf(value: unknown): number | null {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isFinite(number) || number <= 0) return null;
  return Math.floor(number > MILLISECONDS_ABOVE ? number : number * 1000);
}

/** Groups only: other people's private talks are nobody's business here. Null: the answer is not of this protocol. */
export function readSessions(body: unknown): { conversations: Conversation[]; next: string | null } | null {
  const list = fieldsOf(body)?.sessions;
  if (!Array.isArray(list)) return null;
  const page = fieldsOf(fieldsOf(body)?.page);
  const conversations = list.flatMap((value): Conversation[] => {
    const { id, name, platform, type, messageCount, lastMessageAt } = fieldsOf(value) ?? {};
    if (typeof id !== 'string' || id === '' || type === 'private') return [];
    const at = instantOf(lastMessageAt);
    return [
      { id, name: textOf(name) || id, platform: textOf(platform), messages: countOf(messageCount), lastAt: at === null ? null : isoOf(at) },
    ];
  });
  if (list.length > 0 && !list.some((value) => typeof fieldsOf(value)?.id === 'string')) return null;
  return { conversations, next: page?.hasMore === true && typeof page.nextCursor === 'string' ? page.nextCursor : null };
}

/** Null: the answer is not of this protocol. `now`: epoch ms. */
export function readPage(body: unknown, now: number): Page | null {
  const document = fieldsOf(body);
  if (!Array.isArray(document?.messages)) return null;
  const sync = fieldsOf(document.sync);
  let latest: number | null = null;
  for (const message of document.messages) {
    const at = instantOf(fieldsOf(message)?.timestamp);
    if (at !== null && at <= now && (latest === null || at > latest)) latest = at;
  }
  return {
    messages: document.messages,
    latest,
    described: (Array.isArray(document.members) && document.members.length > 0) || fieldsOf(document.meta) !== null,
    sync: {
      hasMore: sync?.hasMore === true,
      nextSince: countOf(sync?.nextSince),
      nextOffset: countOf(sync?.nextOffset),
      watermark: countOf(sync?.watermark),
    },
  };
}

/**
 * From a page to the next request. While there is more, the server's own numbers; at the end the latest message, less the overlap.
 * `first`: seconds from which on messages are wanted. @returns null when the server would be asked the same again for ever
 */
export function follow(at: Cursor, page: Page, before: number | null, first: number): Progress | null {
  const { hasMore, nextSince, nextOffset, watermark } = page.sync;
  const latest = Math.max(before ?? 0, page.latest ?? 0) || null;
  if (!hasMore) return { cursor: { since: restingSince(latest, first), offset: 0, until: null }, more: false, latest };
  const said = nextSince ?? (nextOffset === null && page.latest !== null ? Math.floor(page.latest / 1000) : at.since);
  const cursor = { since: said, offset: nextOffset ?? 0, until: at.until ?? watermark };
  const step = (instantOf(cursor.since) ?? 0) - (instantOf(at.since) ?? 0);
  const onward = step > 0 || (step === 0 && cursor.offset > at.offset && page.messages.length > 0);
  return onward ? { cursor, more: true, latest } : null;
}

function restingSince(latest: number | null, first: number): number {
  return latest === null ? first : Math.max(first, Math.floor(latest / 1000) - OVERLAP);
}

/** The next time on the same beat, or from now on where some were missed. Epoch ms. */
export function nextDue(due: number, everyHours: number, now: number): number {
  const next = due + everyHours * HOUR_MS;
  return next > now ? next : now + everyHours * HOUR_MS;
}

/** Errors that may be gone in a minute; the others wait for a person or for the next time. */
export function passing(code: string): boolean {
  return code === 'source.unreachable' || code === 'source.timeout' || code === 'source.failing';
}

function fieldsOf(value: unknown): Record<string, unknown> | null {
  return isFields(value) ? value : null;
}

function isFields(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value.trim().slice(0, 300) : '';
}

function countOf(value: unknown): number | null {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : null;
}

function isoOf(at: number): string | null {
  return at < 8.64e15 ? new Date(at).toISOString() : null;
}
