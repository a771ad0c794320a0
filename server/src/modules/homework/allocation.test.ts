import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Asked, allocate, type Pair } from './allocation.ts';

const people = (squads: readonly (string | null)[]) => squads.map((squadId, at) => ({ id: `p${at}`, squadId, load: 0 }));
const worksOf = (list: readonly { id: string; squadId: string | null }[]) =>
  list.map(({ id, squadId }) => ({ id: `w${id.slice(1)}`, authorId: id, squadId }));
const classOf = (squads: readonly (string | null)[], k: number, more: Partial<Asked> = {}): Asked => ({
  works: worksOf(people(squads)),
  reviewers: people(squads),
  k,
  existing: [],
  outside: false,
  relaxed: [],
  seed: 'a',
  ...more,
});
const authorOf = (work: string) => `p${work.slice(1)}`;
const key = ({ workId, reviewerId }: Pair) => `${workId} ${reviewerId}`;
const loadsOf = ({ reviewers }: Asked, pairs: readonly Pair[]) =>
  reviewers.map(({ id, load }) => load + pairs.filter(({ reviewerId }) => reviewerId === id).length);

const squad = fc.constantFrom(null, 'a', 'b', 'c');
/** Any class: squads, some who handed nothing in, some who review nothing, some reviews given already, any rules. */
const asked = fc
  .record({
    squads: fc.array(squad, { minLength: 1, maxLength: 14 }),
    k: fc.integer({ min: 1, max: 4 }),
    silent: fc.array(fc.nat(13), { maxLength: 4 }),
    gone: fc.array(fc.nat(13), { maxLength: 4 }),
    given: fc.array(fc.tuple(fc.nat(13), fc.nat(13)), { maxLength: 6 }),
    outside: fc.boolean(),
    relaxed: fc.constantFrom<Asked['relaxed']>([], ['reciprocal'], ['outside'], ['outside', 'reciprocal'], ['reciprocal', 'outside']),
    seed: fc.string(),
  })
  .map(({ squads, silent, gone, given, ...rest }): Asked => {
    const all = people(squads);
    const existing = new Map(
      given
        .filter(([work, person]) => work < all.length && person < all.length && work !== person)
        .map(([work, person]): [string, Pair] => [`${work} ${person}`, { workId: `w${work}`, reviewerId: `p${person}` }]),
    );
    const loads = [...existing.values()];
    return {
      works: worksOf(all).filter((_, at) => !silent.includes(at)),
      reviewers: all
        .filter((_, at) => !gone.includes(at))
        .map((one) => ({ ...one, load: loads.filter(({ reviewerId }) => reviewerId === one.id).length })),
      existing: [...existing.values()],
      ...rest,
    };
  });

/** Whether a pair may stand beside the others, told apart from how the code tells it. */
function may(
  { works, reviewers, outside, relaxed }: Asked,
  pair: Pair,
  others: readonly Pair[],
  lifted: Asked['relaxed'] = relaxed,
): boolean {
  const work = works.find(({ id }) => id === pair.workId);
  const reviewer = reviewers.find(({ id }) => id === pair.reviewerId);
  if (!work || !reviewer || work.authorId === reviewer.id) return false;
  if (others.some((one) => key(one) === key(pair))) return false;
  if (outside && !lifted.includes('outside') && work.squadId !== null && work.squadId === reviewer.squadId) return false;
  const back = (one: Pair) =>
    one.reviewerId === work.authorId && authorOf(one.workId) === reviewer.id && works.some(({ id }) => id === one.workId);
  return lifted.includes('reciprocal') || !others.some(back);
}

describe('any allocation', () => {
  it('keeps every rule that is not lifted, asks for no more than was wanted and says exactly what is missing', () => {
    fc.assert(
      fc.property(asked, (one) => {
        const { pairs, short } = allocate(one);
        const all = [...one.existing, ...pairs];
        for (const pair of pairs)
          expect(
            may(
              one,
              pair,
              all.filter((other) => other !== pair),
            ),
          ).toBe(true);
        for (const { id } of one.works) {
          const has = all.filter(({ workId }) => workId === id).length;
          const had = one.existing.filter(({ workId }) => workId === id).length;
          expect(has).toBeLessThanOrEqual(Math.max(one.k, had));
          expect(short.find(({ workId }) => workId === id)?.missing ?? 0).toBe(Math.max(0, one.k - has));
        }
      }),
      { numRuns: 300 },
    );
  });

  it('leaves a work short only where nobody may take it, and no reviewer with two more than one who could take a review over', () => {
    fc.assert(
      fc.property(asked, (one) => {
        const { pairs, short } = allocate(one);
        const all = [...one.existing, ...pairs];
        const loads = new Map(one.reviewers.map(({ id }, at) => [id, loadsOf(one, pairs)[at] ?? 0]));
        for (const { workId } of short) for (const { id } of one.reviewers) expect(may(one, { workId, reviewerId: id }, all)).toBe(false);
        if (one.relaxed.length > 0) return;
        for (const pair of pairs) {
          const others = all.filter((other) => other !== pair);
          for (const { id } of one.reviewers) {
            if (!may(one, { workId: pair.workId, reviewerId: id }, others)) continue;
            expect((loads.get(pair.reviewerId) ?? 0) - (loads.get(id) ?? 0)).toBeLessThanOrEqual(1);
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it('is the same for the same seed in whatever order works, reviewers and reviews come', () => {
    fc.assert(
      fc.property(asked, (one) => {
        const turned = {
          ...one,
          works: one.works.toReversed(),
          reviewers: one.reviewers.toReversed(),
          existing: one.existing.toReversed(),
        };
        expect(allocate(turned)).toEqual(allocate(one));
      }),
    );
  });

  it('lifts a rule for the works that need it alone', () => {
    fc.assert(
      fc.property(asked, (one) => {
        const strict = allocate({ ...one, relaxed: [] });
        if (strict.short.length === 0) expect(allocate({ ...one, relaxed: ['outside', 'reciprocal'] })).toEqual(strict);
      }),
    );
  });
});

describe('a class of its own', () => {
  it('of 2k + 1 people and more is dealt evenly: k reviews for each and by each', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 0, max: 40 }), fc.string(), (k, more, seed) => {
        const one = classOf(Array(2 * k + 1 + more).fill(null), k, { seed });
        const { pairs, short } = allocate(one);
        expect(short).toEqual([]);
        expect(new Set(loadsOf(one, pairs))).toEqual(new Set([k]));
      }),
    );
  });

  it.each([
    { people: 1, k: 1, pairs: 0, missing: [1] },
    { people: 2, k: 1, pairs: 1, missing: [1] },
    { people: 2, k: 3, pairs: 1, missing: [2, 3] },
    { people: 3, k: 1, pairs: 3, missing: [] },
    { people: 3, k: 2, pairs: 3, missing: [1, 1, 1] },
    { people: 4, k: 2, pairs: 6, missing: [1, 1] },
    { people: 6, k: 3, pairs: 15, missing: [1, 1, 1] },
  ])(
    'of $people people who should each get $k has $pairs reviews, and what is missing is shared out',
    ({ people: count, k, pairs, missing }) => {
      const allocated = allocate(classOf(Array(count).fill(null), k));
      expect(allocated.pairs).toHaveLength(pairs);
      expect(allocated.short.map((one) => one.missing).sort()).toEqual(missing);
    },
  );

  it('of two reviews the other one once that is allowed', () => {
    expect(allocate(classOf([null, null], 1, { relaxed: ['reciprocal'] })).pairs).toEqual([
      { workId: 'w0', reviewerId: 'p1' },
      { workId: 'w1', reviewerId: 'p0' },
    ]);
  });

  it('has as many reviews as any allocation could have', () => {
    const small = fc.record({
      squads: fc.array(squad, { minLength: 2, maxLength: 4 }),
      k: fc.integer({ min: 1, max: 3 }),
      outside: fc.boolean(),
      seed: fc.string(),
    });
    fc.assert(
      fc.property(small, ({ squads, k, outside, seed }) => {
        const one = classOf(squads, k, { outside, seed });
        expect(allocate(one).pairs.length).toBe(mostPairs(one));
      }),
    );
  });

  it('of two squads reads across them, and within only once that is allowed', () => {
    const one = classOf(['a', 'a', 'a', 'b'], 2, { outside: true });
    const { pairs, short } = allocate(one);
    expect(pairs.every(({ workId, reviewerId }) => (workId === 'w3') !== (reviewerId === 'p3'))).toBe(true);
    expect(short.length).toBeGreaterThan(0);
    expect(allocate({ ...one, relaxed: ['outside'] }).pairs.length).toBeGreaterThan(pairs.length);
  });

  it('gives the next review to whoever had least so far', () => {
    const one = classOf([null, null, null, null], 1);
    const reviewers = one.reviewers.map((person) => ({ ...person, load: person.id === 'p2' ? 0 : 3 }));
    const { pairs } = allocate({ ...one, works: one.works.filter(({ id }) => id !== 'w2').slice(0, 2), reviewers });
    expect(pairs.map(({ reviewerId }) => reviewerId)).toEqual(['p2', 'p2']);
  });
});

/** Every way to choose, for each two people, one direction or none. */
function mostPairs(one: Asked): number {
  const twos = one.reviewers.flatMap((a, at) => one.reviewers.slice(at + 1).map((b) => [a.id, b.id] as const));
  const choose = (at: number, chosen: readonly Pair[]): number => {
    const two = twos[at];
    if (!two) return chosen.length;
    const [a, b] = two;
    const ways = [
      { workId: `w${a.slice(1)}`, reviewerId: b },
      { workId: `w${b.slice(1)}`, reviewerId: a },
    ].filter((pair) => may(one, pair, chosen) && chosen.filter(({ workId }) => workId === pair.workId).length < one.k);
    return Math.max(choose(at + 1, chosen), ...ways.map((pair) => choose(at + 1, [...chosen, pair])));
  };
  return choose(0, []);
}
