import { useEffect, useRef, useState } from 'react';
import { notDelivered } from './connection.ts';

/** `waiting`: asked for, but not delivered yet; it is tried again (`retrying`) by itself. */
export type Delivery = 'idle' | 'sending' | 'waiting' | 'retrying';

/** From 3 s on, twice as long each time, a minute at most. */
const pause = (tries: number) => Math.min(60_000, 3_000 * 2 ** tries);

interface Sent {
  /** It was asked for before this page was opened. */
  unsent: boolean;
  /** Done twice it is done once. */
  deliver(): Promise<unknown>;
  /** The server has decided against it. */
  refused(): void;
}

/** Sends something until the server has it or refuses it. Whoever calls keeps it on the phone before. */
export function useDelivery({ unsent, deliver, refused }: Sent) {
  const [state, setState] = useState<Delivery>(unsent ? 'waiting' : 'idle');
  const [problem, setProblem] = useState<unknown>();
  const tries = useRef(0);
  const busy = useRef(false);

  const attempt = async () => {
    if (busy.current) return;
    busy.current = true;
    setState((before) => (before === 'waiting' ? 'retrying' : 'sending'));
    setProblem(undefined);
    try {
      await deliver();
      tries.current = 0;
      setState('idle');
    } catch (error) {
      const again = notDelivered(error);
      if (!again) {
        refused();
        setProblem(error);
      }
      setState(again ? 'waiting' : 'idle');
    } finally {
      busy.current = false;
    }
  };

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

  const send = () => {
    tries.current = 0;
    void attempt();
  };
  return { state, problem, send, hold: () => setState('idle') };
}
