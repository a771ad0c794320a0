import { useEffect, useRef, useState } from 'react';
import { call, patience } from '../connection.ts';
import type { Task } from './mine.ts';

const PAUSE_MS = 1_000;
const AGAIN_MS = 5_000;

interface Written {
  text: string;
  /** As typed, by criterion. */
  scores: string[];
}

/** Numbers as far as they are some; a criterion without one ends the list, so that none is taken for another's. */
function scoresOf(scores: readonly string[], most: readonly number[]): number[] {
  const read = scores.map((typed, at) => {
    const value = typed.trim() === '' ? Number.NaN : Number(typed.normalize('NFKC'));
    return value >= 0 && value <= (most[at] ?? 0) ? value : undefined;
  });
  const first = read.indexOf(undefined);
  return read.slice(0, first < 0 ? undefined : first).filter((score) => score !== undefined);
}

/** What is being written, kept by the server a moment after the last letter, so that it can be finished on another device. */
export function useKeptReview(task: Task, most: readonly number[]) {
  const [written, setWritten] = useState<Written>(() => ({ text: task.text, scores: most.map((_, at) => String(task.scores[at] ?? '')) }));
  const [kept, setKept] = useState<'idle' | 'saving' | 'saved' | 'notSaved'>('idle');
  const changed = useRef(false);
  const { reviewId, state } = task;
  const scores = scoresOf(written.scores, most);
  const said = JSON.stringify({ text: written.text, scores });
  useEffect(() => {
    if (!changed.current || state !== 'open') return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let over = false;
    const save = async () => {
      setKept('saving');
      try {
        await call.homework.saveReview({ reviewId, ...JSON.parse(said) }, patience());
        if (!over) setKept('saved');
      } catch {
        if (over) return;
        setKept('notSaved');
        timer = setTimeout(save, AGAIN_MS);
      }
    };
    timer = setTimeout(save, PAUSE_MS);
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [said, reviewId, state]);
  const change = (next: Partial<Written>) => {
    changed.current = true;
    setWritten((before) => ({ ...before, ...next }));
  };
  return { written, scores, change, kept };
}
