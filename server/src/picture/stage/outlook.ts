/**
 * Outlook 展望: how often groups of this stage and trend fell silent within 30, 60 and 90 days. A base rate counted in
 * other groups (see `base-rates.ts`), not fitted to this one.
 */

import type { Picture, Reason, Stage } from '../picture.ts';
import { type BaseRate, baseRates, population } from './base-rates.ts';
import { coveredWeeks, type WeeklyInput } from './covered-weeks.ts';

/** Under so many covered weeks there is no trend to speak of. */
const WEEKS_NEEDED = 8;
/** A cell thinner than this says less than its stage as a whole. */
const WEEKS_PER_CELL = 26;
/** 97.5 % point of the normal distribution. */
const Z = 1.959964;

/**
 * `risk` is null with `tooLittleData` under eight covered weeks; without, where nothing can be foretold: no direction
 * to be seen (just after a hole), or a group that is silent already.
 */
export function outlook(input: WeeklyInput, { stage, trend }: Picture['lifecycle']): Pick<Picture, 'risk' | 'tooLittleData'> {
  const { weeksCovered } = coveredWeeks(input);
  if (weeksCovered < WEEKS_NEEDED) return { risk: null, tooLittleData: true };
  if (trend === null || stage === 'dead') return { risk: null, tooLittleData: false };
  const { rate, pooled } = rateOf(stage, trend);
  const { weeks, rooms, d30, d60, d90 } = rate;
  const reasons: Reason[] = [{ code: 'baseRate', values: { weeks, rooms } }];
  if (pooled) reasons.push({ code: pooled, values: {} });
  reasons.push({ code: 'livedLong', values: {} });
  const interval = { d30: wilson(d30, rooms), d60: wilson(d60, rooms), d90: wilson(d90, rooms) };
  return {
    risk: { d30, d60, d90, interval, basis: { population, stage, trend, weeks, rooms }, calibrated: false, reasons },
    tooLittleData: false,
  };
}

function rateOf(stage: Stage, trend: string): { rate: BaseRate; pooled: 'pooledStage' | 'pooledAll' | null } {
  const [cell, whole] = [baseRates[`${stage}/${trend}`], baseRates[stage]];
  if (cell && cell.weeks >= WEEKS_PER_CELL) return { rate: cell, pooled: null };
  if (whole && whole.weeks >= WEEKS_PER_CELL) return { rate: whole, pooled: 'pooledStage' };
  return { rate: baseRates.all ?? { weeks: 0, rooms: 0, d30: 0, d60: 0, d90: 0 }, pooled: 'pooledAll' };
}

/**
 * Wilson score interval (1927), 95 %. `n` is the number of *rooms*, not of weeks: the weeks of one room share its fate,
 * and what is asked is how another room would fare. Three rooms leave a wide band, which is the truth.
 */
export function wilson(share: number, n: number): [low: number, high: number] {
  if (n === 0) return [0, 1];
  const centre = share + Z ** 2 / (2 * n);
  const spread = Z * Math.sqrt((share * (1 - share)) / n + Z ** 2 / (4 * n ** 2));
  const scale = 1 + Z ** 2 / n;
  return [Math.max(0, (centre - spread) / scale), Math.min(1, (centre + spread) / scale)];
}
