/** Life stage 生命周期 as shown: the settled label of the last known week, with the figures that say so. */
import { dayText, zoneClock } from '#vocabulary/zone';
import type { PictureInput } from '../facts.ts';
import type { Picture, Reason, Stage } from '../picture.ts';
import { type StageWeek, stageHistory } from './stage-history.ts';

/** `since` is the Monday of the week the label began; null when nothing is covered. */
export function lifecycle(input: PictureInput): Picture['lifecycle'] {
  const { weeks, coverage } = stageHistory({ ...input, roster: input.people.filter((person) => person.inRoster).length });
  const now = weeks.at(-1);
  if (!now) return { stage: 'introduction', since: null, trend: null, reasons: [young(input, coverage.firstDay)] };
  const reasons: Reason[] = [...reasonsOf[now.stage](now), ...turning(now), ...hanging(input, now)];
  if (coverage.skipped > 0) reasons.push({ code: 'gapsSkipped', values: { weeks: coverage.skipped } });
  return { stage: now.stage, since: dayText(now.since), trend: now.trend, reasons };
}

const reasonsOf: Record<Stage, (week: StageWeek) => Reason[]> = {
  introduction: ({ ageWeeks, speakersSoFar }): Reason[] => [
    { code: 'young', values: { weeks: Math.max(1, Math.round(ageWeeks)) } },
    { code: 'speakersSoFar', values: { speakers: speakersSoFar } },
  ],
  growth: (week) => [...direction(week), ...joins(week)],
  maturity: (week) => [...direction(week), ...joins(week)],
  decline: (week) => [...belowPeak(week), ...direction(week), ...joins(week)],
  dead: (week) => [
    { code: 'nearlySilent', values: { messages: week.messages28 ?? 0, below: Math.ceil(week.silentBelow), peak: week.peakMessages28 } },
  ],
};

function young(input: PictureInput, firstDay: number | null): Reason {
  const days = firstDay === null ? 0 : zoneClock(input.zone).dayOf(input.asOf) - firstDay + 1;
  return { code: 'youngDays', values: { days } };
}

function direction(week: StageWeek): Reason[] {
  if (week.slope === null || week.trend === null) return [];
  const percent = Math.abs(Math.round((Math.exp(week.slope) - 1) * 100));
  const speakers = round1(week.speakers);
  if (week.trend === 'flat') return [{ code: 'speakersSteady', values: { speakers } }];
  return [{ code: week.trend === 'up' ? 'speakersRising' : 'speakersFalling', values: { speakers, percent } }];
}

function belowPeak(week: StageWeek): Reason[] {
  const { peak } = week;
  if (peak.speakers === 0) return [];
  const reasons: Reason[] = [
    {
      code: 'speakersBelowPeak',
      values: {
        speakers: round1(week.speakers),
        peak: round1(peak.speakers),
        percent: Math.round((week.speakers / peak.speakers) * 100),
        week: dayText(peak.week),
      },
    },
  ];
  if (week.messages28 !== null && week.messagesBelowHalf) {
    const percent = Math.round((week.messages28 / week.peakMessages28) * 100);
    reasons.push({ code: 'messagesBelowPeak', values: { messages: week.messages28, peak: week.peakMessages28, percent } });
  }
  return reasons;
}

function joins({ joins, leaves }: StageWeek): Reason[] {
  return joins + leaves === 0 ? [] : [{ code: joins > leaves ? 'joinsOverLeaves' : 'leavesOverJoins', values: { joins, leaves } }];
}

/** The last week alone already says something else; one more like it changes the label. */
function turning({ candidate, stage }: StageWeek): Reason[] {
  return candidate === stage ? [] : [{ code: `turning.${candidate}`, values: {} }];
}

/** Half of a week's messages by one person, four weeks long: the stage stands on that person. */
function hanging(input: PictureInput, { week }: StageWeek): Reason[] {
  const four = input.weeks.filter((total) => total.week > week - 28 && total.week <= week && total.messages > 0);
  const least = Math.min(...four.map(({ topShare }) => topShare));
  return four.length >= 3 && least >= 0.5 ? [{ code: 'restsOnOne', values: { percent: Math.round(least * 100) } }] : [];
}

function round1(value: number): number {
  return Math.round(value * 10) / 10;
}
