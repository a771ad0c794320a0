import { zoneClock } from '#vocabulary/zone';
import { readTime } from '../csv/time.ts';
import type { ByteDecoder, ByteFormat, DecodeOptions, Head, RejectReason, Sink } from '../format.ts';
import { entities, readQuote } from '../wechat/body.ts';
import { type WechatKind, wechatKind } from '../wechat/kinds.ts';
import { NoticeRows } from './notices.ts';
import { attribute, TagCutter } from './tags.ts';

/** WechatExporter's pages: one `div.msg` a message, `div.chat-notice` a grey line. */
export const wechatexporterHtml: ByteFormat = {
  id: 'wechatexporter-html',
  platform: 'wechat',
  clock: 'wall',
  unit: 'byte',
  sniff,
  decoder,
};

function sniff({ text }: Head): number {
  if (!/^\s*</.test(text)) return 0;
  if (/<title>[^<]{0,200} - 微信聊天记录\s*<\/title>/.test(text)) return 0.97;
  return /<div class="msg (?:chat|media)[^"]*" msgid=/.test(text) && /class="nt-box"/.test(text) ? 0.9 : 0;
}

interface Open {
  start: number;
  /** Open `div`s, this one counted. */
  depth: number;
  notice: boolean;
  type: number;
  id: string;
  /** What the text being read belongs to. */
  part: 'none' | 'name' | 'head' | 'body';
  /** Depth at which the head or the body began. */
  from: number;
  name: string;
  head: string;
  body: string;
  media: WechatKind | null;
}

const MAX_TEXT = 1 << 20;
/** What a message carries, by the element that shows it. */
const media: Record<string, WechatKind> = { video: 'video', audio: 'voice' };
/** Pages that are loaded while scrolling keep their messages in scripts. */
const PAGED = /(?:msgArray|moreWechatMsgs)\s*(?:=|\.push)\s*\(?\s*\[\s*[^\]\s]/;

function decoder(sink: Sink, { zone, now }: DecodeOptions): ByteDecoder {
  const rows = new NoticeRows(sink, now);
  const clock = zoneClock(zone);
  let open: Open | null = null;
  let title: string | null = null;
  let position = 0;

  const reject = (start: number, end: number, reason: RejectReason, sample: string) => {
    if (end > start) sink.reject({ offset: start, bytes: end - start, line: null, reason, sample: utf8(sample).slice(0, 2000) });
  };
  const close = (message: Open, end: number) => {
    const text = words(message.body);
    const place = {
      offset: message.start,
      bytes: end - message.start,
      line: null,
      sample: `${words(message.head)} ${text}`.slice(0, 2000),
    };
    if (message.notice) {
      rows.notice(text.replace(/^系统消息[:：]\s*/, ''), place);
      return;
    }
    const { text: own, quoted } = readQuote(text);
    const reason = rows.message({
      at: readTime(words(message.head), clock, 'mdy'),
      kind: kindOf(message, own),
      text: own,
      key: '',
      name: words(message.name).replaceAll('\n', ' '),
      // Short ids are the phone's own row numbers, which start again with every phone.
      ...(/^\d{15,20}$/.test(message.id) && { id: message.id }),
      ...(quoted && { mentions: [quoted] }),
    });
    if (reason) sink.reject({ ...place, reason });
  };

  const cutter = new TagCutter({
    tag(name, attributes, start, end) {
      if (name === 'title') title = '';
      else if (name === '/title' && title !== null) {
        rows.enter(words(title).replace(/ - 微信聊天记录$/, ''));
        title = null;
      } else if (name === 'div') {
        const found = messageOf(attributes, start);
        if (found) {
          // A message inside a message: the one before was cut.
          if (open) reject(open.start, start, 'truncated', `${open.head} ${open.body}`);
          open = found;
        } else if (open) within(open, attributes);
      } else if (open && name === '/div') {
        open.depth--;
        if (open.part !== 'none' && open.depth < open.from) open.part = 'none';
        if (open.depth === 0) {
          close(open, end);
          open = null;
        }
      } else if (open) element(open, name, attributes);
    },
    text(raw) {
      if (title !== null && title.length < 4000) title += raw;
      if (!open || open.part === 'none') return;
      const part = open.part;
      if (open[part].length < MAX_TEXT) open[part] += raw;
    },
    script(raw, start, end) {
      if (!open && PAGED.test(raw)) reject(start, end, 'unknownRow', raw);
    },
    lost(start, end, sample) {
      if (open && end > start) {
        const message = open;
        open = null;
        reject(message.start, end, 'truncated', `${message.head} ${message.body}`);
      } else reject(start, end, 'truncated', sample);
    },
  });
  return {
    chunk(bytes, offset) {
      cutter.push(bytes, offset);
      position = offset + bytes.length;
    },
    end() {
      cutter.end();
      if (open) reject(open.start, position, 'truncated', `${open.head} ${open.body}`);
      rows.end();
    },
  };
}

function messageOf(attributes: string, start: number): Open | null {
  const classes = attribute(attributes, 'class').split(/\s+/);
  if (!classes.includes('msg') || !/(?:^|\s)msgid\s*=/i.test(attributes)) return null;
  const notice = classes.includes('chat-notice');
  return {
    start,
    depth: 1,
    notice,
    type: Number(attribute(attributes, 'msgtype') || Number.NaN),
    id: attribute(attributes, 'msgid').trim(),
    part: notice ? 'body' : 'none',
    from: 1,
    name: '',
    head: '',
    body: '',
    media: null,
  };
}

/** A `div` inside a message. */
function within(message: Open, attributes: string): void {
  message.depth++;
  const classes = attribute(attributes, 'class').split(/\s+/);
  if (message.notice) return;
  if (classes.includes('nt-box')) begin(message, 'head');
  else if (classes.includes('content-box')) begin(message, 'body');
  else if (message.part === 'body') message.body += '\n';
}

function begin(message: Open, part: 'head' | 'body'): void {
  message.part = part;
  message.from = message.depth;
}

function element(message: Open, name: string, attributes: string): void {
  if (message.part === 'head' && name === 'span') message.part = 'name';
  else if (message.part === 'name' && name === '/span') message.part = 'head';
  else if (message.part === 'body') {
    if (name === 'br') message.body += '\n';
    else if (name === 'img') message.media ??= pictureOf(attribute(attributes, 'class').split(/\s+/), message.body);
    else if (Object.hasOwn(media, name)) message.media ??= media[name] ?? null;
    else if (name === 'a' && message.media === null && /^https?:/.test(attribute(attributes, 'href'))) message.media = 'link';
  }
}

/** Small faces stand inside text, and icons beside shares; neither is what the message is. */
function pictureOf(classes: string[], body: string): WechatKind | null {
  if (classes.includes('emoji')) return 'sticker';
  return classes.includes('image') && body.trim() === '' ? 'image' : null;
}

function kindOf({ type, media: shown, body }: Open, text: string): WechatKind {
  if (body.includes('- - - - -')) return 'text';
  const kind = Number.isNaN(type) ? 'other' : wechatKind(type);
  if (kind !== 'other' && type !== 49) return kind;
  if (shown === 'link' && type !== 49 && !text.startsWith('http')) return 'link';
  return shown ?? (text === '' ? 'other' : type === 49 ? 'link' : 'text');
}

function utf8(raw: string): string {
  return Buffer.from(raw, 'latin1').toString('utf8');
}

/** Text of a page: line breaks of the markup are none of the message's. */
function words(raw: string): string {
  return entities(
    utf8(raw)
      .replace(/[ \t\r]*\n[ \t\r\n]*/g, '\n')
      .trim(),
  );
}
