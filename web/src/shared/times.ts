import i18next from 'i18next';

const formatters = new Map<string, Intl.DateTimeFormat>();
/** Kept: on a phone making one takes longer than a whole calendar of using it. */
export function formatter(language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify([language, options]);
  const kept = formatters.get(key) ?? new Intl.DateTimeFormat(language, options);
  formatters.set(key, kept);
  return kept;
}

/** `05:02` in the zone of the campaign. */
export const timeIn = (zone: string, instant: string) =>
  formatter(i18next.language, { timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(new Date(instant));

/** A wall clock of the rules in words: `28:00` is 04:00 of the next day. */
export function wallName(wall: string): string {
  const hours = Number(wall.slice(0, 2));
  if (hours < 24 || wall === '24:00') return wall;
  return i18next.t('nextDay', { time: `${String(hours - 24).padStart(2, '0')}:${wall.slice(3)}` });
}

/** When something closes, as said now: past midnight the day is named, and the end of the day is `24:00`. */
export function closingName(zone: string, instant: string, now: number): string {
  const time = timeIn(zone, instant);
  const dayOf = (at: number) => formatter('sv-SE', { timeZone: zone, dateStyle: 'short' }).format(at);
  return dayOf(Date.parse(instant)) > dayOf(now) ? wallName(`${Number(time.slice(0, 2)) + 24}${time.slice(2)}`) : time;
}

/** Wall clock of this browser, as a `datetime-local` field writes it. */
export const local = (instant: string) =>
  new Date(Date.parse(instant) - new Date(instant).getTimezoneOffset() * 60_000).toISOString().slice(0, 16);

/** The civil day of an instant where whoever reads it is. */
export const localDay = (instant: string) => local(instant).slice(0, 10);
