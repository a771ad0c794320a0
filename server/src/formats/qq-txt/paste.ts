import type { ZoneClock } from '#vocabulary/zone';
import { isDate } from '../wall-clock.ts';
import { clockHour, type QqHeader } from './header.ts';

// `昵称 2/14/2020 9:16:13 PM`, `昵称 2020/2/14 21:16:13`, `昵称 9:59:54 PM`, phone: `昵称  23:50:12 `.
const HEADER = /^(.{1,60}?) {1,2}(?:(\d{1,4})[/-](\d{1,2})[/-](\d{1,4}) )?(\d{1,2}):(\d{2}):(\d{2})(?: ([AP]M))? *$/;
const DATE_LINE = /^— ?— +(\d{4})-(\d{1,2})-(\d{1,2}) +— ?—\s*$/;

/**
 * Headers of chats copied out of a QQ window instead of exported: name first, the day only where it is not the last one
 * named, or today's where none was.
 */
export class PasteReader {
  private day: [number, number, number];

  constructor(clock: ZoneClock, now: number) {
    const today = new Date(clock.dayOf(now) * 86_400_000);
    this.day = [today.getUTCFullYear(), today.getUTCMonth() + 1, today.getUTCDate()];
  }

  /** `— —  2020-2-21  — —` between the messages of two days. */
  dateLine(line: string): boolean {
    const match = line.startsWith('—') ? DATE_LINE.exec(line) : null;
    if (!match) return false;
    this.day = [Number(match[1]), Number(match[2]), Number(match[3])];
    return true;
  }

  header(line: string): QqHeader | null {
    if (line.length > 100) return null;
    const match = HEADER.exec(line);
    if (!match) return null;
    const [, name = '', first, middle, last, hour, minute, second, meridiem] = match;
    const date = first === undefined ? this.day : dateOf(first, Number(middle), last ?? '');
    if (!date || !isDate(...date)) return null;
    return {
      date,
      hour: clockHour(Number(hour), meridiem),
      minute: Number(minute),
      second: Number(second),
      who: { name: name.trim(), id: null },
      pasted: true,
    };
  }
}

/** QQ International writes month first; a number above 12 tells otherwise. */
function dateOf(first: string, middle: number, last: string): [number, number, number] | null {
  if (first.length === 4) return [Number(first), middle, Number(last)];
  if (last.length !== 4) return null;
  return Number(first) > 12 ? [Number(last), middle, Number(first)] : [Number(last), Number(first), middle];
}
