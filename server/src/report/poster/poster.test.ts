import qrcode from 'qrcode';
import { describe, expect, it } from 'vitest';
import { pixelsOf } from '#testing/png-pixels';
import { languages, wordsIn } from '../words.ts';
import { drawPoster } from './draw.ts';
import { looks, type PosterFacts, posterTree } from './poster.ts';

const facts: PosterFacts = {
  community: '早起写作营🌅',
  slogan: '每天早上写三百字',
  camp: { startsOn: '2026-12-01', days: 21, running: false },
  people: 36,
  address: 'https://qun.example.com/m/join#Zm9yZXZlcnlib2R5d2hvd2FudHNpbg',
};
const treeOf = (given: Partial<PosterFacts>, language: (typeof languages)[number] = 'zh-CN') =>
  JSON.stringify(posterTree({ ...facts, ...given }, 'data:,', wordsIn(language, ['report']), 'paper'));

describe('a poster', () => {
  it.each(languages)('tells what is true now, in %s, without signs the font cannot draw', (language) => {
    const tree = treeOf({}, language);
    for (const text of ['早起写作营', '每天早上写三百字', '21', '36']) expect(tree).toContain(text);
    for (const text of ['🌅', 'poster.', 'report:']) expect(tree).not.toContain(text);
    expect(treeOf({ camp: null, people: 0, slogan: '' }, language)).not.toMatch(/"children":"[^"]*\d|null/);
  });

  it('says where it is read that a long press reads the code, and when a running one began', () => {
    expect(treeOf({})).toContain('长按识别二维码');
    expect(treeOf({})).toContain('12月1日');
    expect(treeOf({})).not.toContain('已经开始');
    expect(treeOf({ camp: { startsOn: '2026-12-01', days: 21, running: true } })).toContain('已经开始');
  });

  it('bears the logo, else the initial, and in its own look the colour with words that can be read on it', () => {
    const own = (brand: PosterFacts['brand']) =>
      JSON.stringify(posterTree({ ...facts, brand }, 'data:,', wordsIn('zh-CN', ['report']), 'own'));
    const shade = { fill: '#ffd84d', ink: '#1c2a28' };
    expect(own({ shade, initial: '晨', logo: null })).toContain('"晨"');
    expect(own({ shade, initial: '晨', logo: 'data:image/png;base64,x' })).toContain('data:image/png;base64,x');
    expect(own({ shade, initial: '晨', logo: null })).toContain('"backgroundColor":"#ffd84d"');
    expect(own(undefined)).toBe(treeOf({}));
  });

  it.each(looks)('in the look %s is 1080 × 1620 and its code leads to the address', async (look) => {
    const png = await drawPoster(facts, 'zh-CN', look);
    const { width, height, at } = pixelsOf(png);
    expect([width, height]).toEqual([1080, 1620]);
    // Nothing but the code is pure black: three of its corners are.
    const black = (x: number, y: number) => at(x, y).every((value) => value < 40) && new Set(at(x, y)).size === 1;
    let [left, top, right, bottom] = [width, height, 0, 0];
    for (let y = 0; y < height; y += 1)
      for (let x = 0; x < width; x += 1)
        if (black(x, y)) [left, top, right, bottom] = [Math.min(left, x), Math.min(top, y), Math.max(right, x), Math.max(bottom, y)];
    const { modules } = qrcode.create(facts.address, { errorCorrectionLevel: 'M' });
    const [across, down] = [(right - left + 1) / modules.size, (bottom - top + 1) / modules.size];
    expect(across).toBeGreaterThan(6);
    expect(Math.abs(across - down)).toBeLessThan(0.1);
    const wrong = [];
    for (let row = 0; row < modules.size; row += 1)
      for (let column = 0; column < modules.size; column += 1) {
        const dark = (at(Math.floor(left + (column + 0.5) * across), Math.floor(top + (row + 0.5) * down))[0] ?? 0) < 128;
        if (dark !== Boolean(modules.get(row, column))) wrong.push([row, column]);
      }
    expect(wrong).toEqual([]);
    // Four modules of white on each side, as ISO/IEC 18004 asks.
    for (const [x, y] of [
      [left - 4 * across, top],
      [right + 4 * across, bottom],
      [left, top - 4 * down],
      [left, bottom + 4 * down],
    ] as const)
      expect(at(Math.floor(x), Math.floor(y))).toEqual([255, 255, 255]);
  });
});
