import { describe, expect, it } from 'vitest';
import { person } from '#testing/chat';
import { inputWith, MONDAY, totalOf, weeklyInput } from '#testing/picture-input';
import { DAY_MS, dayText } from '#vocabulary/zone';
import { Dice } from '../../simulator/dice.ts';
import type { PictureInput } from '../facts.ts';
import type { Stage } from '../picture.ts';
import { lifecycle } from './lifecycle.ts';
import { stageHistory, type Trend } from './stage-history.ts';
import { mannKendall, theilSen } from './trend.ts';

const weeks = (count: number, speakers: (week: number) => number) => Array.from({ length: count }, (_, week) => Math.round(speakers(week)));
const steady = (count: number) => weeks(count, (week) => 20 + (week % 3));
const codes = (input: Parameters<typeof lifecycle>[0]) => lifecycle(input).reasons.map(({ code }) => code);

describe('trend', () => {
  it('Theil–Sen takes the median of all slopes: one wild point bends nothing', () => {
    expect(theilSen([0, 1, 2, 3, 4, 5].map((x) => [x, x === 3 ? 90 : 2 * x + 1]))).toBeCloseTo(2);
    expect(theilSen([[1, 5]])).toBeNull();
  });

  it('Theil–Sen counts the holes in x', () => {
    expect(
      theilSen([
        [0, 0],
        [1, 1],
        [7, 7],
      ]),
    ).toBeCloseTo(1);
  });

  // Worked by hand: S = 28 of 28 pairs, Var = 8·7·21/18 = 65.33, z = 27/8.083 = 3.340; S = 0 has p = 1.
  it.each([
    [[1, 2, 3, 4, 5, 6, 7, 8], 0.000836],
    [[8, 7, 6, 5, 4, 3, 2, 1], 0.000836],
    [[3, 3, 3, 3, 3], 1],
    [[1, 3, 2, 2, 3, 1], 1],
    [[1, 2], 1],
  ])('Mann–Kendall of %j is %f', (values, p) => expect(mannKendall(values)).toBeCloseTo(p, 5));

  it('Mann–Kendall allows for ties', () => {
    // S = 9, Var = (5·4·15 − 2·1·9 − 2·1·9)/18 = 14.67: z = (8 − 1)/3.830 = 1.828.
    expect(mannKendall([1, 1, 2, 2, 3])).toBeCloseTo(0.0676, 3);
  });
});

describe('life stage', () => {
  const one = { totals: [totalOf('name:A', MONDAY)] };
  const cases: [name: string, speakers: number[], stage: Stage, trend: Trend | null, more?: Partial<PictureInput>][] = [
    ['three weeks', weeks(3, () => 30), 'introduction', null],
    ['few people so far', weeks(8, () => 4), 'introduction', 'flat', one],
    [
      'few people for long: a small group, not a young one',
      weeks(16, () => 4),
      'maturity',
      'flat',
      { totals: [totalOf('name:A', MONDAY)] },
    ],
    ['rising', weeks(20, (week) => 8 * 1.08 ** week), 'growth', 'up'],
    ['rising in its second month', weeks(7, (week) => 8 * 1.3 ** week), 'growth', 'up'],
    ['steady', steady(30), 'maturity', 'flat'],
    ['falling', [...steady(20), ...weeks(10, (week) => 20 * 0.92 ** week)], 'decline', 'down'],
    ['fallen and steady since', [...steady(20), ...weeks(20, () => 6)], 'decline', 'flat'],
    ['a dip of two weeks at the top', [...steady(20), 9, 10, ...steady(3)], 'maturity', 'flat'],
    ['an opening that fades is no decline yet', [40, 36, 33, 30, 29, 28], 'maturity', 'down'],
    ['silent', [...steady(20), 0, 0, 0, 0, 0, 0], 'dead', 'flat'],
    ['silent and woken', [...steady(20), 0, 0, 0, 0, 0, 0, ...steady(12)], 'maturity', 'flat'],
  ];
  it.each(cases)('%s: %j is %s', (_name, speakers, stage, trend, more) => {
    expect(lifecycle(weeklyInput(speakers, 5, more))).toMatchObject({ stage, trend });
  });
});

describe('a direction', () => {
  /** Share of the weeks from the ninth on in 100 groups of 40 weeks that are said to rise, or to grow. */
  function said(speakers: (week: number) => number): { rising: number; growing: number } {
    let [rising, growing, all] = [0, 0, 0];
    for (let seed = 1; seed <= 100; seed += 1) {
      const noise = new Dice(seed);
      const input = weeklyInput(weeks(40, (week) => speakers(week) * Math.exp(0.25 * noise.normal())));
      for (const { trend, stage } of stageHistory({ ...input, roster: 0 }).weeks.slice(8)) {
        all += 1;
        if (trend === 'up') rising += 1;
        if (stage === 'growth') growing += 1;
      }
    }
    return { rising: rising / all, growing: growing / all };
  }

  // By chance four weeks in a hundred; medians that overlap made it seventeen.
  it('is seldom seen where weeks only differ by chance', () => {
    const { rising, growing } = said(() => 30);
    expect(rising).toBeLessThan(0.05);
    expect(growing).toBeLessThan(0.05);
  });

  it('is seen where there is one', () => {
    expect(said((week) => 8 * 1.12 ** week).rising).toBeGreaterThan(0.5);
  });
});

describe('a change of label', () => {
  const sinceOf = (speakers: readonly number[]) => {
    const { stage, since } = lifecycle(weeklyInput(speakers));
    return { stage, since };
  };

  it('waits for a second week, is dated from the first, and is announced', () => {
    const silent = [...steady(20), 0, 0, 0, 0];
    expect(sinceOf(silent).stage).not.toBe('dead');
    expect(codes(weeklyInput(silent))).toContain('turning.dead');
    expect(sinceOf([...silent, 0])).toEqual({ stage: 'dead', since: dayText(MONDAY + 23 * 7) });
    expect(sinceOf([...silent, 0, 0, 0])).toEqual({ stage: 'dead', since: dayText(MONDAY + 23 * 7) });
  });

  it('is judged by what was known then: later weeks do not rewrite earlier labels', () => {
    const all = [...weeks(20, (week) => 8 * 1.08 ** week), ...weeks(20, (week) => 37 * 0.85 ** week)];
    const totals = Array.from({ length: 40 }, (_, index) => totalOf(`name:P${index}`, MONDAY + index));
    const { weeks: history } = stageHistory({ ...weeklyInput(all), totals, roster: 0 });
    for (const length of [6, 13, 22, 31]) {
      const { weeks: then } = stageHistory({ ...weeklyInput(all.slice(0, length)), totals, roster: 0 });
      expect(history.slice(0, length)).toEqual(then);
    }
  });
});

describe('weeks nothing is known of', () => {
  it('are skipped, not zero', () => {
    const input = weeklyInput([...steady(12), null, null, null, null, null, null, ...steady(12)]);
    expect(lifecycle(input)).toMatchObject({ stage: 'maturity', trend: 'flat' });
    expect(lifecycle(input).reasons).toContainEqual({ code: 'gapsSkipped', values: { weeks: 6 } });
  });

  it('leave the label as it was until a direction can be seen again', () => {
    const falling = [...steady(20), ...weeks(10, (week) => 20 * 0.92 ** week)];
    const gap = Array.from({ length: 20 }, () => null);
    expect(lifecycle(weeklyInput([...falling, ...gap, 19, 20]))).toMatchObject({ stage: 'decline', trend: null });
  });

  it('cannot make a group silent', () => {
    expect(lifecycle(weeklyInput([...steady(20), null, null, null, null, null, 20])).stage).not.toBe('dead');
  });

  it('are all there is: nothing is claimed', () => {
    expect(lifecycle(inputWith({ coverage: [] }))).toEqual({
      stage: 'introduction',
      since: null,
      trend: null,
      reasons: [{ code: 'youngDays', values: { days: 0 } }],
    });
  });

  it('include weeks of five covered days, not of six', () => {
    const short = (days: number) => ({ coverage: [{ from: MONDAY * DAY_MS, to: (MONDAY + days) * DAY_MS - 1 }] });
    expect(codes(weeklyInput([20], 5, short(5)))).toEqual(['youngDays']);
    expect(codes(weeklyInput([20], 5, short(6)))).toContain('young');
  });
});

describe('joins and leaves', () => {
  const rising = weeklyInput(weeks(20, (week) => 8 * 1.08 ** week));
  const withMoves = (joins: number, leaves: number) => ({ ...rising, weeks: rising.weeks.map((week) => ({ ...week, joins, leaves })) });

  it('growth needs more coming than going, where the chat shows either', () => {
    expect(lifecycle(withMoves(3, 1)).stage).toBe('growth');
    expect(lifecycle(withMoves(1, 3)).stage).toBe('maturity');
    expect(codes(withMoves(1, 3))).toContain('leavesOverJoins');
    expect(lifecycle(rising).stage).toBe('growth');
  });
});

describe('reasons', () => {
  it('decline tells how far below the peak, with its week', () => {
    const { reasons } = lifecycle(weeklyInput([...weeks(20, () => 20), ...weeks(20, () => 5)]));
    expect(reasons[0]).toEqual({
      code: 'speakersBelowPeak',
      values: { speakers: 5, peak: 20, percent: 25, week: dayText(MONDAY) },
    });
    expect(reasons[1]).toEqual({ code: 'messagesBelowPeak', values: { messages: 100, peak: 400, percent: 25 } });
  });

  it('a group that rests on one person says so', () => {
    const input = weeklyInput(steady(20));
    expect(codes(input)).not.toContain('restsOnOne');
    expect(codes({ ...input, weeks: input.weeks.map((week) => ({ ...week, topShare: 0.7 })) })).toContain('restsOnOne');
  });

  it('a roster makes the first stage last until one in twenty has spoken', () => {
    const people = Array.from({ length: 1000 }, (_, index) => person(`P${index}`, { inRoster: true }));
    expect(lifecycle(weeklyInput(steady(8), 5, { people })).stage).toBe('introduction');
    expect(lifecycle(weeklyInput(steady(8), 5, { people: people.slice(0, 400) })).stage).toBe('maturity');
  });
});
