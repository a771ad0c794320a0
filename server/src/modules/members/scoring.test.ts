import { describe, expect, it } from 'vitest';
import { candidatesOf, type NamedPlace } from './candidates.ts';
import { bareName, type PairFacts, SUGGESTED, scoreOf, similarityOf } from './scoring.ts';

const nothing: PairFacts = {
  sameAccount: false,
  twoAccounts: false,
  sameName: null,
  similarName: null,
  sharedRows: null,
  handover: null,
  together: null,
};
const score = (facts: Partial<PairFacts>) => scoreOf({ ...nothing, ...facts }).score;
const sameName = { name: '阿明', bearers: 2 };

describe('the score', () => {
  it.each<[string, Partial<PairFacts>, boolean]>([
    ['nothing known', {}, false],
    ['one account in two channels', { sameAccount: true }, true],
    ['one rare name', { sameName }, true],
    ['a name many bear', { sameName: { name: '阿明', bearers: 5 } }, false],
    ['one name, two accounts at the same time', { sameName, twoAccounts: true, together: { days: 9, minutes: 12 } }, false],
    ['one name, one falls silent when the other starts', { sameName, twoAccounts: true, handover: { days: 2, messages: 40 } }, true],
    ['two exports of one chat', { sameName, sharedRows: 200, together: { days: 20, minutes: 0 } }, true],
    ['similar names alone', { similarName: { one: '阿明明', other: '阿明', similarity: 0.67 } }, false],
  ])('%s', (_case, facts, suggested) => {
    expect(score(facts) >= SUGGESTED).toBe(suggested);
  });

  it('says what it rests on, the heaviest first, and points that add up', () => {
    const { evidence, score: value } = scoreOf({ ...nothing, sameName, twoAccounts: true, together: { days: 4, minutes: 3 } });
    expect(evidence.map(({ code }) => code)).toEqual(['sameName', 'sameMinute', 'twoAccounts']);
    const odds = evidence.reduce((sum, { points }) => sum + points, -3);
    expect(value).toBeCloseTo(1 / (1 + Math.exp(-odds)), 3);
  });

  it('grows with shared rows and falls with minutes in which both spoke', () => {
    expect(score({ sharedRows: 50 })).toBeGreaterThan(score({ sharedRows: 2 }));
    expect(score({ sameName, together: { days: 5, minutes: 9 } })).toBeLessThan(score({ sameName, together: { days: 5, minutes: 1 } }));
  });
});

it.each([
  ['阿明-北京-运营', '阿明'],
  ['【3班】阿明', '阿明'],
  ['阿明（请假中）', '阿明'],
  ['Alice_Wang', 'alice'],
  ['阿明2', '阿明'],
])('%s is %s without additions', (name, bare) => {
  expect(bareName(name)).toBe(bare);
});

it('compares names by neighbouring characters', () => {
  expect(similarityOf('王小明', '王小明')).toBe(1);
  expect(similarityOf('王小明', '王小朋')).toBe(0.5);
  expect(similarityOf('王小明', '李大海')).toBe(0);
});

describe('candidates', () => {
  const named = (identity: number, name: string, more: Partial<NamedPlace> = {}): NamedPlace => ({
    channelId: 'here',
    identity,
    member: null,
    who: `id:${identity}`,
    by: 'id',
    platform: 'qq',
    name,
    ...more,
  });
  const keys = (rows: NamedPlace[], dismissed = false) =>
    candidatesOf(rows, 'here', () => dismissed).pairs.map((pair) => pair.map(({ identity }) => identity));

  it('share an account, a name or a bare name, and one of them is here', () => {
    const rows = [
      named(1, '阿明'),
      named(2, '阿明-北京'),
      named(3, '周周'),
      named(4, '别的', { channelId: 'there' }),
      named(5, '别的', { channelId: 'there' }),
    ];
    expect(keys(rows)).toEqual([[1, 2]]);
    expect(keys([named(1, '甲'), named(9, '乙', { channelId: 'there', who: 'id:1' })])).toEqual([[1, 9]]);
  });

  it('are not those already one, dismissed, nameless, or one of many', () => {
    expect(keys([named(1, '阿明', { member: 'm' }), named(2, '阿明', { member: 'm' })])).toEqual([]);
    expect(keys([named(1, '阿明'), named(2, '阿明')], true)).toEqual([]);
    expect(keys([named(1, '微信用户'), named(2, '微信用户')])).toEqual([]);
    expect(keys(Array.from({ length: 6 }, (_, n) => named(n, '阿明')))).toEqual([]);
  });
});
