import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Candidate, divide, knownFrom, squadsNeeded } from './division.ts';

const seed = fc.integer({ min: 0, max: 2_147_483_647 });
const size = fc.integer({ min: 2, max: 20 });
const strengths = fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 160 });
const crowd = (list: readonly number[]) =>
  list.map((strength, at): Candidate => ({ id: `p${at}`, strength, gender: null, region: null, stays: null }));

/** At most one leader a squad, as the database promises. */
const led = fc.tuple(strengths, size, fc.array(fc.boolean(), { maxLength: 20 })).map(([list, wanted, leading]) => {
  const people = crowd(list);
  const leaders = leading.slice(0, people.length).filter(Boolean).length;
  const squads = squadsNeeded(people.length, wanted, leaders);
  return { squads, people: people.map((person, at) => (at < leaders ? { ...person, stays: at } : person)) };
});

describe('a division of everyone', () => {
  it('has everyone exactly once, in squads whose sizes differ by one at most and exceed the size wanted nowhere', () => {
    fc.assert(
      fc.property(strengths, size, seed, (list, wanted, lot) => {
        const people = crowd(list);
        const squads = divide(people, squadsNeeded(people.length, wanted, 0), lot);
        expect(squads.flat().sort()).toEqual(people.map(({ id }) => id).sort());
        const sizes = squads.map((one) => one.length);
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
        expect(Math.max(...sizes)).toBeLessThanOrEqual(wanted);
      }),
    );
  });

  it('gives each squad one of the strongest, one of the next strongest, and so on', () => {
    fc.assert(
      fc.property(strengths, size, seed, (list, wanted, lot) => {
        const people = crowd(list);
        const count = squadsNeeded(people.length, wanted, 0);
        const strengthOf = new Map(people.map(({ id, strength }) => [id, strength]));
        const ranked = list.toSorted((a, b) => b - a);
        for (const squad of divide(people, count, lot))
          squad.forEach((id, round) => {
            const ofRound = ranked.slice(round * count, (round + 1) * count);
            expect(ofRound).toContain(strengthOf.get(id));
          });
      }),
    );
  });

  it('lets no squad be stronger than another by more than the strongest is stronger than the weakest, where all are full', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 8 }),
        seed,
        fc.infiniteStream(fc.nat(50)),
        (count, each, lot, stream) => {
          const list = [...stream.take(count * each)];
          const people = crowd(list);
          const sums = divide(people, count, lot).map((ids) => ids.reduce((sum, id) => sum + (list[Number(id.slice(1))] ?? 0), 0));
          expect(Math.max(...sums) - Math.min(...sums)).toBeLessThanOrEqual(Math.max(...list) - Math.min(...list));
        },
      ),
    );
  });

  it('keeps leaders where they are and is as even', () => {
    fc.assert(
      fc.property(led, seed, ({ people, squads }, lot) => {
        const divided = divide(people, squads, lot);
        for (const { id, stays } of people) if (stays !== null) expect(divided[stays]).toContain(id);
        expect(divided.flat().sort()).toEqual(people.map(({ id }) => id).sort());
        const sizes = divided.map((one) => one.length);
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('is the same for the same seed in whatever order people come, and another seed draws equals anew', () => {
    fc.assert(
      fc.property(strengths, size, seed, (list, wanted, lot) => {
        const people = crowd(list);
        const count = squadsNeeded(people.length, wanted, 0);
        expect(divide(people.toReversed(), count, lot)).toEqual(divide(people, count, lot));
      }),
    );
    const equals = crowd(Array.from({ length: 40 }, () => 1));
    expect(divide(equals, 5, 1)).not.toEqual(divide(equals, 5, 2));
  });

  it('sends newcomers to the smallest squads and moves nobody who is placed', () => {
    const placed = fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(placed, fc.nat(40), seed, (sizes, newcomers, lot) => {
        const there = sizes.flatMap((many, stays) => Array.from({ length: many }, () => stays));
        const people = [...there, ...Array.from({ length: newcomers }, () => null)].map(
          (stays, at): Candidate => ({ id: `p${at}`, strength: at % 7, gender: null, region: null, stays }),
        );
        const divided = divide(people, sizes.length, lot);
        const least = Math.min(...divided.map((one) => one.length));
        for (const { id, stays } of people) if (stays !== null) expect(divided[stays]).toContain(id);
        divided.forEach((squad, at) => {
          if (squad.length > (sizes[at] ?? 0)) expect(squad.length).toBeLessThanOrEqual(least + 1);
        });
      }),
    );
  });

  it('spreads those of one gender evenly where it is known', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 9 }), fc.integer({ min: 1, max: 6 }), seed, (count, women, lot) => {
        const people = Array.from(
          { length: count * 8 },
          (_, at): Candidate => ({ id: `p${at}`, strength: 0, gender: at < count * women ? '女' : '男', region: null, stays: null }),
        );
        const ofWomen = divide(people, count, lot).map((ids) => ids.filter((id) => Number(id.slice(1)) < count * women).length);
        expect(Math.max(...ofWomen) - Math.min(...ofWomen)).toBeLessThanOrEqual(2);
      }),
    );
  });
});

it.each([
  [['女', '宝妈'], { gender: '女', region: null }],
  [['性别：男', '城市: 成都'], { gender: '男', region: '成都' }],
  [['女生', '地区：北京', '坐标：上海'], { gender: '女', region: '北京' }],
  [['女装店主', '城市生活', ''], { gender: null, region: null }],
])('tags %j say %j', (tags, known) => {
  expect(knownFrom(tags)).toEqual(known);
});
