import type { ZoneClock } from '#vocabulary/zone';

const DAY_MS = 86_400_000;
/** Day 0 of Excel's calendar, as civil days before 1970. */
const EXCEL_EPOCH = Date.UTC(1899, 11, 30);

const CLOCK =
  /^(上午|下午|凌晨|早上|中午|晚上|[ap]\.?m\.?)?\s*(\d{1,2})\s*[:：时時点點]\s*(\d{1,2})?(?:\s*[:：分]\s*(?:(\d{1,2})(?:[.,](\d{1,9}))?\s*秒?)?)?\s*([ap]\.?m\.?)?\s*(z|utc|gmt|[+-]\d\d:?\d\d)?$/i;
const YEAR_FIRST = /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?/;
const YEAR_LAST = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?!\d),?/;
const COMPACT = /^((?:19|20)\d\d)(\d\d)(\d\d)[T ]?(\d\d)(\d\d)(\d\d)$/;
const EPOCH = /^\d{9,19}(?:\.\d+)?$/;
const EXCEL_SERIAL = /^[3-7]\d{4}\.\d+$/;

export type DayOrder = 'dmy' | 'mdy';

/** Day or month first? Decided by a number above 12 somewhere in the sample, by dots, else as Excel writes it. */
export function dayOrder(samples: string[]): DayOrder {
  for (const sample of samples) {
    const match = YEAR_LAST.exec(sample.trim());
    if (!match) continue;
    if (match[2] === '.' || Number(match[1]) > 12) return 'dmy';
    if (Number(match[3]) > 12) return 'mdy';
  }
  return 'mdy';
}

/**
 * Epoch ms of what people and programs write into a time column, NaN for anything else. Text without an offset is
 * local time of `clock`.
 */
export function readTime(raw: string, clock: ZoneClock, order: DayOrder): number {
  const text = raw.trim();
  const usual = fixedWidth(text, clock);
  if (!Number.isNaN(usual)) return usual;
  const yearFirst = YEAR_FIRST.exec(text);
  if (yearFirst) {
    const [all, year, month, day] = yearFirst;
    return withClock(Number(year), Number(month), Number(day), text.slice(all.length), clock);
  }
  const compact = COMPACT.exec(text);
  if (compact) {
    const [, year, month, day, hour, minute, second] = compact;
    return withClock(Number(year), Number(month), Number(day), `${hour}:${minute}:${second}`, clock);
  }
  if (EPOCH.test(text)) return epoch(Number(text));
  if (EXCEL_SERIAL.test(text)) {
    // Excel rounds: to the second is as good as it gets.
    const wall = new Date(EXCEL_EPOCH + Math.round(Number(text) * 86_400) * 1000);
    const rest = `${wall.getUTCHours()}:${wall.getUTCMinutes()}:${wall.getUTCSeconds()}`;
    return withClock(wall.getUTCFullYear(), wall.getUTCMonth() + 1, wall.getUTCDate(), rest, clock);
  }
  const yearLast = YEAR_LAST.exec(text);
  if (!yearLast) return Number.NaN;
  const [all, first, , second, written] = yearLast;
  const year = Number(written) < 100 ? 2000 + Number(written) : Number(written);
  const [day, month] = order === 'dmy' ? [first, second] : [second, first];
  return withClock(year, Number(month), Number(day), text.slice(all.length), clock);
}

/** `2024-10-04 11:42:05` without regular expressions: what programs write, row after row. NaN for any other shape. */
function fixedWidth(text: string, clock: ZoneClock): number {
  if (text.length !== 19 || text[4] !== text[7] || text[13] !== ':' || text[16] !== ':') return Number.NaN;
  if ((text[4] !== '-' && text[4] !== '/') || (text[10] !== ' ' && text[10] !== 'T')) return Number.NaN;
  const year = twoDigits(text, 0) * 100 + twoDigits(text, 2);
  const month = twoDigits(text, 5);
  const day = twoDigits(text, 8);
  const hour = twoDigits(text, 11);
  const minute = twoDigits(text, 14);
  const second = twoDigits(text, 17);
  // Days 29 to 31 are left to the path that knows the months.
  const sound = year >= 1900 && month >= 1 && month <= 12 && day >= 1 && day <= 28 && hour <= 23 && minute <= 59 && second <= 59;
  return sound ? clock.instantOf(year, month, day, hour, minute, second) : Number.NaN;
}

function twoDigits(text: string, at: number): number {
  const tens = text.charCodeAt(at) - 48;
  const ones = text.charCodeAt(at + 1) - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
}

/** Seconds, milli-, micro- or nanoseconds by size: none of the four ranges meets another before the year 5138. */
function epoch(number: number): number {
  if (number < 1e11) return Math.round(number * 1000);
  if (number < 1e14) return Math.round(number);
  return Math.round(number < 1e17 ? number / 1e3 : number / 1e6);
}

function withClock(year: number, month: number, day: number, rest: string, clock: ZoneClock): number {
  if (month < 1 || month > 12 || day < 1 || day > 31 || year < 1900) return Number.NaN;
  const date = Date.UTC(year, month - 1, day);
  if (new Date(date).getUTCDate() !== day) return Number.NaN;
  const time = rest.replace(/^[T\s,]+/i, '').replace(/^(?:星期|周|週)[一二三四五六日天]\s*/, '');
  if (time === '') return clock.instantOf(year, month, day, 0, 0, 0);
  const match = CLOCK.exec(time);
  if (!match) return Number.NaN;
  const [, before, hours, minutes, seconds, fraction, after, offset] = match;
  const hour = hourOf(Number(hours), (before ?? after ?? '').toLowerCase());
  const minute = Number(minutes ?? 0);
  const second = Number(seconds ?? 0);
  if (hour > 23 || minute > 59 || second > 59) return Number.NaN;
  const ms = fraction ? Number(fraction.slice(0, 3).padEnd(3, '0')) : 0;
  if (offset) return date + ((hour * 60 + minute) * 60 + second) * 1000 + ms - offsetMs(offset);
  return clock.instantOf(year, month, day, hour, minute, second) + ms;
}

/** 12-hour clocks: 下午3 = 15, 上午12 = 0, 中午12 = 12. */
function hourOf(hour: number, half: string): number {
  if (half === '' || hour > 12) return hour;
  const afternoon = /^p|下午|晚上/.test(half) || (half === '中午' && hour < 11);
  if (afternoon) return hour === 12 ? 12 : hour + 12;
  return hour === 12 && half !== '中午' ? 0 : hour;
}

function offsetMs(text: string): number {
  const match = /^([+-])(\d\d):?(\d\d)$/.exec(text);
  if (!match) return 0;
  const minutes = Number(match[2]) * 60 + Number(match[3]);
  return (match[1] === '-' ? -minutes : minutes) * (DAY_MS / 1440);
}
