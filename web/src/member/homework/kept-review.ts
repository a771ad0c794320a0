import { useEffect, useRef, useState } from 'react';
import { askAgain } from '../ask.ts';
import { call, notDelivered, patience } from '../connection.ts';
import { useDelivery } from '../delivery.ts';
import { reviewKey } from '../drafts.ts';
import type { Task } from './mine.ts';

const PAUSE_MS = 1_000;
const AGAIN_MS = 5_000;

interface Written {
  text: string;
  /** As typed, by criterion. */
  scores: string[];
}

interface Kept extends Written {
  /** The button was pressed; the server has not answered yet. */
  sending: boolean;
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

/** Also where the phone lets nothing be kept: then it lasts as long as the page. */
function read(reviewId: string): Kept | undefined {
  try {
    return JSON.parse(localStorage.getItem(reviewKey(reviewId)) ?? 'null') ?? undefined;
  } catch {
    return undefined;
  }
}

function keep(reviewId: string, kept: Kept | undefined): void {
  try {
    if (kept) localStorage.setItem(reviewKey(reviewId), JSON.stringify(kept));
    else localStorage.removeItem(reviewKey(reviewId));
  } catch {
    // No room on the phone: the page still holds it.
  }
}

/**
 * What is being written: on the phone with every letter, with the server a moment later, so that it can be finished on another
 * device. Given, it is sent until the server has it; a review is given once, however often that arrives.
 */
export function useKeptReview(task: Task, most: readonly number[], onDone: () => void) {
  const { reviewId, state } = task;
  const [found] = useState(() => read(reviewId));
  const [written, setWritten] = useState<Kept>(
    () => found ?? { text: task.text, scores: most.map((_, at) => String(task.scores[at] ?? '')), sending: false },
  );
  const [kept, setKept] = useState<'idle' | 'saving' | 'saved' | 'notSaved'>('idle');
  const changed = useRef(found !== undefined);
  const scores = scoresOf(written.scores, most);
  const said = JSON.stringify({ text: written.text, scores });
  const put = (next: Kept) => {
    keep(reviewId, next);
    setWritten(next);
  };
  const delivery = useDelivery({
    unsent: written.sending,
    deliver: async () => {
      await call.homework.giveReview({ reviewId, text: written.text.trim(), scores }, patience());
      keep(reviewId, undefined);
      await askAgain();
      onDone();
    },
    refused: () => put({ ...written, sending: false }),
  });
  useEffect(() => {
    if (!changed.current || state !== 'open') return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let over = false;
    const save = async () => {
      setKept('saving');
      try {
        await call.homework.saveReview({ reviewId, ...JSON.parse(said) }, patience());
        if (over) return;
        setKept('saved');
        if (!read(reviewId)?.sending) keep(reviewId, undefined);
      } catch (error) {
        if (over) return;
        setKept('notSaved');
        if (notDelivered(error)) timer = setTimeout(save, AGAIN_MS);
      }
    };
    timer = setTimeout(save, PAUSE_MS);
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [said, reviewId, state]);
  // Who writes on does not want the half of it sent.
  const change = (next: Partial<Written>) => {
    changed.current = true;
    put({ ...written, ...next, sending: false });
    delivery.hold();
  };
  const give = () => {
    put({ ...written, sending: true });
    delivery.send();
  };
  return { written, scores, change, kept, give, sending: delivery.state, problem: delivery.problem };
}
