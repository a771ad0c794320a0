import { describe, expect, it } from 'vitest';
import type { RuleSet } from '../rules.ts';
import { judge } from './segments.ts';
import { shippedRules } from './shipped-rules.ts';

const set: RuleSet = {
  version: 3,
  rules: {
    ...shippedRules.rules,
    active: [[{ metric: 'messages28', op: '>=', need: 10 }]],
    lurking: [[{ metric: 'messages28', op: '=', need: 0 }]],
  },
  custom: [
    { key: 'asks', name: '爱提问', rule: [[{ metric: 'questions28', op: '>', need: ['/', 'messages28', 2] }]] },
    { key: 'third', name: '整除', rule: [[{ metric: 'messages28', op: '>=', need: ['div', 'activeDays', 3] }]] },
  ],
};

describe('a held level', () => {
  it.each([
    [12, 'watching', 'active', undefined],
    [5, 'lurking', 'watching', undefined],
    [5, 'watching', 'watching', undefined],
    [5, 'active', 'active', 'watching'],
    [0, 'active', 'active', 'lurking'],
    [0, 'watching', 'watching', 'lurking'],
    [0, undefined, 'lurking', undefined],
  ] as const)('%i messages, held %s: %s, the rules say %s', (messages28, held, segment, judged) => {
    const person = judge(set, { messages28 }, held);
    expect({ segment: person.segment, judged: person.judged }).toEqual({ segment, judged });
    // The rows tell what the rules say, whatever is held.
    expect(person.rules.active?.[0]?.met).toBe(messages28 >= 10);
  });
});

describe('a segment of one’s own', () => {
  it.each([
    [{ messages28: 8, questions28: 5, activeDays: 30 }, ['asks']],
    [{ messages28: 8, questions28: 4, activeDays: 26 }, ['third']], // 26 / 3 = 8, the remainder dropped
    [{ messages28: 8, questions28: 4, activeDays: 27 }, undefined],
    [{ messages28: null, questions28: 4, activeDays: 0 }, undefined],
  ] as const)('%j: in %j', (facts, custom) => {
    const person = judge(set, facts);
    expect(person.custom).toEqual(custom);
    expect(Object.keys(person.customRules ?? {})).toEqual(['asks', 'third']);
  });

  it('leaves no trace where there are none', () => {
    expect(judge(shippedRules, { messages28: 1 })).not.toHaveProperty('customRules');
  });
});
