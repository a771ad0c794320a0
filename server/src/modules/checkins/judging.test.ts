import { describe, expect, it } from 'vitest';
import { content } from './contract.ts';
import { charactersOf, judgeContent, judgeTime, keptOf } from './judging.ts';

const window = { startsAt: 0, opensAt: 100, closesAt: 200, endsAt: 300 };

describe('the time of a check-in', () => {
  it.each([
    [99, 'counted', { kind: 'shut', needs: [{ code: 'window.opens', need: 100, have: 99, met: false }] }],
    [100, 'refused', { kind: 'onTime', counted: true }],
    [199, 'refused', { kind: 'onTime', counted: true }],
    [200, 'refused', { kind: 'shut', needs: [{ code: 'window.closes', need: 200, have: 200, met: false }] }],
    [200, 'withoutCredit', { kind: 'late', counted: false }],
    [299, 'counted', { kind: 'late', counted: true }],
    [300, 'counted', { kind: 'shut', needs: [{ code: 'window.closes', need: 200, have: 300, met: false }] }],
  ] as const)('at %i, late %s', (at, late, judged) => {
    expect(judgeTime(window, at, late)).toEqual(judged);
  });
});

describe('characters', () => {
  it.each([
    ['今天 读了 三页\n', 6],
    ['e\u0301te\u0301', 3],
    ['👨‍👩‍👧‍👦🇨🇳', 2],
    ['\u200b\u200b \u3000\t', 0],
  ])('%j has %i', (text, count) => {
    expect(charactersOf(text)).toBe(count);
  });
});

describe('content', () => {
  const asked = content.parse({
    text: { needed: true, min: 5 },
    number: { needed: true, label: '页数', unit: '页', min: 1, max: 100 },
    link: { needed: true },
  });
  const optional = content.parse({
    text: { needed: false, min: 5 },
    number: { needed: false, label: '页数', unit: '页', min: 1, max: 100 },
    link: { needed: false },
  });
  const unmet = (rules: typeof asked, given: object) => judgeContent(rules, given).flatMap((need) => (need.met ? [] : [need]));

  it('tells every need and what there is', () => {
    expect(unmet(asked, { text: '三个字' })).toEqual([
      { code: 'text.min', need: 5, have: 3, met: false },
      { code: 'number.given', need: 1, have: 0, met: false },
      { code: 'link.given', need: 1, have: 0, met: false },
    ]);
    expect(unmet(asked, { text: '一共五个字', number: 101, link: 'https://example.org' })).toEqual([
      { code: 'number.max', need: 100, have: 101, met: false },
    ]);
    expect(unmet(asked, { text: '一共五个字', number: 1, link: 'https://example.org' })).toEqual([]);
  });

  it('asks of what may be left out only when it was given', () => {
    expect(unmet(optional, {})).toEqual([]);
    expect(unmet(optional, { text: '短', number: 0 }).map(({ code }) => code)).toEqual(['text.min', 'number.min']);
  });

  it('needs one character where text is needed without a length', () => {
    expect(unmet(content.parse({ text: { needed: true } }), { text: '\u200b' })).toHaveLength(1);
  });

  it('counts photos, and takes no more than the rules say', () => {
    const seen = content.parse({ photos: { needed: true, max: 2 }, voice: { needed: true } });
    expect(unmet(seen, {})).toEqual([
      { code: 'photos.given', need: 1, have: 0, met: false },
      { code: 'voice.given', need: 1, have: 0, met: false },
    ]);
    expect(unmet(seen, { photos: ['a', 'b', 'c'], voice: 'd' })).toEqual([{ code: 'photos.max', need: 2, have: 3, met: false }]);
    expect(unmet(seen, { photos: ['a', 'b'], voice: 'd' })).toEqual([]);
    expect(unmet(content.parse({ photos: { needed: false, max: 1 } }), { photos: ['a', 'b'] }).map(({ code }) => code)).toEqual([
      'photos.max',
    ]);
    expect(keptOf(seen, { text: '早', photos: ['b', 'a'], voice: 'd' })).toEqual({ photos: ['b', 'a'], voice: 'd' });
    expect(keptOf(content.parse({}), { photos: ['a'], voice: 'd' })).toEqual({});
  });

  it('keeps only what was asked about', () => {
    expect(keptOf(content.parse({ text: { needed: false } }), { text: '早', number: 3, link: 'https://example.org' })).toEqual({
      text: '早',
    });
  });
});
