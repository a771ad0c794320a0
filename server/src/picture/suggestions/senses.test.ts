import { describe, expect, it } from 'vitest';
import { inputOf } from '#testing/picture-input';
import type { PictureInput } from '../facts.ts';
import { picture } from '../picture.ts';
import { type SensesDraft, senses } from './senses.ts';

const draft = (more: Partial<SensesDraft> = {}): SensesDraft => ({
  members: { total: 4, speakers: 3, roster: 4, zeroMessage: 1, identifiedBy: 'name' },
  newcomers: { windowDays: 28, total: 2, answered: 1, answeredShare: 0.5, unanswered: [] },
  activity: { dau: 0, dauAverage: null, wau: 0, wauBefore: null, mau: 3, frequency: null, stickiness: 1 / 3, weeks: [] },
  checkins: { found: 1, people: 1, longestStreak: 1, sources: { keyword: 1, number: 0, jielong: 0 }, streaks: [] },
  answered: new Map([['name:A', 2]]),
  ...more,
});
const group = (more: Partial<PictureInput> = {}) =>
  inputOf(
    {
      A: [{ day: 5, messages: 3, questions: 1 }],
      B: [
        { day: -10, questions: 2 },
        { day: 9, checkins: ['keyword'] },
      ],
      C: [{ day: -3 }],
      R: [],
    },
    27,
    more,
  );
const part = (input: PictureInput, proxy: string, more?: Partial<SensesDraft>) =>
  Object.values(senses(input, draft(more)))
    .flatMap(({ parts }) => parts)
    .find((row) => row.proxy === proxy);

describe('four senses', () => {
  it.each([
    ['welcomed', 0.5, 2],
    ['spoke', 2 / 4, 4],
    ['did', 1 / 4, 4],
    ['received', 1 / 2, 2],
    ['answeredOrNamed', 1 / 2, 2],
    ['returns', 1 / 3, 3],
  ])('%s is %f of %i', (proxy, value, of) => {
    expect(part(group(), proxy)).toEqual({ proxy, value, of, missing: null });
  });

  it.each(['atOpening', 'inSquad', 'hasDuty', 'dutiesDone', 'thanked'])('%s cannot be seen from a chat', (proxy) => {
    expect(part(group(), proxy)).toMatchObject({ value: null, of: null, missing: expect.stringMatching(/^needs/) });
  });

  it.each([
    ['welcomed', 'noNewcomers', { newcomers: { windowDays: 28, total: 0, answered: 0, answeredShare: null, unanswered: [] } }],
    [
      'did',
      'noCheckins',
      { checkins: { found: 0, people: 0, longestStreak: 0, sources: { keyword: 0, number: 0, jielong: 0 }, streaks: [] } },
    ],
  ])('%s says why it is not known: %s', (proxy, missing, more) => {
    expect(part(group(), proxy, more)).toEqual({ proxy, value: null, of: null, missing });
  });

  it.each([
    ['大家好，我是新来的小李', 1],
    ['【自我介绍】昵称：小李', 1],
    ["Hi all, I'm Li", 1],
    ['请问今天几点上课？', 0],
    ['simply put', 0],
  ])('an introduction or not: %s', (text, value) => {
    expect(part(group({ firstTexts: new Map([['name:A', text]]) }), 'introduced')).toMatchObject({ value, of: 1 });
  });

  it('reads no text in pseudonymous mode', () => {
    const input = group({ pseudonymous: true, firstTexts: new Map([['name:A', '大家好']]) });
    expect(part(input, 'introduced')).toMatchObject({ value: null, missing: 'noText' });
  });

  it('has the published shape, in an empty group too', () => {
    expect(() => picture.shape.senses.parse(senses(group(), draft()))).not.toThrow();
    const nobody = draft({ members: { total: 0, speakers: 0, roster: null, zeroMessage: null, identifiedBy: 'name' } });
    expect(() => picture.shape.senses.parse(senses(inputOf({}), nobody))).not.toThrow();
  });
});
