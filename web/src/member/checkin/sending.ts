import { useCallback, useEffect, useRef, useState } from 'react';
import { askAgain } from '../ask.ts';
import { call, notDelivered, patience } from '../connection.ts';
import { type Draft, isEmpty, readDraft, useDraft } from '../drafts.ts';
import type { Campaign } from '../mine.ts';
import { bring } from './bringing.ts';

type Outcome = Awaited<ReturnType<typeof call.checkins.submit>>;

export interface Sending {
  draft: Draft;
  change: (change: Partial<Draft>) => void;
  discard: () => void;
  /** `waiting`: pressed, but not delivered yet; it is tried again (`retrying`) by itself. */
  state: 'idle' | 'sending' | 'waiting' | 'retrying';
  /** Why it was refused. */
  problem: unknown;
  outcome: Outcome | undefined;
  forget: () => void;
  send: () => void;
  /** Waits no longer, so that what is to be sent can be changed. */
  hold: () => void;
}

/** From 3 s on, twice as long each time, a minute at most. */
const pause = (tries: number) => Math.min(60_000, 3_000 * 2 ** tries);

/**
 * Sends today's check-in until the server has it. What was written and that the button was pressed is kept on the phone
 * first; the server takes one a day, so sending twice is harmless.
 */
export function useSending(campaign: Campaign, key: string): Sending {
  const [draft, change, discard] = useDraft(key);
  const [state, setState] = useState<Sending['state']>(draft.sending ? 'waiting' : 'idle');
  const [problem, setProblem] = useState<unknown>();
  const [outcome, setOutcome] = useState<Outcome>();
  const tries = useRef(0);
  const busy = useRef(false);
  const { id, communityId, policy } = campaign;

  const attempt = useCallback(async () => {
    if (busy.current) return;
    busy.current = true;
    setState((before) => (before === 'waiting' ? 'retrying' : 'sending'));
    setProblem(undefined);
    try {
      const content = await bring(communityId, policy, readDraft(key));
      const answer = await call.checkins.submit({ campaignId: id, content }, patience());
      tries.current = 0;
      // The first one stands: what was written for a second one stays here.
      if (answer.first || isEmpty({ ...readDraft(key), sending: false })) discard();
      else change({ sending: false });
      setOutcome(answer);
      await askAgain();
      setState('idle');
    } catch (error) {
      const again = notDelivered(error);
      if (!again) {
        change({ sending: false });
        setProblem(error);
      }
      setState(again ? 'waiting' : 'idle');
    } finally {
      busy.current = false;
    }
  }, [id, communityId, policy, key, change, discard]);

  // Every draw makes another function; timers are to call the newest.
  const latest = useRef(attempt);
  latest.current = attempt;

  useEffect(() => {
    if (state !== 'waiting') return undefined;
    const again = () => void latest.current();
    const timer = setTimeout(again, pause(tries.current++));
    addEventListener('online', again);
    return () => {
      clearTimeout(timer);
      removeEventListener('online', again);
    };
  }, [state]);

  return {
    draft,
    change,
    discard,
    state,
    problem,
    outcome,
    forget: () => setOutcome(undefined),
    send: () => {
      change({ sending: true });
      tries.current = 0;
      void attempt();
    },
    hold: () => {
      change({ sending: false });
      setState('idle');
    },
  };
}
