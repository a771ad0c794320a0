import type { Sender } from '#vocabulary/records';
import { type DecodeOptions, type Line, type LineDecoder, plausible, type Rejection, type RejectReason, type Sink } from '../format.ts';
import { withoutMarks } from '../marks.ts';
import { wallClock } from '../wall-clock.ts';
import { type DateOrder, DateOrderJudge, fullYear } from './date-order.ts';
import { isDeletion } from './deleted.ts';
import { type HeaderParts, type HeaderStyle, mayStartRow, readHeader, styleOf } from './header.ts';
import { messageKind, withoutEdited } from './media.ts';
import { mentionsOf, person, personName } from './names.ts';
import { type Notice, NoticeReader } from './notices.ts';
import { Speakers } from './speakers.ts';

interface RawRow {
  parts: HeaderParts;
  first: string;
  /** Lines behind the first. */
  more: string[] | null;
  offset: number;
  bytes: number;
  line: number;
}

/** Rows kept back while day and month cannot be told apart; a file that says nothing for longer is judged as it stands. */
const PATIENCE = 200_000;
const LONGEST_NAME = 150;
const LRM = 0x200e;
/** Russian writes `добавил(-а) участников: …`. */
const ADDED = /(?:добавил|удалил)[^:]*участни[^:]*$|(?:добавил|удалил)[^:]*участни[^:]*: /;

export function whatsappDecoder(sink: Sink, options: DecodeOptions): LineDecoder {
  const instantOf = wallClock(options.zone);
  const notices = new NoticeReader();
  const speakers = new Speakers();
  let style: HeaderStyle | null = null;
  let judge: DateOrderJudge | null = null;
  let order: DateOrder | null = null;
  let kept: RawRow[] = [];
  let row: RawRow | null = null;
  /** Text before the first header, as one piece as long as nothing else lies between. */
  let stray: Rejection | null = null;

  function line(line: Line): void {
    const parts = mayStartRow(line.text) ? readHeader(line.text, style) : null;
    if (parts) {
      finish();
      if (!judge) {
        style = styleOf(line.text);
        judge = style && new DateOrderJudge(style);
        order = judge?.settled ?? null;
      }
      if (order === null && judge) {
        judge.note(parts);
        if (judge.settled) settle(judge.settled);
      }
      row = { parts, first: line.text, more: null, offset: line.offset, bytes: line.bytes, line: line.number };
    } else if (row) {
      row.more ??= [];
      row.more.push(line.text);
      row.bytes += line.bytes;
    } else astray(line);
  }

  function astray(line: Line): void {
    if (stray && stray.offset + stray.bytes === line.offset) {
      stray.bytes += line.bytes;
      if (stray.sample.length < 2000) stray.sample = `${stray.sample}\n${line.text}`.slice(0, 2000);
    } else if (withoutMarks(line.text).trim() !== '') {
      if (stray) sink.reject(stray);
      stray = { offset: line.offset, bytes: line.bytes, line: line.number, reason: 'noHeader', sample: line.text.slice(0, 2000) };
    }
  }

  function finish(): void {
    if (stray) sink.reject(stray);
    stray = null;
    if (row) {
      if (order) emit(row, order);
      else if (kept.push(row) >= PATIENCE && judge) settle(judge.guess(language()));
    }
    row = null;
  }

  function settle(found: DateOrder): void {
    order = found;
    const rows = kept;
    kept = [];
    for (const one of rows) emit(one, found);
  }

  /** Language of the first system lines kept back, for the judge. */
  function language(): string | null {
    let english = false;
    for (const { parts } of kept.slice(0, 5000)) {
      const colon = parts.rest.indexOf(': ');
      if (colon > 0 && parts.rest.charCodeAt(colon + 2) !== LRM) continue;
      const found = notices.known(withoutMarks(colon > 0 ? parts.rest.slice(colon + 2) : parts.rest).trim())?.language;
      if (found && found !== 'en') return found;
      english ||= found === 'en';
    }
    return english ? 'en' : null;
  }

  function reject(raw: RawRow, reason: RejectReason): void {
    sink.reject({ offset: raw.offset, bytes: raw.bytes, line: raw.line, reason, sample: bodyOf(raw.first, raw.more).slice(0, 2000) });
  }

  function emit(raw: RawRow, dates: DateOrder): void {
    const { a, b, c, hour, minute, second, rest } = raw.parts;
    const year = fullYear(dates === 'yearFirst' ? a : c);
    const month = dates === 'monthFirst' ? a : b;
    const at = instantOf(year, month, dates === 'yearFirst' ? c : dates === 'dayFirst' ? a : b, hour, minute, second);
    if (at === null) {
      reject(raw, 'badTime');
      return;
    }
    if (!plausible(at, options.now)) {
      reject(raw, 'timeOutOfRange');
      return;
    }
    const colon = rest.indexOf(': ');
    const sender = colon > 0 && colon <= LONGEST_NAME ? speaker(rest, colon) : null;
    // Some phones drop the space behind an empty body.
    const silent = sender === null && rest.endsWith(':') ? speakers.find(rest, rest.length - 1) : undefined;
    if (sender) said(at, sender, bodyOf(rest.slice(colon + 2), raw.more));
    else if (silent) said(at, silent, bodyOf('', raw.more));
    else system(at, bodyOf(rest, raw.more), undefined);
  }

  /** The person in front of a colon; null where the whole row is a system line that quotes one. */
  function speaker(rest: string, length: number): Sender | null {
    const known = speakers.find(rest, length);
    if (known) return known;
    const name = rest.slice(0, length);
    if (quotesNames(name) && isNotice(rest)) return null;
    const sender = person(name);
    speakers.add(name, sender);
    return sender;
  }

  function isNotice(rest: string): boolean {
    const kind = notices.known(withoutMarks(rest))?.kind;
    return kind === 'rename' || kind === 'notice' || (kind !== undefined && ADDED.test(rest));
  }

  /** A row with a name: a message, or one of the iOS system lines, whose body starts with U+200E. */
  function said(at: number, sender: Sender, raw: string): void {
    const text = withoutEdited(withoutMarks(raw));
    const kind = messageKind(text, raw);
    if ((kind === 'text' && isDeletion(text)) || (raw.charCodeAt(0) === LRM && kind === 'text') || lostItsMark(text, sender)) {
      system(at, raw, sender);
      return;
    }
    const mentions = raw.includes('\u2068') ? mentionsOf(raw) : [];
    const message = { type: 'message', kind, at, text, sender } as const;
    sink.record(mentions.length > 0 ? { ...message, mentions } : message);
  }

  /** iOS files whose invisible marks were lost on the way: `Bob: Bob left`. */
  function lostItsMark(text: string, sender: Sender): boolean {
    if (!style?.bracket || text.length > 200 || !text.startsWith(sender.name)) return false;
    const notice = notices.known(text);
    return notice !== null && notice.kind !== 'notice' && personName(notice.actor ?? '') === sender.name;
  }

  function system(at: number, raw: string, shown: Sender | undefined): void {
    const text = withoutMarks(raw).trim();
    const notice: Notice = isDeletion(text) ? { kind: 'recall', language: null } : notices.read(text);
    // The name shown on an iOS system line may be the group's title: it acts only where it is the one who deleted.
    const actor = notice.actor ? person(notice.actor) : notice.kind === 'recall' ? shown : undefined;
    sink.record({
      type: 'system',
      kind: notice.kind,
      at,
      text,
      ...(actor ? { actor } : {}),
      ...(notice.people ? { people: notice.people.map(personName) } : {}),
    });
  }

  return {
    line,
    end() {
      finish();
      if (judge && !order) settle(judge.guess(language()));
    },
  };
}

/** Android system lines that quote a group name or list people may hold `: ` themselves. */
function quotesNames(name: string): boolean {
  return /["“”„«「『]/.test(name) || ADDED.test(name);
}

function bodyOf(first: string, more: string[] | null): string {
  if (!more) return first;
  let end = more.length;
  // Blank lines at the end belong to the gap before the next row, not to the text.
  while (end > 0 && more[end - 1]?.trim() === '') end--;
  return end === 0 ? first : `${first}\n${more.slice(0, end).join('\n')}`;
}
