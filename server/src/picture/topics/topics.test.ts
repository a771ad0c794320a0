import { describe, expect, it } from 'vitest';
import { ChatScript, person } from '#testing/chat';
import { labelledTalk } from '#testing/labelled-talk';
import { f1At5, scoreGroup } from '#testing/topic-scoring';
import { dayNumber } from '#vocabulary/zone';
import { pictureOf } from '../take.ts';
import { loadCutter } from './cutter.ts';
import { cleaned, phrasesOfAll } from './phrases.ts';
import { rankPhrases } from './rank.ts';
import { repeatedQuestions } from './repeated.ts';
import { type SaidRow, sampled, summariseTopics } from './topic-day.ts';

const cut = await loadCutter();
const day = dayNumber('2026-11-02');

describe('phrases of a message', () => {
  it.each<[string, string, string[], string[]]>([
    ['names of several words', '打卡小程序右上角', ['打卡小程序', '小程序'], []],
    ['a name of two single characters', '还能补卡吗', ['补卡'], ['卡吗']],
    ['no particles, no courtesy, no numbers', '大家好，谢谢老师，今天收到了 123', [], ['大家好', '谢谢', '老师', '今天', '123']],
    ['Latin names in lower case, blanks kept', '有人用 Mechanical Keyboard 吗', ['mechanical keyboard'], ['Mechanical']],
    ['nothing across punctuation', '绘本，故事', ['绘本', '故事'], ['绘本故事']],
  ])('%s', (_rule, text, present, absent) => {
    const [found = new Set<string>()] = phrasesOfAll([cleaned(text)], cut);
    for (const phrase of present) expect([...found]).toContain(phrase);
    for (const phrase of absent) expect([...found]).not.toContain(phrase);
  });

  it.each([
    ['an address', '看 https://example.com/library 吧', 'library'],
    ['a mention', '@图书馆 来了', '图书馆'],
    ['a marker', '[图书馆]真好', '图书馆'],
    ['quoted words', '「小王：图书馆几点开门」\n- - - - - - - -\n九点', '图书馆'],
  ])('are not taken from %s', (_what, text, phrase) => {
    expect([...(phrasesOfAll([cleaned(text)], cut)[0] ?? [])].some((found) => found.includes(phrase))).toBe(false);
  });

  it('are the same, cut one by one or all at once', () => {
    const texts = labelledTalk.flatMap(({ threads }) => threads.flatMap(({ lines }) => lines.map((line) => line.slice(2))));
    expect(phrasesOfAll(texts, cut)).toEqual(texts.map((text) => phrasesOfAll([text], cut)[0]));
  });
});

describe('ranking', () => {
  const count = (messages: number) => ({ messages, people: 3 });
  const rank = (counts: [string, number][], spread: Record<string, number> = {}) =>
    rankPhrases(
      counts.map(([phrase, messages]) => [phrase, count(messages)]),
      (phrase) => spread[phrase] ?? 5,
      100,
      10,
    ).map(({ phrase }) => phrase);

  it('puts what the community always says behind what it seldom says', () => {
    expect(
      rank(
        [
          ['孩子', 20],
          ['补卡', 10],
        ],
        { 孩子: 95, 补卡: 4 },
      ),
    ).toEqual(['补卡', '孩子']);
  });
  it('drops parts of a better phrase, and longer ones that seldom stand in its place', () => {
    expect(
      rank([
        ['小程序', 10],
        ['打卡小程序', 10],
        ['打卡小程序日历', 2],
      ]),
    ).toEqual(['打卡小程序']);
  });
  it('drops what was said once', () => expect(rank([['补卡', 1]])).toEqual([]));
});

describe('a day of talk', () => {
  const row = (minute: number, who: string, text: string, question = false): SaidRow => ({ at: minute * 60_000, who, text, question });

  it('counts messages, people and conversations of a phrase; a pause of more than 20 minutes parts two', () => {
    const topics = summariseTopics(day, [row(0, 'a', '补卡'), row(1, 'b', '补卡'), row(22, 'a', '补卡'), row(23, 'c', '绘本')], cut);
    expect(topics).toMatchObject({ day, texts: 4, conversations: 2 });
    expect(topics.phrases).toEqual([
      { phrase: '补卡', messages: 3, conversations: 2, people: ['a', 'b'] },
      { phrase: '绘本', messages: 1, conversations: 1, people: ['c'] },
    ]);
  });

  it('keeps the questions of the day, and every k-th row of a very busy one', () => {
    expect(summariseTopics(day, [row(0, 'a', '在哪补卡？', true), row(1, 'b', '群里')], cut).asked).toEqual([
      { at: 0, who: 'a', text: '在哪补卡？' },
    ]);
    expect(sampled(Array.from({ length: 1_500 }, (_, n) => n)).slice(0, 3)).toEqual([0, 3, 6]);
  });
});

describe('questions asked again', () => {
  const asked = (...rows: [who: string, text: string][]) => rows.map(([who, text], at) => ({ at, who, text }));

  it('are found in nearly the same words by several people', () => {
    const groups = repeatedQuestions(
      asked(
        ['a', '请问补卡在哪里点？'],
        ['b', '今晚直播几点开始？'],
        ['c', '补卡在哪里点呀'],
        ['a', '教具什么时候发货？'],
        ['d', '想问一下补卡在哪里点'],
      ),
    );
    expect(groups.map((group) => group.map(({ who }) => who))).toEqual([['a', 'c', 'd']]);
  });
  it('are not one person asking twice, nor a bare 在吗', () => {
    expect(repeatedQuestions(asked(['a', '直播几点开始？'], ['a', '直播几点开始？'], ['b', '在吗？'], ['c', '在吗？']))).toEqual([]);
  });
});

describe('topics of a picture', () => {
  const people = ['A', 'B', 'C'].map((name) => person(name));
  function talk(each: (n: number) => string, rows: number, checkin: 'keyword' | null = null): ChatScript {
    const chat = new ChatScript();
    for (let n = 0; n < rows; n += 1) {
      const when = `2026-11-${String(1 + (n % 20)).padStart(2, '0')} ${String(8 + (n % 9)).padStart(2, '0')}:${String(n % 60).padStart(2, '0')}`;
      chat.say(when, ['A', 'B', 'C'][n % 3] ?? 'A', each(n), { checkin });
    }
    return chat;
  }
  const take = (chat: ChatScript, more = {}) =>
    pictureOf(chat.facts, people, { zone: 'UTC', hasRoster: false, cutter: cut, ...more }).picture;

  it('names what several people talk about, with the rows counted', () => {
    const { topics } = take(talk((n) => (n % 10 === 0 ? '图书馆的借书证怎么办' : '哈哈好的'), 200));
    expect(topics?.enough).toBe(true);
    expect(topics?.phrases.find(({ phrase }) => phrase === '借书证')).toMatchObject({ messages: 20, people: 3, before: null });
  });
  it('says when there is too little talk, and nothing of words that were left out', () => {
    expect(take(talk(() => '图书馆', 60)).topics).toMatchObject({ enough: false, phrases: [] });
    expect(
      take(
        talk(() => '图书馆', 200),
        { pseudonymous: true },
      ).topics,
    ).toBeUndefined();
    expect(
      take(
        talk(() => '图书馆', 200),
        { cutter: undefined },
      ).topics,
    ).toBeUndefined();
  });
  it('does not take check-ins for a topic', () => {
    expect(take(talk(() => '打卡 图书馆', 200, 'keyword')).topics?.phrases).toEqual([]);
  });
});

it('finds the topics a reader would name: F1@5 on threads not looked at before is above .5', () => {
  const held = labelledTalk.filter(({ heldOut }) => heldOut).flatMap((group) => scoreGroup(group, cut));
  expect(f1At5(held).f1).toBeGreaterThan(0.5);
});
