import { describe, expect, it } from 'vitest';
import type { RuleSetText } from './contract.ts';
import { causeOf, changedRules, heldUntil, inForce, stateOf } from './rules.ts';

const at = (version: number, effectiveFrom: number) => ({ version, effectiveFrom });

describe('the version in force', () => {
  it.each([
    ['none: the shipped rules', [], 10, undefined],
    ['its instant is included', [at(1, 10)], 10, 1],
    ['its day has not come', [at(1, 11)], 10, undefined],
    ['the newest whose day has come', [at(1, 1), at(2, 5), at(3, 20)], 10, 2],
    ['a newer one displaces one that came later into force', [at(1, 9), at(2, 1)], 10, 2],
    ['whatever the order of rows', [at(3, 2), at(1, 1), at(2, 3)], 10, 3],
  ] as const)('%s', (_name, versions, now, expected) => expect(inForce(versions, now)?.version).toBe(expected));

  it.each([
    ['in force', at(2, 5), 2, 'effective'],
    ['older', at(1, 1), 2, 'past'],
    ['waiting', at(3, 20), 2, 'upcoming'],
    ['waiting, but displaced by a newer one', at(1, 20), 2, 'past'],
  ] as const)('tells others apart: %s', (_name, version, current, state) => expect(stateOf(version, current, 10)).toBe(state));
});

it.each([
  ['watching', 'active', false, 'promoted'],
  ['lurking', 'watching', false, 'promoted'],
  ['active', 'lurking', false, 'dropped'],
  ['active', 'lurking', true, 'rules'],
  ['lurking', 'active', true, 'rules'],
] as const)('%s → %s, other rules %s: %s', (from, to, otherRules, cause) => expect(causeOf(from, to, otherRules)).toBe(cause));

it('a level is held for a second window', () => {
  expect(heldUntil(Date.parse('2026-02-19T04:00:00Z'))).toBe(Date.parse('2026-03-19T04:00:00Z'));
});

describe('what changed from one version to the next', () => {
  const base: RuleSetText = {
    expressions: { active: 'a', lurking: 'l' },
    custom: [{ key: 'k', name: '常来', expression: 'x' }],
    hold: true,
  };
  it.each([
    ['nothing', base, []],
    ['a rule', { ...base, expressions: { active: 'b', lurking: 'l' } }, ['active']],
    ['a rule that is new', { ...base, expressions: { ...base.expressions, core: 'c' } }, ['core']],
    ['holding', { ...base, hold: false }, ['hold']],
    ['an own segment', { ...base, custom: [{ key: 'k', name: '常来', expression: 'y' }] }, ['常来']],
    ['its name', { ...base, custom: [{ key: 'k', name: '老面孔', expression: 'x' }] }, ['老面孔']],
    ['one that is gone and one that is new', { ...base, custom: [{ key: 'n', name: '新的', expression: 'x' }] }, ['常来', '新的']],
  ] as const)('%s', (_name, after, changed) => {
    expect(changedRules(base, { ...after, custom: [...after.custom] })).toEqual(changed);
  });
});
