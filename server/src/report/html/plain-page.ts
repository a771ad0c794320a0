import type { Words } from '../words.ts';
import { type Content, html, type Markup } from './markup.ts';
import { style } from './style.ts';

/** A complete HTML document in UTF-8, of text and style alone: no script, no request to anywhere. */
export function plainPage(title: string, body: Markup, { language }: Words): string {
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:"><title>${html`${title}`.text}</title><style>${style}</style></head><body>
${body.text}
</body></html>
`;
}

/** @param kind classes of the style sheet that say how wide it is */
export function card(kind: string, title: Content, note: Content, body: Content): Markup {
  return html`<section class="card ${kind}"><h2>${title}${note ? html`<small>${note}</small>` : null}</h2>${body}</section>`;
}
