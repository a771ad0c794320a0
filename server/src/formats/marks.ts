// Controls except tab, LF and CR; zero-width space; direction marks, embeddings and isolates; word joiner; BOM.
// The zero-width joiner (U+200D) stays: emoji are made with it.
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const MARKS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g;

/** Text without marks that cannot be seen and would make equal texts differ. */
export function withoutMarks(text: string): string {
  return text.replace(MARKS, '');
}
