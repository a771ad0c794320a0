/** Figures of days as somebody counted them. Pure. */
import { dayNumber, dayText, weekStart } from '#vocabulary/zone';
import type { Figures, HeadCount } from './contract.ts';

export const figureNames = ['members', 'messages', 'speakers', 'joins', 'leaves'] as const;

/** Older days are likelier a slip of the finger than a memory. */
const OLDEST_DAYS = 400;

/** Why these figures cannot be those of a day, as an error code; null: they can. `day` and `today` are civil day numbers. */
export function refusalOf(day: number, today: number, figures: Figures): string | null {
  if (day > today) return 'headCount.future';
  if (day < today - OLDEST_DAYS) return 'headCount.tooOld';
  if (figureNames.every((name) => figures[name] === null)) return 'headCount.empty';
  if (figures.messages !== null && figures.speakers !== null && figures.speakers > figures.messages) return 'headCount.moreSpeakers';
  // Nobody speaks nothing: messages without a speaker are a slip too.
  if (figures.speakers === 0 && (figures.messages ?? 0) > 0) return 'headCount.noSpeakers';
  return null;
}

export interface Week {
  week: string;
  days: number;
  members: number | null;
  messages: number | null;
  speakersMost: number | null;
  joins: number | null;
  leaves: number | null;
}

/** Weeks of the days no chat covers, oldest first. Members: of the last day told; sums are of the days told and say how many. */
export function weeksOf(days: readonly HeadCount[]): Week[] {
  const told = days.filter(({ covered }) => !covered).sort((a, b) => (a.day < b.day ? -1 : 1));
  const weeks = Map.groupBy(told, ({ day }) => weekStart(dayNumber(day)));
  return [...weeks].map(([start, own]) => ({
    week: dayText(start),
    days: own.length,
    members: own.findLast(({ members }) => members !== null)?.members ?? null,
    messages: sum(own, 'messages'),
    speakersMost: own.reduce<number | null>((most, { speakers }) => (speakers === null ? most : Math.max(most ?? 0, speakers)), null),
    joins: sum(own, 'joins'),
    leaves: sum(own, 'leaves'),
  }));
}

function sum(days: readonly HeadCount[], name: keyof Figures): number | null {
  return days.reduce<number | null>((total, day) => (day[name] === null ? total : (total ?? 0) + day[name]), null);
}
