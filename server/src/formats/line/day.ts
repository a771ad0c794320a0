import { isDate } from '../wall-clock.ts';

export interface CivilDay {
  year: number;
  month: number;
  day: number;
}

const YEAR_FIRST = /^(\d{4})\s?[/.\-年]\s?(\d{1,2})\s?[/.\-月]\s?(\d{1,2})日?\s*(?:[（(][^\d()（）\t]{1,16}[)）]|[^\d\t:：]{1,20})?$/u;
const YEAR_LAST = /^([^\d\t,:]{1,12}?)[.,]?\s*(\d{1,2})[/.](\d{1,2})[/.](\d{4})$/u;
const english = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const THAI = /[\u0e00-\u0e7f]/;
/** Thai phones count years from the Buddha's death. */
const BUDDHIST = 543;

/** A line that opens a day, or null. Which of two numbers is the month, the day of the week tells. */
export function readDay(line: string): CivilDay | null {
  const text = line.trim();
  const first = YEAR_FIRST.exec(text);
  if (first) return checked(Number(first[1]), Number(first[2]), Number(first[3]));
  const last = YEAR_LAST.exec(text);
  if (!last) return null;
  const [, weekday = '', a, b, written] = last;
  const [one, two, year] = [Number(a), Number(b), Number(written)];
  const dayFirst = checked(year, two, one);
  const monthFirst = checked(year, one, two);
  if (THAI.test(weekday)) return dayFirst ?? monthFirst;
  const wanted = english.indexOf(weekday.trim().slice(0, 3).toLowerCase());
  if (wanted < 0) return null;
  const fits = (found: CivilDay | null) => found && new Date(Date.UTC(found.year, found.month - 1, found.day)).getUTCDay() === wanted;
  return fits(monthFirst) ? monthFirst : fits(dayFirst) ? dayFirst : (monthFirst ?? dayFirst);
}

function checked(written: number, month: number, day: number): CivilDay | null {
  const year = written > 2400 ? written - BUDDHIST : written;
  return year >= 2000 && year < 2200 && isDate(year, month, day) ? { year, month, day } : null;
}
