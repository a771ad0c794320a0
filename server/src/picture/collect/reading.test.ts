import { describe, expect, it } from 'vitest';
import type { MessageKind, MessageRecord } from '#vocabulary/records';
import { plainReading, readMessage, readNotice } from './reading.ts';

function said(text: string, rest: Partial<MessageRecord> = {}): MessageRecord {
  return { type: 'message', kind: 'text', at: 0, text, sender: null, ...rest };
}
const read = (text: string, kind: MessageKind = 'text') => readMessage(said(text, { kind }));

describe('mentions', () => {
  it.each<[string, string[]]>([
    ['@小王 你好', ['小王 你好']],
    ['谢谢@小王 和@李 四，辛苦', ['小王 和', '李 四，辛苦']],
    ['@小王\u2005早', ['小王']],
    ['@\u2068Ann Lee\u2069 hi', ['Ann Lee']],
    ['＠小王', ['小王']],
    ['@小王\n下一行', ['小王']],
    ['写信到 ann@example.com', []],
    ['mail ann.b+c@mail.example.org please @Bob', ['Bob']],
    ['@所有人 今晚八点', []],
    ['@全体成员 通知', []],
    ['@all please read', []],
    ['@everyone', []],
    ['@allen thanks', ['allen thanks']],
    ['单独一个 @ 符号', []],
    [`@${'长'.repeat(60)}`, ['长'.repeat(40)]],
    [`@${'a'.repeat(39)}😀 end`, ['a'.repeat(39)]],
  ])('%j', (text, expected) => {
    expect(read(text).mentions).toEqual(expected);
  });

  it('what the format gave is exact and the text is not read for more', () => {
    expect(readMessage(said('@someone else', { mentions: ['10001'] })).mentions).toEqual(['10001']);
  });
});

describe('questions', () => {
  it.each([
    '这个怎么安装？',
    '在吗',
    '今天有课吗~',
    '那你呢',
    '怎么报名',
    '如何退款',
    '有没有推荐的书',
    '请问老师几点上课',
    '谁知道作业是什么',
    '求推荐一本育儿书',
    '求助，电脑开不了机',
    '为什么打不开',
    '能不能发一下链接',
    'How do I install this?',
    'does anyone know a good dentist?',
    'can you help?!',
    'https://example.com/a?b=1 这个靠谱吗',
    'https://example.com/a?b=1这个怎么用',
    'really? ok',
  ])('asks: %s', (text) => {
    expect(read(text).question).toBe(true);
  });

  it.each([
    '今天天气不错',
    'https://example.com/watch?v=abc',
    '看这里 www.example.com/?q=why 不错',
    '？？？',
    '?',
    '忙着呢',
    '不怎么样',
    '无论如何都支持你',
    'use `a ? b : c` there',
    'const x = a ? b : c;',
    'obj?.field is fine',
    '+1',
    '打卡第12天',
  ])('does not ask: %s', (text) => {
    expect(read(text).question).toBe(false);
  });

  it('a long text asks only with a question mark', () => {
    const essay = `今天我们讲如何写作。${'写作是一件需要坚持的事情。'.repeat(10)}`;
    expect(read(essay).question).toBe(false);
    expect(read(`${essay}大家同意吗？`).question).toBe(true);
  });

  it('the title of a shared card and a merged forward are not asked by the sender', () => {
    expect(read('[链接] 孩子不爱读书怎么办？', 'link').question).toBe(false);
    expect(read('群聊的聊天记录 张三: 在吗？', 'forward').question).toBe(false);
  });
});

describe('check-ins', () => {
  it.each<[string, string | null]>([
    ['打卡', 'keyword'],
    ['早起打卡', 'keyword'],
    ['打卡第12天，读书30分钟', 'keyword'],
    ['第12天打卡', 'keyword'],
    ['Day 12 打卡', 'keyword'],
    ['Day 12: ran 5k', 'keyword'],
    ['第12天 早起 6:00', 'keyword'],
    ['第十二天，阅读完成', 'keyword'],
    ['#打卡 跑步5公里', 'keyword'],
    ['【打卡】背单词50个', 'keyword'],
    ['签到', 'keyword'],
    ['大家早 打卡', 'keyword'],
    ['今日已打卡', 'keyword'],
    ['check in', 'keyword'],
    ['Checked in for day 3', 'keyword'],
    ['daily check-in: 20 pages', 'keyword'],
    ['早安！打卡！今天有人一起跑步吗？', 'keyword'],
    ['第 12 天', 'number'],
    ['第十二天', 'number'],
    ['Day 12', 'number'],
    ['day12!', 'number'],
    ['D12', 'number'],
    ['12/21', 'number'],
    ['今天打卡了吗？', null],
    ['今天打卡了吗', null],
    ['记得打卡', null],
    ['大家记得 打卡哦', null],
    ['打卡规则', null],
    ['请大家打卡', null],
    ['还没打卡', null],
    ['没打卡的同学抓紧', null],
    ['怎么打卡', null],
    ['打卡群满了', null],
    ['明天打卡', null],
    ['别忘了签到', null],
    ['@所有人 早起打卡', null],
    ['打卡时间 6:00-8:00', null],
    ['签到表发群里了', null],
    ['please check in', null],
    ['did you check in?', null],
    ['I checked in the code yesterday', null],
    ['check-in rules', null],
    ['22/21', null],
    // Said in agreement far more often than to check in: a stray one must not make a group one that checks in.
    ['+1', null],
    ['＋１', null],
    ['+2 分', null],
    ['现在 12 点', null],
    ['今天是第12天了大家加油', null],
    ['first day at work', null],
  ])('%s → %s', (text, expected) => {
    expect(read(text).checkin).toBe(expected);
  });
});

describe('接龙', () => {
  it('lists the names in order', () => {
    expect(read('#接龙\n早起打卡\n例 张三 6:00\n\n1. 张三 已起\n2. 李四 6:10\n3. Ann Lee done')).toEqual({
      mentions: [],
      question: false,
      checkin: 'jielong',
      listed: ['张三', '李四', 'Ann Lee'],
    });
  });

  it('needs no header where two short lines count upwards', () => {
    expect(read('晨读\n1、小明\n2、小红').listed).toEqual(['小明', '小红']);
  });

  it.each([
    ['one line only', '1. 小明'],
    ['rules', '群规则如下\n1. 禁止广告\n2. 禁止骂人'],
    ['sentences', '1. 今天先讲第一章。\n2. 然后大家提问！'],
    ['not increasing', '3. 小明\n1. 小红'],
    ['decimals', '1.5公里\n2.5公里'],
  ])('is not one: %s', (_name, text) => {
    expect(read(text)).toMatchObject({ checkin: null, listed: [] });
  });

  it('a sign-up is a list but no check-in', () => {
    expect(read('#接龙 周六聚餐报名\n1. 张三\n2. 李四')).toMatchObject({ checkin: null, listed: ['张三', '李四'] });
  });

  it('pasted on its own it is a check-in only where its title says so', () => {
    expect(readNotice('#接龙\n早起打卡\n1. 张三')?.listed).toEqual(['张三']);
    expect(readNotice('#接龙\n1. 张三\n2. 李四')).toBeNull();
    expect(readNotice('本群将于周五解散')).toBeNull();
  });
});

it('plain chat costs one shared object', () => {
  expect(read('今天去公园走了走，天气很好')).toBe(plainReading);
  expect(Object.isFrozen(plainReading.mentions)).toBe(true);
});

it('a very long run of one character is read in linear time', () => {
  for (const character of [' ', '\n', '@', '?', '？', '`', '1. ', '打卡', '#接龙 ', 'https://', 'day 1'])
    expect(read(character.repeat(300_000 / character.length)).checkin).not.toBe('number');
});
