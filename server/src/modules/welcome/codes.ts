/** Codes in what people say. Pure. */

/** Without what looks alike in one font or another: 0 O, 1 I L, 2 Z, 5 S, 8 B. */
export const LETTERS = 'ACDEFGHJKMNPQRTUVWXY34679';
const CODE = new RegExp(`(?<![A-Z0-9])[${LETTERS}]{6}(?![A-Z0-9])`, 'g');

/** What clients put before an answer: words of somebody else, who must not be taken for the one who answers. */
const QUOTED = /^\s*「[\s\S]*?」\s*$|^\s*「[^」]*」|\[(?:回复|引用)[^\]]*\]|^\s*>.*$/gmu;

/** What may be a code in a message, whatever width and case it was typed in, each once; not what it quotes. */
export function codesSaid(text: string): string[] {
  return [...new Set(text.replace(QUOTED, ' ').normalize('NFKC').toUpperCase().match(CODE) ?? [])];
}
