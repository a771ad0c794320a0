import { describe, expect, it } from 'vitest';
import { at, ChatScript } from '#testing/chat';
import { dayNumber, zoneClock } from '#vocabulary/zone';
import type { Carry, DayAggregate } from '../facts.ts';
import { emptyCarry, summariseDay } from './day.ts';
import { DurationSketch } from './sketch.ts';

const day = dayNumber('2026-11-02');

function summarise(chat: ChatScript, carry: Carry = emptyCarry): DayAggregate {
  const targets = new Map(chat.facts.map((fact) => [fact.key, fact]));
  return summariseDay(day, chat.facts, carry, zoneClock('UTC'), (key) => targets.get(key));
}

function edgesOf(chat: ChatScript, carry?: Carry): string[] {
  return summarise(chat, carry).edges.map(({ from, to, strong, weak }) => `${from.slice(5)}>${to.slice(5)} ${strong}/${weak}`);
}

/** Bounds of the durations in a sketch, whole seconds within its error. */
function seconds(stored: number[]): { count: number; least: number; most: number } {
  const sketch = DurationSketch.of(stored);
  return { count: sketch.count, least: sketch.quantile(0) ?? -1, most: sketch.quantile(1) ?? -1 };
}

it('without answers a day is the same but for edges, mentions and open questions', () => {
  const chat = new ChatScript()
    .say('2026-11-02 09:00', 'A', '有人吗？')
    .say('2026-11-02 09:01', 'B', '@A 在')
    .say('2026-11-02 09:02', 'C', '打卡')
    .say('2026-11-02 11:00', 'C', '谁有资料？');
  const whole = summarise(chat);
  const bare = summariseDay(day, chat.facts, emptyCarry, zoneClock('UTC'), () => undefined, { withoutAnswers: true });
  expect(whole.edges.length + whole.questions.length).toBeGreaterThan(1);
  expect(bare).toEqual({ ...whole, edges: [], mentions: [], questions: [] });
});

describe('who answered whom on a day', () => {
  it.each<[string, ChatScript, string[]]>([
    ['the next speaker within 5 minutes, weakly', new ChatScript().say('2026-11-02 09:00', 'A').say('2026-11-02 09:05', 'B'), ['B>A 0/1']],
    ['nobody after more than 5 minutes', new ChatScript().say('2026-11-02 09:00', 'A').say('2026-11-02 09:05:01', 'B'), []],
    [
      'each message by the previous other speaker, across own messages',
      new ChatScript().say('2026-11-02 09:00', 'A').say('2026-11-02 09:01', 'B').say('2026-11-02 09:02', 'B').say('2026-11-02 09:06', 'B'),
      ['B>A 0/2'],
    ],
    [
      'an explicit reply goes before the previous speaker',
      new ChatScript().say('2026-11-02 09:00', 'A').say('2026-11-02 09:01', 'C').say('2026-11-02 09:02', 'B', '', { reply: '1' }),
      ['C>A 0/1', 'B>A 1/0'],
    ],
    [
      'a reply to oneself answers nobody',
      new ChatScript().say('2026-11-02 09:00', 'A').say('2026-11-02 09:01', 'B').say('2026-11-02 09:02', 'A', '', { reply: '1' }),
      ['B>A 0/1'],
    ],
    [
      'a reply to a row nobody has is no guess at another',
      new ChatScript().say('2026-11-02 09:00', 'A').say('2026-11-02 09:01', 'B', '', { reply: '99' }),
      [],
    ],
    [
      'somebody unknown neither answers nor is answered',
      new ChatScript().say('2026-11-02 09:00', 'A').say('2026-11-02 09:01', null).say('2026-11-02 09:02', 'B'),
      ['B>A 0/1'],
    ],
  ])('%s', (_rule, chat, expected) => expect(edgesOf(chat)).toEqual(expected));

  it('a mention waits, with the weak reply it would be otherwise', () => {
    const chat = new ChatScript().say('2026-11-02 09:00', 'A').say('2026-11-02 09:01', 'B', '', { mentions: ['C you there', 'D'] });
    const { edges, mentions } = summarise(chat);
    expect(edges).toEqual([]);
    expect(mentions.map(({ raw, fallback }) => [raw, fallback])).toEqual([
      ['C you there', 'name:A'],
      ['D', 'name:A'],
    ]);
  });

  it('reaches over midnight by the carry', () => {
    const evening = new ChatScript().say('2026-11-01 23:50', 'A').say('2026-11-01 23:58', 'A');
    const { carry } = summariseDay(day - 1, evening.facts, emptyCarry, zoneClock('UTC'), () => undefined).total;
    const morning = new ChatScript().say('2026-11-02 00:02', 'B');
    expect(edgesOf(morning, carry)).toEqual(['B>A 0/1']);
    const { total } = summarise(morning, carry);
    expect(total.longestGap).toEqual({ from: at('2026-11-01 23:58'), to: at('2026-11-02 00:02') });
    expect(seconds(total.replies).most / 720).toBeCloseTo(1, 1);
  });
});

describe('answers to an opening', () => {
  const openings = (chat: ChatScript, carry?: Carry) =>
    Object.fromEntries(summarise(chat, carry).members.map(({ who, openingAnsweredAt }) => [who.slice(5), openingAnsweredAt]));

  it('is the first message by another within 5 minutes after the opening run', () => {
    const chat = new ChatScript()
      .say('2026-11-02 09:00', 'A')
      .say('2026-11-02 09:04', 'A')
      .say('2026-11-02 09:08', 'B')
      .say('2026-11-02 09:20', 'C')
      .say('2026-11-02 09:21', 'A');
    expect(openings(chat)).toEqual({ A: at('2026-11-02 09:08'), B: null, C: at('2026-11-02 09:21') });
  });

  it('is not somebody who openly answers another', () => {
    const chat = new ChatScript()
      .say('2026-11-02 09:00', 'C')
      .say('2026-11-02 09:10', 'A')
      .say('2026-11-02 09:11', 'B', '', { reply: '1' });
    expect(openings(chat)).toMatchObject({ A: null });
  });

  it('does not take a run begun yesterday for an opening', () => {
    const carry: Carry = { ...emptyCarry, lastAt: at('2026-11-01 23:59'), lastWho: 'name:A', runStartedAt: at('2026-11-01 23:59') };
    expect(openings(new ChatScript().say('2026-11-02 00:01', 'A').say('2026-11-02 00:02', 'B'), carry)).toMatchObject({ A: null });
  });
});

describe('counts of a day', () => {
  const chat = new ChatScript()
    .system('2026-11-02 08:00', 'join')
    .say('2026-11-02 09:00', 'A', '早 打卡', { checkin: 'keyword' })
    .say('2026-11-02 09:10', null, '', { kind: 'image' })
    .say('2026-11-02 10:00', 'A', '#接龙', { checkin: 'jielong', listed: ['A', 'Z'] })
    .say('2026-11-02 10:30', 'B', 'Anyone?', { question: true })
    .system('2026-11-02 11:00', 'notice', ['Z', 'Y'])
    .say('2026-11-02 13:30', 'B', '', { reply: '77' });
  const { total, members, listed, questions } = summarise(chat);

  it('counts messages, kinds, hours and system rows', () => {
    expect(total).toMatchObject({ messages: 5, unattributed: 1, byKind: { text: 4, image: 1 }, system: { join: 1, notice: 1 } });
    expect(total.hours.flatMap((count, hour) => (count > 0 ? [[hour, count]] : []))).toEqual([
      [9, 2],
      [10, 2],
      [13, 1],
    ]);
    expect([total.firstAt, total.lastAt, total.unresolved]).toEqual([at('2026-11-02 09:00'), at('2026-11-02 13:30'), 1]);
  });

  it('measures gaps between messages and delays of replies', () => {
    expect(total.longestGap).toEqual({ from: at('2026-11-02 10:30'), to: at('2026-11-02 13:30') });
    expect(seconds(total.gaps).count).toBe(4);
    // A's run of 09:00 ended by an unknown person after 10 min; A's second one by B after 30.
    const delays = seconds(total.replies);
    expect(delays.count).toBe(2);
    expect(delays.least / 600).toBeCloseTo(1, 1);
    expect(delays.most / 1800).toBeCloseTo(1, 1);
  });

  it('knows a day by person, names listed once, and questions left open', () => {
    expect(members.map(({ who, messages, checkins, questions }) => [who, messages, checkins, questions])).toEqual([
      ['name:A', 2, ['keyword', 'jielong'], 0],
      ['name:B', 2, [], 1],
    ]);
    expect(listed.map(({ name }) => name)).toEqual(['A', 'Z', 'Y']);
    expect(questions).toEqual([{ at: at('2026-11-02 10:30'), who: 'name:B', text: 'Anyone?' }]);
  });

  it('a question is not open once somebody else spoke within 5 minutes, and at most 20 are kept', () => {
    const talk = new ChatScript().say('2026-11-02 09:00', 'A', 'x', { question: true }).say('2026-11-02 09:05', 'B');
    expect(summarise(talk).questions).toEqual([]);
    const many = new ChatScript();
    for (let minute = 10; minute < 40; minute += 1) many.say(`2026-11-02 10:${minute}`, 'A', `${minute}?`, { question: true });
    expect(summarise(many).questions.map(({ text }) => text)).toEqual(Array.from({ length: 20 }, (_, index) => `${index + 20}?`));
  });

  it('an explicit reply tells its own delay, in the middle of a run too', () => {
    const talk = new ChatScript()
      .say('2026-11-02 09:00', 'A')
      .say('2026-11-02 10:00', 'B')
      .say('2026-11-02 10:01', 'C', '', { reply: '1' })
      .say('2026-11-02 10:02', 'C', '', { reply: '2' });
    const delays = DurationSketch.of(summarise(talk).total.replies);
    expect([0, 0.5, 1].map((q) => Math.round((delays.quantile(q) ?? 0) / 60 / 5) * 5)).toEqual([0, 60, 60]);
  });

  it('a day of system rows alone has no message and is no gap', () => {
    const quiet = summarise(new ChatScript().system('2026-11-02 08:00', 'join').system('2026-11-02 09:00', 'leave'));
    expect(quiet.total).toMatchObject({ messages: 0, gaps: [], longestGap: null, firstAt: at('2026-11-02 08:00'), carry: emptyCarry });
  });
});
