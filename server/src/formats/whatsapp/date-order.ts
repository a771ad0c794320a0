import { isDate } from '../wall-clock.ts';
import type { HeaderParts, HeaderStyle } from './header.ts';

export type DateOrder = 'dayFirst' | 'monthFirst' | 'yearFirst';

/** Proofs (a number above 12) that settle the order: more than one, because a body may quote a foreign header. */
const PROOFS = 3;

/**
 * Whether a file writes day or month first. Every header is noted; once enough of them are dates in one order only,
 * `settled` tells it. Where the file ends (or the caller's patience) before that, `guess` weighs the rest.
 */
export class DateOrderJudge {
  settled: DateOrder | null;
  private readonly style: HeaderStyle;
  private onlyDay = 0;
  private onlyMonth = 0;
  private rows = 0;
  private readonly dayFirst = new Course();
  private readonly monthFirst = new Course();
  private padded = false;
  private upperMeridiem = false;
  private lowerMeridiem = false;

  constructor(style: HeaderStyle) {
    this.style = style;
    this.settled = style.yearFirst ? 'yearFirst' : null;
  }

  note(parts: HeaderParts): void {
    const { a, b, c } = parts;
    const day = isDate(fullYear(c), b, a);
    const month = isDate(fullYear(c), a, b);
    if (day !== month) day ? this.onlyDay++ : this.onlyMonth++;
    this.rows++;
    if (day && month) {
      this.dayFirst.step(Date.UTC(fullYear(c), b - 1, a));
      this.monthFirst.step(Date.UTC(fullYear(c), a - 1, b));
    }
    this.padded ||= parts.padded;
    this.upperMeridiem ||= parts.meridiem === 'AM' || parts.meridiem === 'PM';
    this.lowerMeridiem ||= parts.meridiem === 'am' || parts.meridiem === 'pm';
    if (this.onlyDay >= PROOFS && this.onlyDay > 9 * this.onlyMonth) this.settled = 'dayFirst';
    else if (this.onlyMonth >= PROOFS && this.onlyMonth > 9 * this.onlyDay) this.settled = 'monthFirst';
  }

  /** `language` = of the system lines seen: only English and Chinese write either order. */
  guess(language: string | null): DateOrder {
    if (this.settled) return this.settled;
    if (this.onlyDay !== this.onlyMonth) return this.onlyDay > this.onlyMonth ? 'dayFirst' : 'monthFirst';
    if (this.style.separator !== '/') return 'dayFirst';
    if (this.dayFirst.back !== this.monthFirst.back) return this.dayFirst.back < this.monthFirst.back ? 'dayFirst' : 'monthFirst';
    if (language !== null && language !== 'en') return 'dayFirst';
    const dense = this.dayFirst.days >= 3 && this.rows / this.dayFirst.days >= 10;
    const spans = this.dayFirst.span / Math.max(1, this.monthFirst.span);
    if (dense && (spans > 5 || spans < 1 / 5)) return spans < 1 ? 'dayFirst' : 'monthFirst';
    // CLDR: en-US `1/2/24, 3:04 PM` never pads; en-GB and en-IN pad and write `pm`.
    if (this.upperMeridiem || (this.lowerMeridiem && !this.padded)) return 'monthFirst';
    return language === 'en' && !this.padded && !this.style.fourDigitYear ? 'monthFirst' : 'dayFirst';
  }
}

/** How time runs through the file under one reading of its dates. */
class Course {
  back = 0;
  days = 0;
  private first = Number.NaN;
  private last = Number.NaN;

  step(day: number): void {
    if (day === this.last) return;
    if (Number.isNaN(this.first)) this.first = day;
    // Rows of one period may be grouped: a day back is no evidence.
    if (day < this.last - 86_400_000) this.back++;
    this.last = day;
    this.days++;
  }

  get span(): number {
    return this.last - this.first;
  }
}

export function fullYear(year: number): number {
  return year < 100 ? 2000 + year : year;
}
