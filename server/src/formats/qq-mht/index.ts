import type { Parser } from 'htmlparser2';
import type { ByteDecoder, ByteFormat, DecodeOptions, Head, RejectReason, Sink } from '../format.ts';
import { Conversation } from './conversation.ts';
import { MimeParts } from './parts.ts';
import { RowReader } from './row.ts';
import { RowCutter } from './row-cutter.ts';

let parser: typeof Parser | null = null;

/** The QQ PC client's export with pictures: a MIME file whose first part is a page of one table; also that page alone. */
export const qqMht: ByteFormat = {
  id: 'qq-mht',
  platform: 'qq',
  clock: 'wall',
  unit: 'byte',
  sniff,
  decoder,
  async load() {
    parser = (await import('htmlparser2')).Parser;
  },
};

const HEADER = /^(?:From|Subject|MIME-Version|Content-Type):/im;
const OWN = /Tencent (?:MsgMgr|IM Message)|<title>QQ Message<\/title>/i;
const DATE_ROW = /<td style=[^>]*>日期: ?\d/i;
const TITLE_ROW = /<div style=padding-left:10px;?>消息(?:分组|对象):/i;

function sniff({ text }: Head): number {
  const rows = DATE_ROW.test(text) || TITLE_ROW.test(text);
  if (HEADER.test(text.slice(0, 2000)) && /multipart\/related/i.test(text.slice(0, 4000))) return OWN.test(text) || rows ? 0.97 : 0;
  return /^\s*<(?:!doctype|html)/i.test(text) && OWN.test(text) && rows ? 0.95 : 0;
}

function decoder(sink: Sink, options: DecodeOptions): ByteDecoder {
  if (!parser) throw new Error('the parser of pages is loaded before the first decoder');
  const chat = new Conversation(sink, options);
  const reader = new RowReader(parser);
  let position = 0;
  const reject = (html: Buffer, offset: number, bytes: number, reason: RejectReason) =>
    sink.reject({ offset, bytes, line: null, reason, sample: html.toString('utf8', 0, 8000).slice(0, 2000) });
  const cutter = new RowCutter({
    row(html, offset, bytes) {
      const text = html.toString('utf8');
      const reason = chat.row(reader.read(text), text);
      if (reason) reject(html, offset, bytes, reason);
    },
    cut: (html, offset, bytes) => reject(html, offset, bytes, 'truncated'),
    tooLong: (start, offset, bytes) => reject(start, offset, bytes, 'lineTooLong'),
  });
  const parts = new MimeParts(delimiterOf(options.head), {
    page: (bytes, offset) => cutter.push(bytes, offset),
    pageEnd: (cut) => cutter.end(cut),
    unknown: (offset, bytes, sample) => sink.reject({ offset, bytes, line: null, reason: 'unknownRow', sample }),
  });
  return {
    chunk(bytes, offset) {
      parts.push(bytes, offset);
      position = offset + bytes.length;
    },
    end: () => parts.end(position),
  };
}

/** The line between the parts as it stands in the file, else as the header tells; null where there is only a page. */
function delimiterOf({ text }: Head): string | null {
  if (/^\s*<(?:!doctype|html)/i.test(text)) return null;
  const line = /^(--\S{4,200})[ \t\r]*$/m.exec(text)?.[1];
  const told = /boundary="?([^"\r\n;]{1,200})"?/i.exec(text)?.[1];
  return line ?? (told === undefined ? null : `--${told}`);
}
