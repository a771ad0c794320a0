import { useState } from 'react';
import { askAgain } from '../ask.ts';
import { call, patience } from '../connection.ts';
import { type Delivery, useDelivery } from '../delivery.ts';
import { type Draft, isEmpty, readDraft, useDraft } from '../drafts.ts';
import type { Campaign } from '../mine.ts';
import { bring } from './bringing.ts';

type Outcome = Awaited<ReturnType<typeof call.checkins.submit>>;

export interface Sending {
  draft: Draft;
  change: (change: Partial<Draft>) => void;
  discard: () => void;
  state: Delivery;
  /** Why it was refused. */
  problem: unknown;
  outcome: Outcome | undefined;
  forget: () => void;
  send: () => void;
  /** Waits no longer, so that what is to be sent can be changed. */
  hold: () => void;
}

/**
 * Sends today's check-in until the server has it. What was written and that the button was pressed is kept on the phone
 * first; the server takes one a day, so sending twice is harmless.
 */
export function useSending(campaign: Campaign, key: string): Sending {
  const [draft, change, discard] = useDraft(key);
  const [outcome, setOutcome] = useState<Outcome>();
  const { id, communityId, policy } = campaign;
  const { state, problem, send, hold } = useDelivery({
    unsent: draft.sending,
    deliver: async () => {
      const content = await bring(communityId, policy, readDraft(key));
      const answer = await call.checkins.submit({ campaignId: id, content }, patience());
      // The first one stands: what was written for a second one stays here.
      if (answer.first || isEmpty({ ...readDraft(key), sending: false })) discard();
      else change({ sending: false });
      setOutcome(answer);
      await askAgain();
    },
    refused: () => change({ sending: false }),
  });
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
      send();
    },
    hold: () => {
      change({ sending: false });
      hold();
    },
  };
}
