import type { Sender } from '#vocabulary/records';
import { withoutMarks } from '../marks.ts';

/**
 * The display name that is a person's key: `\u200e\u202a+86\u00a0138…\u202c` and `+86 138…` are one person.
 * `~\u202fName` (a push name, not a contact) stays apart from a contact called Name.
 */
export function personName(raw: string): string {
  return withoutMarks(raw)
    .replace(/[\s\u00a0\u2009\u202f]+/g, ' ')
    .replace(/\u2011/g, '-')
    .replace(/^ ?~ ?/, '~')
    .trim();
}

export function person(raw: string): Sender {
  const name = personName(raw);
  return { by: 'name', key: name, name };
}

/** The `@⁨Name⁩` of a body: only these are marked as mentions by the export. */
export function mentionsOf(body: string): string[] {
  const found: string[] = [];
  for (let at = body.indexOf('@\u2068'); at >= 0; at = body.indexOf('@\u2068', at + 2)) {
    const end = body.indexOf('\u2069', at);
    const name = end < 0 || end - at > 150 ? '' : personName(body.slice(at + 2, end));
    if (name !== '' && !found.includes(name) && found.length < 1000) found.push(name);
  }
  return found;
}
