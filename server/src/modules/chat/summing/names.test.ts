import { describe, expect, it } from 'vitest';
import { nameKeys, nameOrder } from './names.ts';
import { type Look, looksFor, patternOf, spelled } from './search.ts';

/** What the database does with it: rows in a range, of which the pattern keeps some. */
function finds(names: readonly string[], wanted: string): boolean {
  const characters = spelled(wanted);
  const pattern = new RegExp(patternOf(characters), 'u');
  const inRange = (value: string, { from, to }: Look) => value >= from && value < to;
  return nameKeys(names).some((key) => pattern.test(key.sounds) && looksFor(characters).some((look) => inRange(key[look.column], look)));
}

describe('people are found', () => {
  it.each([
    ['张三丰', '张三'],
    ['张三丰', '三丰'],
    ['张三丰', 'zhangsanfeng'],
    ['张三丰', 'Zhang San'],
    ['张三丰', 'sanf'],
    ['张三丰', 'zsf'],
    ['张三丰', 'sf'],
    ['张三丰', 'zhangsf'],
    ['张三丰', 'zsanfeng'],
    ['张三丰', 'zhsf'],
    ['张三丰', '张sf'],
    ['张三丰', 'z三'],
    ['张三丰', 'zhang三丰'],
    ['曾小贤', 'zeng'],
    ['尉迟恭', 'yuchig'],
    ['吕布', 'lvbu'],
    ['阿明-北京运营', 'beijing'],
    ['阿明-北京运营', 'ambj'],
    ['Alice Wang', 'alice'],
    ['Alice Wang', 'lice'],
    ['Alice Wang', 'alice w'],
    ['Alice Wang', 'al wang'],
    ['张三丰', '张 三'],
    ['Alice Wang', 'aw'],
    ['ＡＢＣ老师', 'abc'],
    ['老王2024', '2024'],
    ['小 雨 🌧', '小雨'],
  ])('%s by %s', (name, wanted) => {
    expect(finds([name], wanted)).toBe(true);
  });

  it('by a former name', () => {
    expect(finds(['北极星', '李雷'], 'lilei')).toBe(true);
  });

  it.each([
    ['张三丰', 'zf'],
    ['张三丰', '张丰'],
    ['张三丰', 'zhangfeng'],
    ['张三丰', 'hang'],
    ['Alice Wang', 'aliceg'],
    ['张三丰', 'zh ang'],
  ])('%s not by %s', (name, wanted) => {
    expect(finds([name], wanted)).toBe(false);
  });
});

it('orders names by pinyin, small and capital letters together', () => {
  const names = ['周周', '阿树', 'bob', '李雷', '白露', 'Carl', '丽娜', '张三', '李白'];
  const sorted = names.toSorted((a, b) => (nameOrder(a) < nameOrder(b) ? -1 : 1));
  expect(sorted).toEqual(['阿树', '白露', 'bob', 'Carl', '丽娜', '李白', '李雷', '张三', '周周']);
});
