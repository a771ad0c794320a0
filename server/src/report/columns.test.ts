import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clip, harmless, padEnd, padStart, whole, widthOf, wrap } from './columns.ts';

describe('columns', () => {
  it.each([
    ['abc', 3],
    ['群策', 4],
    ['a群b', 4],
    ['，', 2],
    ['🍊', 2],
    ['👨‍👩‍👧', 2],
    ['❤️', 2],
    ['é', 1],
    ['한국', 4],
    ['ｶﾅ', 2],
    ['—', 1],
    ['', 0],
  ])('%s takes %i', (text, width) => {
    expect(widthOf(text)).toBe(width);
  });

  it('pads and clips by columns', () => {
    expect(padEnd('群', 4)).toBe('群  ');
    expect(padStart('群', 4)).toBe('  群');
    expect(clip('群体检报告', 7)).toBe('群体检…');
    expect(clip('群体检', 6)).toBe('群体检');
  });

  it('keeps names and closing marks together', () => {
    expect(wrap('正在离开的是林小满，何敏。', 12)).toEqual(['正在离开的是', '林小满，何', '敏。']);
    expect(wrap(`正在离开 ${whole('林小满')}`, 12)).toEqual(['正在离开', '林小满']);
    expect(wrap('the quick brown fox', 10)).toEqual(['the quick', 'brown fox']);
  });

  it('does not leave a single character on the last line', () => {
    const lines = wrap('这个群在走下坡近七天有五十七人说话了', 34);
    expect(widthOf(lines.at(-1) ?? '')).toBeGreaterThan(4);
  });

  it('never exceeds the width and loses nothing but spaces, for any text whose words fit', () => {
    const word = fc.stringMatching(/^[a-z]{1,9}$/);
    const chinese = fc.stringMatching(/^[\u4e00-\u9fff]{1,30}$/);
    fc.assert(
      fc.property(fc.array(fc.oneof(word, chinese), { maxLength: 12 }), fc.integer({ min: 21, max: 90 }), (parts, width) => {
        const text = parts.join(' ');
        const lines = wrap(text, width);
        expect(lines.every((line) => widthOf(line) <= width)).toBe(true);
        expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
      }),
    );
  });

  it('takes the teeth out of names', () => {
    expect(harmless('a\u001b[31mb\u202ec')).toBe('a [31mb c');
  });
});
