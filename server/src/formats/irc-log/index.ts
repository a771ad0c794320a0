import type { MessageRecord, SystemKind } from '#vocabulary/records';
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

const STAMP = /^\[(\d{4})-(\d\d)-(\d\d)[ T](\d\d):(\d\d):(\d\d)\] (.*)$/s;
const SAID = /^<([^>\s][^>]*)> ?(.*)$/s;
const ACTED = /^\* (\S+) (.*)$/s;
const NOTICE = /^(?:===|\*\*\*|-->|<--|-!-) ?(.*)$/s;

/**
 * Dated logs of IRC and its kin, one row a line: `[2016-11-21 08:47:30] <nick> text`, `* nick waves`, `=== nick has
 * joined`. Nicks are display names; the clock is that of whoever kept the log.
 */
export const ircLog: LineFormat = { id: 'irc-log', platform: 'irc', clock: 'wall', unit: 'line', sniff, decoder };

function sniff({ lines, text }: Head): number {
  const rows = (lines.length > 0 ? lines : [text]).slice(0, 200).filter((line) => line !== '');
  const said = rows.filter((line) => SAID.test(STAMP.exec(line)?.[7] ?? '')).length;
  return said === 0 ? 0 : 0.5 + 0.49 * (said / rows.length);
}

const systemKinds: [RegExp, SystemKind][] = [
  [/\b(?:has )?joined\b/, 'join'],
  [/\bwas kicked\b|\bhas kicked\b/, 'removal'],
  [/\b(?:has )?(?:left|quit)\b/, 'leave'],
  [/\bis now known as\b/, 'rename'],
];

function decoder(sink: Sink, { zone, now }: DecodeOptions): LineDecoder {
  const instantOf = wallClock(zone);
  let open: MessageRecord | null = null;
  const close = () => {
    if (open) sink.record(open);
    open = null;
  };
  const reject = (line: Line, reason: RejectReason) =>
    sink.reject({ offset: line.offset, bytes: line.bytes, line: line.number, reason, sample: line.text.slice(0, 2000) });

  return {
    line(line) {
      const stamp = STAMP.exec(line.text);
      if (!stamp) {
        // A line without a stamp goes on with the message above it.
        if (open) open.text += `\n${line.text}`;
        else if (line.text.trim() !== '') reject(line, 'noHeader');
        return;
      }
      close();
      const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = stamp.slice(1, 7).map(Number);
      const at = instantOf(year, month, day, hour, minute, second);
      if (at === null) return reject(line, 'badTime');
      if (!plausible(at, now)) return reject(line, 'timeOutOfRange');
      const row = stamp[7] ?? '';
      const said = SAID.exec(row) ?? ACTED.exec(row);
      if (said) {
        const [, name = '', text = ''] = said;
        open = { type: 'message', at, kind: 'text', text, sender: { by: 'name', key: name, name } };
        return;
      }
      const notice = NOTICE.exec(row);
      if (!notice) return reject(line, 'unknownRow');
      const text = notice[1] ?? '';
      const kind = systemKinds.find(([pattern]) => pattern.test(text))?.[1] ?? 'notice';
      const who = /^\S+/.exec(text)?.[0];
      sink.record({ type: 'system', at, kind, text, ...(who && kind !== 'notice' && { people: [who] }) });
    },
    end: close,
  };
}
