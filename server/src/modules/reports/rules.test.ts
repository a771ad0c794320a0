import { describe, expect, it } from 'vitest';
import type { CampReport, EvidenceCode } from './contract.ts';
import { concluded, type Facts, lostHow, stoodOut } from './rules.ts';

const week = (number: number, rate: number, possible = 100): CampReport['weeks'][number] => {
  return { week: number, from: '2026-03-02', to: '2026-03-08', counted: rate * possible, possible, rate };
};
const quiet: Facts = {
  people: { all: 20, left: 0, checkedIn: 20 },
  checkins: { counted: 200, sent: 200, possible: 300, rate: 200 / 300, late: 0, madeUp: 0, leave: 0 },
  weeks: [week(1, 0.7), week(2, 0.62)],
  completion: { need: 10, met: 14, awarded: 0 },
  rituals: [{ name: '闭营', at: '2026-03-22T12:00:00Z', items: 1, done: 1, missed: 0 }],
  duties: { items: 10, done: 10, missed: 0 },
  over: true,
  lost: [],
  weekdays: Array.from({ length: 7 }, () => ({ days: 2, counted: 30, possible: 43 })),
  praises: { all: 0, people: 0 },
};
const silent = { how: 'silent', notes: 0, daysIn: 3 } as const;

describe('conclusions', () => {
  it('of an ordinary campaign are none', () => {
    expect(concluded(quiet)).toEqual([]);
  });

  it.each<{ code: string; facts: Partial<Facts>; values: object }>([
    { code: 'steady', facts: { weeks: [week(1, 0.7), week(2, 0.68)] }, values: { first: 0.7, last: 0.68 } },
    { code: 'weekDrop', facts: { weeks: [week(1, 0.9), week(2, 0.5), week(3, 0.45)] }, values: { week: 2, before: 0.9, after: 0.5 } },
    {
      code: 'firstWeek',
      facts: { lost: [silent, { ...silent, notes: 1 }, { ...silent, daysIn: 9, notes: 1 }] },
      values: { lost: 3, early: 2 },
    },
    {
      code: 'neverBegan',
      facts: { lost: [1, 2].map(() => ({ how: 'neverBegan', notes: 1, daysIn: null })) },
      values: { count: 2, people: 20 },
    },
    { code: 'nobodyAsked', facts: { lost: [1, 2, 3].map(() => ({ ...silent, daysIn: 12 })) }, values: { lost: 3, without: 3 } },
    {
      code: 'weekday',
      facts: { weekdays: quiet.weekdays.map((one, index) => (index === 6 ? { ...one, counted: 10 } : one)) },
      values: { weekday: 7, rate: 10 / 43, mean: 200 / 300 },
    },
    { code: 'late', facts: { checkins: { ...quiet.checkins, late: 40 } }, values: { late: 40, sent: 200 } },
    { code: 'needHigh', facts: { completion: { need: 20, met: 5, awarded: 0 } }, values: { need: 20, met: 5, people: 20 } },
    { code: 'needLow', facts: { completion: { need: 2, met: 20, awarded: 0 } }, values: { need: 2, met: 20, people: 20 } },
    { code: 'praiseNarrow', facts: { praises: { all: 9, people: 2 } }, values: { praises: 9, praised: 2, people: 20 } },
    { code: 'dutiesMissed', facts: { duties: { items: 20, done: 12, missed: 8 } }, values: { missed: 8, items: 20 } },
    { code: 'noRitual', facts: { rituals: [] }, values: {} },
  ])('$code, with the figures it rests on', ({ code, facts, values }) => {
    expect(concluded({ ...quiet, ...facts })).toEqual([expect.objectContaining({ code, values })]);
  });

  it('from few figures are hints', () => {
    const sure = (possible: number) => concluded({ ...quiet, weeks: [week(1, 0.9), week(2, 0.5, possible)] })[0]?.sure;
    expect([sure(49), sure(50)]).toEqual([false, true]);
  });

  it('of a weekday need more than one such day', () => {
    const weekdays = quiet.weekdays.map((one, index) => (index === 6 ? { ...one, days: 1, counted: 0 } : one));
    expect(concluded({ ...quiet, weekdays })).toEqual([]);
  });
});

describe('lost', () => {
  const way = { total: 5, lastDay: 10, first: 1, leftOn: null };
  it.each([
    { of: { ...way, leftOn: 12 }, how: 'left' },
    { of: { ...way, leftOn: 30 }, how: 'silent' },
    { of: way, how: 'silent' },
    { of: { ...way, lastDay: 14 }, how: null },
    { of: { ...way, total: 0, lastDay: null }, how: 'neverBegan' },
    { of: { ...way, total: 0, lastDay: null, first: 15 }, how: null },
  ])('$how', ({ of, how }) => {
    expect(lostHow(of, 20)).toBe(how);
  });
});

describe('who stood out', () => {
  const one = (nickname: string, ...evidence: [EvidenceCode, number][]) => ({
    enrolmentId: nickname,
    nickname,
    evidence: new Map(evidence),
  });
  const floors = new Map<EvidenceCode, number>([
    ['days', 2],
    ['praises', 1],
  ]);

  it('are the first three of each kind and who shares the third place, who has more kinds first', () => {
    const people = [
      one('甲', ['days', 20]),
      one('乙', ['days', 19]),
      one('丙', ['days', 18]),
      one('丁', ['days', 18], ['praises', 2]),
      one('戊', ['days', 17]),
    ];
    expect(stoodOut(people, floors).map(({ nickname }) => nickname)).toEqual(['丁', '甲', '乙', '丙']);
  });

  it('have what is worth telling', () => {
    expect(stoodOut([one('甲', ['days', 1])], floors)).toEqual([]);
    expect(stoodOut([one('甲', ['days', 1], ['praises', 1])], floors)[0]?.evidence).toEqual([{ code: 'praises', count: 1 }]);
  });
});
