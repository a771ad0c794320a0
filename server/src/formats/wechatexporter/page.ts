import type { RejectReason } from '../format.ts';
import { entities } from '../wechat/body.ts';
import { type WechatKind, wechatKind } from '../wechat/kinds.ts';
import { attribute, type TagListener } from './tags.ts';

/** A message or grey line of a page, with its bytes. Texts are words already. */
export interface PageRow {
  start: number;
  end: number;
  notice: boolean;
  kind: WechatKind;
  id: string;
  wxid: string;
  name: string;
  /** The time as written, '' for grey lines. */
  time: string;
  text: string;
}

export interface PageListener {
  row(row: PageRow): void;
  title(name: string): void;
  /** A message without its end, markup without its end. */
  lost(start: number, end: number, reason: RejectReason, sample: string): void;
}

interface Open {
  start: number;
  /** Open `div`s, this one counted. */
  depth: number;
  notice: boolean;
  type: number;
  id: string;
  wxid: string;
  /** What the text being read belongs to, and the depth at which that began. */
  part: 'none' | 'name' | 'head' | 'body';
  from: number;
  name: string;
  head: string;
  body: string;
  media: WechatKind | null;
}

const MAX_TEXT = 1 << 20;
/** What a message carries, by the element that shows it. */
const media: Record<string, WechatKind> = { video: 'video', audio: 'voice' };

/** Tags of WechatExporter's pages → rows. */
export class PageReader implements Omit<TagListener, 'script' | 'scriptEnd'> {
  private readonly listener: PageListener;
  private open: Open | null = null;
  private heading: string | null = null;

  constructor(listener: PageListener) {
    this.listener = listener;
  }

  tag(name: string, attributes: string, start: number, end: number): void {
    const { open } = this;
    if (name === 'title') this.heading = '';
    else if (name === '/title' && this.heading !== null) {
      this.listener.title(words(this.heading));
      this.heading = null;
    } else if (name === 'div') {
      const found = messageOf(attributes, start);
      // A message inside a message: the one before was cut.
      if (found) this.cut(start);
      if (found) this.open = found;
      else if (open) within(open, attributes);
    } else if (open && name === '/div') {
      open.depth--;
      if (open.part !== 'none' && open.depth < open.from) open.part = 'none';
      if (open.depth > 0) return;
      this.open = null;
      this.listener.row(rowOf(open, end));
    } else if (open) element(open, name, attributes);
  }

  text(raw: string): void {
    if (this.heading !== null && this.heading.length < 4000) this.heading += raw;
    const { open } = this;
    if (open && open.part !== 'none' && open[open.part].length < MAX_TEXT) open[open.part] += raw;
  }

  lost(start: number, end: number, sample: string): void {
    if (this.open) this.cut(end);
    else this.listener.lost(start, end, 'truncated', utf8(sample));
  }

  /** `position` = where the source ends. */
  end(position: number): void {
    this.cut(position);
  }

  /** Whether something inside a message is being read. */
  get inMessage(): boolean {
    return this.open !== null;
  }

  private cut(end: number): void {
    const { open } = this;
    this.open = null;
    if (open) this.listener.lost(open.start, end, 'truncated', words(`${open.head} ${open.body}`));
  }
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
    wxid: '',
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
  if (message.part === 'head' && name === 'span') {
    message.part = 'name';
    // Newer versions write it; what is no id at all is left out.
    const id = entities(utf8(attribute(attributes, 'wxid'))).trim();
    if (/^[\w-]{5,64}(?:@\w+)?$/.test(id)) message.wxid = id;
  } else if (message.part === 'name' && name === '/span') message.part = 'head';
  else if (message.part === 'body') {
    if (name === 'br') message.body += '\n';
    else if (name === 'img') message.media ??= pictureOf(attribute(attributes, 'class').split(/\s+/), message.body);
    else if (Object.hasOwn(media, name)) message.media ??= media[name] ?? null;
  }
}

/** Small faces stand inside text, and icons beside shares; neither is what the message is. */
function pictureOf(classes: string[], body: string): WechatKind | null {
  if (classes.includes('emoji')) return 'sticker';
  return classes.includes('image') && body.trim() === '' ? 'image' : null;
}

function rowOf(message: Open, end: number): PageRow {
  const { start, notice, id, wxid } = message;
  const text = words(message.body);
  return {
    start,
    end,
    notice,
    id,
    wxid,
    kind: kindOf(message, text),
    name: words(message.name).replaceAll('\n', ' '),
    time: notice ? '' : words(message.head),
    text: notice ? text.replace(/^系统消息[:：]\s*/, '') : text,
  };
}

function kindOf({ type, media: shown, body }: Open, text: string): WechatKind {
  if (body.includes('- - - - -')) return 'text';
  if (type === 49) return shown ?? 'link';
  const kind = Number.isNaN(type) ? 'other' : wechatKind(type);
  return kind !== 'other' ? kind : (shown ?? (text === '' ? 'other' : 'text'));
}

export function utf8(raw: string): string {
  return Buffer.from(raw, 'latin1').toString('utf8');
}

/** Text of a page: indentation of the markup is nobody's words. */
function words(raw: string): string {
  const lines = utf8(raw).split('\n');
  return entities(
    lines
      .map((line) => line.trim())
      .filter((line) => line !== '')
      .join('\n'),
  );
}
