import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { person } from '#testing/chat';
import { type Doing, inputOf, inputWith } from '#testing/picture-input';
import { flagNames, segmentNames } from '../picture.ts';
import { evaluate, meets } from '../rules.ts';
import type { MemberFacts } from './metrics.ts';
import { countSegments, segmentPeople } from './segments.ts';

const nobody = new Set<string>();
const days = (list: readonly number[], more: Omit<Doing, 'day'> = {}): Doing[] => list.map((day) => ({ day, ...more }));

function of(doings: Record<string, Doing[]>, name: string, lastDay = 27) {
  const { rule, people } = segmentPeople(inputOf(doings, lastDay), nobody);
  const found = people.get(`name:${name}`);
  if (!found) throw new Error(`${name} is in no segment`);
  return { rule, ...found };
}

describe('a rule', () => {
  const facts: MemberFacts = {
    messages28: 3,
    spoken28: 3,
    weeks28: 1,
    checkins28: 0,
    daysSinceFirst: null,
    daysSinceLast: null,
    ownGapP90: null,
    activeWeeks: 1,
    rankInHalf: null,
  };

  it.each([
    ['>=', 3, true],
    ['>=', 4, false],
    ['<=', 3, true],
    ['<=', 2, false],
    ['>', 2, true],
    ['>', 3, false],
    ['<', 4, true],
    ['<', 3, false],
    ['=', 3, true],
    ['=', 2, false],
  ] as const)('3 %s %i is %s', (op, need, met) => {
    expect(evaluate([[{ metric: 'messages28', op, need }]], facts)).toEqual({
      met,
      requirements: [{ metric: 'messages28', op, need, have: 3, met }],
    });
    expect(meets([[{ metric: 'messages28', op, need }]], facts)).toBe(met);
  });

  it('never meets a need with what is not known', () => {
    expect(evaluate([[{ metric: 'daysSinceLast', op: '<=', need: 1000 }]], facts).met).toBe(false);
  });

  it('shows the alternative that comes nearest', () => {
    const verdict = evaluate(
      [
        [
          { metric: 'messages28', op: '>', need: 9 },
          { metric: 'weeks28', op: '>', need: 9 },
        ],
        [
          { metric: 'messages28', op: '>', need: 2 },
          { metric: 'weeks28', op: '>', need: 9 },
        ],
      ],
      facts,
    );
    expect(verdict.met).toBe(false);
    expect(verdict.requirements.map(({ met }) => met)).toEqual([true, false]);
  });
});

describe('segments on messages alone', () => {
  // Contributions 1, 2, 3, 8: the upper quartile lies a quarter of the way from 3 to 8, so the bar is 5.
  const group = { A: days([2, 9, 16, 20], { messages: 2 }), B: days([20], { messages: 3 }), C: days([21, 22]), D: days([23]), R: [] };

  it.each([
    ['A', 'active'],
    ['B', 'watching'],
    ['D', 'watching'],
    ['R', 'lurking'],
  ])('%s is %s', (name, segment) => expect(of(group, name)).toMatchObject({ rule: 'messages', segment }));

  it('says what is needed and what is there', () => {
    expect(of(group, 'B').rules.active).toEqual([
      { metric: 'messages28', op: '>=', need: 5, have: 3, met: false },
      { metric: 'weeks28', op: '>=', need: 2, have: 1, met: false },
    ]);
  });

  it.each([
    ['one loud week is not active', [14, 15, 16], 27, 'watching'],
    ['two weeks are, though they are two days', [20, 21], 27, 'active'],
    ['one week is enough where under two weeks are covered', [1, 2, 3], 12, 'active'],
    ['from two covered weeks on it is not', [1, 2, 3], 13, 'watching'],
  ] as const)('%s', (_name, list, lastDay, segment) => {
    expect(of({ A: days(list, { messages: 9 }), B: days([5]), C: days([5]) }, 'A', lastDay).segment).toBe(segment);
  });

  it.each([
    [0, 'lurking'],
    [1, 'watching'],
  ] as const)('the window is 28 days: a message on day %i of 29 makes one %s', (day, segment) => {
    expect(of({ A: days([10, 20], { messages: 9 }), B: days([day]) }, 'B', 28).segment).toBe(segment);
  });
});

describe('segments with check-ins', () => {
  const checkin: Doing['checkins'] = ['keyword'];
  // Spoken beyond check-ins: 15, 4, 40 and four times 1: their upper quartile is 9.5, the bar 10.
  const group = {
    Talks: [...days([3, 10, 17], { messages: 6, checkins: checkin })],
    Checks: days([3, 4, 5, 6], { checkins: checkin }),
    Says: days([3, 4, 5, 6], { messages: 2, checkins: checkin }),
    OnlyTalks: days([7, 14], { messages: 20 }),
    Hardly: days([8]),
    Hardly2: days([8]),
    Hardly3: days([9]),
    Hardly4: days([9]),
    Silent: [],
  };

  it.each([
    ['Talks', 'active'],
    ['Checks', 'watching'],
    ['Says', 'watching'],
    ['OnlyTalks', 'watching'],
    ['Hardly', 'lurking'],
    ['Silent', 'lurking'],
  ])('%s is %s', (name, segment) => expect(of(group, name)).toMatchObject({ rule: 'checkins', segment }));

  it('a bare check-in is not speaking', () => {
    expect(of(group, 'Checks').rules.active).toContainEqual({ metric: 'spoken28', op: '>=', need: 10, have: 0, met: false });
  });

  it.each([
    ['three of thirty speakers on two days', { A: [1], B: [2], C: [2] }, 27, 'checkins'],
    ['three of thirty-one: stray', { A: [1], B: [2], C: [2] }, 28, 'messages'],
    ['three people on one day', { A: [2], B: [2], C: [2] }, 5, 'messages'],
    ['two of ten speakers on two days', { A: [1], B: [2] }, 8, 'checkins'],
    ['two of eleven speakers', { A: [1], B: [2] }, 9, 'messages'],
    ['nobody', {}, 4, 'messages'],
  ] as const)('are in use or not: %s', (_name, checking, others, rule) => {
    const doings: Record<string, Doing[]> = {};
    for (const [name, list] of Object.entries(checking)) doings[name] = days(list, { checkins: checkin });
    for (let index = 0; index < others; index += 1) doings[`P${index}`] = days([10]);
    expect(segmentPeople(inputOf(doings), nobody).rule).toBe(rule);
  });
});

describe('flags', () => {
  it.each([
    ['first seen on the last day', [27], ['newcomer']],
    ['first seen seven days before it', [20], ['newcomer']],
    ['first seen eight days before it', [19], []],
    ['quiet for 8 days, used to come daily, over two weeks', [12, 13, 14, 15, 16, 17, 18, 19], ['atRisk']],
    ['quiet for 7 days', [12, 13, 14, 15, 16, 17, 18, 19, 20], []],
    ['quiet for 14 days, as ever', [-15, -1, 13], []],
    ['quiet for 15 days, one longer than ever', [-16, -2, 12], ['atRisk']],
    ['one active week only', [0, 1, 2], []],
    ['gone for 27 days', [-8, 0], ['atRisk']],
    ['gone for 28 days', [-9, -1], ['atRisk', 'lost']],
    ['gone for 28 days, but used to come every 40', [-41, -1], ['lost']],
  ] as const)('%s', (_name, list, flags) => expect(of({ A: days(list), B: days([27]) }, 'A').flags).toEqual(flags));

  it('core are those who were given as core, with their place', () => {
    const input = inputOf({ A: days([1], { messages: 5 }), B: days([1], { messages: 5 }), C: days([1]) });
    const { people } = segmentPeople(input, new Set(['name:B']));
    expect([...people].filter(([, { flags }]) => flags.includes('core')).map(([who]) => who)).toEqual(['name:B']);
    expect(people.get('name:C')?.rules.core).toEqual([{ metric: 'rankInHalf', op: '<=', need: 1, have: 3, met: false }]);
  });
});

describe('everybody', () => {
  const doing = fc.record({
    day: fc.integer({ min: -50, max: 27 }),
    messages: fc.integer({ min: 0, max: 30 }),
    checkins: fc.subarray(['keyword', 'number', 'jielong'] as const).map((list) => [...list]),
  });
  const active = doing.filter(({ messages, checkins }) => messages > 0 || checkins.length > 0);
  const distinct = fc.uniqueArray(active, { selector: ({ day }) => day, maxLength: 12 });
  const group = fc.dictionary(fc.constantFrom('A', 'B', 'C', 'D', 'E', 'F', 'G'), distinct);

  it('is in exactly one segment, as its rule rows say, and in every flag its rows say', () => {
    fc.assert(
      fc.property(group, (doings) => {
        const input = inputOf(doings);
        const { people } = segmentPeople(input, nobody);
        const members = new Set(input.totals.filter(({ messages }) => messages > 0).map(({ who }) => who));
        for (const { who, inRoster } of input.people) if (inRoster) members.add(who);
        expect(new Set(people.keys())).toEqual(members);
        for (const { segment, flags, rules } of people.values()) {
          const met = (name: keyof typeof rules) => rules[name]?.every((row) => row.met) ?? false;
          expect(segmentNames.filter(met)).toEqual([segment]);
          expect(flagNames.filter(met)).toEqual(flags);
        }
      }),
    );
  });

  it('is nobody in an empty group, and lurks in one known by its roster alone', () => {
    expect(segmentPeople(inputWith({}), nobody).people.size).toBe(0);
    const roster = inputWith({ people: [person('A', { inRoster: true }), person('B')] });
    expect([...segmentPeople(roster, nobody).people].map(([who, { segment }]) => [who, segment])).toEqual([['name:A', 'lurking']]);
  });
});

it('counts as many in each segment as it names people', () => {
  const spoken = fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 12 });
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd', 'e'), spoken, { minKeys: 1 }), (people) => {
      const doings = Object.fromEntries(Object.entries(people).map(([name, on]) => [name, days([...new Set(on)].sort((x, y) => x - y))]));
      const input = inputOf(doings, 40);
      const segments = [...segmentPeople(input, nobody).people.values()].map(({ segment }) => segment);
      const { rule: _, ...counts } = countSegments(input);
      for (const name of segmentNames) expect(counts[name]).toBe(segments.filter((segment) => segment === name).length);
    }),
  );
});
