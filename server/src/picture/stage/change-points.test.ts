import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changePoints } from './change-points.ts';

/** Log-normal weeks about levels; the same for the same seed. */
function weeks(levels: [weeks: number, messages: number][], noise: number, seed: number): number[] {
  let state = seed >>> 0;
  const next = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state + 1) / (2 ** 32 + 1);
  };
  const normal = () => Math.sqrt(-2 * Math.log(next())) * Math.cos(2 * Math.PI * next());
  return levels.flatMap(([count, messages]) => Array.from({ length: count }, () => Math.round(messages * Math.exp(noise * normal()))));
}

describe('change points', () => {
  it.each<[string, number[], number[]]>([
    ['none in a level line', new Array<number>(30).fill(100), []],
    ['none in too few weeks', [1, 1, 1, 900, 900, 900, 900], []],
    [
      'one where talk halves',
      weeks(
        [
          [15, 200],
          [15, 80],
        ],
        0.1,
        1,
      ),
      [15],
    ],
    [
      'two where it rises and falls',
      weeks(
        [
          [12, 20],
          [12, 200],
          [12, 50],
        ],
        0.1,
        2,
      ),
      [12, 24],
    ],
    [
      'none for a holiday of two weeks',
      weeks(
        [
          [15, 200],
          [2, 40],
          [15, 200],
        ],
        0.1,
        3,
      ),
      [],
    ],
  ])('%s', (_case, messages, at) => expect(changePoints(messages).map((change) => change.at)).toEqual(at));

  it('say the level before and after', () => {
    const [change] = changePoints([...new Array<number>(10).fill(100), ...new Array<number>(10).fill(10)]);
    expect(change?.before).toBeCloseTo(100, 6);
    expect(change?.after).toBeCloseTo(10, 6);
  });

  it('are found within two weeks of where a level fell to a third, in nine of ten chats', () => {
    const found = Array.from({ length: 100 }, (_, seed) =>
      changePoints(
        weeks(
          [
            [20, 300],
            [20, 100],
          ],
          0.3,
          seed + 10,
        ),
      ),
    );
    expect(found.filter((changes) => changes.some(({ at }) => Math.abs(at - 20) <= 2)).length).toBeGreaterThanOrEqual(90);
  });

  it('are seldom seen in noise alone: in fewer than one of ten chats of a year', () => {
    const found = Array.from({ length: 200 }, (_, seed) => changePoints(weeks([[52, 150]], 0.3, seed + 500)));
    expect(found.filter((changes) => changes.length > 0).length).toBeLessThan(20);
  });

  it('are in order, at least four weeks apart and from the ends', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1_000), { maxLength: 60 }), (messages) => {
        const at = [0, ...changePoints(messages).map((change) => change.at), messages.length];
        if (at.length > 2) for (const [index, one] of at.slice(1).entries()) expect(one - (at[index] ?? 0)).toBeGreaterThanOrEqual(4);
      }),
    );
  });
});
