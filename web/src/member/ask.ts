import { useCallback, useSyncExternalStore } from 'react';
import { notDelivered } from './connection.ts';

/** What was last heard; an older answer stays while a new one is on its way, and when that fails. */
interface Heard<T> {
  answer: T | undefined;
  error: unknown;
}

interface Question {
  heard: Heard<unknown>;
  asking: Promise<void> | undefined;
  at: number;
  ask: () => Promise<unknown>;
  listeners: Set<() => void>;
}

const FRESH_MS = 15_000;
const AGAIN_MS = 10_000;
const NOTHING: Heard<unknown> = { answer: undefined, error: undefined };
const questions = new Map<string, Question>();
/** How often something was changed: an answer asked for before is old when it comes. */
let changes = 0;

export function questionOf(key: string, ask: () => Promise<unknown>): Question {
  const known = questions.get(key);
  if (known) return known;
  const made = { heard: NOTHING, asking: undefined, at: 0, ask, listeners: new Set<() => void>() };
  questions.set(key, made);
  return made;
}

function refresh(question: Question): Promise<void> {
  if (question.asking) return question.asking;
  const before = changes;
  const asking: Promise<void> = question
    .ask()
    .then(
      (answer) => ({ answer, error: undefined }),
      (error: unknown) => ({ answer: question.heard.answer, error }),
    )
    .then((heard) => {
      // Forgotten meanwhile: it was somebody else's.
      if (question.asking !== asking) return;
      question.asking = undefined;
      question.heard = heard;
      if (heard.error === undefined) question.at = before === changes ? Date.now() : 0;
      // A weak network says nothing when it is better.
      else if (notDelivered(heard.error)) setTimeout(() => question.listeners.size > 0 && void refresh(question), AGAIN_MS);
      for (const changed of question.listeners) changed();
    });
  question.asking = asking;
  return asking;
}

/** Asks for what is old; for what is fresh, as soon as it no longer is. @returns how to look away */
export function look(question: Question, changed: () => void): () => void {
  question.listeners.add(changed);
  const fresh = question.at + FRESH_MS - Date.now();
  if (fresh <= 0) void refresh(question);
  const later = fresh > 0 ? setTimeout(() => void refresh(question), fresh) : undefined;
  return () => {
    clearTimeout(later);
    question.listeners.delete(changed);
  };
}

/** Asks before anybody looks. */
export function prefetch(key: string, ask: () => Promise<unknown>): void {
  void refresh(questionOf(key, ask));
}

/** Asks what is being looked at again; everything else is asked when it is next looked at. */
export async function askAgain(): Promise<void> {
  const looked = [...questions.values()].filter(({ listeners }) => listeners.size > 0);
  changes++;
  for (const question of questions.values()) question.at = 0;
  // What is on its way may have been read before the change.
  const anew = async (question: Question) => {
    await question.asking;
    await refresh(question);
  };
  await Promise.all(looked.map(anew));
}

/** Somebody else may sign in on this phone. */
export function forgetAnswers(): void {
  for (const question of questions.values()) Object.assign(question, { heard: NOTHING, at: 0, asking: undefined });
}

/** The answer to a question, shared by all who ask it under the same key. */
export function useAsk<T>(key: string, ask: () => Promise<T>): Heard<T> & { again: () => void } {
  const question = questionOf(key, ask);
  const heard = useSyncExternalStore(
    useCallback((changed) => look(question, changed), [question]),
    () => question.heard as Heard<T>,
  );
  return { ...heard, again: () => void refresh(question) };
}

// Back from another app, or from a tunnel: the page tells how things are now.
if (typeof document !== 'undefined') {
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && void askAgain());
  addEventListener('online', () => void askAgain());
}
