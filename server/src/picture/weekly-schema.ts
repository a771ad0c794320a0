/** The shape of a weekly report 周报: one civil week of a group, Monday to Sunday in its zone. What cannot be known is null. */
import { z } from 'zod';
import { stages, suggestion } from './picture.ts';

const count = z.number().int().nonnegative();
const share = z.number().min(0).max(1);
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const personRef = z.object({ id: z.string(), name: z.string() });

/** What the reader must know before the figures: keys of `picture:weekly.gap`. */
const weeklyGaps = [
  'weekPartly', // records begin or end within the week: nothing is compared
  'weekMissing', // no records of this week at all
  'beforeMissing', // the week before is not wholly covered: nothing to compare with
  'notLatest', // an older week: what is known of today only is left out
  'tooLittleData',
  'noRoster',
] as const;

/** Why somebody is named: `talk` messages in this week, `answers` in the last 90 days, `streak` days of check-in in a row. */
const standingOut = ['streak', 'answers', 'talk'] as const;

const streak = personRef.extend({ current: count });

export const weeklyReport = z.object({
  group: z.string(),
  zone: z.string(),
  asOf: z.string(),
  week: z.object({ from: day, to: day, complete: z.boolean(), covered: z.boolean() }),
  /** Mondays of weeks with records, latest first, at most 52. */
  known: z.array(day),
  /** Distinct people who wrote and messages; before: in the week before, null where the two cannot be compared. */
  spoke: z.object({ now: count.nullable(), before: count.nullable(), messages: count.nullable(), messagesBefore: count.nullable() }),
  /** Twelve weeks that end with this one. */
  weeks: z.array(
    z.object({ week: day, covered: z.boolean(), complete: z.boolean(), speakers: count, newSpeakers: count, messages: count }),
  ),
  /** First heard in this week; answered and those still waiting are known for the last 28 days. */
  newcomers: z.object({ total: count.nullable(), answered: count.nullable(), waiting: z.array(personRef) }),
  stoodOut: z.array(personRef.extend({ why: z.enum(standingOut), value: count })),
  /** Asked in this week, nobody else spoke within five minutes. */
  questions: z.object({ open: count.nullable(), rows: z.array(z.object({ at: z.string(), person: personRef, text: z.string() })) }),
  checkins: z.object({ now: count.nullable(), before: count.nullable(), streaks: z.array(streak) }),
  stage: z.object({ stage: z.enum(stages), since: day.nullable(), trend: z.enum(['up', 'flat', 'down']).nullable() }).nullable(),
  /** Chance of falling silent within 90 days, with its 95 % interval. */
  outlook: z.object({ d90: share, interval: z.tuple([share, share]) }).nullable(),
  /** People who used to come and are slipping away; null for weeks gone by. */
  atRisk: count.nullable(),
  /** What to do next week, first thing first, at most three. */
  next: z.array(suggestion.omit({ evidence: true })),
  gaps: z.array(z.enum(weeklyGaps)),
});
export type WeeklyReport = z.infer<typeof weeklyReport>;
