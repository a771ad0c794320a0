/** Shapes of the contract: what is asked and what is told. */
import { z } from 'zod';
import { id, instant } from '../../vocabulary/ids.ts';

export const count = z.number().int().nonnegative();
export const day = z.iso.date();
const time = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/);
export const wordsInput = z.string().trim().max(2_000);

const rhythm = z.enum(['daily', 'weekly', 'monthly']);
export type Rhythm = z.output<typeof rhythm>;

/** What has to be done in a turn: every day of it, or on its first or last one, by a time of the day in the community's zone. */
const checklist = z
  .array(z.object({ text: z.string().trim().min(1).max(100), time, on: z.enum(['everyDay', 'firstDay', 'lastDay']).default('everyDay') }))
  .min(1)
  .max(12);
export type Checklist = z.output<typeof checklist>;

export const person = z.object({ enrolmentId: id, nickname: z.string() });
/** `gone`: has left the community, so somebody else has to. */
export const holder = person.extend({ gone: z.boolean() });

/** Whose it is. `part` is what the script calls them (班长 …); empty of a roster. */
export const owner = z.object({
  kind: z.enum(['enrolment', 'role', 'staff']),
  part: z.string(),
  person: holder.nullable(),
  /** `holders`: who holds it now, in that squad where one is named. */
  role: z.object({ roleId: id, name: z.string(), squad: z.string().nullable(), holders: z.array(z.string()) }).nullable(),
});

/**
 * Of `mute`, `rescue`, `lastNotice` and `homework` `sourceId` is the enrolment it is about: somebody to mute in the group, to win back,
 * to send a last notice to, whose work is reviewed by nobody else. Of `handover` it is the handing over of a role.
 */
const source = z.enum(['roster', 'ritual', 'reminder', 'mute', 'rescue', 'lastNotice', 'homework', 'handover']);
export type Source = z.output<typeof source>;

/** `missed` follows from `closesAt` and the clock. */
const state = z.enum(['open', 'done', 'missed']);

export const item = z.object({
  /** Null of a reminder: it is there by itself and named by campaign and day. */
  id: id.nullable(),
  source,
  sourceId: id,
  /** Name of the roster, ritual, campaign or role, or of the person it is about. */
  from: z.string(),
  communityId: id,
  community: z.string(),
  zone: z.string(),
  title: z.string(),
  /** To be said, with placeholders filled in as far as they are known; empty where there is nothing to say. */
  words: z.string(),
  silence: z.string(),
  owner,
  /** Civil day of `dueAt` in the community's zone. */
  day,
  /** First day of its turn; of a reminder the campaign’s day. */
  turn: day.nullable(),
  dueAt: instant,
  closesAt: instant,
  state,
  /** Open and past due. */
  overdue: z.boolean(),
  done: z.object({ at: instant, by: z.string().nullable(), late: z.boolean() }).nullable(),
  /** Of a reminder: who has not checked in yet, at this moment; `names` holds the first of them. */
  missing: z.object({ people: count, names: z.array(z.string()) }).nullable(),
  /** The squad whose leader it is for; null: for staff, or not by squad. */
  squadId: id.nullable(),
});
export type DueItem = z.output<typeof item>;

export const rosterInput = {
  name: z.string().trim().min(1).max(60),
  rhythm,
  startsOn: day,
  turns: z.number().int().min(1).max(120),
  checklist,
  enrolmentIds: z.array(id).min(1).max(200),
};

export const load = z.object({ person: holder, turns: count });

export const turnShown = z.object({
  turn: day,
  /** Its last day. */
  to: day,
  person: holder.nullable(),
  items: count,
  done: count,
  missed: count,
  /** Is something of it still to come? */
  open: z.boolean(),
});

export const line = z.object({
  /** Its place in the script, from 0. */
  index: count,
  part: z.string(),
  title: z.string(),
  words: z.string(),
  silence: z.string(),
});

export const script = z.object({
  script: z.string(),
  name: z.string(),
  summary: z.string(),
  /** Minutes from begin to the last line. */
  lasts: count,
  /** What somebody has to fill in, besides what is known of the community. */
  asks: z.array(z.object({ key: z.string(), example: z.string() })),
  parts: z.array(z.string()),
  lines: z.array(line.extend({ day: z.number().int().nullable(), time: z.string().nullable(), minutes: z.number().int().nullable() })),
});

export const ownerInput = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('staff') }),
  z.object({ kind: z.literal('enrolment'), enrolmentId: id }),
  z.object({ kind: z.literal('role'), roleId: id, squadId: id.nullable().default(null) }),
]);
export type OwnerInput = z.output<typeof ownerInput>;

export const ritualInput = {
  communityId: id,
  script: z.string().min(1).max(60),
  /** Wall clock of the community. */
  begins: z.object({ day, time }),
  /** Whose name, goal, days and hours stand for the placeholders. */
  campaignId: id.optional(),
  given: z.record(z.string().max(20), z.string().trim().max(200)).default({}),
  /** By part; whoever is left out is the staff. */
  owners: z.record(z.string().max(20), ownerInput).default({}),
  /** Words of single lines, by their place, where they are to be others than those of the script. */
  texts: z.record(z.string().regex(/^\d{1,2}$/), wordsInput).default({}),
};

export const ritual = z.object({
  id,
  communityId: id,
  script: z.string(),
  name: z.string(),
  beginsAt: instant,
  startedAt: instant,
  cancelledAt: instant.nullable(),
  items: count,
  done: count,
  missed: count,
});

export const swap = z.object({
  id,
  dutyRosterId: id,
  roster: z.string(),
  /** Of who asks. */
  turn: day,
  otherTurn: day,
  by: person,
  of: person,
  askedAt: instant,
  /** Is the caller the one to answer? */
  mine: z.boolean(),
});
