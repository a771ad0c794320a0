/** At most `length` UTF-16 units, never half a character: a lone surrogate cannot be stored as UTF-8. */
export function excerpt(text: string, length = 200): string {
  if (text.length <= length) return text;
  const cut = text.slice(0, length);
  return cut.isWellFormed() ? cut : cut.slice(0, -1).toWellFormed();
}
