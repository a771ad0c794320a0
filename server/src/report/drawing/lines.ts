/**
 * Chinese lines set by hand, since a poster has few of them and each is large: no mark of punctuation begins a line, no opening
 * one ends it, a Latin word stays whole, and the last line is no lonely character. Pure.
 * Which marks: GB/T 15834-2011 §5.1 and W3C's clreq §3.1.3.
 */

const NOT_FIRST = '、，。．；：！？…—～·丨｜,.;:!?%％)]}）〕］｝〉》」』】”’℃';
const NOT_LAST = '([{（〔［｛〈《「『【“‘#＃@￥$';
const WHOLE = /[\p{Script=Latin}\p{N}][\p{Script=Latin}\p{N}'’._-]*|\s+|./gsu;
const WIDE = /[\p{Script=Han}\u3000-\u303f\uff00-\uff60“”‘’…—·丨]/u;

/** Width of a text in ems, a little more than Noto Sans SC takes. */
export function widthOf(words: string): number {
  let width = 0;
  for (const character of words) {
    if (WIDE.test(character)) width += 1;
    else if (/[mwMW@%]/.test(character)) width += 0.92;
    else if (/[A-Z]/.test(character)) width += 0.7;
    else if (/\s/.test(character)) width += 0.25;
    else width += 0.6;
  }
  return width;
}

/**
 * @param ems width of a line, in ems of its letters
 * @param most lines; what does not fit is left out and an ellipsis says so
 * @returns as few lines as possible, and those about equally long
 */
export function setLines(words: string, ems: number, most: number): string[] {
  const pieces = piecesOf(words.trim().replace(/\s+/g, ' '), ems);
  const lines = filled(pieces, ems);
  if (lines.length > most) return [...lines.slice(0, most - 1), shortened(lines[most - 1] ?? '', ems)];
  // The narrowest column that needs no more lines makes them even.
  let even = lines;
  for (let narrower = ems - 0.5; narrower > 1; narrower -= 0.5) {
    const tried = filled(pieces, narrower);
    if (tried.length > lines.length || tried.some((line) => widthOf(line) > narrower)) break;
    even = tried;
  }
  return even;
}

/** The largest of the sizes (px) in which the words take no more than so many lines; the smallest may take one more, then cuts off. */
export function fitted(words: string, width: number, sizes: readonly number[], most: number): { size: number; lines: string[] } {
  for (const size of sizes) {
    const lines = setLines(words, width / size, most + 1);
    if (lines.length <= most) return { size, lines };
  }
  const size = sizes.at(-1) ?? 16;
  return { size, lines: setLines(words, width / size, most + 1) };
}

/** What must stay together: words, and marks with what they belong to. A word longer than a line falls into its letters. */
function piecesOf(words: string, ems: number): string[] {
  const pieces: string[] = [];
  let opening = '';
  for (const [found] of words.matchAll(WHOLE)) {
    const parts = widthOf(found) > ems ? Array.from(found) : [found];
    for (const part of parts) {
      const before = pieces.at(-1);
      if (NOT_LAST.includes(part)) opening += part;
      else if (NOT_FIRST.includes(part) && opening === '' && before !== undefined) {
        // A blank in between is taken along: it vanishes where a line begins.
        const blank = before.trim() === '' && pieces.length > 1 ? (pieces.pop() ?? '') : '';
        pieces[pieces.length - 1] += blank + part;
      } else {
        pieces.push(opening + part);
        opening = '';
      }
    }
  }
  if (opening !== '') pieces.push(opening);
  return pieces;
}

function filled(pieces: readonly string[], ems: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const piece of pieces) {
    if (line !== '' && widthOf((line + piece).trimEnd()) > ems) {
      lines.push(line.trimEnd());
      line = piece.trimStart();
    } else line += piece;
  }
  return line.trim() === '' ? lines : [...lines, line.trimEnd()];
}

function shortened(line: string, ems: number): string {
  const characters = Array.from(line);
  while (characters.length > 1 && (widthOf(characters.join('')) > ems - 1 || NOT_LAST.includes(characters.at(-1) ?? ''))) characters.pop();
  return `${characters.join('').replace(/[、，。；：！？…—\s]+$/u, '')}…`;
}
