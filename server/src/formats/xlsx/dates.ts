const DAY_MS = 86_400_000;
/** Day 0 of Excel's calendar. It holds a 29 February 1900 that never was: right from March 1900 on. */
const EPOCH = Date.UTC(1899, 11, 30);
const DAYS_TO_1904 = 1462;

/** Whether numbers of a style are dates: the built-in styles (ECMA-376 §18.8.30, East Asian ones included), else its letters. */
export function isDateFormat(id: number, code: string | undefined): boolean {
  if (code === undefined) return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);
  // Quoted words, escaped letters and colours or locales in brackets say nothing; `[h]` counts hours and is a time.
  const bare = code.replace(/"[^"]*"|\\.|_.|\*./g, '').replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '');
  return /[ymdhs]/i.test(bare.replace(/general/gi, ''));
}

/** A date's number → `2024-10-04 11:42:05`, a day alone without its midnight, a time alone without a day. */
export function dateText(serial: number, from1904: boolean): string {
  // Excel's own precision: to the second is as good as it gets.
  const seconds = Math.round((serial + (from1904 ? DAYS_TO_1904 : 0)) * 86_400);
  const date = new Date(EPOCH + seconds * 1000);
  if (Number.isNaN(date.getTime()) || seconds < 0) return String(serial);
  const iso = date.toISOString();
  if (serial < 1 && !from1904) return iso.slice(11, 19);
  return (seconds * 1000) % DAY_MS === 0 ? iso.slice(0, 10) : `${iso.slice(0, 10)} ${iso.slice(11, 19)}`;
}
