/** Who may join the alumni. */

export interface JoinFacts {
  /** Certificates that hold. */
  certificates: number;
  /** Takes part no more. */
  gone: boolean;
  /** Is gone because a person confirmed their removal. */
  removed: boolean;
  /** The community came to its end; whoever was in it took part to the last. */
  dissolved: boolean;
  /** Took part by a guardian's consent: one's own is not enough. */
  guarded: boolean;
}

type Bar = 'removed' | 'guarded';

/** Each way with need and have; one that is met is enough. A certificate outweighs a removal, nothing outweighs a guardian. */
export function evaluate({ certificates, gone, removed, dissolved, guarded }: JoinFacts) {
  const ways = [
    { code: 'certificate' as const, need: 1, have: certificates, met: certificates >= 1 },
    { code: 'left' as const, need: 1, have: gone && !removed ? 1 : 0, met: gone && !removed },
    { code: 'dissolved' as const, need: 1, have: dissolved && !removed ? 1 : 0, met: dissolved && !removed },
  ];
  const bar: Bar | null = guarded ? 'guarded' : removed && certificates === 0 ? 'removed' : null;
  return { ways, bar, met: bar === null && ways.some((way) => way.met) };
}

export const ANSWER_DAYS = 14;

export type InvitationState = 'open' | 'accepted' | 'declined' | 'withdrawn' | 'expired';

/** @param now epoch ms, as `until` */
export function stateOf(
  { outcome, until }: { outcome: Exclude<InvitationState, 'open'> | null; until: number },
  now: number,
): InvitationState {
  return outcome ?? (until <= now ? 'expired' : 'open');
}
