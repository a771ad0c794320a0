/** Placeholders in the words of scripts: `{目标}`. Pure. */
export const placeholder = /\{([^{}\s]{1,20})\}/g;

/** What is not known stays as it stands. */
export function fill(words: string, given: Readonly<Record<string, string>>): string {
  return words.replace(placeholder, (whole, key: string) => given[key] || whole);
}

/** In the order of their first appearance. */
export function placeholdersOf(texts: Iterable<string>): string[] {
  const found = new Set<string>();
  for (const text of texts) for (const [, key = ''] of text.matchAll(placeholder)) found.add(key);
  return [...found];
}
