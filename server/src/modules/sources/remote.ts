/** One question to an exporter: bounded in time, size and where it may lead. Called outside transactions only. */
import { DomainError } from '#kernel';
import { type Conversation, mayFollow, readSessions, sessionsUrl } from './rules.ts';

export interface Question {
  token: string | null;
  seconds: number;
  /** What a 404 means here. */
  missing: 'source.notProtocol' | 'source.conversationGone';
  signal?: AbortSignal;
}

const MEGABYTES = 32;
const REDIRECTS = 3;
const SESSION_PAGES = 20;
const LOOK_SECONDS = 20;

export interface Answer {
  bytes: Buffer;
  body: unknown;
}

/**
 * @throws DomainError `source.unreachable`, `source.timeout`, `source.denied`, `source.conversationGone`, `source.notProtocol`,
 *   `source.failing`, `source.redirected`, `source.tooLarge`, each with {host}
 */
export async function ask(url: URL, question: Question): Promise<Answer> {
  const timeout = AbortSignal.timeout(question.seconds * 1000);
  const signal = question.signal ? AbortSignal.any([question.signal, timeout]) : timeout;
  const { host } = url;
  try {
    const response = await reach(url, question, signal);
    const bytes = await bodyOf(response, host);
    return { bytes, body: parsed(bytes, host) };
  } catch (error) {
    if (error instanceof DomainError || question.signal?.aborted) throw error;
    if (timeout.aborted) throw new DomainError('source.timeout', { host, seconds: question.seconds });
    if (error instanceof TypeError) throw new DomainError('source.unreachable', { host });
    throw error;
  }
}

async function reach(first: URL, { token, missing }: Question, signal: AbortSignal): Promise<Response> {
  const { host } = first;
  const headers = { accept: 'application/json', ...(token !== null && { authorization: `Bearer ${token}` }) };
  let url = first;
  for (let turn = 0; turn <= REDIRECTS; turn++) {
    const response = await fetch(url, { headers, signal, redirect: 'manual' });
    const { status } = response;
    if (response.ok) return response;
    await response.body?.cancel();
    if (status === 401 || status === 403) throw new DomainError('source.denied', { host });
    if (status === 404 || status === 410) throw new DomainError(missing, { host });
    if (status < 300 || status >= 400) throw new DomainError('source.failing', { host, status });
    const next = URL.parse(response.headers.get('location') ?? '', url);
    if (!next || !mayFollow(url, next)) throw new DomainError('source.redirected', { host });
    url = next;
  }
  throw new DomainError('source.redirected', { host });
}

async function bodyOf(response: Response, host: string): Promise<Buffer> {
  const limit = MEGABYTES * 1024 ** 2;
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    // Leaving the loop closes the connection.
    if (size > limit) throw new DomainError('source.tooLarge', { host, megabytes: MEGABYTES });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function parsed(bytes: Buffer, host: string): unknown {
  try {
    return JSON.parse(bytes.toString('utf8').replace(/^\ufeff/, ''));
  } catch {
    throw new DomainError('source.notProtocol', { host });
  }
}

/** The group conversations an address offers, the busiest last days first as the server has them. @throws what `ask` throws */
export async function listConversations(base: string, token: string | null): Promise<Conversation[]> {
  const found = new Map<string, Conversation>();
  let cursor: string | null = null;
  for (let turn = 0; turn < SESSION_PAGES; turn++) {
    const url = sessionsUrl(base, cursor);
    const { body } = await ask(url, { token, seconds: LOOK_SECONDS, missing: 'source.notProtocol' });
    const read = readSessions(body);
    if (!read) throw new DomainError('source.notProtocol', { host: url.host });
    for (const one of read.conversations) found.set(one.id, one);
    if (read.next === null || read.next === cursor) break;
    cursor = read.next;
  }
  return [...found.values()];
}
