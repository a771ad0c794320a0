import type { Words } from '#report';
import { DomainError } from '#vocabulary/errors';

export const EXIT_FAILED = 1;
export const EXIT_USAGE = 2;

/** One sentence for the reader; an error that nobody foresaw keeps its message, because it is all there is to go by. */
export function failureSentence(error: unknown, words: Words): string {
  if (error instanceof DomainError) {
    const key = `errors:${error.code}`;
    return words.has(key) ? words.t(key, shown(error.data)) : words.t('errors:unexpected', { message: error.message });
  }
  const message = error instanceof Error ? error.message : String(error);
  return words.t('errors:unexpected', { message });
}

/** Blanks come from files of strangers: no control characters, nothing endless. */
function shown(data: Record<string, string | number>): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(data).map(([key, value]) => [
      key,
      // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are exactly what is removed
      typeof value === 'string' ? value.replace(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]+/g, ' ').slice(0, 300) : value,
    ]),
  );
}
