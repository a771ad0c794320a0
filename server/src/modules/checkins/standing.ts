/**
 * Where one member stands: a pure function of that member's rows, the rules' versions and today. Days are numbers since
 * 1970-01-01.
 */
import { weekStart } from '#vocabulary/zone';
import type { CalendarState, CheckinKind, Standing } from './contract.ts';
import type { CivilDays } from './days.ts';

export interface Row {
  day: number;
  kind: CheckinKind;
  counted: boolean;
  /** Entered by staff: costs neither ticket nor leave. */
  byStaff: boolean;
}

/** The way through a campaign, as one member goes it. */
export interface Course {
  days: CivilDays;
  startsOn: number;
  endsOn: number;
  /** The member's first day in it; nothing was asked for before. */
  first: number;
  /** Civil day of now; may lie outside the campaign. */
  today: number;
}

type State = CalendarState;

interface Walked {
  states: Map<number, State>;
  total: number;
  best: number;
  /** Up to today or yesterday, and as it was on the last day that counts. */
  run: number;
  runThen: number;
  lastDay: number | null;
}

/**
 * Days of a week (Monday to Sunday) that may be missed without breaking the run, as judged on `day`: seven less the days
 * needed. Each day of the week that lies in the campaign brings (7 − needed) / 7 of one, the sum rounded down, so that a
 * week cut off by the first or last day has its share. Rules of later days are not looked at: a day stays as it was judged.
 */
export function freeDays({ days, startsOn, endsOn, first }: Course, day: number): number {
  const monday = weekStart(day);
  let sevenths = 0;
  for (let other = Math.max(monday, startsOn, first); other <= Math.min(monday + 6, endsOn); other += 1)
    sevenths += 7 - days.policyOn(Math.min(other, day)).needPerWeek;
  return Math.floor(sevenths / 7);
}

/**
 * Judges every day up to today. A check-in that counts lengthens the run; leave neither breaks nor adds; a day without one,
 * or late without credit, breaks it unless the week has a free day left. Today breaks nothing before it is over.
 * @param from Monday to begin at, when only the run's end is wanted
 */
function walk(rows: readonly Row[], course: Course, from = course.startsOn): Walked {
  const { days, endsOn, first, today } = course;
  const byDay = new Map(rows.map((row) => [row.day, row]));
  const walked: Walked = { states: new Map(), total: 0, best: 0, run: 0, runThen: 0, lastDay: null };
  let [monday, missed] = [Number.NEGATIVE_INFINITY, 0];
  for (let day = Math.max(from, course.startsOn); day <= Math.min(today, endsOn); day += 1) {
    if (weekStart(day) !== monday) [monday, missed] = [weekStart(day), 0];
    const row = byDay.get(day);
    if (row?.counted) {
      walked.run += 1;
      walked.runThen = walked.run;
      walked.total += 1;
      walked.best = Math.max(walked.best, walked.run);
      walked.lastDay = day;
    }
    if (row?.counted || row?.kind === 'leave') walked.states.set(day, row.kind);
    else if (day === today) walked.states.set(day, row?.kind ?? 'today');
    else if (day < first || !days.asked(day)) walked.states.set(day, row?.kind ?? 'free');
    else {
      missed += 1;
      const free = missed <= freeDays(course, day);
      if (!free) walked.run = 0;
      walked.states.set(day, row?.kind ?? (free ? 'free' : 'missed'));
    }
  }
  return walked;
}

export interface CourseDay {
  day: number;
  state: State;
  canMakeUp: boolean;
}

export interface FullStanding extends Standing {
  /** The run as it was on the last day that counts, and that day: what the ranking keeps. */
  runThen: number;
  lastDay: number | null;
  missedDays: number;
  calendar: CourseDay[];
}

/** `streak` ≤ `best` ≤ `total`. */
export function standingOf(rows: readonly Row[], course: Course): FullStanding {
  const { days, startsOn, endsOn, today } = course;
  const policy = days.policyOn(today);
  const inside = rows.filter(({ day }) => day >= startsOn && day <= endsOn);
  const spent = (kind: CheckinKind) => inside.filter((row) => row.kind === kind && !row.byStaff).length;
  const walked = walk(inside, course);
  const ticketsLeft = Math.max(0, policy.tickets - spent('madeUp'));
  const byDay = new Map(inside.map((row) => [row.day, row]));
  const owed = (day: number, state: State) => state === 'missed' || (state === 'late' && !byDay.get(day)?.counted);
  const calendar: CourseDay[] = [];
  for (let day = startsOn; day <= endsOn; day += 1) {
    const state = walked.states.get(day) ?? (byDay.has(day) ? 'leave' : 'future');
    const canMakeUp = ticketsLeft > 0 && day < today && today - day <= policy.ticketDays && owed(day, state);
    calendar.push({ day, state, canMakeUp });
  }
  return {
    streak: walked.run,
    total: walked.total,
    best: walked.best,
    ticketsLeft,
    leavesLeft: Math.max(0, policy.leaves - spent('leave')),
    week: weekOf(inside, course),
    runThen: walked.runThen,
    lastDay: walked.lastDay,
    missedDays: calendar.filter(({ state }) => state === 'missed').length,
    calendar,
  };
}

/** The week of today, or the first or last of the campaign: days wanted beside leave and free days, and days that count. */
function weekOf(rows: readonly Row[], course: Course): Standing['week'] {
  const { startsOn, endsOn, first, today } = course;
  const day = Math.min(Math.max(today, startsOn), endsOn);
  const monday = weekStart(day);
  const [from, to] = [Math.max(monday, startsOn, first), Math.min(monday + 6, endsOn)];
  const ofWeek = rows.filter((row) => row.day >= Math.max(monday, startsOn) && row.day <= to);
  const onLeave = ofWeek.filter((row) => row.kind === 'leave' && row.day >= from).length;
  return {
    need: Math.max(0, to - from + 1 - onLeave - freeDays(course, day)),
    have: ofWeek.filter(({ counted }) => counted).length,
  };
}

/**
 * Does the run that a member had on `lastDay` still stand today?
 * @param rows those from the Monday of `lastDay` on are enough
 */
export function stillRunning(rows: readonly Row[], lastDay: number, course: Course): boolean {
  return walk(rows, course, weekStart(lastDay)).run > 0;
}
