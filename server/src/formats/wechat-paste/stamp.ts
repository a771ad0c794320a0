/**
 * The times WeChat shows: `2024/10/4 11:42`, `10月4日 上午11:42`, `昨天 20:13`, `星期三 9:05`, `11:42`. What they leave
 * out is filled from the "now" of the person who pasted.
 */
import { weekdayOf, type ZoneClock } from '#vocabulary/zone';

type Day =
  | { type: 'full'; year: number; month: number; day: number }
  | { type: 'monthDay'; month: number; day: number }
  | { type: 'ago'; days: number }
  | { type: 'weekday'; weekday: number };

export interface Stamp {
  day: Day | null;
  time: { hour: number; minute: number; second: number } | null;
}

const DATE =
  String.raw`(?<y>\d{4})\s?[-/.年]\s?(?<mo>\d{1,2})\s?[-/.月]\s?(?<d>\d{1,2})日?` +
  String.raw`|(?<umo>\d{1,2})/(?<ud>\d{1,2})/(?<uy>\d{4})` +
  String.raw`|(?<smo>\d{1,2})(?:月|[-/])(?<sd>\d{1,2})日?` +
  '|(?<ago>今天|昨天|前天|today|yesterday)' +
  '|(?:星期|周|礼拜)(?<week>[一二三四五六日天])|(?<eweek>(?:mon|tues|wednes|thurs|fri|satur|sun)day)';
const HALF = '上午|下午|凌晨|早上|早晨|清晨|中午|傍晚|晚上|[ap]\\.?m\\.?';
const TIME = String.raw`(?<half>${HALF})?\s?(?<h>\d{1,2})[:：](?<mi>\d{2})(?:[:：](?<s>\d{2}))?(?:\s?(?<after>[ap]\.?m\.?))?`;
const ENGLISH_WEEK = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

/** Pattern of a date (with an optional weekday after it) and a time; the date may be missing. */
const STAMP = String.raw`(?:(?:${DATE})(?:\s*[（(]?(?:星期|周)[一二三四五六日天][)）]?)?[\s,，]*)?${TIME}`;
const WHOLE = new RegExp(`^\\s*${STAMP}\\s*$`, 'i');
const WHOLE_DATE = new RegExp(`^(?:${DATE})(?:\\s*(?:星期|周)[一二三四五六日天])?$`, 'i');
const AT_END = new RegExp(`^(?<head>.*?\\S)(?<gap>[\\s\\u2005]+|(?<=\\])|(?<=】))${STAMP}\\s*$`, 'i');

/** A line that is a time and nothing else. */
export function readStamp(text: string): Stamp | null {
  if (text.length > 60) return null;
  const match = WHOLE.exec(text);
  return match ? stampOf(match.groups ?? {}) : null;
}

export function readDate(text: string): Stamp | null {
  if (text.length > 40) return null;
  const match = WHOLE_DATE.exec(text.trim());
  return match ? stampOf(match.groups ?? {}) : null;
}

/** A line that ends in a time: what stands before it, how wide the gap is. */
export function readTrailingStamp(text: string): { head: string; gap: number; stamp: Stamp } | null {
  if (text.length > 120 || !/[:：]\d{2}(?:\s?[ap]\.?m\.?)?\s*$/i.test(text)) return null;
  const match = AT_END.exec(text);
  const groups = match?.groups;
  return groups ? { head: groups.head ?? '', gap: (groups.gap ?? '').length, stamp: stampOf(groups) } : null;
}

function stampOf(groups: Record<string, string | undefined>): Stamp {
  const { h, mi, s } = groups;
  const time =
    h === undefined ? null : { hour: hourOf(Number(h), groups.half ?? groups.after ?? ''), minute: Number(mi), second: Number(s ?? 0) };
  return { day: dayOf(groups), time };
}

function dayOf(groups: Record<string, string | undefined>): Day | null {
  const { y, mo, d, umo, ud, uy, smo, sd, ago, week, eweek } = groups;
  if (y !== undefined) return { type: 'full', year: Number(y), month: Number(mo), day: Number(d) };
  if (uy !== undefined) return { type: 'full', year: Number(uy), month: Number(umo), day: Number(ud) };
  if (smo !== undefined) return { type: 'monthDay', month: Number(smo), day: Number(sd) };
  if (ago !== undefined) return { type: 'ago', days: /昨|yesterday/i.test(ago) ? 1 : ago === '前天' ? 2 : 0 };
  if (week !== undefined) return { type: 'weekday', weekday: Math.min('一二三四五六日天'.indexOf(week), 6) };
  if (eweek !== undefined) return { type: 'weekday', weekday: ENGLISH_WEEK.indexOf(eweek.toLowerCase()) };
  return null;
}

function hourOf(hour: number, half: string): number {
  if (/^(?:下午|傍晚|晚上|中午|p)/i.test(half)) {
    if (hour === 12) return half === '晚上' ? 0 : 12;
    return hour < 12 && !(half === '中午' && hour > 9) ? hour + 12 : hour;
  }
  return hour === 12 && half !== '' ? 0 : hour;
}

/**
 * Fills stamps in, line after line. A date with month and day is the most recent one not in the future, a weekday
 * likewise; a bare time belongs to the last date seen, else to today.
 */
export class StampReader {
  private readonly clock: ZoneClock;
  private readonly now: number;
  private readonly today: number;
  private lastDay: number | null = null;
  private relative = false;
  /** The last instant made, epoch ms. */
  last: number | null = null;

  constructor(clock: ZoneClock, now: number) {
    this.clock = clock;
    this.now = now;
    this.today = clock.dayOf(now);
  }

  /** Epoch ms, or null where date or time do not exist (13月, 25:00). Without a time only the date is remembered. */
  resolve({ day, time }: Stamp): number | null {
    if (time && (time.hour > 23 || time.minute > 59 || time.second > 59)) return null;
    const civil = day ? this.civilDay(day, time) : (this.lastDay ?? this.today);
    if (civil === null) return null;
    if (day) {
      this.lastDay = civil;
      this.relative = day.type === 'ago' || day.type === 'weekday';
    }
    let at = this.instant(civil, time);
    // Where WeChat writes 昨天 it writes today's rows without a date: a time that goes back is today's.
    if (!day && this.relative && this.last !== null && at < this.last && civil < this.today) {
      this.lastDay = this.today;
      at = this.instant(this.today, time);
    }
    this.last = at;
    return at;
  }

  private civilDay(day: Day, time: Stamp['time']): number | null {
    if (day.type === 'ago') return this.today - day.days;
    if (day.type === 'weekday') {
      const back = (weekdayOf(this.today) - day.weekday + 7) % 7;
      return back === 0 && this.instant(this.today, time) > this.now ? this.today - 7 : this.today - back;
    }
    if (day.type === 'full') return civilDay(day.year, day.month, day.day);
    const year = new Date(this.today * 86_400_000).getUTCFullYear();
    for (let back = 0; back <= 8; back++) {
      const civil = civilDay(year - back, day.month, day.day);
      if (civil !== null && civil <= this.today) return civil;
    }
    return null;
  }

  private instant(civil: number, time: Stamp['time']): number {
    const date = new Date(civil * 86_400_000);
    const { hour, minute, second } = time ?? { hour: 0, minute: 0, second: 0 };
    return this.clock.instantOf(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate(), hour, minute, second);
  }
}

/** Days since 1970-01-01, or null for a date that is not in the calendar. */
function civilDay(year: number, month: number, day: number): number | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day && year >= 1970 ? date.getTime() / 86_400_000 : null;
}
