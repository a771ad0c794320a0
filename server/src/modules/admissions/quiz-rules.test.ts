import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { draw, scoreOf, triesLeft } from './quiz-rules.ts';

const banks = fc
  .array(fc.array(fc.string(), { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 50 })
  .chain((all) =>
    fc.record({ questions: fc.constant(all.map((wrong) => ({ wrong }))), ask: fc.integer({ min: 1, max: all.length }), seed: fc.nat() }),
  );

describe('drawing', () => {
  it('asks as many questions as wanted, none twice, each with all its options once, and by the same seed the same', () => {
    fc.assert(
      fc.property(banks, ({ seed, ...bank }) => {
        const drawn = draw(bank, seed);
        expect(drawn).toHaveLength(bank.ask);
        expect(new Set(drawn.map(({ question }) => question)).size).toBe(bank.ask);
        for (const { question, options } of drawn) {
          const places = Array.from({ length: 1 + (bank.questions[question]?.wrong.length ?? 0) }, (_, place) => place);
          expect(options.toSorted((a, b) => a - b)).toEqual(places);
        }
        expect(draw(bank, seed)).toEqual(drawn);
      }),
    );
  });

  it('gives every question and every place of the right option its turn: no place is the safe guess', () => {
    const bank = { questions: Array.from({ length: 8 }, () => ({ wrong: ['', '', ''] })), ask: 5 };
    const tries = Array.from({ length: 4_000 }, (_, seed) => draw(bank, seed)).flat();
    const share = (holds: (one: (typeof tries)[number]) => boolean) => tries.filter(holds).length / tries.length;
    for (let question = 0; question < 8; question += 1) expect(share((one) => one.question === question)).toBeCloseTo(1 / 8, 1);
    for (let place = 0; place < 4; place += 1) expect(share(({ options }) => options[place] === 0)).toBeCloseTo(1 / 4, 1);
  });
});

it.each([
  [[], 0],
  [[0, 0, 0], 3],
  [[0, 2, 0, 1], 2],
])('%j scores %i', (answers, score) => {
  expect(scoreOf(answers)).toBe(score);
});

it.each([
  [null, 7, null],
  [3, 0, 3],
  [3, 3, 0],
  [1, 4, 0],
])('of %s tries with %i begun, %s are left', (tries, begun, left) => {
  expect(triesLeft(tries, begun)).toBe(left);
});
