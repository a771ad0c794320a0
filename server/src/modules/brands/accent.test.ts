import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AA, contrast, luminance, shadesOf } from './accent.ts';
import { colours } from './contract.ts';

const channel = fc.integer({ min: 0, max: 255 }).map((value) => value.toString(16).padStart(2, '0'));
const anyColour = fc.tuple(channel, channel, channel).map((parts) => `#${parts.join('')}`);

describe('contrast', () => {
  it.each([
    ['#ffffff', '#000000', 21],
    ['#777777', '#ffffff', 4.48],
    ['#767676', '#ffffff', 4.54],
    ['#ff0000', '#ffffff', 4],
    ['#0000ff', '#ffffff', 8.59],
  ])('of %s and %s is %d, as WCAG counts it, in either order', (one, other, ratio) => {
    expect(contrast(one, other)).toBeCloseTo(ratio, 2);
    expect(contrast(other, one)).toBe(contrast(one, other));
  });
});

describe('words on a colour', () => {
  it('can be read whatever the colour, on light and on dark pages', () => {
    fc.assert(
      fc.property(anyColour, (colour) => {
        const { light, dark } = shadesOf(colour);
        for (const { fill, ink } of [light, dark]) {
          expect(fill).toMatch(/^#[0-9a-f]{6}$/);
          expect(contrast(fill, ink)).toBeGreaterThanOrEqual(AA);
        }
        // Nothing glares where everything else is dark.
        expect(luminance(dark.fill)).toBeLessThan(0.19);
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    ['a deep colour stays as it is', '#8c1c13', { fill: '#8c1c13', ink: '#ffffff' }],
    ['a pale one bears dark words', '#ffd84d', { fill: '#ffd84d', ink: '#1c2a28' }],
  ])('%s', (_what, colour, light) => {
    expect(shadesOf(colour).light).toEqual(light);
  });

  it('one in between, on which neither can be read, is darkened as little as needed', () => {
    const { light } = shadesOf('#ff4d00');
    expect(light.ink).toBe('#ffffff');
    expect(contrast(light.fill, light.ink)).toBeLessThan(AA + 0.35);
  });

  it.each(colours)('%s of the set needs no change, on light or on dark pages', (colour) => {
    expect(shadesOf(colour)).toEqual({ light: { fill: colour, ink: '#ffffff' }, dark: { fill: colour, ink: '#ffffff' } });
  });
});
