import { withoutMarks } from '../marks.ts';
import type { WechatKind } from './kinds.ts';

/** `「张三：words」`, a dashed line, then the answer: how WeChat itself copies a quoted reply. */
const QUOTE = /^「([^：:\n]{1,60})[：:][\s\S]{0,4000}?」\s*\n(?:-\s?){5,}\s*\n?([\s\S]*)$/;

/** The answer's own words and whom it quotes; the text as it is where it quotes nobody. */
export function readQuote(body: string): { text: string; quoted?: string } {
  const match = body.startsWith('「') ? QUOTE.exec(body) : null;
  return match?.[1] ? { text: (match[2] ?? '').trim(), quoted: match[1].trim() } : { text: body };
}

const XML = /^\s*(?:[\w@.-]{1,80}:\s*)?<(?:\?xml|msg|msglist|sysmsg|appmsg|voipmsg|voipinvitemsg|location)\b/;
const TITLE = /<title>(?:<!\[CDATA\[)?([^<\]]{0,2000})/;

/**
 * What a member said of what a database keeps: pictures, stickers and cards are XML there, of which a share's title
 * alone is words. Texts that look like XML are texts.
 */
export function ownWords(kind: WechatKind, raw: string): string {
  const text = withoutMarks(raw);
  if (!XML.test(text) || (kind === 'text' && !text.includes('<appmsg'))) return text;
  return kind === 'image' || kind === 'sticker' || kind === 'voice' || kind === 'video' ? '' : entities(TITLE.exec(text)?.[1] ?? '').trim();
}

const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

/** Character references of XML and HTML that exporters write. */
export function entities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(amp|lt|gt|quot|apos|nbsp));/gi, (all, decimal, hex, name) => {
    if (name) return named[String(name).toLowerCase()] ?? all;
    const code = decimal ? Number(decimal) : Number.parseInt(hex, 16);
    return code <= 0x10ffff && code > 0 ? String.fromCodePoint(code) : all;
  });
}
