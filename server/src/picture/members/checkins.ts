/** Check-ins found in the chat: by keyword, by number, in a 接龙. A person checks in at most once a day. */
import { zoneClock } from '#vocabulary/zone';
import { byKey, type Refer } from '../collect/people.ts';
import type { PictureInput } from '../facts.ts';
import type { Picture } from '../picture.ts';
import { endOfCoverage, pictureWindows } from '../windows.ts';

const SHOWN = 10;

/**
 * `found` counts person-days, `sources` the same by way of checking in (a day may show two). A streak is current when
 * its last day is the last covered one or the day before: today's check-in may still come.
 */
export function measureCheckins(input: PictureInput, refer: Refer): Picture['checkins'] {
  const sources = { keyword: 0, number: 0, jielong: 0 };
  for (const { checkins } of input.checkinDays) for (const source of checkins) sources[source] += 1;
  const { today } = pictureWindows(endOfCoverage(input.coverage, input.asOf), zoneClock(input.zone));
  const people = input.totals.filter(({ checkinDays }) => checkinDays > 0);
  const streaks = people
    .filter(({ lastCheckinDay }) => lastCheckinDay !== null && lastCheckinDay >= today - 1)
    .sort((a, b) => b.currentStreak - a.currentStreak || b.longestStreak - a.longestStreak || byKey(a.who, b.who))
    .slice(0, SHOWN);
  return {
    found: people.reduce((sum, { checkinDays }) => sum + checkinDays, 0),
    people: people.length,
    longestStreak: people.reduce((longest, { longestStreak }) => Math.max(longest, longestStreak), 0),
    sources,
    streaks: streaks.map(({ who, currentStreak, longestStreak, checkinDays }) => ({
      ...refer(who),
      current: currentStreak,
      longest: longestStreak,
      days: checkinDays,
    })),
  };
}
