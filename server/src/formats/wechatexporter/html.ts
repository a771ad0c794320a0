import { zoneClock } from '#vocabulary/zone';
import { readTime } from '../csv/time.ts';
import type { ByteDecoder, ByteFormat, DecodeOptions, Head, RejectReason, Sink } from '../format.ts';
import { readQuote } from '../wechat/body.ts';
import { NoticeRows } from './notices.ts';
import { PageReader, type PageRow, utf8 } from './page.ts';
import { ScriptStrings } from './strings.ts';
import { TagCutter } from './tags.ts';

/**
 * WechatExporter's pages: one `div.msg` a message, `div.chat-notice` a grey line. Pages that load while one scrolls
 * keep most of them as strings in a script, and the rest in script files of their own, which are read alike.
 */
export const wechatexporterHtml: ByteFormat = {
  id: 'wechatexporter-html',
  platform: 'wechat',
  clock: 'wall',
  unit: 'byte',
  sniff,
  decoder,
};

const SCRIPT_FILE = /^\s*(?:\/\/[^\n]*\s*)?\(function\s*\(\)\s*\{\s*var\s+msgArray\s*=\s*\[/;

function sniff({ text }: Head): number {
  if (SCRIPT_FILE.test(text)) return 0.97;
  if (!/^\s*</.test(text)) return 0;
  if (/<title>[^<]{0,200} - 微信聊天记录\s*<\/title>/.test(text)) return 0.97;
  return /<div class="msg (?:chat|media)[^"]*" msgid=/.test(text) && /class="nt-box"/.test(text) ? 0.9 : 0;
}

function decoder(sink: Sink, { zone, now, head }: DecodeOptions): ByteDecoder {
  const rows = new NoticeRows(sink, now);
  const clock = zoneClock(zone);
  let position = 0;

  const reject = (start: number, end: number, reason: RejectReason, sample: string) => {
    if (end > start) sink.reject({ offset: start, bytes: end - start, line: null, reason, sample: sample.slice(0, 2000) });
  };
  const add = (row: PageRow) => {
    const place = { offset: row.start, bytes: row.end - row.start, line: null, sample: `${row.time} ${row.text}`.slice(0, 2000) };
    if (row.notice) {
      rows.notice(row.text, place);
      return;
    }
    const { text, quoted } = readQuote(row.text);
    const reason = rows.message({
      at: readTime(row.time, clock, 'mdy'),
      kind: row.kind,
      text,
      key: row.wxid,
      name: row.name,
      // Short ids are the phone's own row numbers, which start again with every phone.
      ...(/^\d{15,20}$/.test(row.id) && { id: row.id }),
      ...(quoted && { mentions: [quoted] }),
    });
    if (reason) sink.reject({ ...place, reason });
  };

  const strings = new ScriptStrings({
    lost: reject,
    literal(raw, start, end) {
      const found = rowsOf(raw);
      const [row] = found ?? [];
      // One string is one message; anything else is refused as a whole.
      if (row && found?.length === 1) add({ ...row, start, end });
      else reject(start, end, found ? 'unknownRow' : 'badJson', utf8(raw.slice(0, 4000)));
    },
  });
  const page = new PageReader({
    row: add,
    title: (name) => rows.enter(name.replace(/ - 微信聊天记录$/, '')),
    lost: reject,
  });
  const cutter = new TagCutter(
    {
      tag: (...tag) => page.tag(...tag),
      text: (raw) => page.text(raw),
      lost: (...lost) => page.lost(...lost),
      script(raw, start) {
        if (!page.inMessage) strings.push(raw, start);
      },
      scriptEnd(end) {
        if (!page.inMessage) strings.end(end);
      },
    },
    SCRIPT_FILE.test(head.text),
  );
  return {
    chunk(bytes, offset) {
      cutter.push(bytes, offset);
      position = offset + bytes.length;
    },
    end() {
      cutter.end();
      page.end(position);
      rows.end();
    },
  };
}

/** Messages in one string of a script; null where it is no JSON string. */
function rowsOf(raw: string): PageRow[] | null {
  let html: unknown;
  try {
    html = JSON.parse(utf8(raw));
  } catch {
    return null;
  }
  const rows: PageRow[] = [];
  let broken = false;
  const page = new PageReader({
    row: (row) => rows.push(row),
    title() {},
    lost() {
      broken = true;
    },
  });
  const cutter = new TagCutter({
    tag: (...tag) => page.tag(...tag),
    text: (text) => page.text(text),
    lost: (...lost) => page.lost(...lost),
    script() {},
    scriptEnd() {},
  });
  const bytes = Buffer.from(String(html));
  cutter.push(bytes, 0);
  cutter.end();
  page.end(bytes.length);
  return broken ? [] : rows;
}
