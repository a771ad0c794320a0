/** Codes in what people say. Pure. */

/** Without what looks alike in one font or another: 0 O, 1 I L, 2 Z, 5 S, 8 B. */
export const LETTERS = 'ACDEFGHJKMNPQRTUVWXY34679';
const CODE = new RegExp(`(?<![A-Z0-9])[${LETTERS}]{6}(?![A-Z0-9])`, 'g');

/** What may be a code in a message, whatever width and case it was typed in, each once. */
export function codesSaid(text: string): string[] {
  return [...new Set(text.normalize('NFKC').toUpperCase().match(CODE) ?? [])];
}
