/** The communities that the eye is tried on, and figures over many of them with their confidence. */
import { quantile } from 'simple-statistics';
import { camp, phases, readingCircle, regulars } from '../simulator/communities.ts';
import { simulate } from '../simulator/community.ts';
import { Dice } from '../simulator/dice.ts';
import type { CommunitySpec, Phase } from '../simulator/spec.ts';
import { type Looked, lookAt, type Tally } from './planted.ts';

const END = Date.parse('2026-11-21T12:00:00Z');
const kinds = [camp, readingCircle, regulars] as const;
type Fate = Pick<CommunitySpec, 'name' | 'phases' | 'founders'>;

/** In its best years: who is who. */
const prime: Fate = {
  name: '盛年',
  founders: 40,
  phases: [phases.opening(4, [18, 24], 5), phases.growth(7, [26, 42], 8), phases.maturity(12, [42, 42], 1.8)],
};
/** From the first day to silence: stages. */
const life: Fate = {
  name: '一生',
  founders: 35,
  phases: [
    phases.opening(4, [16, 22], 4),
    phases.growth(9, [24, 46], 9),
    phases.maturity(14, [46, 46], 1.8),
    phases.decline(12, [30, 6], 0.4),
    phases.death(8),
  ],
};
/** As many come as go; another level of talk overnight: change points. */
const level = (perDay: number): Phase => phases.maturity(13, [perDay, perDay], 1.3);
const halved: Fate = { name: '起落', founders: 90, phases: [level(40), level(18), level(40)] };
const dented: Fate = { name: '小起落', founders: 90, phases: [level(40), level(28), level(40)] };
/** Nothing happens: whatever is found is wrong. */
const calm: Fate = { name: '平静', founders: 90, phases: [phases.maturity(39, [32, 32], 1.3)] };
const fates = { prime, life, halved, dented, calm };

/** Communities of one fate, of every kind in turn; seeds from 1. */
export async function looks(fate: keyof typeof fates, count: number): Promise<Looked[]> {
  const looked: Looked[] = [];
  for (let seed = 1; seed <= count; seed += 1) {
    const kind = kinds[seed % kinds.length] ?? camp;
    looked.push(await lookAt(simulate(kind(fates[fate]), seed, END)));
  }
  return looked;
}

export interface Rate {
  value: number;
  /** 95 %: percentiles of 1,000 resamples of whole communities, because rows of one are no independent witnesses. */
  low: number;
  high: number;
}

export const precision = ({ right, found }: Tally): readonly [number, number] => [right, found];
export const recall = ({ right, planted }: Tally): readonly [number, number] => [right, planted];

/** Pooled share over communities. */
export function rate(tallies: readonly Tally[], share: (tally: Tally) => readonly [number, number]): Rate {
  const pooled = (chosen: readonly Tally[]) => {
    const parts = chosen.map(share);
    return (
      parts.reduce((sum, [part]) => sum + part, 0) /
      Math.max(
        1,
        parts.reduce((sum, [, whole]) => sum + whole, 0),
      )
    );
  };
  return resampled(tallies, pooled);
}

/** Any figure of a list, with its interval. */
export function resampled<T>(values: readonly T[], figure: (chosen: readonly T[]) => number): Rate {
  const dice = new Dice(1);
  const again = Array.from({ length: 1000 }, () => figure(values.map(() => dice.pick(values))));
  return { value: figure(values), low: quantile(again, 0.025), high: quantile(again, 0.975) };
}
