/** Suggestions about the group as a whole. */
import { dayNumber, zoneClock } from '#vocabulary/zone';
import { instant } from '../collect/people.ts';
import { type Proposer, refOf } from './proposal.ts';

/** So long a silence is worth a word even in a slow group, and worth none in a faster one before. */
const SILENT_HOURS = 24;
const UNUSUAL = 0.95;

/** The present silence is longer than 95 % of the group's own, or the group as a whole has fallen silent. */
export const reviveSilence: Proposer = ({ days }, { silence, core, lifecycle, period }) => {
  const { currentHours, currentPercentile } = silence;
  const dead = lifecycle.stage === 'dead';
  const unusual = currentHours !== null && currentPercentile !== null && currentHours >= SILENT_HOURS && currentPercentile >= UNUSUAL;
  if (!dead && !unusual) return null;
  const last = days.reduce((latest, { day }) => Math.max(latest, day), 0);
  const messages = days.reduce((sum, day) => (day.day > last - 28 ? sum + day.messages : sum), 0);
  return {
    kind: 'reviveSilence',
    impact: dead ? 100 : 90,
    people: core.map(refOf),
    values: { because: unusual ? 'quiet' : 'dead', days: Math.round(((currentHours ?? 0) / 24) * 10) / 10, messages },
    evidence: [{ at: period.last, person: null, value: messages }],
  };
};

/** In decline new members and resources go into a leaking vessel: the core first. */
export const brakeInDecline: Proposer = ({ zone }, { lifecycle, activity, core }) => {
  const below = lifecycle.reasons.find(({ code }) => code === 'speakersBelowPeak');
  if (lifecycle.stage !== 'decline' || !below) return null;
  const { speakers = 0, peak = 0, percent = 0 } = below.values;
  const clock = zoneClock(zone);
  const weeks = activity.weeks.filter(({ covered, complete }) => covered && complete).slice(-8);
  return {
    kind: 'brakeInDecline',
    impact: lifecycle.trend === 'up' ? 45 : 85,
    people: core.map(refOf),
    values: { n: core.length, speakers, peak, percent },
    evidence: weeks.map((week) => ({ at: instant(clock.startOfDay(dayNumber(week.week))), person: null, value: week.speakers })),
  };
};

/** Half of the messages rest on very few. Worth little in a small group, where it cannot be otherwise. */
export const shareTheLoad: Proposer = (_input, { concentration, members, core }) => {
  const { halfBy, top20Share } = concentration;
  if (halfBy === null || members.speakers < 5) return null;
  const heavy = members.speakers >= 10 && (halfBy <= 2 || halfBy / members.speakers <= 0.05);
  return {
    kind: 'shareTheLoad',
    impact: heavy ? 55 : 15,
    people: core.map(refOf),
    values: { n: halfBy, speakers: members.speakers, percent: Math.round(100 * (top20Share ?? 0)) },
    evidence: core.map(({ id, name, messages }) => ({ at: null, person: { id, name }, value: messages })),
  };
};

/** The busiest hours of the week. Hours are civil hours of the zone; `weekday` 1 = Monday. */
export const postAtBestHour: Proposer = (_input, { hours }) => {
  const [best] = hours.best;
  if (!best) return null;
  return {
    kind: 'postAtBestHour',
    impact: 10,
    people: [],
    values: { weekday: best.weekday + 1, hour: best.hour, until: (best.hour + 1) % 24, messages: best.messages },
    evidence: hours.best.map(({ messages }) => ({ at: null, person: null, value: messages })),
  };
};

/** What to bring so that more can be seen: a longer record first of all, then the roster. */
export const collectMore: Proposer = (_input, { tooLittleData, members, activity }) => {
  if (!tooLittleData && members.roster !== null) return null;
  const weeks = activity.weeks.filter(({ covered }) => covered).length;
  return {
    kind: 'collectMore',
    impact: tooLittleData ? 50 : 20,
    people: [],
    values: { weeks, missing: tooLittleData ? 'weeks' : 'roster' },
    evidence: [],
  };
};
