import i18next from 'i18next';
import { beforeAll, describe, expect, it } from 'vitest';
import chinese from '../../../locales/zh-CN/member.json' with { type: 'json' };
import { closingName, wallName } from '../shared/times.ts';
import { openness } from './checkin/openness.ts';
import { durationName, foreignZone, weeksOf } from './days.ts';
import type { Draft } from './drafts.ts';
import type { Campaign, Policy } from './mine.ts';
import { characters, givenOf, ruleLine, shortfalls } from './rules.ts';

beforeAll(() => i18next.init({ lng: 'zh-CN', defaultNS: 'member', ns: ['member'], resources: { 'zh-CN': { member: chinese } } }));

const policy: Policy = {
  zone: 'Asia/Shanghai',
  boundary: '04:00',
  opens: '05:00',
  closes: '09:00',
  late: 'withoutCredit',
  needPerWeek: 5,
  tickets: 2,
  ticketDays: 3,
  leaves: 2,
  content: { text: { needed: true, min: 5 }, number: null, link: null, photos: null, voice: null },
  chat: null,
};
const window = { opensAt: '2026-11-21T21:00:00Z', closesAt: '2026-11-22T01:00:00Z', endsAt: '2026-11-22T20:00:00Z' };
type Asked = Pick<Campaign, 'state' | 'done' | 'window' | 'policy' | 'needs'>;
const at = (time: string, change: Partial<Asked> = {}) => {
  const campaign = { state: 'running', done: null, window, policy, needs: [], ...change } satisfies Asked;
  return openness(campaign, Date.parse(time));
};

describe('the button', () => {
  it.each([
    ['a millisecond before it opens', '2026-11-21T20:59:59.999Z', policy.late, 'shut', 'opens', null],
    ['as it opens', '2026-11-21T21:00:00Z', policy.late, 'open', null, null],
    ['a millisecond before it closes', '2026-11-22T00:59:59.999Z', policy.late, 'open', null, null],
    ['late, where that is on record only', '2026-11-22T01:00:00Z', 'withoutCredit', 'open', null, 'withoutCredit'],
    ['late, where that counts', '2026-11-22T01:00:00Z', 'counted', 'open', null, 'counted'],
    ['late, where that is refused', '2026-11-22T01:00:00Z', 'refused', 'shut', 'closed', null],
    ['when the day is over', '2026-11-22T20:00:00Z', 'counted', 'shut', 'closed', null],
  ] as const)('%s', (_name, time, late, state, why, told) => {
    expect(at(time, { policy: { ...policy, late } })).toMatchObject({ state, why, late: told });
  });

  it('is gone when the day has its check-in or its leave, and outside the campaign', () => {
    const done = (kind: 'onTime' | 'leave') => ({ kind, counted: true, at: window.opensAt, content: {} });
    expect(at(window.opensAt, { done: done('onTime') }).state).toBe('done');
    expect(at(window.opensAt, { done: done('leave') }).state).toBe('leave');
    expect(at(window.opensAt, { state: 'upcoming', window: null }).state).toBe('upcoming');
    expect(at(window.opensAt, { state: 'ended', done: done('onTime') }).state).toBe('ended');
  });

  it('opens although the server last said that it was too early', () => {
    const needs = [{ code: 'window.opens' as const, need: 0, have: 0, met: false }];
    expect(at(window.opensAt, { needs }).state).toBe('open');
  });
});

describe('what is written', () => {
  const draft = (change: Partial<Draft>): Draft => ({ text: '', number: '', link: '', photos: [], voice: null, sending: false, ...change });
  const all: Policy = {
    ...policy,
    content: {
      text: { needed: false, min: 5 },
      number: { needed: true, label: '页数', unit: '页', min: 1, max: 500 },
      link: { needed: false },
      photos: null,
      voice: null,
    },
  };
  const seen: Policy = {
    ...policy,
    content: { ...all.content, number: null, photos: { needed: true, max: 2 }, voice: { needed: true, maxSeconds: 60 } },
  };

  it.each([
    ['今天写了字', 5],
    ['今天 写\n了　字', 5],
    ['👨‍👩‍👧‍👦é', 2],
    ['  \u200b ', 0],
  ])('%j has %i characters', (text, count) => expect(characters(text)).toBe(count));

  it.each([
    ['nothing', policy, draft({}), ['先写几句']],
    ['too little', policy, draft({ text: '三个字' }), ['还差 2 字']],
    ['enough', policy, draft({ text: '这样就够了' }), []],
    ['too little of what may be left out', all, draft({ text: '三个字', number: '3' }), ['还差 2 字']],
    ['no number', all, draft({}), ['页数要填一个数']],
    ['a word for a number', all, draft({ number: '三' }), ['页数要填一个数']],
    ['too large a number', all, draft({ number: '501' }), ['请填 1 到 500 之间的数']],
    ['no address', all, draft({ number: '5', link: '没有' }), ['请贴一个网址，像 https://example.com']],
    ['no photo and no voice', seen, draft({}), ['先选一张照片', '先录一段语音']],
    ['more photos than the rules of today take', seen, draft({ photos: ['a', 'b', 'c'], voice: 'd' }), ['照片最多 2 张，去掉多出来的']],
    ['photos and a voice', seen, draft({ photos: ['a', 'b'], voice: 'd' }), []],
  ])('%s', (_name, rules, written, sentences) => {
    expect(shortfalls(rules, written).map(({ sentence }) => sentence)).toEqual(sentences);
  });

  it('goes out as numbers and whole addresses, and only what the rules ask for', () => {
    const written = draft({ text: ' 读完了 ', number: '１２。5', link: 'example.com/a' });
    expect(givenOf(all, written)).toEqual({ text: '读完了', number: 12.5, link: 'https://example.com/a' });
    expect(givenOf(policy, written)).toEqual({ text: '读完了' });
  });
});

describe('days and times in words', () => {
  it.each([
    ['2027-02', 4, '2027-02-01', '2027-02-28'],
    ['2024-02', 5, '2024-02-01', '2024-02-29'],
    ['2026-11', 6, '2026-11-01', '2026-11-30'],
    ['2026-12', 5, '2026-12-01', '2026-12-31'],
  ])('%s takes %i weeks', (month, weeks, first, last) => {
    const shown = weeksOf(month);
    const days = shown.flat().filter((day) => day !== null);
    expect([shown.length, days[0], days.at(-1), new Set(days).size]).toEqual([weeks, first, last, Number(last.slice(8))]);
    for (const week of shown) expect(week).toHaveLength(7);
    for (const day of shown.map((week) => week[0])) if (day) expect(new Date(day).getUTCDay()).toBe(1);
  });

  it('the rules in one line', () => {
    expect(ruleLine(policy)).toBe('05:00–09:00 · 每周 5 天 · 写 5 字以上');
    const free: Policy = {
      ...policy,
      opens: '04:00',
      closes: '28:00',
      needPerWeek: 7,
      content: { text: null, number: null, link: null, photos: null, voice: null },
    };
    expect(ruleLine(free)).toBe('全天可打卡 · 每天');
    expect(wallName('26:30')).toBe('次日 02:30');
  });

  it.each([
    ['2026-11-22T15:30:00Z', '23:30'],
    ['2026-11-22T16:00:00Z', '24:00'],
    ['2026-11-22T20:00:00Z', '次日 04:00'],
    ['2026-11-21T20:00:00Z', '04:00'],
  ])('what closes at %s is said on the afternoon of 22 November to close at %s', (closes, words) =>
    expect(closingName('Asia/Shanghai', closes, Date.parse('2026-11-22T07:00:00Z'))).toBe(words),
  );

  it.each([
    [-5, '0 秒'],
    [119_000, '119 秒'],
    [120_000, '2 分钟'],
    [72 * 60_000, '1 小时 12 分'],
    [2 * 3_600_000, '2 小时'],
    [50 * 3_600_000, '2 天'],
  ])('%i ms are %s', (ms, words) => expect(durationName(ms)).toBe(words));

  it('a zone is named where its clock differs', () => {
    const here = new Intl.DateTimeFormat().resolvedOptions().timeZone;
    expect(foreignZone(here, Date.parse(window.opensAt))).toBeNull();
    expect(foreignZone('Asia/Kathmandu', Date.parse(window.opensAt))).not.toBeNull();
  });
});
