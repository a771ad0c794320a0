import { property, assert as propertyHolds, stringMatching } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitted, setLines, widthOf } from './lines.ts';

describe('lines of a poster', () => {
  it.each([
    ['每天早上写三百字，写完就好。', 8, ['每天早上写三百', '字，写完就好。']],
    ['读《红楼梦》', 3, ['读《红', '楼梦》']],
    ['一起读《红', 4, ['一起读', '《红']],
    ['用 Notion 写日记', 5, ['用 Notion', '写日记']],
    ['晨读营', 8, ['晨读营']],
    ['', 8, []],
  ])('%s in %d', (words, ems, lines) => {
    expect(setLines(words, ems, 9)).toEqual(lines);
  });

  it('never begin with a mark that closes, never end with one that opens, and lose nothing', () => {
    propertyHolds(
      property(stringMatching(/^[早晨读写营会a-c0-9，。！？（）《》“”、 ]{0,60}$/), (words) => {
        const lines = setLines(words, 9, 99);
        expect(lines.join('').replaceAll(' ', '')).toBe(words.replace(/\s/g, ''));
        for (const line of lines.slice(1)) expect(line).not.toMatch(/^[，。！？）》”、]/u);
        for (const line of lines.slice(0, -1)) expect(line).not.toMatch(/[（《“]$/u);
      }),
      // A mark behind a blank.
      { numRuns: 400, examples: [['早早早早早早早早 、（会，会']] },
    );
  });

  it('are about equally long: none ends the text with one character', () => {
    const lines = setLines('杭州西溪湿地亲子自然观察营', 12, 3);
    expect(lines.map((line) => line.length)).toEqual([7, 6]);
  });

  it('say that something was left out, and are set smaller before that', () => {
    const long = '读'.repeat(80);
    const cut = setLines(long, 10, 2);
    expect(cut).toHaveLength(2);
    expect(cut[1]).toMatch(/^读+…$/);
    expect(cut.every((line) => widthOf(line) <= 10)).toBe(true);
    expect(fitted('读'.repeat(24), 600, [76, 56, 42], 2)).toMatchObject({ size: 42, lines: ['读'.repeat(12), '读'.repeat(12)] });
    expect(fitted('晨读营', 600, [76, 56, 42], 2)).toEqual({ size: 76, lines: ['晨读营'] });
  });
});
