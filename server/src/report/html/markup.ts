/** HTML that is escaped unless it was written here: names and messages come from strangers. */
export class Markup {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}
export type Content = Markup | string | number | null | false | undefined | readonly Content[];

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

// Control characters are not allowed in HTML; marks that turn text around could dress one name up as another.
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are exactly what is removed
const unwanted = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;

function escapeText(text: string): string {
  return text.replace(unwanted, '').replace(/[&<>"']/g, (character) => entities[character] ?? '');
}

/** Tagged template: every `${…}` is escaped; markup and lists of it go in as they are. Attributes must be quoted. */
export function html(parts: TemplateStringsArray, ...values: Content[]): Markup {
  let text = parts[0] ?? '';
  for (const [index, value] of values.entries()) text += written(value) + (parts[index + 1] ?? '');
  return new Markup(text);
}

function written(value: Content): string {
  if (value === null || value === undefined || value === false) return '';
  if (value instanceof Markup) return value.text;
  if (typeof value === 'string') return escapeText(value);
  if (typeof value === 'number') return String(value);
  return value.map(written).join('');
}

/** A stranger's text whose direction must not spill over. */
export function stranger(text: string): Markup {
  return html`<bdi>${text}</bdi>`;
}
