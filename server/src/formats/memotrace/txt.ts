import { kindOf } from '../csv/kinds.ts';
import type { DecodeOptions, Head, LineDecoder, LineFormat, RejectReason, Sink } from '../format.ts';
import { wallClock } from '../wall-clock.ts';
import { BlockDecoder, bodyText } from '../wechat/blocks.ts';
import { WechatRows } from '../wechat/rows.ts';
import { readSystemLine } from '../wechat-paste/system.ts';

/** 留痕 (MemoTrace) text: `2024-10-04 11:42:05 昵称`, the words, an empty line; grey lines stand beside their time. */
export const memotraceTxt: LineFormat = { id: 'memotrace-txt', platform: 'wechat', clock: 'wall', unit: 'line', sniff, decoder };

interface Header {
  time: number[];
  name: string;
}

const HEADER = /^(\d{4})-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d) (.*)$/;
/** `引用:张三:words` under the answer. */
const QUOTED = /(?:^|\n)引用:(?:未知$|([^:\n]{1,80}):[\s\S]*$)/;
const SHARED = /^\[链接\]:title:(.*?)\s*\n\s*description:[\s\S]*?\n\s*url:(\S*)/;

function readHeader(text: string, afterBlank: boolean): Header | null {
  const match = afterBlank ? HEADER.exec(text) : null;
  return match && { time: match.slice(1, 7).map(Number), name: (match[7] ?? '').trim() };
}

/** QQ's export looks much the same: there a number or mail stands behind every name, and a banner on top. */
function sniff({ lines }: Head): number {
  let headers = 0;
  let apart = 0;
  let own = 0;
  let before = '';
  let first = true;
  for (const [i, line] of lines.slice(0, 500).entries()) {
    if (line.trim() !== '') {
      const header = readHeader(line, before.trim() === '');
      if (first && !header) return 0;
      first = false;
      if (header) {
        if (/\(\d{4,12}\)$|<[^<>]+>$|^系统消息/.test(header.name)) return 0;
        headers++;
        const next = lines[i + 1];
        if (next !== undefined && next.trim() === '' && readSystemLine(header.name)) own++;
      } else if (HEADER.test(line)) apart++;
      if (/^\[表情包\]$|^引用:|^\s*\[链接\]:title:/.test(line)) own++;
    }
    before = line;
  }
  if (headers === 0 || apart > headers) return 0;
  return own > 0 ? 0.85 : headers > 1 ? 0.6 : 0.4;
}

function decoder(sink: Sink, { zone, now }: DecodeOptions): LineDecoder {
  const rows = new WechatRows(sink, now, 'name');
  const clock = wallClock(zone);

  const add = ({ time, name }: Header, body: string[]): RejectReason | null => {
    const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = time;
    const at = clock(year, month, day, hour, minute, second) ?? Number.NaN;
    // A message without words leaves two empty lines, a grey line one.
    if (body.length < 2 && bodyText(body) === '') return rows.add({ at, kind: 'system', text: name, key: '', name: '' });
    const whole = bodyText(body);
    const quote = QUOTED.exec(whole);
    const text = quote ? whole.slice(0, quote.index).trim() : whole;
    const share = SHARED.exec(text);
    return rows.add({
      at,
      kind: share ? 'link' : kindOf('', text),
      text: share ? `${share[1]} ${share[2]}`.trim() : text,
      key: '',
      name,
      ...(quote?.[1] && { mentions: [quote[1].trim()] }),
    });
  };
  return new BlockDecoder<Header>(sink, { header: readHeader, block: add });
}
