import { describe, expect, it } from 'vitest';
import { weeklyInput } from '#testing/picture-input';
import { type Picture, picture, stages } from '../picture.ts';
import { type BaseRate, baseRates, population } from './base-rates.ts';
import { outlook, wilson } from './outlook.ts';

const trends = ['up', 'flat', 'down'] as const;
const steady = (weeks: number) => Array.from({ length: weeks }, () => 20);
const life = (stage: Picture['lifecycle']['stage'], trend: Picture['lifecycle']['trend']): Picture['lifecycle'] => ({
  stage,
  since: null,
  trend,
  reasons: [],
});

describe('outlook', () => {
  it.each([
    ['seven covered weeks', steady(7), life('maturity', 'flat'), true],
    [
      'seven covered weeks of twenty',
      [...steady(4), ...Array.from({ length: 13 }, () => null), ...steady(3)],
      life('maturity', 'flat'),
      true,
    ],
    ['no direction to be seen', steady(20), life('decline', null), false],
    ['a group that is silent already', steady(20), life('dead', 'down'), false],
  ])('is null for %s', (_name, speakers, lifecycle, tooLittleData) => {
    expect(outlook(weeklyInput(speakers), lifecycle)).toEqual({ risk: null, tooLittleData });
  });

  it('speaks from eight covered weeks on, names its population and claims no calibration', () => {
    const { risk, tooLittleData } = outlook(weeklyInput(steady(8)), life('decline', 'flat'));
    expect(tooLittleData).toBe(false);
    expect(risk).toMatchObject({ calibrated: false, basis: { population, stage: 'decline', trend: 'flat', rooms: 3 } });
    expect(risk?.reasons.map(({ code }) => code)).toEqual(['baseRate', 'livedLong']);
  });

  it.each(stages.filter((stage) => stage !== 'dead').flatMap((stage) => trends.map((trend) => [stage, trend] as const)))(
    '%s, %s: never less in more days, inside its interval, and of the published shape',
    (stage, trend) => {
      const { risk } = outlook(weeklyInput(steady(20)), life(stage, trend));
      expect(() => picture.shape.risk.parse(risk)).not.toThrow();
      if (!risk) throw new Error('no risk');
      expect(risk.d30).toBeLessThanOrEqual(risk.d60);
      expect(risk.d60).toBeLessThanOrEqual(risk.d90);
      for (const key of ['d30', 'd60', 'd90'] as const) {
        expect(risk.interval[key][0]).toBeLessThanOrEqual(risk[key]);
        expect(risk.interval[key][1]).toBeGreaterThanOrEqual(risk[key]);
      }
    },
  );

  it('takes the whole stage where a trend was seen in few weeks, and says so', () => {
    const { risk } = outlook(weeklyInput(steady(20)), life('maturity', 'up'));
    expect(risk?.basis.weeks).toBe(baseRates.maturity?.weeks);
    expect(risk?.reasons.map(({ code }) => code)).toContain('pooledStage');
    const young = outlook(weeklyInput(steady(20)), life('introduction', 'up'));
    expect(young.risk?.basis.weeks).toBe(baseRates.all?.weeks);
    expect(young.risk?.reasons.map(({ code }) => code)).toContain('pooledAll');
  });
});

describe('base rates', () => {
  const rows: [string, BaseRate][] = Object.entries(baseRates);

  it.each(rows)('%s are shares that never fall with time', (_key, { d30, d60, d90, weeks, rooms }) => {
    for (const share of [d30, d60, d90]) expect(share >= 0 && share <= 1).toBe(true);
    expect(d30 <= d60 && d60 <= d90).toBe(true);
    expect(weeks).toBeGreaterThanOrEqual(rooms);
  });

  it('add up: the weeks of the trends are those of the stage, the stages those of all', () => {
    const total = (keys: readonly string[]) => keys.reduce((sum, key) => sum + (baseRates[key]?.weeks ?? 0), 0);
    for (const stage of stages) expect(total(trends.map((trend) => `${stage}/${trend}`))).toBe(total([stage]));
    expect(total(stages)).toBe(baseRates.all?.weeks);
  });
});

describe('Wilson interval', () => {
  // Wilson 1927, worked by hand with z = 1.96: 0 of 3, 1 of 3, 5 of 10.
  it.each([
    [0, 3, 0, 0.5615],
    [1 / 3, 3, 0.0615, 0.7923],
    [0.5, 10, 0.2366, 0.7634],
    [1, 3, 0.4385, 1],
  ])('of %f among %i', (share, n, low, high) => {
    const interval = wilson(share, n);
    expect(interval[0]).toBeCloseTo(low, 3);
    expect(interval[1]).toBeCloseTo(high, 3);
  });

  it('of nothing is everything', () => expect(wilson(0, 0)).toEqual([0, 1]));
});
