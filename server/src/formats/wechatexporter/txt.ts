import { kindOf } from '../csv/kinds.ts';
import type { DecodeOptions, Head, LineDecoder, LineFormat, Sink } from '../format.ts';
import { wallClock } from '../wall-clock.ts';
import { BlockDecoder, bodyText } from '../wechat/blocks.ts';
import { readQuote } from '../wechat/body.ts';
import { readSystemLine } from '../wechat-paste/system.ts';
import { NoticeRows } from './notices.ts';

/** WechatExporter's text: a title, then `昵称 (2024-10-04 11:42:05):words`; grey lines without time or line end between. */
export const wechatexporterTxt: LineFormat = { id: 'wechatexporter-txt', platform: 'wechat', clock: 'wall', unit: 'line', sniff, decoder };

interface Header {
  /** Grey lines that stand before the name on the same line. */
  notices: string[];
  name: string;
  time: number[];
  text: string;
}

const TITLE = /^(.{1,120}) - 微信聊天记录\s*$/;
const HEADER = /^(.{1,400}?) \((\d{4})-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d)\):(.*)$/s;

function readHeader(line: string): Header | null {
  const match = HEADER.exec(line);
  if (!match) return null;
  const { notices, rest } = splitNotices(match[1] ?? '');
  return { notices, name: rest.trim(), time: match.slice(2, 8).map(Number), text: match[8] ?? '' };
}

/** What a grey line ends in: the names of people and groups in it come before, or in quotes. */
const END = /[聊息包告主话式办"”」』。]/g;
const MOST_TRIES = 16;

/** Grey lines carry no line end of their own, so a name may follow right behind. */
function splitNotices(text: string): { notices: string[]; rest: string } {
  const notices: string[] = [];
  let from = 0;
  let tries = 0;
  for (const { index } of text.matchAll(END)) {
    if (index + 1 >= text.length || tries++ > MOST_TRIES) break;
    const line = text.slice(from, index + 1);
    if (readSystemLine(line) === null) continue;
    notices.push(line);
    from = index + 1;
  }
  return { notices, rest: text.slice(from) };
}

function sniff({ lines }: Head): number {
  const some = lines.slice(0, 300).filter((line) => line.trim() !== '');
  const headers = some.filter((line) => HEADER.test(line)).length;
  if (TITLE.test(some[0] ?? '')) return headers > 0 ? 0.97 : 0.4;
  return headers >= 2 && headers >= some.length * 0.3 ? 0.85 : 0;
}

function decoder(sink: Sink, { zone, now }: DecodeOptions): LineDecoder {
  const rows = new NoticeRows(sink, now);
  const clock = wallClock(zone);
  let begun = false;
  const blocks = new BlockDecoder<Header>(sink, {
    header: readHeader,
    apart(text, { offset, bytes, number }) {
      const title = begun ? null : TITLE.exec(text);
      begun = true;
      if (title) {
        rows.enter(title[1] ?? '');
        return true;
      }
      if (readSystemLine(text) === null) return false;
      blocks.close();
      rows.notice(text, { offset, bytes, line: number, sample: text.slice(0, 2000) });
      return true;
    },
    block(header, body) {
      const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = header.time;
      const at = clock(year, month, day, hour, minute, second) ?? Number.NaN;
      const { text, quoted } = readQuote(bodyText([header.text, ...body]));
      const mentions = quoted ? [quoted] : [];
      return rows.message({ at, kind: kindOf('', text), text, key: '', name: header.name, mentions }, header.notices);
    },
  });
  return {
    line: (line) => blocks.line(line),
    end() {
      blocks.end();
      rows.end();
    },
  };
}
