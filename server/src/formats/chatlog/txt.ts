import { DAY_MS, zoneClock } from '#vocabulary/zone';
import type { DecodeOptions, Head, LineDecoder, LineFormat, Sink } from '../format.ts';
import { isDate } from '../wall-clock.ts';
import { BlockDecoder, bodyText } from '../wechat/blocks.ts';
import { WechatRows } from '../wechat/rows.ts';
import { readBody } from './body.ts';

/** What chatlog's HTTP interface answers by itself: `昵称(wxid) 01-02 15:04:05`, the words, an empty line. */
export const chatlogTxt: LineFormat = { id: 'chatlog-txt', platform: 'wechat', clock: 'wall', unit: 'line', sniff, decoder };

interface Header {
  name: string;
  id: string;
  talker: { name: string; id: string } | null;
  /** null: written without it, because the export is of one year, or of one day. */
  year: number | null;
  month: number | null;
  day: number | null;
  clock: [number, number, number];
}

/** WeChat's own ids begin with a letter; those of the enterprise client are numbers with a place. */
const ID = '[A-Za-z][\\w.-]{2,63}(?:@\\w{1,20})?|\\d{5,32}@\\w{1,20}|我';
const HEADER = new RegExp(
  `^(?!> )(?:(.{0,80})\\((${ID})\\)|(系统消息|${ID})) (?:\\[(?:(.{1,80})\\()?([\\w-]{1,64}@chatroom)\\)?\\] )?(?:(?:(\\d{4})-)?(\\d\\d)-(\\d\\d) )?(\\d\\d):(\\d\\d):(\\d\\d)$`,
);

/** Records are apart by an empty line, so a header stands behind one. */
function readHeader(text: string, afterBlank: boolean): Header | null {
  const match = afterBlank && text.length < 400 ? HEADER.exec(text) : null;
  if (!match) return null;
  const [, name = '', inside, alone, room = '', roomId, year, month, day, hour, minute, second] = match;
  // A bare word before a bare time is what people write, too.
  if (alone !== undefined && month === undefined && !/^(?:系统消息|我$|wxid_|gh_)|@/.test(alone)) return null;
  const number = (digits: string | undefined) => (digits === undefined ? null : Number(digits));
  return {
    name,
    id: inside ?? alone ?? '',
    talker: roomId === undefined ? null : { name: room, id: roomId },
    year: number(year),
    month: number(month),
    day: number(day),
    clock: [Number(hour), Number(minute), Number(second)],
  };
}

function sniff({ lines }: Head): number {
  let headers = 0;
  let named = 0;
  let afterBlank = true;
  let first = true;
  for (const line of lines.slice(0, 500)) {
    const blank = line.trim() === '';
    const header = blank ? null : readHeader(line, afterBlank);
    if (first && !blank) {
      if (!header) return 0;
      first = false;
    }
    if (header) headers++;
    if (header && header.name !== '') named++;
    afterBlank = blank;
  }
  return named > 0 ? 0.96 : headers > 1 ? 0.6 : 0;
}

function decoder(sink: Sink, { zone, now, head }: DecodeOptions): LineDecoder {
  const rows = new WechatRows(sink, now, 'id');
  const clock = zoneClock(zone);
  // An export of one day says it in its name at best.
  const named = /(20\d\d)-?(\d\d)-?(\d\d)/.exec(head.fileName);
  const on = (year: number, month: number, day: number, [hour, minute, second]: Header['clock']) =>
    isDate(year, month, day) && hour < 24 && minute < 60 && second < 60
      ? clock.instantOf(year, month, day, hour, minute, second)
      : Number.NaN;

  /** The year is left out where all rows are of one: the latest in which the last row seen is not ahead of now. */
  const year = (() => {
    const days = datesOf(head.lines);
    const latest = days.reduce((most, day) => Math.max(most, day), 0);
    const own = /(?:^|\D)(20\d\d)(?:\D|$)/.exec(head.fileName)?.[1] ?? named?.[1];
    if (own !== undefined) return Number(own);
    const today = new Date(now + clock.offsetAt(now));
    return today.getUTCFullYear() - (latest > (today.getUTCMonth() + 1) * 100 + today.getUTCDate() ? 1 : 0);
  })();
  const instantOf = (header: Header): number => {
    const { month, day } = header;
    if (month === null || day === null) return named ? on(Number(named[1]), Number(named[2]), Number(named[3]), header.clock) : Number.NaN;
    const at = on(header.year ?? year, month, day, header.clock);
    return header.year === null && at > now + DAY_MS ? Number.POSITIVE_INFINITY : at;
  };

  return new BlockDecoder<Header>(sink, {
    header: readHeader,
    block(header, body) {
      if (header.talker) rows.enter(header.talker.id, header.talker.name);
      // The exporter writes 我 in place of their own id.
      const own = header.id === '我';
      const message = readBody(bodyText(body));
      return rows.add({ at: instantOf(header), key: own ? '' : header.id, name: own ? header.name || '我' : header.name, ...message });
    },
  });
}

/** Month and day of the headers, as 1004 for 4 October. */
function datesOf(lines: string[]): number[] {
  let afterBlank = true;
  const dates = [0];
  for (const line of lines) {
    const header = readHeader(line, afterBlank);
    if (header?.month && header.day) dates.push(header.month * 100 + header.day);
    afterBlank = line.trim() === '';
  }
  return dates;
}
