import { describe, expect, it } from 'vitest';
import { at, ChatScript, person } from '#testing/chat';
import { dayNumber } from '#vocabulary/zone';
import { referTo } from '../collect/people.ts';
import { settle } from '../days/settle.ts';
import { ChannelStore, type InputOptions } from '../days/store.ts';
import type { PictureInput } from '../facts.ts';
import { measureActivity } from './activity.ts';
import { measureCheckins } from './checkins.ts';
import { gini, measureConcentration, measureCore } from './concentration.ts';
import { measureHours, measureMembers, measureMessages, measurePeriod, measureSystem } from './measures.ts';
import { measureNewcomers } from './newcomers.ts';
import { measureRetention } from './retention.ts';
import { measureResponsiveness, measureSilence } from './tempo.ts';

function take(chat: ChatScript, options: Partial<InputOptions> = {}): PictureInput {
  const store = new ChannelStore('UTC');
  store.add(chat.facts);
  return settle(store.input({ people: [], hasRoster: false, ...options })).input;
}

/** One message by each of `who` at noon of each day. `days` are November days. */
function daily(chat: ChatScript, days: number[], who: string): ChatScript {
  for (const day of days) {
    for (const one of who) chat.say(`2026-11-${String(day).padStart(2, '0')} 12:00`, one);
  }
  return chat;
}

const range = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, index) => first + index);
const covers = (from: string, to: string) => ({ from: at(`${from} 00:00`), to: at(`${to} 23:59`) });

describe('gini', () => {
  it.each([
    ['nothing to share', [], null],
    ['all zero', [0, 0], null],
    ['all alike', [3, 3, 3], 0],
    ['one has all of four', [0, 0, 0, 8], 0.75],
    ['1 2 3 4', [4, 1, 3, 2], 0.25],
  ])('%s', (_name, values, expected) => expect(gini(values)).toBe(expected));
});

describe('concentration and core', () => {
  const chat = new ChatScript();
  [...'AAAAAABBBCCDEF'].forEach((who, minute) => {
    chat.say(`2026-11-02 09:${String(minute + 10)}`, who);
  });
  const input = take(chat);

  it('finds who makes half', () => {
    // 6 3 2 1 1 1 of 14: half is 7, made by two; the top ⌈20 %⌉ of six are two.
    expect(measureConcentration(input)).toMatchObject({ top20Share: 9 / 14, halfBy: 2 });
    expect(measureConcentration(input).gini).toBeCloseTo((-5 * 1 - 3 * 1 - 1 * 1 + 1 * 2 + 3 * 3 + 5 * 6) / (6 * 14));
  });

  it('keeps the core to a fifth of the speakers, one at least', () => {
    expect(measureCore(input, referTo(input.people))).toEqual([{ id: 'name:A', name: 'A', messages: 6 }]);
    expect(measureCore(take(new ChatScript()), referTo([]))).toEqual([]);
  });
});

describe('plain counts', () => {
  const chat = new ChatScript()
    .system('2026-11-01 08:00', 'join')
    .say('2026-11-02 09:00', 'A')
    .say('2026-11-02 09:30', 'B', '', { kind: 'image' })
    .say('2026-11-04 09:10', null)
    .system('2026-11-04 10:00', 'rename')
    .system('2026-11-04 10:00', 'removal');
  const people = [
    person('A'),
    person('B', { who: 'id:9', by: 'id', inRoster: true }),
    person('Silent', { inRoster: true }),
    person('Gone'),
  ];
  const input = take(chat, { people, hasRoster: true });

  it('counts', () => {
    expect(measurePeriod(input)).toEqual({
      first: '2026-11-02T09:00:00.000Z',
      last: '2026-11-04T09:10:00.000Z',
      activeDays: 2,
      coverage: [{ from: '2026-11-01T08:00:00.000Z', to: '2026-11-04T10:00:00.000Z' }],
    });
    expect(measureMembers(input)).toEqual({ total: 4, speakers: 2, roster: 2, zeroMessage: 2, identifiedBy: 'mixed' });
    expect(measureMessages(input)).toEqual({ total: 3, unattributed: 1, byKind: { text: 2, image: 1 }, perActiveDay: 1.5 });
    expect(measureSystem(input)).toEqual({ joins: 1, leaves: 0, removals: 1, recalls: 0, other: 1 });
    const { grid, best } = measureHours(input);
    expect(grid.flat().reduce((sum, count) => sum + count, 0)).toBe(3);
    expect(best).toEqual([
      { weekday: 0, hour: 9, messages: 2 },
      { weekday: 2, hour: 9, messages: 1 },
    ]);
  });

  it('sees nobody silent without a roster', () => {
    expect(measureMembers(take(chat))).toMatchObject({ total: 2, roster: null, zeroMessage: null, identifiedBy: 'name' });
  });
});

describe('activity', () => {
  // Four weeks 2–29 November 2026; A comes daily, B each Monday, C only in the last week.
  const chat = daily(daily(daily(new ChatScript(), range(2, 29), 'A'), [2, 9, 16, 23], 'B'), [28, 29], 'C');

  it('counts speakers of day, week and month, frequency and stickiness', () => {
    const { weeks, ...activity } = measureActivity(take(chat));
    expect(activity).toEqual({
      dau: 2,
      dauAverage: (28 + 4 + 2) / 28,
      wau: 3,
      wauBefore: 2,
      mau: 3,
      frequency: (28 + 4 + 2) / 28 / 3,
      stickiness: 2 / 3,
    });
    expect(weeks.map(({ week, speakers, newSpeakers, complete }) => [week, speakers, newSpeakers, complete])).toEqual([
      ['2026-11-02', 2, 2, true],
      ['2026-11-09', 2, 0, true],
      ['2026-11-16', 2, 0, true],
      ['2026-11-23', 3, 1, true],
    ]);
  });

  it('draws what is not covered as a gap and averages over covered days alone', () => {
    const holed = daily(daily(new ChatScript(), range(2, 4), 'A'), range(26, 29), 'A');
    const coverage = [covers('2026-11-02', '2026-11-04'), covers('2026-11-26', '2026-11-29')];
    const { weeks, ...activity } = measureActivity(take(holed, { coverage, asOf: at('2026-11-29 23:59') }));
    expect(weeks.map(({ covered, complete }) => [covered, complete])).toEqual([
      [true, false],
      [false, false],
      [false, false],
      [true, false],
    ]);
    expect(activity).toMatchObject({ dauAverage: 1, wauBefore: null, stickiness: null });
  });

  it('is empty without anything', () => {
    expect(measureActivity(take(new ChatScript()))).toMatchObject({ dau: 0, dauAverage: null, frequency: null, weeks: [] });
  });
});

describe('retention', () => {
  // Cohort of 2 Nov: A returns in week 2, B in week 1. Cohort of 9 Nov: C never returns. 16 Nov is not wholly covered.
  const chat = new ChatScript();
  chat.say('2026-11-02 09:00', 'A').say('2026-11-03 09:00', 'B').say('2026-11-10 09:00', 'B').say('2026-11-11 09:00', 'C');
  chat.say('2026-11-17 09:00', 'A');

  it('follows cohorts and leaves incomplete weeks open', () => {
    expect(measureRetention(take(chat))).toEqual({
      cohorts: [
        { week: '2026-11-02', size: 2, bounded: [1, 0.5, null], unbounded: [1, 1, null] },
        { week: '2026-11-09', size: 1, bounded: [1, null], unbounded: [1, null] },
      ],
      averageBounded: [1, 0.5, null],
    });
  });

  it('weighs the average by size', () => {
    const { averageBounded, cohorts } = measureRetention(take(chat, { coverage: [covers('2026-11-02', '2026-11-22')] }));
    expect(cohorts.map(({ bounded }) => bounded)).toEqual([
      [1, 0.5, 0.5],
      [1, 0],
    ]);
    expect(averageBounded).toEqual([1, 1 / 3, 0.5]);
  });
});

describe('tempo', () => {
  it('takes the median delay and the share within an hour', () => {
    const chat = new ChatScript().say('2026-11-02 09:00', 'A').say('2026-11-02 09:10', 'B').say('2026-11-02 09:40', 'A');
    const { medianSeconds, replies, withinHour } = measureResponsiveness(take(chat.say('2026-11-02 12:00', 'B')));
    expect((medianSeconds ?? 0) / 1800).toBeCloseTo(1, 1);
    expect([replies, withinHour]).toEqual([3, 2 / 3]);
  });

  it('holds the present silence against the group’s own gaps', () => {
    const chat = new ChatScript().say('2026-11-02 09:00', 'A').say('2026-11-02 10:00', 'A').say('2026-11-02 20:00', 'A');
    const silence = measureSilence(take(chat, { asOf: at('2026-11-03 00:00') }));
    expect(silence).toMatchObject({
      longest: { from: '2026-11-02T10:00:00.000Z', to: '2026-11-02T20:00:00.000Z', hours: 10 },
      currentHours: 4,
      currentPercentile: 0.5,
    });
  });

  it('takes no hole in coverage for a silence', () => {
    const chat = daily(new ChatScript(), [2, 3, 20], 'A').say('2026-11-20 13:00', 'A');
    const silence = measureSilence(take(chat, { coverage: [covers('2026-11-02', '2026-11-03'), covers('2026-11-20', '2026-11-20')] }));
    expect(silence.longest?.hours).toBe(24);
    expect((silence.p95GapSeconds ?? 0) / 3600).toBeLessThan(25);
    const whole = measureSilence(take(chat));
    expect(whole.longest?.hours).toBe(17 * 24);
  });
});

describe('newcomers', () => {
  const people = [person('Old'), person('N'), person('Other')];
  const month = () => new ChatScript().say('2026-10-01 09:00', 'Old').say('2026-10-01 09:01', 'Other');
  const measure = (chat: ChatScript) => {
    const store = new ChannelStore('UTC');
    store.add(chat.facts);
    const { input, names } = settle(store.input({ people, hasRoster: false }));
    return measureNewcomers(input, (raw) => names.resolve(raw), referTo(input.people));
  };

  it.each<[string, ChatScript, number]>([
    ['somebody speaks within 5 minutes', month().say('2026-11-02 09:00', 'N').say('2026-11-02 09:04', 'Old'), 1],
    ['somebody speaks within 5 minutes, over midnight', month().say('2026-11-02 23:58', 'N').say('2026-11-03 00:02', 'Old'), 1],
    ['somebody speaks later', month().say('2026-11-02 09:00', 'N').say('2026-11-02 09:06', 'Old'), 0],
    ['an explicit reply within 24 h', month().say('2026-11-02 09:00', 'N').say('2026-11-03 08:00', 'Old', '', { reply: '3' }), 1],
    ['an explicit reply after 24 h', month().say('2026-11-02 09:00', 'N').say('2026-11-03 10:00', 'Old', '', { reply: '3' }), 0],
    [
      'named within 24 h',
      month()
        .say('2026-11-02 09:00', 'N')
        .say('2026-11-02 19:00', 'Old', '', { mentions: ['N hi'] }),
      1,
    ],
    [
      'named before they ever spoke',
      month()
        .say('2026-11-02 08:00', 'Old', '', { mentions: ['N'] })
        .say('2026-11-02 09:00', 'N'),
      0,
    ],
    [
      'the next speaker names another',
      month()
        .say('2026-11-02 09:00', 'N')
        .say('2026-11-02 09:01', 'Old', '', { mentions: ['Other'] }),
      0,
    ],
    [
      'the next speaker names nobody known',
      month()
        .say('2026-11-02 09:00', 'N')
        .say('2026-11-02 09:01', 'Old', '', { mentions: ['x'] }),
      1,
    ],
    ['only they themselves go on', month().say('2026-11-02 09:00', 'N').say('2026-11-02 09:01', 'N'), 0],
  ])('%s', (_name, chat, answeredShare) => {
    expect(measure(chat.say('2026-11-05 09:00', 'Old'))).toMatchObject({
      windowDays: 28,
      total: 1,
      answered: answeredShare,
      answeredShare,
    });
  });

  it('does not judge before 24 h are over, but shows who waits, latest first', () => {
    const chat = month().say('2026-11-02 09:00', 'N', 'hello').say('2026-11-05 09:00', 'Late', 'me too').say('2026-11-05 09:30', 'Old');
    const { answeredShare, total, unanswered } = measure(chat);
    expect([total, answeredShare]).toEqual([2, 0]);
    expect(unanswered).toEqual([
      { id: 'name:Late', name: 'Late', firstAt: '2026-11-05T09:00:00.000Z', text: 'me too' },
      { id: 'name:N', name: 'N', firstAt: '2026-11-02T09:00:00.000Z', text: 'hello' },
    ]);
  });
});

describe('check-ins', () => {
  const people = [person('A'), person('B', { aliases: ['小B'] }), person('Silent', { inRoster: true })];
  const chat = new ChatScript()
    .say('2026-11-02 07:00', 'A', '打卡', { checkin: 'keyword' })
    .say('2026-11-03 07:00', 'A', '1', { checkin: 'jielong', listed: ['A', '小B', 'Silent', 'Nobody'] })
    .say('2026-11-04 07:00', 'B', 'Day 3', { checkin: 'number' })
    .say('2026-11-04 08:00', 'A', '2', { checkin: 'jielong', listed: ['A', '小B', 'Silent'] });
  const input = take(chat, { people, hasRoster: true });

  it('joins own check-ins with names in lists', () => {
    const { streaks, ...found } = measureCheckins(input, referTo(input.people));
    expect(found).toEqual({ found: 7, people: 3, longestStreak: 3, sources: { keyword: 1, number: 1, jielong: 6 } });
    expect(streaks.map(({ name, current, days }) => [name, current, days])).toEqual([
      ['A', 3, 3],
      ['B', 2, 2],
      ['Silent', 2, 2],
    ]);
  });

  it('lets days and weeks know of those who were only listed, without making them speakers', () => {
    const silent = input.memberDays.filter(({ who }) => who === 'name:Silent');
    expect(silent.map(({ day, messages, checkins }) => [day, messages, checkins])).toEqual([
      [dayNumber('2026-11-03'), 0, ['jielong']],
      [dayNumber('2026-11-04'), 0, ['jielong']],
    ]);
    expect(input.weeks.map(({ checkins, speakers }) => [checkins, speakers])).toEqual([[7, 2]]);
    expect(measureActivity(input)).toMatchObject({ dau: 2, mau: 2 });
    expect(measureMembers(input)).toMatchObject({ total: 3, speakers: 2, zeroMessage: 1 });
  });

  it('shows no streak that has ended', () => {
    const later = take(new ChatScript().say('2026-11-02 07:00', 'A', '', { checkin: 'keyword' }).say('2026-11-09 07:00', 'A'));
    expect(measureCheckins(later, referTo([]))).toMatchObject({ found: 1, longestStreak: 1, streaks: [] });
  });
});

describe('questions of the last minutes of a day', () => {
  const asked = (next: string) =>
    take(new ChatScript().say('2026-11-02 23:58', 'A', 'Who?', { question: true }).say(next, 'B')).questions.length;
  it('are open only when the next day does not begin within 5 minutes', () => {
    expect([asked('2026-11-03 00:02'), asked('2026-11-03 00:04')]).toEqual([0, 1]);
  });
});
