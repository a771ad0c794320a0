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
const SHARED = /^\[链接\]:title:([^\n]*)\n[ \t]*description:(?:[^\n]*\n){1,20}?[ \t]*url:(\S*)/;

function readHeader(text: string, afterBlank: boolean): Header | null {
  const match = afterBlank ? HEADER.exec(text) : null;
  return match && { time: match.slice(1, 7).map(Number), name: (match[7] ?? '').trim() };
}

/** What QQ writes instead: a number or mail behind the name, hours of one digit. And what programs log. */
const FOREIGN = /\(\d{4,12}\)$|<[^<>]+>$|^系统消息|^\[?(?:TRACE|DEBUG|INFO|WARN|WARNING|ERROR|FATAL)\b/;
const UNPADDED = /^\d{4}-\d\d?-\d\d? \d:\d\d:\d\d /;

function sniff({ lines }: Head): number {
  const some = lines.slice(0, 500);
  let headers = 0;
  let inside = 0;
  let talks = 0;
  let own = 0;
  for (const [i, line] of some.entries()) {
    if (line.trim() === '') continue;
    const [before = '', after = ''] = [some[i - 1], some[i + 1]];
    const header = readHeader(line, before.trim() === '');
    if (UNPADDED.test(line) || (header && FOREIGN.test(header.name)) || (!header && headers === 0)) return 0;
    if (header) {
      headers++;
      if (after.trim() !== '' && !HEADER.test(after)) talks++;
      if ((header.time[3] ?? 10) < 10 || (after.trim() === '' && readSystemLine(header.name))) own++;
    } else if (HEADER.test(line)) inside++;
    else if (/^\[表情包\]$|^引用:|^\s*\[链接\]:title:/.test(line)) own++;
  }
  if (inside >= headers || (talks === 0 && own === 0)) return 0;
  // Without anything of its own it may be QQ's talk of two, which knows names alone.
  return own > 0 ? 0.85 : 0.45;
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
      text: share ? `${share[1]?.trim()} ${share[2]}`.trim() : text,
      key: '',
      name,
      ...(quote?.[1] && { mentions: [quote[1].trim()] }),
    });
  };
  return new BlockDecoder<Header>(sink, { header: readHeader, block: add });
}
