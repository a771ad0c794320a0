/** Evidence judged and compared. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compare, type Evidence, judge } from './rules.ts';

const shown = (share: number, more: Evidence = {}): Evidence => ({ share: { have: share, of: 20 }, ...more });
const benchOf = (people: Record<string, Evidence>) => compare(new Map(Object.entries(people)));

describe('need, have and met', () => {
  it('are told of each need, and what nothing shows is not met', () => {
    const needs = [
      { fact: 'days', atLeast: 7 },
      { fact: 'onTime', atLeast: 80 },
    ] as const;
    expect(judge(needs, { days: { have: 7, of: 9 }, onTime: { have: null, of: 0 } })).toEqual([
      { fact: 'days', need: 7, have: 7, of: 9, met: true },
      { fact: 'onTime', need: 80, have: null, of: 0, met: false },
    ]);
  });
});

describe('the order', () => {
  it('is by the mean of the shares of people one is ahead of; the two strongest kinds are the reasons', () => {
    const { standings, kinds } = benchOf({
      keen: shown(90, { praises: { have: 1, of: null }, run: { have: 9, of: null } }),
      kind: shown(80, { praises: { have: 5, of: null }, run: { have: 9, of: null } }),
      quiet: shown(80, { praises: { have: 0, of: null }, run: { have: 2, of: null } }),
    });
    expect(kinds).toEqual(['share', 'run', 'praises']);
    // keen: (2/2 + 1/2 + 1/2) / 3; kind: (0 + 1/2 + 2/2) / 3; quiet: 0.
    expect(standings.get('keen')).toMatchObject({
      place: 1,
      ahead: 67,
      reasons: [{ fact: 'share', have: 90, ahead: 100 }, { fact: 'run' }],
    });
    expect(standings.get('kind')).toMatchObject({
      place: 2,
      ahead: 50,
      reasons: [
        { fact: 'praises', ahead: 100 },
        { fact: 'run', ahead: 50 },
      ],
    });
    expect(standings.get('quiet')).toEqual({ place: 3, ahead: 0, reasons: [] });
  });

  it('leaves out kinds nobody has shown, and what a person had no chance to show', () => {
    const never = { onTime: { have: null, of: 0 } };
    const { standings, kinds } = benchOf({ a: shown(70, never), b: shown(60, { onTime: { have: 50, of: 4 } }), c: shown(50, never) });
    expect(kinds).toEqual(['share', 'onTime']);
    expect(standings.get('a')).toMatchObject({ place: 1, ahead: 100 });
  });

  it('does not compare whoever has shown too little, and nobody where they are few', () => {
    const late = { share: { have: 100, of: 2 } };
    const { enough, standings } = benchOf({ a: shown(70), b: shown(60), c: shown(50), late });
    expect(enough).toBe(true);
    expect(standings.get('late')).toEqual({ place: null, ahead: null, reasons: [] });
    expect(benchOf({ a: shown(70), b: shown(60), late }).enough).toBe(false);
  });

  it('is the same whatever order people come in, equals share a place, and more is never worse', () => {
    const evidence = fc.record({
      share: fc.integer({ min: 0, max: 100 }),
      run: fc.integer({ min: 0, max: 3 }),
      praises: fc.integer({ min: 0, max: 3 }),
    });
    fc.assert(
      fc.property(fc.array(evidence, { minLength: 3, maxLength: 12 }), (list) => {
        const people = list.map(({ share, run, praises }, n): [string, Evidence] => [
          `${n}`,
          shown(share, { run: { have: run, of: null }, praises: { have: praises, of: null } }),
        ]);
        const there = compare(new Map(people)).standings;
        expect(compare(new Map(people.toReversed())).standings).toEqual(new Map([...there].toReversed()));
        for (const [n, one] of list.entries())
          for (const [m, other] of list.entries()) {
            const [a, b] = [there.get(`${n}`)?.place ?? 0, there.get(`${m}`)?.place ?? 0];
            const better = one.share >= other.share && one.run >= other.run && one.praises >= other.praises;
            if (better) expect(a).toBeLessThanOrEqual(b);
          }
      }),
    );
  });
});
