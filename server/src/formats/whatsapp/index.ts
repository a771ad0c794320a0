import type { Head, LineFormat } from '../format.ts';
import { whatsappDecoder } from './decoder.ts';
import { type HeaderStyle, mayStartRow, readHeader, styleOf } from './header.ts';

/** WhatsApp's "Export chat", Android and iOS, in the locales of `wordings.ts`. Wall clock of the exporting phone. */
export const whatsappTxt: LineFormat = {
  id: 'whatsapp-txt',
  platform: 'whatsapp',
  clock: 'wall',
  unit: 'line',
  sniff,
  decoder: whatsappDecoder,
};

function sniff(head: Head): number {
  let style: HeaderStyle | null = null;
  let headers = 0;
  let named = 0;
  let nicks = 0;
  let filled = 0;
  let first = false;
  for (const line of head.lines.slice(0, 200)) {
    if (line.trim() === '') continue;
    filled++;
    const header = mayStartRow(line) ? readHeader(line, style) : null;
    if (!header) continue;
    style ??= styleOf(line);
    headers++;
    if (NICK.test(header.rest)) nicks++;
    else if (header.rest.includes(': ')) named++;
    if (filled === 1) first = true;
  }
  // Chat logs of other systems share the brackets; an iPhone writes `Name: ` on every row, an Android phone on most.
  if (headers === 0 || nicks > headers / 4 || (style?.bracket && named < headers / 2)) return 0;
  const sure = named === 0 ? 0.4 : headers >= 2 ? 0.95 : 0.7;
  // Long messages make headers rare, but a real export starts with one.
  return first ? sure : headers / filled > 0.3 && named > 0 ? 0.75 : 0.2;
}

/** `[2016-11-21 08:47:30] <nick> text`: IRC and its kin. */
const NICK = /^<[^<>\s]{1,60}> /;
