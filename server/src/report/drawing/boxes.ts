/** Pieces of trees for satori, which lays them out as the browser would. */

export interface Box {
  type: string;
  props: { style?: Style; children?: Box[] | string; [attribute: string]: unknown };
}
export type Style = Record<string, string | number>;

export const INK = '#1c2a28';
export const INK2 = '#566663';
export const GREEN = '#1d7a68';

export const box = (style: Style, children: (Box | null)[] | string): Box => ({
  type: 'div',
  props: {
    style: { display: 'flex', ...style },
    children: typeof children === 'string' ? children : children.filter((child) => child !== null),
  },
});

export const text = (words: string, size: number, color = INK, more: Style = {}): Box =>
  box({ fontSize: size, color, lineHeight: 1.4, ...more }, words);

const covered = /[\p{Script=Han}\p{Script=Latin}\p{N}\p{P}\p{Zs}+=<>~|$￥°×·]/u;

/** Can the font of the pictures draw this character? Emoji and other scripts it cannot. */
export const drawable = (character: string): boolean => covered.test(character);

/** At most `limit` characters; the last one says that something is missing. */
export function clipped(words: string, limit: number): string {
  const characters = Array.from(words.trim());
  return characters.length > limit ? `${characters.slice(0, limit - 1).join('')}…` : characters.join('');
}
