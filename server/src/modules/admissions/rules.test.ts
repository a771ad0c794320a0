import { describe, expect, it } from 'vitest';
import type { Sign } from './contract.ts';
import { advertisingSigns, type Facts, firstState, hasRoom, placesLeft, stateOf } from './rules.ts';

describe('what becomes of an application that comes in', () => {
  const cases: [Facts['decide'], room: boolean, Sign[], ReturnType<typeof firstState>][] = [
    ['auto', true, [], 'approved'],
    ['auto', false, [], 'waitlisted'],
    ['auto', true, ['phone'], 'waiting'],
    ['auto', false, ['link'], 'waiting'],
    ['auto', true, ['sameName'], 'waiting'],
    ['manual', true, [], 'waiting'],
    ['manual', false, [], 'waiting'],
    ['manual', true, ['earnings', 'contact'], 'waiting'],
  ];
  it.each(cases)('%s, room %s, signs %j: %s', (decide, room, signs, state) => {
    expect(firstState({ decide, room, signs })).toBe(state);
  });
});

it.each<[capacity: number | null, people: number, left: number | null, room: boolean]>([
  [null, 5000, null, true],
  [8, 0, 8, true],
  [8, 7, 1, true],
  [8, 8, 0, false],
  // Staff may enrol more by hand.
  [8, 9, 0, false],
])('capacity %s with %i people: %s places left', (capacity, people, left, room) => {
  expect([placesLeft(capacity, people), hasRoom(capacity, people)]).toEqual([left, room]);
});

it.each<[open: boolean, until: Date | null, ReturnType<typeof stateOf>]>([
  [true, null, 'open'],
  [true, new Date(1001), 'open'],
  [true, new Date(1000), 'over'],
  [false, new Date(2000), 'closed'],
  [false, new Date(500), 'closed'],
])('open %s until %s is %s', (open, until, state) => {
  expect(stateOf({ open, until }, 1000)).toBe(state);
});

describe('advertising in the words of an applicant', () => {
  const found: [text: string, Sign[]][] = [
    ['想了解的打 13912345678', ['phone']],
    ['电话：139 1234 5678', ['phone']],
    ['１３９-１２３４-５６７８', ['phone']],
    ['一三九一二三四五六七八', ['phone']],
    ['①③⑨①②③④⑤⑥⑦⑧', ['phone']],
    ['壹叁玖壹贰叁肆伍陆柒捌', ['phone']],
    ['+8613912345678', ['phone']],
    ['加V：tuiguang88', ['contact']],
    ['加我微信聊', ['contact']],
    ['加 薇 信', ['contact']],
    ['➕vx 了解', ['contact']],
    ['vx abc_123', ['contact']],
    ['微信号在签名里', ['contact']],
    ['薇信 abc12345', ['contact']],
    ['微❤️abc12345', ['contact']],
    ['v芯 abc12345', ['contact']],
    ['扣扣：12345678', ['contact']],
    ['QQ群 七七八八九九', ['contact']],
    ['找我 @good_luck888', ['contact']],
    ['看这里 https://example.com/a', ['link']],
    ['www.abc.cn', ['link']],
    ['abc。com', ['link']],
    ['网址 abc点cc', ['link']],
    ['日入300，躺赚', ['earnings']],
    ['月 入 过 万 不是梦', ['earnings']],
    ['手机兼职刷单日结', ['earnings']],
    ['诚招代理', ['earnings']],
    ['日赚500加v：abc12345 电话13912345678 abc.top', ['phone', 'contact', 'link', 'earnings']],
    ['加\u200bV\u200b：abc', ['contact']],
  ];
  it.each(found)('%s: %j', (answer, signs) => {
    expect(advertisingSigns({ name: '林夏', answer })).toEqual(signs);
    expect(advertisingSigns({ name: answer, answer: '' })).toEqual(signs);
  });

  const innocent = [
    '',
    '从微信群里看到的，朋友推荐来',
    '我在微信读书上读完了三本书',
    '1998年生，坚持跑步 365 天，跑了 1200 公里',
    '想养成早起的习惯，2026 年 1 月 5 日开始',
    '学号 20231234567',
    '想参加晨读，每天 20 分钟',
    '一直想加入这样的小组',
    '加油！微笑面对每一天',
    'I would like to read more, e.g. novels. Thanks.',
    '增加微小的进步',
    '孩子三年级，想一起学英语 ABC',
    '做过三年产品经理，会用 Vue 和 SQL',
    '第 9.5 期老学员',
  ];
  it.each(innocent)('nothing in: %s', (answer) => {
    expect(advertisingSigns({ name: 'Momo🌧', answer })).toEqual([]);
  });
});
