/**
 * What could not be decided day by day, decided once before anything is measured: names in 接龙 become check-ins of
 * people, questions asked just before midnight look at the next morning, people nobody can count are left out.
 */
import { DAY_MS, weekStart, zoneClock } from '#vocabulary/zone';
import { NameIndex } from '../collect/names.ts';
import type { MemberDay, MemberTotal, Person, PictureInput } from '../facts.ts';
import { endOfCoverage, mergeCoverage, pictureWindows } from '../windows.ts';
import { ANSWER_MS } from './day.ts';
import { streaksOf } from './totals.ts';

type CheckinDay = PictureInput['checkinDays'][number];

export interface Settled {
  input: PictureInput;
  names: NameIndex;
}

export function settle(raw: PictureInput): Settled {
  const people = settlePeople(raw);
  const names = new NameIndex(people);
  const coverage = mergeCoverage(raw.coverage, raw.asOf);
  const input = { ...raw, people, coverage, questions: settleQuestions(raw) };
  return { input: raw.listed.length === 0 ? input : settleListed(input, names), names };
}

/** Members are speakers ∪ roster; a speaker nobody described is called by its key. */
function settlePeople({ people, totals }: PictureInput): Person[] {
  const speakers = new Set(totals.filter(({ messages }) => messages > 0).map(({ who }) => who));
  const known = new Set(people.map(({ who }) => who));
  const unknown = [...speakers].filter((who) => !known.has(who));
  return [
    ...people.filter(({ who, inRoster }) => inRoster || speakers.has(who)),
    ...unknown.map((who): Person => {
      const by = who.startsWith('id:') ? 'id' : 'name';
      return { who, by, name: who.slice(who.indexOf(':') + 1), aliases: [], inRoster: false, role: null, joinedAt: null };
    }),
  ];
}

/** A day ends before the five minutes of its last questions do: someone else may have answered after midnight. */
function settleQuestions({ questions, days, zone }: PictureInput): PictureInput['questions'] {
  const clock = zoneClock(zone);
  const opened = new Map(days.filter(({ messages }) => messages > 0).map(({ day, firstAt }) => [day, firstAt]));
  return questions.filter(({ at }) => {
    const next = opened.get(clock.dayOf(at) + 1);
    return next === undefined || next - at > ANSWER_MS;
  });
}

/** Adds the check-ins of listed people to their days, totals and weeks. Being listed twice on a day is one check-in. */
function settleListed(input: PictureInput, names: NameIndex): PictureInput {
  const clock = zoneClock(input.zone);
  const { since84 } = pictureWindows(endOfCoverage(input.coverage, input.asOf), clock);
  const own = groupByWho(input.checkinDays);
  const added = new Map<string, Set<number>>();
  for (const { day, name } of input.listed) {
    const who = names.resolve(name);
    if (who === null) continue;
    const days = added.get(who) ?? new Set();
    added.set(who, days.add(day));
  }

  const memberDays: MemberDay[] = [];
  const spokenDays = new Map([...added.keys()].map((who) => [who, new Map<number, MemberDay>()]));
  for (const row of input.memberDays) {
    const own = spokenDays.get(row.who);
    if (own) own.set(row.day, row);
    else memberDays.push(row);
  }
  const totals = new Map(input.totals.map((total) => [total.who, total]));
  const checkinDays: CheckinDay[] = input.checkinDays.filter(({ who }) => !added.has(who));
  const moreByWeek = new Map<number, number>();
  for (const [who, listedOn] of added) {
    const spokenOn = spokenDays.get(who) ?? new Map<number, MemberDay>();
    const days = new Map((own.get(who) ?? []).map((row) => [row.day, row]));
    let newActive = 0;
    for (const day of listedOn) {
      const before = days.get(day);
      if (!before) moreByWeek.set(weekStart(day), (moreByWeek.get(weekStart(day)) ?? 0) + 1);
      days.set(day, { day, who, checkins: withJielong(before?.checkins) });
      if (day < since84) continue;
      const spoken = spokenOn.get(day);
      if (!spoken) newActive += 1;
      spokenOn.set(day, spoken ? { ...spoken, checkins: withJielong(spoken.checkins) } : silentDay(day, who, clock.startOfDay(day)));
    }
    memberDays.push(...spokenOn.values());
    checkinDays.push(...days.values());
    const sorted = [...days.keys()].sort((a, b) => a - b);
    totals.set(who, totalWithListed(who, totals.get(who), sorted, newActive));
  }
  const weeks = input.weeks.map((week) => ({ ...week, checkins: week.checkins + (moreByWeek.get(week.week) ?? 0) }));
  return { ...input, memberDays, totals: [...totals.values()], checkinDays, weeks };
}

function withJielong(checkins: MemberDay['checkins'] = []): MemberDay['checkins'] {
  return checkins.includes('jielong') ? checkins : [...checkins, 'jielong'];
}

/** A day on which somebody was listed and said nothing. */
function silentDay(day: number, who: string, at: number): MemberDay {
  return { day, who, messages: 0, firstAt: at, lastAt: at, questions: 0, checkins: ['jielong'], openingAnsweredAt: null };
}

/** @param checkinDays all check-in days, sorted; @param newActive days in the window on which only the list shows activity */
function totalWithListed(who: string, total: MemberTotal | undefined, checkinDays: number[], newActive: number): MemberTotal {
  const streaks = streaksOf(checkinDays);
  const first = checkinDays[0] ?? 0;
  const last = checkinDays.at(-1) ?? 0;
  if (total) {
    const firstDay = Math.min(total.firstDay, first);
    return { ...total, ...streaks, activeDays: total.activeDays + newActive, firstDay, lastDay: Math.max(total.lastDay, last) };
  }
  return {
    who,
    messages: 0,
    activeDays: checkinDays.length,
    activeWeeks: 0,
    firstDay: first,
    lastDay: last,
    firstAt: first * DAY_MS,
    lastAt: last * DAY_MS,
    gapP90: null,
    ...streaks,
    firstAnsweredAt: null,
  };
}

function groupByWho(rows: readonly CheckinDay[]): Map<string, CheckinDay[]> {
  const groups = new Map<string, CheckinDay[]>();
  for (const row of rows) {
    const group = groups.get(row.who);
    if (group) group.push(row);
    else groups.set(row.who, [row]);
  }
  return groups;
}
