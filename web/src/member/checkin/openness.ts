import type { Campaign } from '../mine.ts';

export interface Openness {
  state: 'open' | 'shut' | 'leave' | 'done' | 'upcoming' | 'ended';
  /** What comes next, epoch ms: the opening, the closing or the end of the day. */
  next: number | null;
  /** Open, but the time is over: does it count still? */
  late: 'counted' | 'withoutCredit' | null;
  /** Shut until it opens, or for today. */
  why: 'opens' | 'closed' | null;
}

type Asked = Pick<Campaign, 'state' | 'done' | 'window' | 'policy' | 'needs'>;

/** What the button does at this moment of the server's clock. The server has the last word when it is pressed. */
export function openness({ state, done, window, policy, needs }: Asked, now: number): Openness {
  const plain = { next: null, late: null, why: null };
  if (state !== 'running') return { ...plain, state };
  if (done) return { ...plain, state: done.kind === 'leave' ? 'leave' : 'done' };
  if (!window) return { ...plain, state: 'shut', why: 'closed' };
  const [opens, closes, ends] = [Date.parse(window.opensAt), Date.parse(window.closesAt), Date.parse(window.endsAt)];
  if (now < opens) return { ...plain, state: 'shut', next: opens, why: 'opens' };
  // Needs about the time are judged here, by the second; of others the server alone knows.
  if (needs.some(({ met, code }) => !met && !code.startsWith('window.'))) return { ...plain, state: 'shut', next: ends, why: 'closed' };
  if (now < closes) return { ...plain, state: 'open', next: closes };
  if (now < ends && policy.late !== 'refused') return { ...plain, state: 'open', next: ends, late: policy.late };
  return { ...plain, state: 'shut', next: ends, why: 'closed' };
}
