/** Text in terminal columns: Chinese, kana, hangul and emoji take two, marks none. */
let segmenter: Intl.Segmenter | undefined;
/** Made when first needed: that takes 10 ms. */
function graphemesOf(text: string): Intl.Segments {
  segmenter ??= new Intl.Segmenter('zh', { granularity: 'grapheme' });
  return segmenter.segment(text);
}

const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}|\ufe0f/u;
const zero = /^[\p{M}\p{Cf}\p{Cc}]+$/u;
const plain = /^[\x20-\x7e]*$/;
/** Never first on a line. */
const closing = /^[，。；：！？、）》」』”’%…,.;:!?)\]]/;
/** Never last on a line. */
const opening = /[（《「『“‘([]$/;

export function widthOf(text: string): number {
  if (plain.test(text)) return text.length;
  let width = 0;
  for (const { segment } of graphemesOf(text)) width += graphemeWidth(segment);
  return width;
}

function graphemeWidth(grapheme: string): number {
  if (zero.test(grapheme)) return 0;
  return wide.test(grapheme) ? 2 : 1;
}

export function padEnd(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - widthOf(text)));
}

export function padStart(text: string, width: number): string {
  return ' '.repeat(Math.max(0, width - widthOf(text))) + text;
}

/** Cuts to at most `width` columns, with `…` when something was cut. */
export function clip(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  let kept = '';
  let used = 1;
  for (const { segment } of graphemesOf(text)) {
    used += graphemeWidth(segment);
    if (used > width) break;
    kept += segment;
  }
  return `${kept}…`;
}

/**
 * Breaks a paragraph into lines of at most `width` columns: at spaces and between wide characters, closing marks
 * never first, opening marks never last, and no last line of a single character where that can be helped.
 */
export function wrap(text: string, width: number): string[] {
  const lines = fill(pieces(text), width);
  const last = lines.at(-1) ?? '';
  if (lines.length > 1 && widthOf(last) <= 4 && width > 20) return fill(pieces(text), width - 6);
  return lines;
}

const JOINER = '\u2060';

/** Keeps a name on one line when wrapped; one longer than 24 columns is cut. */
export function whole(name: string): string {
  return [...graphemesOf(clip(harmless(name), 24))].map(({ segment }) => segment).join(JOINER);
}

/** What may not be torn apart: a Latin word, or one wide character with the marks that cling to it. */
function pieces(text: string): string[] {
  const result: string[] = [];
  let joined = false;
  for (const { segment: raw } of graphemesOf(text)) {
    const segment = raw.replaceAll(JOINER, '');
    const joins = joined;
    joined = raw.endsWith(JOINER);
    if (segment === '') continue;
    const before = result.at(-1);
    const clings =
      before !== undefined &&
      (joins || (before !== ' ' && segment !== ' ')) &&
      (joins || closing.test(segment) || opening.test(before) || (!wide.test(segment) && !wide.test(before.at(-1) ?? '')));
    if (clings) result[result.length - 1] = before + segment;
    else result.push(segment);
  }
  return result;
}

function fill(parts: string[], width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const part of parts) {
    if (line !== '' && widthOf(line) + widthOf(part) > width) {
      lines.push(line.trimEnd());
      line = part === ' ' ? '' : part;
    } else line += line === '' && part === ' ' ? '' : part;
  }
  if (line.trim() !== '') lines.push(line.trimEnd());
  return lines;
}

/** Takes away what could steer a terminal or turn text around: names and messages come from strangers. */
export function harmless(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are exactly what is removed
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]+/g, ' ');
}
