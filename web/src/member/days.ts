import i18next from 'i18next';
import { formatter } from '../shared/times.ts';

/** Civil days are `2026-11-22`; they are reckoned in UTC so that the phone's zone changes nothing. */
const utc = (day: string) => new Date(`${day}T00:00:00Z`);
const MS = 86_400_000;

export const addDays = (day: string, days: number) => new Date(utc(day).getTime() + days * MS).toISOString().slice(0, 10);

/** The weeks of a month (`2026-11`), Monday first; null where the month has not begun or is over. */
export function weeksOf(month: string): (string | null)[][] {
  const first = `${month}-01`;
  const before = (utc(first).getUTCDay() + 6) % 7;
  const weeks: (string | null)[][] = [];
  for (let monday = addDays(first, -before); monday.slice(0, 7) <= month; monday = addDays(monday, 7)) {
    weeks.push(Array.from({ length: 7 }, (_, i) => addDays(monday, i)).map((day) => (day.startsWith(month) ? day : null)));
  }
  return weeks;
}

const said = (options: Intl.DateTimeFormatOptions, at: Date, zone = 'UTC') =>
  formatter(i18next.language, { timeZone: zone, ...options }).format(at);

/** `11月22日` */
export const dayName = (day: string) => said({ month: 'long', day: 'numeric' }, utc(day));
/** `2026年11月22日`: for what is looked at long after. */
export const fullDayName = (day: string) => said({ dateStyle: 'long' }, utc(day));
/** `11月22日周日` */
export const longDayName = (day: string) => said({ month: 'long', day: 'numeric', weekday: 'short' }, utc(day));
/** `2026年11月` */
export const monthName = (month: string) => said({ year: 'numeric', month: 'long' }, utc(`${month}-01`));
/** Monday to Sunday, `narrow` as on a calendar or `long` to be read out. */
export const weekdays = (weekday: 'narrow' | 'long') =>
  Array.from({ length: 7 }, (_, i) => said({ weekday }, utc(addDays('2024-01-01', i))));

/** `11月22日 05:02` in the zone of the campaign. */
export const momentIn = (zone: string, instant: string) =>
  said({ month: 'numeric', day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }, new Date(instant), zone);

/** `中国标准时间` */
export function zoneName(zone: string, now: number): string {
  const parts = formatter(i18next.language, { timeZone: zone, timeZoneName: 'long' }).formatToParts(now);
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? zone;
}

/** The zone's name where its clock differs from the phone's, else null. */
export function foreignZone(zone: string, now: number): string | null {
  const at = new Date(now);
  const clock = (timeZone: string | undefined) => formatter('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(at);
  return clock(zone) === clock(undefined) ? null : zoneName(zone, now);
}

/** `1 小时 12 分`, below two minutes in seconds. */
export function durationName(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  if (seconds < 120) return i18next.t('left.seconds', { count: seconds });
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return i18next.t('left.minutes', { count: minutes });
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  if (hours < 48) return rest === 0 ? i18next.t('left.hours', { count: hours }) : i18next.t('left.hoursMinutes', { hours, minutes: rest });
  return i18next.t('left.days', { count: Math.floor(hours / 24) });
}
