/** Names out of texts. Pure: what a name is, its user says. */

const WORD = /[\p{L}\p{N}_]/u;
/** Scripts written without blanks: a name may stand in the middle of what is said. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u;
const AT = /[@＠]/;

/** Characters of a text, each in lower case: a name is the same however its letters are written. */
function foldedCharacters(text: string): string[] {
  return Array.from(text, (character) => character.toLowerCase());
}

/** A name as it is looked up. */
export function foldedName(name: string): string {
  return foldedCharacters(name.trim()).join('');
}

/**
 * Puts labels in the place of names. Letters that are set apart by blanks must be a word of their own (`Ann` is not in `Annual`);
 * a name of one character counts only behind an `@`, since it is mostly a word of the language.
 */
export class Redactor {
  private readonly lengths: number[];
  private readonly labelOf: (folded: string) => string | null;

  /**
   * @param lengths of the names, in characters
   * @param labelOf what stands in the place of a folded name; null: no name
   */
  constructor(lengths: Iterable<number>, labelOf: (folded: string) => string | null) {
    this.lengths = [...new Set(lengths)].filter((length) => length > 0).sort((a, b) => b - a);
    this.labelOf = labelOf;
  }

  /** The same string when no name is in it. */
  text(text: string): string {
    const characters = Array.from(text);
    const folded = foldedCharacters(text);
    let redacted = '';
    let kept = 0;
    for (let at = 0; at < characters.length; ) {
      const found = this.at(folded, at);
      if (!found) {
        at += 1;
        continue;
      }
      redacted += characters.slice(kept, at).join('') + found.label;
      at += found.length;
      kept = at;
    }
    return kept === 0 ? text : redacted + characters.slice(kept).join('');
  }

  /** What follows an `@`, or a line of a list: names of one character are meant here. */
  name(raw: string): string {
    return this.text(`@${raw}`).slice(1);
  }

  private at(folded: readonly string[], at: number): { label: string; length: number } | null {
    for (const length of this.lengths) {
      const end = at + length;
      if (end > folded.length || inside(folded[at - 1], folded[at]) || inside(folded[end - 1], folded[end])) continue;
      if (length === 1 && !AT.test(folded[at - 1] ?? '')) continue;
      const label = this.labelOf(folded.slice(at, end).join(''));
      if (label !== null) return { label, length };
    }
    return null;
  }
}

/** Whether two neighbours belong to one word. */
function inside(before: string | undefined, after: string | undefined): boolean {
  return before !== undefined && after !== undefined && spaced(before) && spaced(after);
}

function spaced(character: string): boolean {
  return WORD.test(character) && !UNSPACED.test(character);
}
