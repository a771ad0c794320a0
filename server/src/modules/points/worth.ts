/** What a fact is worth by the rules. Pure. */
import type { Rules } from './contract.ts';
import type { Fact } from './facts.ts';

/** 0: nothing. */
export function pointsFor({ facts, runs }: Rules, { kind, cause }: Pick<Fact, 'kind' | 'cause'>): number {
  if (kind === 'checkin.run') return runs.find(({ days }) => cause.endsWith(`:${days}`))?.points ?? 0;
  return facts[kind]?.points ?? 0;
}

/** Most points of this kind on one day. */
export function capOf({ facts }: Rules, kind: Fact['kind']): number {
  return (kind === 'checkin.run' ? null : facts[kind]?.dailyCap) ?? Number.POSITIVE_INFINITY;
}
