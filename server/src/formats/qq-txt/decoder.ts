import type { Sender } from '#vocabulary/records';
import { zoneClock } from '#vocabulary/zone';
import { type DecodeOptions, type Line, type LineDecoder, plausible, type Rejection, type RejectReason, type Sink } from '../format.ts';
import { withoutMarks } from '../marks.ts';
import { isDate, wallClock } from '../wall-clock.ts';
import { type QqHeader, readHeader, type Who } from './header.ts';
import { PasteReader } from './paste.ts';
import { recordOf } from './record.ts';

const RULER = /^={20,}\s*$/;
const BANNER = /^消息记录[（(]此消息记录为/;
const TITLE = /^消息(记录|分组|对象)[:：(（]?\s*(.*)$/s;

interface OpenRow {
  header: QqHeader;
  first: string;
  body: string[];
  offset: number;
  bytes: number;
  line: number;
}

export function qqDecoder(sink: Sink, options: DecodeOptions): LineDecoder {
  const instantOf = wallClock(options.zone);
  const people = new Map<string, Who>();
  const senders = new Map<Who, Sender>();
  const paste = new PasteReader(zoneClock(options.zone), options.now);
  let row: OpenRow | null = null;
  let stray: Rejection | null = null;
  /** A ruler may be the start of the next chat's title or part of a body: known with the line behind it. */
  let ruler: Line | null = null;
  let inTitle = false;
  /** A group export shows an id on every row, a private one on none. Told by the chat's first row. */
  let shape: 'ids' | 'names' | 'pasted' | null = null;
  let afterBlank = true;

  function line(line: Line): void {
    if (line.text.charCodeAt(0) === 61 && RULER.test(line.text)) {
      if (inTitle) return;
      if (ruler) belongs(ruler);
      ruler = line;
      return;
    }
    const title = line.text.startsWith('消息') ? TITLE.exec(line.text) : null;
    if (title && (ruler || inTitle || !row || BANNER.test(line.text))) {
      heading(title[1] ?? '', title[2] ?? '');
      return;
    }
    if (ruler) belongs(ruler);
    ruler = null;
    content(line);
  }

  function heading(what: string, text: string): void {
    finish();
    ruler = null;
    inTitle = what !== '记录';
    if (what !== '对象') return;
    shape = null;
    senders.clear();
    afterBlank = true;
    sink.record({ type: 'group', id: null, name: withoutMarks(text).trim(), platform: 'qq' });
  }

  function content(line: Line): void {
    const copied = shape === 'pasted' || (shape === null && !row);
    if (copied && paste.dateLine(line.text)) return;
    const header = (shape === 'pasted' ? null : readHeader(line.text, people)) ?? (copied ? paste.header(line.text) : null);
    if (header && starts(header)) {
      finish();
      inTitle = false;
      shape ??= shapeOf(header);
      row = { header, first: line.text, body: [], offset: line.offset, bytes: line.bytes, line: line.number };
      afterBlank = false;
    } else if (!(inTitle && line.text.trim() === '')) belongs(line);
  }

  function shapeOf(header: QqHeader): 'ids' | 'names' | 'pasted' {
    if (header.pasted) return 'pasted';
    if (header.who.id === null) return 'names';
    // A nickname in a private chat may end like an id: 小明(2).
    return header.who.id.length >= 5 || allWithIds(options.head.lines) ? 'ids' : 'names';
  }

  /** In a group a body line may look like a header without an id; in a private chat only the blank line before tells. */
  function starts({ who, date }: QqHeader): boolean {
    if (shape === null || shape === 'pasted' || who.id !== null) return who.id !== null || who.name !== '';
    return shape === 'names' && who.name !== '' && afterBlank && isDate(...date) && date[0] >= 1999;
  }

  /** A line of the open row's body, or text without a row. */
  function belongs(line: Line): void {
    const blank = line.text.trim() === '';
    afterBlank = blank;
    if (row) {
      row.body.push(line.text);
      row.bytes += line.bytes;
    } else if (stray && stray.offset + stray.bytes === line.offset) {
      stray.bytes += line.bytes;
      if (stray.sample.length < 2000) stray.sample = `${stray.sample}\n${line.text}`.slice(0, 2000);
    } else if (!blank && !RULER.test(line.text)) {
      if (stray) sink.reject(stray);
      stray = { offset: line.offset, bytes: line.bytes, line: line.number, reason: 'noHeader', sample: line.text.slice(0, 2000) };
    }
  }

  function finish(): void {
    if (stray) sink.reject(stray);
    stray = null;
    if (row) emit(row);
    row = null;
  }

  function emit(open: OpenRow): void {
    const { date, hour, minute, second, who } = open.header;
    const reject = (reason: RejectReason) =>
      sink.reject({
        offset: open.offset,
        bytes: open.bytes,
        line: open.line,
        reason,
        sample: [open.first, ...open.body].join('\n').slice(0, 2000),
      });
    const at = instantOf(date[0], date[1], date[2], hour, minute, second);
    if (at === null) {
      reject('badTime');
      return;
    }
    const text = bodyOf(open.body);
    if (!plausible(at, options.now)) reject('timeOutOfRange');
    else sink.record(recordOf(at, text, who, senderOf(who)));
  }

  function senderOf(who: Who): Sender {
    const known = senders.get(who);
    if (known) return known;
    const nickname = shape === 'names' && who.id !== null && /^\d{1,4}$/.test(who.id);
    const id = nickname ? null : who.id;
    const name = withoutMarks(nickname ? `${who.name}(${who.id})` : who.name).trim();
    const sender: Sender = id === null ? { by: 'name', key: name, name } : { by: 'id', key: id.toLowerCase(), name };
    if (senders.size > 500_000) senders.clear();
    senders.set(who, sender);
    return sender;
  }

  return {
    line,
    end() {
      if (ruler) belongs(ruler);
      finish();
    },
  };
}

function allWithIds(lines: string[]): boolean {
  const people = new Map<string, Who>();
  return lines.every((line) => readHeader(line, people)?.who.id !== null);
}

/** Blank lines at the end are the gap before the next row. */
function bodyOf(lines: string[]): string {
  let end = lines.length;
  while (end > 0 && lines[end - 1]?.trim() === '') end--;
  return withoutMarks(end === 1 ? (lines[0] ?? '') : lines.slice(0, end).join('\n'));
}
