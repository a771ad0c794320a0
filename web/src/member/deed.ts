import { useState } from 'react';
import { askAgain } from './ask.ts';

/** Something sent: whether it is on its way, and what went wrong. */
export function useSend() {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>();
  /** @returns whether it went */
  const send = async (sending: () => unknown): Promise<boolean> => {
    setBusy(true);
    setProblem(undefined);
    try {
      await sending();
      return true;
    } catch (error) {
      setProblem(error);
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { busy, problem, send };
}

/** The same for what changes the page: it is over when the page is as it is afterwards, also where the server refused. */
export function useDeed() {
  const { busy, problem, send } = useSend();
  const act = (deed: () => unknown): Promise<boolean> =>
    send(async () => {
      try {
        await deed();
      } finally {
        await askAgain();
      }
    });
  return { busy, problem, act };
}
