/** A weekly report 周报 from a stored picture. Pure: the same picture and Monday give the same report. */
import { dayNumber, dayText, zoneClock } from '#vocabulary/zone';
import type { Picture } from './picture.ts';
import type { WeeklyReport } from './weekly-schema.ts';

const WEEKS_KNOWN = 52;
const WEEKS_SHOWN = 12;
const ROWS = 10;
const NAMED = 3;
const DOINGS = 3;

type Week = Picture['activity']['weeks'][number];
type Named = WeeklyReport['stoodOut'];

interface Span {
  /** Epoch ms: from ≤ at < to. */
  from: number;
  to: number;
}

/** Who wrote in a week and how many messages, the most first. The stored picture does not hold it. */
export type WeekSpeakers = readonly { id: string; name: string; messages: number }[];

/**
 * The week a report is of: the one asked for, else the latest whole week with records, else the latest with records.
 * @returns epoch ms, from ≤ at < to; null where the picture has no such week
 */
export function weekSpan(picture: Picture, monday?: string): Span | null {
  const chosen = choose(picture, monday);
  return chosen && spanOf(picture, chosen.week);
}

function choose({ activity: { weeks } }: Picture, monday?: string): { week: Week; newest: Week } | null {
  const known = weeks.filter(({ covered }) => covered);
  const newest = known.findLast(({ complete }) => complete) ?? known.at(-1);
  const week = weeks.find((one) => one.week === monday) ?? newest;
  return week && newest ? { week, newest } : null;
}

function spanOf({ zone }: Picture, { week }: Week): Span {
  const first = dayNumber(week);
  const clock = zoneClock(zone);
  return { from: clock.startOfDay(first), to: clock.startOfDay(first + 7) };
}

/**
 * One civil week of a group.
 * @param monday the week's first day, see `weekSpan`
 * @param speakers of that week; whoever is praised is among them
 * @returns null where the picture has no week with records
 */
export function weeklyOf(group: string, picture: Picture, monday?: string, speakers: WeekSpeakers = []): WeeklyReport | null {
  const chosen = choose(picture, monday);
  if (!chosen) return null;
  const { week, newest } = chosen;
  const { weeks } = picture.activity;
  const known = weeks.filter(({ covered }) => covered);
  const latest = week.week >= newest.week;
  const first = dayNumber(week.week);
  const clock = zoneClock(picture.zone);
  const span = spanOf(picture, week);
  const since = clock.startOfDay(clock.dayOf(Date.parse(picture.asOf)) - 27);
  const recent = span.from >= since && week.covered;
  const before = weekBefore(weeks, week);
  const now = (count: number) => (week.covered ? count : null);
  return {
    group,
    zone: picture.zone,
    asOf: picture.asOf,
    week: { from: week.week, to: dayText(first + 6), complete: week.complete, covered: week.covered },
    known: known
      .slice(-WEEKS_KNOWN)
      .map((one) => one.week)
      .reverse(),
    spoke: {
      now: now(week.speakers),
      before: before?.speakers ?? null,
      messages: now(week.messages),
      messagesBefore: before?.messages ?? null,
    },
    weeks: weeks
      .slice(Math.max(0, weeks.indexOf(week) + 1 - WEEKS_SHOWN), weeks.indexOf(week) + 1)
      .map(({ joins: _joins, leaves: _leaves, checkins: _checkins, ...shown }) => shown),
    newcomers: newcomersOf(picture, week, recent ? span : null),
    stoodOut: stoodOut(picture, speakers, latest),
    questions: questionsOf(picture, recent ? span : null),
    checkins: {
      now: now(week.checkins),
      before: before?.checkins ?? null,
      streaks: latest ? picture.checkins.streaks.slice(0, NAMED).map(({ id, name, current }) => ({ id, name, current })) : [],
    },
    ...standing(picture, latest),
    gaps: gapsOf(picture, week, before, latest),
  };
}

/** Null unless the two weeks can be compared: both known from their first day to their last. */
function weekBefore(weeks: readonly Week[], week: Week): Week | null {
  const before = weeks[weeks.indexOf(week) - 1];
  return before?.covered && before.complete && week.covered && week.complete ? before : null;
}

/** What holds today only: not shown beside an older week. */
function standing(picture: Picture, latest: boolean): Pick<WeeklyReport, 'stage' | 'outlook' | 'atRisk' | 'next'> {
  if (!latest) return { stage: null, outlook: null, atRisk: null, next: [] };
  const { lifecycle, risk, segments, suggestions } = picture;
  const { stage, since, trend } = lifecycle;
  return {
    stage: picture.tooLittleData ? null : { stage, since, trend },
    outlook: risk && { d90: risk.d90, interval: risk.interval.d90 },
    // The lost are at risk by the letter, too; a greeting reaches those of the suggestion.
    atRisk: Number(suggestions.find(({ kind }) => kind === 'rescueAtRisk')?.values.n ?? Math.max(0, segments.atRisk - segments.lost)),
    next: suggestions.slice(0, DOINGS).map(({ evidence: _evidence, ...doing }) => doing),
  };
}

function within({ from, to }: Span, at: string): boolean {
  const instant = Date.parse(at);
  return instant >= from && instant < to;
}

/** The picture names at most twenty of those who wait, latest first: a week older than the last of them is not fully known. */
function newcomersOf({ newcomers }: Picture, week: Week, span: Span | null): WeeklyReport['newcomers'] {
  const total = week.covered ? week.newSpeakers : null;
  const { unanswered } = newcomers;
  const all = unanswered.length === newcomers.total - newcomers.answered;
  if (!span || total === null || !(all || startsWithin(span, unanswered.at(-1)?.firstAt))) return { total, answered: null, waiting: [] };
  const waiting = unanswered.filter(({ firstAt }) => within(span, firstAt)).map(({ id, name }) => ({ id, name }));
  return { total, answered: Math.max(0, total - waiting.length), waiting };
}

/** Of the questions the latest fifty are kept. */
function questionsOf({ questions }: Picture, span: Span | null): WeeklyReport['questions'] {
  if (!questions || !span) return { open: null, rows: [] };
  if (questions.open.length < questions.allOpen && !startsWithin(span, questions.open.at(-1)?.at)) return { open: null, rows: [] };
  const rows = questions.open.filter(({ at }) => within(span, at));
  return { open: rows.length, rows: rows.slice(0, ROWS) };
}

/** A list cut at its oldest row still holds all of this week. */
function startsWithin({ from }: Span, oldest: string | undefined): boolean {
  return oldest !== undefined && Date.parse(oldest) < from;
}

/**
 * Each person once, for what is said of fewest: a streak, then answers, then talk; all of them wrote in this week. Nobody
 * who is slipping away is praised. Streaks and answers are those of today, so an older week shows talk alone.
 */
function stoodOut(picture: Picture, speakers: WeekSpeakers, latest: boolean): Named {
  const leaving = new Set(picture.suggestions.flatMap(({ kind, people }) => (kind === 'rescueAtRisk' ? people.map(({ id }) => id) : [])));
  const here = new Set(speakers.map(({ id }) => id));
  const candidates: Named[] = [speakers.map(({ id, name, messages }) => ({ id, name, why: 'talk', value: messages }))];
  if (latest) {
    const answering = picture.network.nodes.filter(({ answers }) => answers > 0).toSorted((a, b) => b.answers - a.answers);
    const streaks = picture.checkins.streaks.filter(({ current }) => current > 1);
    candidates.unshift(
      streaks.map(({ id, name, current }) => ({ id, name, why: 'streak', value: current })),
      answering.map(({ id, name, answers }) => ({ id, name, why: 'answers', value: answers })),
    );
  }
  const chosen: Named = [];
  for (const list of candidates) {
    const fresh = list.filter(({ id }) => here.has(id) && !leaving.has(id) && !chosen.some((one) => one.id === id));
    chosen.push(...fresh.slice(0, NAMED));
  }
  return chosen;
}

function gapsOf(picture: Picture, week: Week, before: Week | null, latest: boolean): WeeklyReport['gaps'] {
  const gaps: WeeklyReport['gaps'] = [];
  if (!week.covered) gaps.push('weekMissing');
  else if (!week.complete) gaps.push('weekPartly');
  else if (!before) gaps.push('beforeMissing');
  if (!latest) gaps.push('notLatest');
  if (picture.tooLittleData) gaps.push('tooLittleData');
  if (picture.members.roster === null) gaps.push('noRoster');
  return gaps;
}

/** What may be posted into the group itself: nobody at risk, no outlook, no advice; questions without who asked them. */
export interface MemberCard {
  group: string;
  week: WeeklyReport['week'];
  spoke: Pick<WeeklyReport['spoke'], 'now' | 'before'>;
  weeks: WeeklyReport['weeks'];
  newcomers: number | null;
  stoodOut: Named;
  checkins: number | null;
  questions: string[];
}

export function memberCard({ group, week, spoke, weeks, newcomers, stoodOut: named, checkins, questions }: WeeklyReport): MemberCard {
  return {
    group,
    week,
    spoke: { now: spoke.now, before: spoke.before },
    weeks,
    newcomers: newcomers.total,
    stoodOut: named.slice(0, 6),
    checkins: checkins.now,
    questions: questions.rows.slice(0, NAMED).map(({ text }) => text),
  };
}
