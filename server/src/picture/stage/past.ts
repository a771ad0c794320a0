/** What a group was like, week by week: stretches of one stage, weeks whose level of talk changed, segments then. */
import { dayText, weekdayOf, zoneClock } from '#vocabulary/zone';
import type { PictureInput } from '../facts.ts';
import { countSegments } from '../members/segments.ts';
import type { Picture } from '../picture.ts';
import type { RuleSet } from '../rules.ts';
import { CoveredDays, endOfCoverage, mergeCoverage, pictureWindows } from '../windows.ts';
import { changePoints } from './change-points.ts';
import { stageHistory } from './stage-history.ts';

type History = NonNullable<Picture['history']>;

const CHANGES = 8;

/** @param rules the community's; figures that look beyond the window of then are unknown to them */
export function measureHistory(input: PictureInput, rules?: RuleSet): History {
  const { weeks, coverage } = stageHistory({ ...input, roster: input.people.filter((person) => person.inRoster).length });
  const stages: History['stages'] = [];
  for (const { week, stage } of weeks) {
    const last = stages.at(-1);
    if (last?.stage === stage) last.to = dayText(week + 6);
    else stages.push({ stage, from: dayText(week), to: dayText(week + 6) });
  }
  const changes = changePoints(coverage.known.map(({ messages }) => messages))
    .slice(-CHANGES)
    .flatMap(({ at, before, after }) => {
      const week = coverage.known[at]?.week;
      return week === undefined ? [] : [{ week: dayText(week), before: Math.round(before), after: Math.round(after) }];
    });
  return { stages, changes, segments: segmentWeeks(input, rules) };
}

/** Segments at the end of each of the last weeks, by the rules and days of then. As far back as days by person are kept. */
function segmentWeeks(input: PictureInput, rules: RuleSet | undefined): History['segments'] {
  const clock = zoneClock(input.zone);
  const { today, since84 } = pictureWindows(endOfCoverage(input.coverage, input.asOf), clock);
  const covered = new CoveredDays(mergeCoverage(input.coverage, input.asOf), clock);
  const lastSunday = today - ((weekdayOf(today) + 1) % 7);
  const weeks: History['segments'] = [];
  for (let sunday = lastSunday; sunday - 27 >= since84; sunday -= 7) {
    if (!covered.has(sunday)) continue;
    const asOf = clock.startOfDay(sunday + 1) - 1;
    const then: PictureInput = {
      ...input,
      asOf,
      coverage: mergeCoverage(input.coverage, asOf),
      people: input.people.filter(({ inRoster, joinedAt }) => inRoster && (joinedAt === null || joinedAt <= asOf)),
      totals: input.totals.filter(({ firstDay }) => firstDay <= sunday),
    };
    weeks.unshift({ day: dayText(sunday), ...countSegments(then, rules) });
  }
  return weeks;
}
