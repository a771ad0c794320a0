/**
 * One colour of a community made into grounds on which words can be read, on light and on dark pages. Pure.
 * Contrast and luminance by WCAG 2.2, "contrast ratio" and "relative luminance"; AA asks 4.5 of words of any size.
 */
export const AA = 4.5;
const [WHITE, INK] = ['#ffffff', '#1c2a28'];
/** Of the way to black, a step. */
const STEP = 0.02;

/** A ground and the words on it. */
interface Shade {
  fill: string;
  ink: string;
}

export interface Shades {
  light: Shade;
  dark: Shade;
}

const channels = (colour: string) => [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
const hex = (values: readonly number[]) => `#${values.map((value) => Math.round(value).toString(16).padStart(2, '0')).join('')}`;

/** 0 to 1. @param colour `#rrggbb` */
export function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = channels(colour).map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** 1 to 21. */
export function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

/**
 * On light pages the colour itself, where words in white or in ink can be read on it; between the two it is darkened until white
 * can. On dark pages always for white words, so that nothing glares.
 */
export function shadesOf(colour: string): Shades {
  const ink = [WHITE, INK].find((words) => contrast(colour, words) >= AA);
  const deep = { fill: darkened(colour), ink: WHITE };
  return { light: ink ? { fill: colour, ink } : deep, dark: deep };
}

function darkened(colour: string): string {
  let fill = colour;
  for (let kept = 1 - STEP; contrast(fill, WHITE) < AA; kept -= STEP) fill = hex(channels(colour).map((value) => value * kept));
  return fill;
}
