import { describe, expect, it } from 'vitest';
import { creditRules } from './contract.ts';
import { changesOf, cyclesOf, examGate, type LedgerEntry, ladderAt, nthTime, scoreOf100, standingOf } from './rules.ts';
import { shippedCreditRules } from './shipped.ts';

const DAY = 86_400_000;
const entry = (at: number, points: number, more: Partial<LedgerEntry> = {}): LedgerEntry => ({
  ...{ id: `e${at}`, kind: 'violation', at, rule: '1.1', points, ofEntry: null },
  ...more,
});
const back = (at: number, ofEntry: string) => entry(at, 0, { kind: 'reversal', rule: null, ofEntry });
const passed = (at: number, points = 12) => entry(at, points, { kind: 'exam', rule: null });

describe('a balance', () => {
  const cases: [string, LedgerEntry[], number[], number, number | null][] = [
    ['is full without entries', [], [], 12, null],
    ['is what is left', [entry(1, 3), entry(2, 6)], [], 3, null],
    ['never falls below zero, where rights are suspended', [entry(1, 6), entry(2, 12)], [], 0, 2],
    ['is as if what was taken back had never been', [entry(1, 12), back(2, 'e1')], [], 12, null],
    ['counts the second of two fully where the first was taken back', [entry(1, 12), entry(2, 6), back(3, 'e1')], [], 6, null],
    ['comes back with a new cycle', [entry(1, 9)], [5], 12, null],
    ['stays at zero in a new cycle until the exam', [entry(1, 12)], [5], 0, 1],
    ['is given back by the exam', [entry(1, 12), passed(2, 6)], [], 6, null],
    ['is not lowered by the exam', [entry(1, 12), passed(2, 6), back(3, 'e1')], [], 12, null],
    ['falls again after the exam', [entry(1, 12), passed(2, 6), entry(3, 6)], [], 0, 3],
    ['is the rest where what came after a new cycle counts alone', [entry(1, 9), entry(6, 2)], [5], 10, null],
  ];
  it.each(cases)('%s', (_, entries, cycles, balance, suspendedAt) => {
    expect(standingOf(entries, cycles)).toEqual({ balance, suspendedAt });
  });
});

it('cycles are twelve months from the civil day of joining, in the zone of the community', () => {
  const joined = Date.parse('2024-02-28T16:30:00Z'); // the 29th in Shanghai
  const now = Date.parse('2026-03-01T00:00:00Z');
  expect(cyclesOf(joined, 'Asia/Shanghai', now)).toEqual({
    begun: ['2025-02-27T16:00:00Z', '2026-02-27T16:00:00Z'].map((at) => Date.parse(at)),
    from: '2026-02-28',
    renewsOn: '2027-02-28',
  });
  expect(cyclesOf(now, 'Asia/Shanghai', now)).toEqual({ begun: [], from: '2026-03-01', renewsOn: '2027-03-01' });
});

describe('steps', () => {
  const [rule = expect.fail()] = shippedCreditRules.rules;
  it('count the times within the days of the rule, without those taken back or of other rules', () => {
    const now = 400 * DAY;
    const entries = [
      entry(1, 0),
      entry(390 * DAY, 0),
      entry(391 * DAY, 0),
      back(392 * DAY, `e${391 * DAY}`),
      entry(393 * DAY, 0, { rule: '2.1' }),
    ];
    expect(nthTime(rule, entries, now)).toBe(2);
    expect(nthTime(rule, [], now)).toBe(1);
  });
  it('apply from their time on until the next one does, each with need and have', () => {
    const applied = (nth: number) => ladderAt(rule, nth).find(({ applies }) => applies);
    expect([1, 2, 3, 9].map((nth) => [applied(nth)?.what, applied(nth)?.points])).toEqual([
      ['reminder', 0],
      ['points', 3],
      ['mute', 6],
      ['mute', 6],
    ]);
    expect(ladderAt(rule, 2).map(({ need, have, met }) => [need, have, met])).toEqual([
      [1, 2, true],
      [2, 2, true],
      [3, 2, false],
    ]);
  });
});

describe('the exam', () => {
  const terms = { ask: 10, pass: 90, tries: 2, perDays: 7, pauseHours: 12 };
  const tried = (day: number) => ({ begunAt: day * DAY, finishedAt: day * DAY + 1 });
  const unmet = (suspended: boolean, tries: ReturnType<typeof tried>[], now: number) =>
    examGate(terms, suspended, tries, now)
      .needs.filter(({ met }) => !met)
      .map(({ code }) => code);
  it('is open at zero, pauses after a try, is shut after the last and opens again as tries grow old', () => {
    expect(unmet(false, [], DAY)).toEqual(['exam.suspended']);
    expect(unmet(true, [], DAY)).toEqual([]);
    expect(unmet(true, [tried(10)], 10 * DAY + 2)).toEqual(['exam.pause']);
    expect(unmet(true, [tried(10)], 10.6 * DAY)).toEqual([]);
    expect(unmet(true, [tried(10), tried(11)], 12 * DAY)).toEqual(['exam.tries']);
    expect(unmet(true, [tried(10), tried(11)], 17.1 * DAY)).toEqual([]);
  });
  it('counts of a hundred, rounded down', () => {
    expect([scoreOf100(9, 10), scoreOf100(17, 19), scoreOf100(0, 0)]).toEqual([90, 89, 0]);
  });
});

it('the shipped rules are rules, each with a question about it', () => {
  const rules = creditRules.parse(shippedCreditRules);
  const asked = rules.exam.questions.map(({ why }) => why).join('');
  expect(rules.rules.filter(({ number }) => !asked.includes(`群规 ${number}`))).toEqual([]);
});

it.each([
  ['two rules of one number', (r: typeof shippedCreditRules) => ({ ...r, rules: [...r.rules, ...r.rules] })],
  [
    'a first step of a later time',
    (r: typeof shippedCreditRules) => ({
      ...r,
      rules: r.rules.map((rule) => ({ ...rule, steps: rule.steps.map((step) => ({ ...step, from: step.from + 1 })) })),
    }),
  ],
  ['more questions asked than there are', (r: typeof shippedCreditRules) => ({ ...r, exam: { ...r.exam, ask: 50 } })],
])('refused are %s', (_, change) => {
  expect(creditRules.safeParse(change(shippedCreditRules)).success).toBe(false);
});

describe('what is new to somebody who agreed before', () => {
  const [first, second] = shippedCreditRules.rules;
  if (!first || !second) throw new Error('there are rules');
  const of = (rules: object[], more: object = {}) => creditRules.parse({ ...shippedCreditRules, rules, ...more });
  const before = of([first, second]);
  const named = ({ number, name }: typeof first, what: string) => ({ number, name, what });
  const [question] = shippedCreditRules.exam.questions;
  const fewer = { ...shippedCreditRules.exam, ask: 1, questions: [question] };
  it.each([
    ['everything, where nothing was agreed to', null, before, [named(first, 'added'), named(second, 'added')], false],
    ['nothing, where all is as it was', before, of([second, first]), [], false],
    ['a rule that reads differently', before, of([first, { ...second, text: '换了说法' }]), [named(second, 'changed')], false],
    ['a rule that is new, and one that is gone', of([first]), of([second]), [named(second, 'added'), named(first, 'removed')], false],
    ['the days of an appeal', before, of([first, second], { appeal: { days: 3, decideDays: 2 } }), [], true],
    ['the terms of the exam', before, of([first, second], { exam: fewer }), [], true],
  ])('%s', (_, was, is, changes, terms) => {
    expect(changesOf(was, is)).toEqual({ changes, terms });
  });
  it('and not the questions of the exam, which members do not read', () => {
    const { exam } = shippedCreditRules;
    const asked = of([first, second], { exam: { ...exam, questions: exam.questions.toReversed() } });
    expect(changesOf(before, asked)).toEqual({ changes: [], terms: false });
  });
});
