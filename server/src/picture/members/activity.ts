/** Who is about: daily, weekly, monthly speakers, how often and how faithfully they come, week by week. */
import { dayText, weekStart, zoneClock } from '#vocabulary/zone';
import type { MemberDay, PictureInput, WeekTotal } from '../facts.ts';
import type { Picture } from '../picture.ts';
import { CoveredDays, endOfCoverage } from '../windows.ts';

/**
 * Windows end with the last covered day; days that are not covered are unknown and enter no average.
 * - frequency 活跃频度: mean daily speakers over the covered days of the last 28 ÷ speakers of these 28 days
 * - stickiness 粘性: of the speakers of the last 28 days, the share who spoke in each of its four weeks; null unless all
 *   28 are covered
 */
export function measureActivity(input: PictureInput): Picture['activity'] {
  const clock = zoneClock(input.zone);
  const covered = new CoveredDays(input.coverage, clock);
  const today = clock.dayOf(endOfCoverage(input.coverage, input.asOf));
  const spoken = input.memberDays.filter(({ messages }) => messages > 0);
  const between = (first: number, last: number) => speakersOf(spoken.filter(({ day }) => first <= day && day <= last));

  const month = spoken.filter(({ day }) => day > today - 28 && day <= today);
  const mau = speakersOf(month).size;
  const days = covered.count(today - 27, today);
  const dauAverage = days > 0 ? month.length / days : null;
  const faithful = [0, 7, 14, 21].map((ago) => between(today - ago - 6, today - ago)).reduce((all, week) => all.intersection(week));
  return {
    dau: between(today, today).size,
    dauAverage,
    wau: between(today - 6, today).size,
    wauBefore: covered.all(today - 13, today - 7) ? between(today - 13, today - 7).size : null,
    mau,
    frequency: dauAverage !== null && mau > 0 ? dauAverage / mau : null,
    stickiness: mau > 0 && covered.all(today - 27, today) ? faithful.size / mau : null,
    weeks: weekSeries(input, covered),
  };
}

function speakersOf(rows: readonly MemberDay[]): Set<string> {
  return new Set(rows.map(({ who }) => who));
}

/** Every week from the first covered to the last; weeks nothing is known of stay in, marked. */
function weekSeries(input: PictureInput, covered: CoveredDays): Picture['activity']['weeks'] {
  const clock = zoneClock(input.zone);
  const known = new Map<number, WeekTotal>(input.weeks.map((week) => [week.week, week]));
  const newSpeakers = new Map<number, number>();
  for (const { messages, firstAt } of input.totals) {
    if (messages === 0) continue;
    const week = weekStart(clock.dayOf(firstAt));
    newSpeakers.set(week, (newSpeakers.get(week) ?? 0) + 1);
  }
  return covered.weeks().map((week) => {
    const coveredDays = covered.count(week, week + 6);
    const total = known.get(week);
    return {
      week: dayText(week),
      complete: coveredDays === 7,
      covered: coveredDays > 0,
      messages: total?.messages ?? 0,
      speakers: total?.speakers ?? 0,
      newSpeakers: newSpeakers.get(week) ?? 0,
      joins: total?.joins ?? 0,
      leaves: total?.leaves ?? 0,
      checkins: total?.checkins ?? 0,
    };
  });
}
