import { isDate } from '../wall-clock.ts';

/** What stands before a row. Without a date, the day is that of the last line that told one. */
export interface Stamp {
  date: [number, number, number] | null;
  hour: number;
  minute: number;
  second: number;
  /** Offset from UTC in ms, where the log says so. */
  offset: number | null;
  rest: string;
}

// `[2016-11-21 08:47:30]`, `2016-11-21T08:47:30Z`, `2016-11-21 08:47:30<tab>`, `[08:47:30]`, `[08:47]`, `08:47`, `Nov 21 08:47:30`.
const DATED = /^\[?(\d{4})[-/.](\d\d)[-/.](\d\d)[ T](\d\d):(\d\d)(?::(\d\d))?(?:[.,]\d{1,6})?(Z|[+-]\d\d:?\d\d)?\]?[ \t]+(.*)$/s;
const CLOCK = /^\[?(\d\d):(\d\d)(?::(\d\d))?\]?[ \t]+(.*)$/s;
const MONTH_DAY = /^([A-Z][a-z]{2}) (\d\d) (\d\d):(\d\d):(\d\d)[ \t]+(.*)$/s;
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `year` = that of the last line that told a day, for logs whose rows leave it out. */
export function readStamp(line: string, year: number | null): Stamp | null {
  const dated = DATED.exec(line);
  if (dated) {
    const [, y, m, d, hour, minute, second = '0', zone, rest = ''] = dated;
    return {
      date: [Number(y), Number(m), Number(d)],
      hour: Number(hour),
      minute: Number(minute),
      second: Number(second),
      offset: zone === undefined ? null : offsetOf(zone),
      rest,
    };
  }
  const clock = CLOCK.exec(line);
  if (clock) {
    const [, hour, minute, second = '0', rest = ''] = clock;
    return { date: null, hour: Number(hour), minute: Number(minute), second: Number(second), offset: null, rest };
  }
  const short = year === null ? null : MONTH_DAY.exec(line);
  if (!short || year === null) return null;
  const [, name = '', day, hour, minute, second, rest = ''] = short;
  const month = months.indexOf(name) + 1;
  return { date: [year, month, Number(day)], hour: Number(hour), minute: Number(minute), second: Number(second), offset: null, rest };
}

function offsetOf(zone: string): number {
  if (zone === 'Z') return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  return (zone.startsWith('-') ? -minutes : minutes) * 60_000;
}

// irssi `--- Day changed Mon Nov 21 2016`, `--- Log opened Mon Nov 21 08:47:30 2016`; mIRC `Session Start: …`; HexChat
// `**** BEGIN LOGGING AT …`; `=== Day changed to 2016-11-21`.
const DAY_LINE =
  /^(?:---|===|-|\*{2,4})?\s*(?:Day changed|Log opened|Log closed|Session (?:Start|Time|Close|Ident)|BEGIN LOGGING AT|ENDING LOGGING AT|Date changed)\b(.*)$/i;
const WORDS = /\b([A-Z][a-z]{2})[a-z]*\.? +(\d{1,2})(?:,? +\d\d:\d\d(?::\d\d)?)?,? +(\d{4})\b/;
const DAY_FIRST = /\b(\d{1,2}) ([A-Z][a-z]{2})[a-z]* (\d{4})\b/;
const NUMBERS = /(?<!\d)((?:19|20)\d\d)[-_.]?(\d\d)[-_.]?(\d\d)(?!\d)/;

/** A line of the program that kept the log: its day, `other` where it tells none; null for any other line. */
export function readDayLine(line: string): [number, number, number] | 'other' | null {
  const match = DAY_LINE.exec(line);
  return match ? (readDay(match[1] ?? '') ?? 'other') : null;
}

/** The day in a text such as a file name: `2016-11-21-#ubuntu.txt`, `#chan_20161121.log`. */
export function readDay(text: string): [number, number, number] | null {
  const words = WORDS.exec(text);
  const dayFirst = words ? null : DAY_FIRST.exec(text);
  const numbers = NUMBERS.exec(text);
  const found: [number, number, number] | null = words
    ? [Number(words[3]), months.indexOf(words[1] ?? '') + 1, Number(words[2])]
    : dayFirst
      ? [Number(dayFirst[3]), months.indexOf(dayFirst[2] ?? '') + 1, Number(dayFirst[1])]
      : numbers && [Number(numbers[1]), Number(numbers[2]), Number(numbers[3])];
  return found && isDate(...found) ? found : null;
}
