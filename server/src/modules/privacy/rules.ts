/** How long things are kept. Pure. */

/** The least that may be asked for: pictures look back 90 days at words, and the log must tell who did what last quarter. */
export const limits = { eventMonths: 3, textMonths: 4 } as const;

/** Without a setting: two years of log, words for good, uploaded files a week. */
export const defaults = { eventMonths: 24, textMonths: null, uploadDays: 7 } as const;

/** The instant (epoch ms) before which things of `months` are too old: the beginning, in UTC, of the month that many before. */
export function monthsBefore(now: number, months: number): number {
  const date = new Date(now);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - months, 1);
}
