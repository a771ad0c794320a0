/**
 * The start of a WhatsApp row, as the exporting phone's locale writes it:
 * Android `9/19/26, 9:52 AM - …`, `07.06.23 20:28 - …`, `2024/1/2 下午3:04 - …`; iOS `[07/06/2023, 20:28:13] …`.
 */

export interface HeaderParts {
  /** The three numbers of the date in the order written. */
  a: number;
  b: number;
  c: number;
  hour: number;
  minute: number;
  second: number;
  /** `AM`, `p. m.`, `下午` … as written. */
  meridiem: string | undefined;
  /** Day or month stands with a leading zero. */
  padded: boolean;
  /** Everything behind the header: `Name: text` or a system line. */
  rest: string;
}

/** How this file writes its rows, told from its first header and constant in one export. */
export interface HeaderStyle {
  bracket: boolean;
  separator: string;
  /** The year stands first: four digits, or two and a closing dot (Korean `24. 1. 2.`). */
  yearFirst: boolean;
  fourDigitYear: boolean;
}

const SPACE = '[ \\u00a0\\u2009\\u202f]';
const MARK = '[\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069\\ufeff]*';
const BEFORE = '上午|下午|凌晨|清晨|早上|早晨|中午|傍晚|晚上|半夜|午夜|午前|午後|오전|오후|[AP]M';
const AFTER = `[AaPp]\\.?${SPACE}?[Mm]\\.?|上午|下午|午前|午後|오전|오후|ДП|ПП|vorm\\.|nachm\\.`;
const DATE = `(\\d{1,4})(\\. |[./-])(\\d{1,2})\\2(\\d{1,4})(\\.?)`;
const TIME = `(?:(${BEFORE})${SPACE}?)?(\\d{1,2})[:.](\\d{2})(?:[:.](\\d{2}))?(?:${SPACE}*(${AFTER}))?`;
// French writes `à`, Portuguese `às`, German `um` between date and time on some versions.
const BETWEEN = `(?:,|،)?${SPACE}(?:(?:à|às|um|a las|alle)${SPACE})?`;
const DASH = new RegExp(`^${MARK}${DATE}${BETWEEN}${TIME}${SPACE}[-–]${SPACE}(.*)$`, 's');
const BRACKET = new RegExp(`^${MARK}\\[${DATE}${BETWEEN}${TIME}\\]${SPACE}?(.*)$`, 's');

/** Cheap: no line that fails this can start a row. */
export function mayStartRow(line: string): boolean {
  const first = line.charCodeAt(0);
  return (first >= 48 && first <= 57) || first === 91 || (first >= 0x200e && first <= 0x2069) || first === 0xfeff;
}

/** Reads one header; with `style`, only in that style. */
export function readHeader(line: string, style: HeaderStyle | null): HeaderParts | null {
  return (style && quickly(line, style)) || byPattern(line, style);
}

/** The style of a first header. */
export function styleOf(line: string): HeaderStyle | null {
  const bracket = BRACKET.test(line);
  const match = (bracket ? BRACKET : DASH).exec(line);
  if (!match) return null;
  const [, first = '', separator = '', , last = '', dot] = match;
  const yearFirst = first.length === 4 || (last.length < 3 && dot === '.');
  const year = yearFirst ? first : last;
  return year.length === 4 || year.length === 2 ? { bracket, separator, yearFirst, fourDigitYear: year.length === 4 } : null;
}

function byPattern(line: string, style: HeaderStyle | null): HeaderParts | null {
  const bracket = style ? style.bracket : BRACKET.test(line);
  const match = (bracket ? BRACKET : DASH).exec(line);
  if (!match) return null;
  const [, first = '', separator, middle = '', last = '', dot, before, hour, minute, second, after, rest = ''] = match;
  const yearFirst = first.length === 4 || (last.length < 3 && dot === '.');
  const year = yearFirst ? first : last;
  if (year.length !== 4 && year.length !== 2) return null;
  if (style && (style.separator !== separator || style.yearFirst !== yearFirst || style.fourDigitYear !== (year.length === 4))) return null;
  return {
    a: Number(first),
    b: Number(middle),
    c: Number(last),
    hour: clockHour(Number(hour), before ?? after),
    minute: Number(minute),
    second: second === undefined ? 0 : Number(second),
    meridiem: before ?? after,
    padded: middle.startsWith('0') || (first.length < 3 && first.startsWith('0')),
    rest,
  };
}

/**
 * The plain shapes without a regular expression (a third of its time): `date[,] h:mm[:ss][ AM] - ` and `[…] `.
 * null says nothing: the pattern decides.
 */
function quickly(line: string, { bracket, separator, yearFirst, fourDigitYear }: HeaderStyle): HeaderParts | null {
  if (separator.length !== 1) return null;
  const mark = separator.charCodeAt(0);
  let at = 0;
  if (line.charCodeAt(0) === 0x200e) at++;
  if (bracket && line.charCodeAt(at++) !== 91) return null;
  const start = at;
  const number = (most: number): number => {
    let value = 0;
    const from = at;
    for (; at - from < most; at++) {
      const digit = line.charCodeAt(at) - 48;
      if (!(digit >= 0 && digit <= 9)) break;
      value = value * 10 + digit;
    }
    return at === from ? -1 : value;
  };
  const a = number(4);
  const firstLength = at - start;
  if (a < 0 || line.charCodeAt(at++) !== mark) return null;
  const middle = at;
  const b = number(2);
  if (b < 0 || line.charCodeAt(at++) !== mark) return null;
  const last = at;
  const c = number(4);
  if (c < 0 || (firstLength === 4) !== yearFirst || (yearFirst ? firstLength : at - last) !== (fourDigitYear ? 4 : 2)) return null;
  if (line.charCodeAt(at) === 44) at++;
  if (line.charCodeAt(at++) !== 32) return null;
  const hour = number(2);
  const colon = line.charCodeAt(at++);
  const minuteAt = at;
  const minute = number(2);
  if (hour < 0 || (colon !== 58 && colon !== 46) || at - minuteAt !== 2) return null;
  let second = 0;
  if (line.charCodeAt(at) === colon) {
    at++;
    second = number(2);
  }
  let meridiem: string | undefined;
  const space = line.charCodeAt(at);
  if ((space === 32 || space === 0x202f) && (line.charCodeAt(at + 2) | 32) === 109) {
    const half = line.charCodeAt(at + 1) | 32;
    if (half !== 97 && half !== 112) return null;
    meridiem = line.slice(at + 1, at + 3);
    at += 3;
  }
  if (second < 0 || (bracket ? line.charCodeAt(at) !== 93 || line.charCodeAt(at + 1) !== 32 : !line.startsWith(' - ', at))) return null;
  return {
    a,
    b,
    c,
    hour: clockHour(hour, meridiem),
    minute,
    second,
    meridiem,
    padded: line.charCodeAt(middle) === 48 || (firstLength < 3 && line.charCodeAt(start) === 48),
    rest: line.slice(bracket ? at + 2 : at + 3),
  };
}

/** Hour 0–23 from an hour on a 12-hour clock; an hour above 12 needs no help. */
function clockHour(hour: number, meridiem: string | undefined): number {
  if (meridiem === undefined || hour > 12) return hour;
  const first = meridiem.charCodeAt(0) | 32;
  if (first === 97 || (first !== 112 && FORENOON.has(meridiem))) return hour === 12 ? 0 : hour;
  if (meridiem === '中午') return hour < 11 ? hour + 12 : hour;
  if (meridiem === '晚上' && hour === 12) return 0;
  return hour === 12 ? 12 : hour + 12;
}

const FORENOON = new Set(['上午', '凌晨', '清晨', '早上', '早晨', '半夜', '午夜', '午前', '오전', 'ДП', 'vorm.']);
