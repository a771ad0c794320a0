import { useEffect, useSyncExternalStore } from 'react';
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

function questionOf(key: string, ask: () => Promise<unknown>): Question {
  const known = questions.get(key);
  if (known) return known;
  const made = { heard: NOTHING, asking: undefined, at: 0, ask, listeners: new Set<() => void>() };
  questions.set(key, made);
  return made;
}

function refresh(question: Question): Promise<void> {
  question.asking ??= question
    .ask()
    .then(
      (answer) => {
        question.heard = { answer, error: undefined };
        question.at = Date.now();
      },
      (error: unknown) => {
        question.heard = { answer: question.heard.answer, error };
        // A weak network says nothing when it is better.
        if (notDelivered(error)) setTimeout(() => question.listeners.size > 0 && void refresh(question), AGAIN_MS);
      },
    )
    .finally(() => {
      question.asking = undefined;
      for (const changed of question.listeners) changed();
    });
  return question.asking;
}

/** Asks before anybody looks. */
export function prefetch(key: string, ask: () => Promise<unknown>): void {
  void refresh(questionOf(key, ask));
}

/** Asks what is being looked at again; everything else is asked when it is next looked at. */
export async function askAgain(): Promise<void> {
  const looked = [...questions.values()].filter(({ listeners }) => listeners.size > 0);
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
  for (const question of questions.values()) question.heard = NOTHING;
  for (const question of questions.values()) question.at = 0;
}

/** The answer to a question, shared by all who ask it under the same key. */
export function useAsk<T>(key: string, ask: () => Promise<T>): Heard<T> & { again: () => void } {
  const question = questionOf(key, ask);
  const heard = useSyncExternalStore(
    (changed) => {
      question.listeners.add(changed);
      return () => question.listeners.delete(changed);
    },
    () => question.heard as Heard<T>,
  );
  useEffect(() => {
    if (Date.now() - question.at > FRESH_MS) void refresh(question);
  }, [question]);
  return { ...heard, again: () => void refresh(question) };
}

// Back from another app, or from a tunnel: the page tells how things are now.
if (typeof document !== 'undefined') {
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && void askAgain());
  addEventListener('online', () => void askAgain());
}
