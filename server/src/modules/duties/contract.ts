import { z } from 'zod';
import { operation } from '../../kernel/operation.ts';
import { id, instant } from '../../vocabulary/ids.ts';

const count = z.number().int().nonnegative();
const day = z.iso.date();
const time = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/);
const wordsInput = z.string().trim().max(2_000);

const rhythm = z.enum(['daily', 'weekly', 'monthly']);
export type Rhythm = z.output<typeof rhythm>;

/** What has to be done in a turn: every day of it, or on its first or last one, by a time of the day in the community's zone. */
const checklist = z
  .array(z.object({ text: z.string().trim().min(1).max(100), time, on: z.enum(['everyDay', 'firstDay', 'lastDay']).default('everyDay') }))
  .min(1)
  .max(12);
export type Checklist = z.output<typeof checklist>;

const person = z.object({ enrolmentId: id, nickname: z.string() });
/** `gone`: has left the community, so somebody else has to. */
const holder = person.extend({ gone: z.boolean() });

/** Whose it is. `part` is what the script calls them (班长 …); empty of a roster. */
const owner = z.object({
  kind: z.enum(['enrolment', 'role', 'staff']),
  part: z.string(),
  person: holder.nullable(),
  /** `holders`: who holds it now, in that squad where one is named. */
  role: z.object({ roleId: id, name: z.string(), squad: z.string().nullable(), holders: z.array(z.string()) }).nullable(),
});

const source = z.enum(['roster', 'ritual', 'reminder']);
export type Source = z.output<typeof source>;

/** `missed` follows from `closesAt` and the clock. */
const state = z.enum(['open', 'done', 'missed']);

const item = z.object({
  /** Null of a reminder: it is there by itself and named by campaign and day. */
  id: id.nullable(),
  source,
  sourceId: id,
  /** Name of the roster, ritual or campaign. */
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
  /** Of a reminder: the squad whose leader sees it; null: for staff. */
  squadId: id.nullable(),
});
export type DueItem = z.output<typeof item>;

const rosterInput = {
  name: z.string().trim().min(1).max(60),
  rhythm,
  startsOn: day,
  turns: z.number().int().min(1).max(120),
  checklist,
  enrolmentIds: z.array(id).min(1).max(200),
};

const load = z.object({ person: holder, turns: count });

const turnShown = z.object({
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

const line = z.object({
  /** Its place in the script, from 0. */
  index: count,
  part: z.string(),
  title: z.string(),
  words: z.string(),
  silence: z.string(),
});

const script = z.object({
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

const ownerInput = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('staff') }),
  z.object({ kind: z.literal('enrolment'), enrolmentId: id }),
  z.object({ kind: z.literal('role'), roleId: id, squadId: id.nullable().default(null) }),
]);
export type OwnerInput = z.output<typeof ownerInput>;

const ritualInput = {
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

const ritual = z.object({
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

const swap = z.object({
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

const ofStaff = (of: string) => ({ role: 'coach', scope: 'community', of }) as const;
const byOperators = (of: string) => ({ role: 'operator', scope: 'community', of }) as const;
const byMembers = (of: string) => ({ role: 'member', scope: 'community', of }) as const;

/** Due items (待办) and where they come from: duty rosters, rituals, reminders. */
export const duties = {
  desk: operation({
    kind: 'query',
    access: ofStaff('any'),
    path: '/duties',
    summary: 'What is due: overdue and today’s, the next to come, and what was missed since yesterday',
    input: z.object({ communityId: id.optional() }),
    output: z.object({ now: instant, items: z.array(item), next: z.array(item), missed: z.array(item) }),
  }),
  finish: operation({
    kind: 'command',
    access: ofStaff('dueItemId'),
    path: '/duties/{dueItemId}/finish',
    summary: 'Say that something due was done, also after it was missed; a second time answers with the first',
    input: z.object({ dueItemId: id }),
    output: item,
  }),
  reopen: operation({
    kind: 'command',
    access: ofStaff('dueItemId'),
    path: '/duties/{dueItemId}/reopen',
    summary: 'Take back that something was done',
    input: z.object({ dueItemId: id }),
    output: item,
  }),
  editWords: operation({
    kind: 'command',
    access: ofStaff('dueItemId'),
    path: '/duties/{dueItemId}/words',
    method: 'PUT',
    summary: 'Write other words for one line of a ritual, until it is done',
    input: z.object({ dueItemId: id, words: wordsInput }),
    output: item,
  }),
  handOver: operation({
    kind: 'command',
    access: ofStaff('dueItemId'),
    path: '/duties/{dueItemId}/owner',
    method: 'PUT',
    summary: 'Give one thing that is still open to somebody else',
    input: z.object({ dueItemId: id, owner: ownerInput }),
    output: item,
  }),
  remind: operation({
    kind: 'command',
    access: ofStaff('campaignId'),
    path: '/campaigns/{campaignId}/reminders/{day}',
    method: 'PUT',
    summary: 'Say that those who were missing on a day were reminded, or take that back',
    input: z.object({ campaignId: id, day, done: z.boolean() }),
    output: z.object({}),
  }),
  reminder: operation({
    kind: 'query',
    access: ofStaff('campaignId'),
    path: '/campaigns/{campaignId}/reminder',
    summary: 'How long before the cut-off somebody is to remind those who are missing; 0: nobody is',
    input: z.object({ campaignId: id }),
    output: z.object({ minutes: count }),
  }),
  setReminder: operation({
    kind: 'command',
    access: byOperators('campaignId'),
    path: '/campaigns/{campaignId}/reminder',
    method: 'PUT',
    summary: 'Set how long before the cut-off somebody is to remind those who are missing',
    input: z.object({ campaignId: id, minutes: z.union([z.literal(0), z.literal(60), z.literal(120), z.literal(180)]) }),
    output: z.object({ minutes: count }),
  }),
  rosters: operation({
    kind: 'query',
    access: ofStaff('communityId'),
    path: '/communities/{communityId}/duty-rosters',
    summary: 'Duty rosters of a community with their turns, and swaps that wait for an answer',
    input: z.object({ communityId: id }),
    output: z.object({
      today: day,
      rosters: z.array(
        z.object({
          id,
          ...rosterInput,
          name: z.string(),
          enrolmentIds: z.array(id),
          endedAt: instant.nullable(),
          shown: z.array(turnShown),
        }),
      ),
      swaps: z.array(swap),
    }),
  }),
  previewRoster: operation({
    kind: 'query',
    access: byOperators('communityId'),
    path: '/communities/{communityId}/duty-rosters/preview',
    method: 'POST',
    summary: 'How turns would be dealt; nothing is saved',
    input: z.object({ communityId: id, dutyRosterId: id.optional(), ...rosterInput }),
    output: z.object({
      turns: z.array(z.object({ turn: day, to: day, person: holder.nullable(), kept: z.boolean() })),
      loads: z.array(load),
      /** People named who have left. */
      gone: z.array(person),
      items: count,
    }),
  }),
  saveRoster: operation({
    kind: 'command',
    access: byOperators('communityId'),
    path: '/communities/{communityId}/duty-rosters',
    summary: 'Make a duty roster, or write one anew from now on: what is past or done stays',
    input: z.object({ communityId: id, dutyRosterId: id.optional(), ...rosterInput }),
    output: z.object({ id, items: count }),
  }),
  endRoster: operation({
    kind: 'command',
    access: byOperators('dutyRosterId'),
    path: '/duty-rosters/{dutyRosterId}/end',
    summary: 'End a duty roster: what is still to come goes, what is past stays',
    input: z.object({ dutyRosterId: id }),
    output: z.object({ removed: count }),
  }),
  setTurn: operation({
    kind: 'command',
    access: byOperators('dutyRosterId'),
    path: '/duty-rosters/{dutyRosterId}/turns/{turn}',
    method: 'PUT',
    summary: 'Give what is left of a turn to somebody else',
    input: z.object({ dutyRosterId: id, turn: day, enrolmentId: id }),
    output: z.object({ items: count }),
  }),
  swapTurns: operation({
    kind: 'command',
    access: byOperators('dutyRosterId'),
    path: '/duty-rosters/{dutyRosterId}/swap',
    summary: 'Let two people swap what is left of their turns',
    input: z.object({ dutyRosterId: id, turn: day, otherTurn: day }),
    output: z.object({}),
  }),
  askSwap: operation({
    kind: 'command',
    access: byMembers('dutyRosterId'),
    path: '/me/duty-rosters/{dutyRosterId}/swaps',
    summary: 'Ask somebody to take a turn of the caller’s for one of theirs',
    input: z.object({ dutyRosterId: id, turn: day, otherTurn: day }),
    output: z.object({ id }),
  }),
  answerSwap: operation({
    kind: 'command',
    access: byMembers('swapId'),
    path: '/me/swaps/{swapId}',
    summary: 'Agree to a swap or not; whoever asked may take the question back',
    input: z.object({ swapId: id, agree: z.boolean() }),
    output: z.object({ agreed: z.boolean() }),
  }),
  load: operation({
    kind: 'query',
    access: ofStaff('communityId'),
    path: '/communities/{communityId}/duty-load',
    summary: 'Turns of each person, and how much of what was due was done, late, or missed',
    input: z.object({ communityId: id }),
    output: z.object({
      people: z.array(z.object({ person: holder, turns: count, toCome: count, done: count, late: count, missed: count })),
    }),
  }),
  scripts: operation({
    kind: 'query',
    access: ofStaff('any'),
    path: '/ritual-scripts',
    summary: 'Scripts of rituals that come with the product',
    input: z.object({}),
    output: z.object({ scripts: z.array(script) }),
  }),
  rituals: operation({
    kind: 'query',
    access: ofStaff('communityId'),
    path: '/communities/{communityId}/rituals',
    summary: 'Rituals of a community that were started, the latest first',
    input: z.object({ communityId: id }),
    output: z.object({ rituals: z.array(ritual) }),
  }),
  planRitual: operation({
    kind: 'query',
    access: ofStaff('communityId'),
    path: '/communities/{communityId}/rituals/plan',
    method: 'POST',
    summary: 'A script with real dates, owners and words; nothing is saved',
    input: z.object(ritualInput),
    output: z.object({
      name: z.string(),
      zone: z.string(),
      /** By placeholder; what is empty is still to be filled in. */
      given: z.record(z.string(), z.string()),
      lines: z.array(line.extend({ dueAt: instant, past: z.boolean(), owner })),
      /** Started already for this instant. */
      started: z.boolean(),
    }),
  }),
  startRitual: operation({
    kind: 'command',
    access: byOperators('communityId'),
    path: '/communities/{communityId}/rituals',
    summary: 'Make due items of a script, all at once and once: a second start answers with the first',
    input: z.object(ritualInput),
    output: z.object({ id, first: z.boolean(), items: count }),
  }),
  cancelRitual: operation({
    kind: 'command',
    access: byOperators('ritualId'),
    path: '/rituals/{ritualId}/cancel',
    summary: 'Take back what is still open of a ritual; what was done or missed stays',
    input: z.object({ ritualId: id }),
    output: z.object({ removed: count }),
  }),
  mine: operation({
    kind: 'query',
    access: byMembers('any'),
    path: '/me/duties',
    summary: 'What the caller has to do, turns to come, and swaps that wait',
    input: z.object({}),
    output: z.object({
      now: instant,
      /** Open and due by the end of today. */
      open: count,
      /** Due today or not yet missed, then what comes in the next days. */
      items: z.array(item),
      rosters: z.array(
        z.object({
          id,
          name: z.string(),
          community: z.string(),
          turns: z.array(z.object({ turn: day, to: day, person: holder.nullable(), mine: z.boolean() })),
        }),
      ),
      swaps: z.array(swap),
    }),
  }),
  remindMine: operation({
    kind: 'command',
    access: byMembers('campaignId'),
    path: '/me/campaigns/{campaignId}/reminders/{day}',
    method: 'PUT',
    summary: 'The leader of a squad says that those missing in it were reminded, or takes that back',
    input: z.object({ campaignId: id, squadId: id, day, done: z.boolean() }),
    output: z.object({}),
  }),
  finishMine: operation({
    kind: 'command',
    access: byMembers('dueItemId'),
    path: '/me/duties/{dueItemId}/finish',
    summary: 'Say that something of the caller’s was done; a second time answers with the first',
    input: z.object({ dueItemId: id }),
    output: item,
  }),
  reopenMine: operation({
    kind: 'command',
    access: byMembers('dueItemId'),
    path: '/me/duties/{dueItemId}/reopen',
    summary: 'Take back that something of the caller’s was done, as long as it could still be done',
    input: z.object({ dueItemId: id }),
    output: item,
  }),
};
