import type { MessageRecord } from '#vocabulary/records';
import {
  type DecodeOptions,
  type Head,
  type Line,
  type LineDecoder,
  type LineFormat,
  plausible,
  type RejectReason,
  type Sink,
} from '../format.ts';
import { wallClock } from '../wall-clock.ts';
import { readRow } from './row.ts';
import { readDay, readDayLine, readStamp, type Stamp } from './stamp.ts';

/**
 * Logs of IRC and its kin, one row a line: `[2016-11-21 08:47:30] <nick> text`, `08:47 <@nick> text` below a line that
 * tells the day (irssi), `2016-11-21 08:47:30<tab>nick<tab>text` (WeeChat), `[08:47:30] *** Joins: nick` with the day in the
 * file's name (ZNC, public archives). Nicks are display names; the clock is that of whoever kept the log.
 */
export const ircLog: LineFormat = { id: 'irc-log', platform: 'irc', clock: 'wall', unit: 'line', sniff, decoder };

const NICK = /^<[ @+%&~!]?[^>\s][^>]*>/;
const WEECHAT = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\t[^\t]*\t/;

function sniff({ lines, text }: Head): number {
  const rows = (lines.length > 0 ? lines : [text]).slice(0, 200).filter((line) => line !== '');
  const said = rows.filter((line) => NICK.test(readStamp(line, 2000)?.rest ?? '')).length;
  if (said > 0) return 0.5 + 0.49 * (said / rows.length);
  // A table of tabs with a time in front is any table, unless arrows stand where names would.
  const cells = rows.filter((line) => WEECHAT.test(line)).length;
  return cells > rows.length / 2 && rows.some((line) => /^[^\t]+\t(?:-->|<--|--| \*)\t/.test(line)) ? 0.9 : 0;
}

const DAY_MS = 86_400_000;

function decoder(sink: Sink, { head, zone, now }: DecodeOptions): LineDecoder {
  const instantOf = wallClock(zone);
  let day = readDay(head.fileName.split('/').at(-1) ?? '');
  let last = -1;
  let open: MessageRecord | null = null;
  const close = () => {
    if (open) sink.record(open);
    open = null;
  };
  const reject = (line: Line, reason: RejectReason) =>
    sink.reject({ offset: line.offset, bytes: line.bytes, line: line.number, reason, sample: line.text.slice(0, 2000) });

  const instant = (stamp: Stamp): number | null => {
    const { hour, minute, second } = stamp;
    if (stamp.date) {
      day = stamp.date;
      last = -1;
    } else {
      // Nobody chats backwards: a clock that falls by half a day has passed midnight.
      const seconds = hour * 3600 + minute * 60 + second;
      if (day && last - seconds > 43_200) day = after(day);
      last = seconds;
    }
    if (!day) return null;
    if (stamp.offset === null) return instantOf(...day, hour, minute, second);
    const [year, month, date] = day;
    const utc = wallClock('UTC')(year, month, date, hour, minute, second);
    return utc === null ? null : utc - stamp.offset;
  };

  return {
    line(line) {
      const told = readDayLine(line.text);
      if (told) {
        close();
        if (told !== 'other') day = told;
        last = -1;
        return;
      }
      const stamp = readStamp(line.text, day?.[0] ?? null);
      if (!stamp) {
        // A line without a stamp goes on with the message above it.
        if (open) open.text += `\n${line.text}`;
        else if (line.text.trim() !== '') reject(line, 'noHeader');
        return;
      }
      close();
      const at = instant(stamp);
      if (at === null) return reject(line, 'badTime');
      if (!plausible(at, now)) return reject(line, 'timeOutOfRange');
      const row = readRow(stamp.rest);
      if (row === null) return reject(line, 'unknownRow');
      if (row.type === 'said') {
        open = { type: 'message', at, kind: 'text', text: row.text, sender: { by: 'name', key: row.nick, name: row.nick } };
        return;
      }
      const { kind, text, people } = row;
      sink.record({ type: 'system', at, kind, text, ...(people.length > 0 && { people }) });
    },
    end: close,
  };
}

function after([year, month, day]: [number, number, number]): [number, number, number] {
  const next = new Date(Date.UTC(year, month - 1, day) + DAY_MS);
  return [next.getUTCFullYear(), next.getUTCMonth() + 1, next.getUTCDate()];
}
