import { z } from 'zod';
import { operation } from '../../kernel/operation.ts';
import { id, instant } from '../../vocabulary/ids.ts';
import { calendarDay, kind, standing } from '../checkins/contract.ts';

const count = z.number().int().nonnegative();
const day = z.iso.date();
const squadName = z.string().trim().min(1).max(30);

export const sizes = z.object({
  /** People in the community at most. */
  classSize: z.number().int().min(2).max(10_000),
  squadSize: z.number().int().min(2).max(200),
  /** People under one leader at most, over all squads led. */
  span: z.number().int().min(1).max(1_000),
});
export type Sizes = z.output<typeof sizes>;

const person = z.object({ enrolmentId: id, nickname: z.string() });
/** `today`: their check-in of today in the campaign that is shown. */
const placed = person.extend({ today: kind.nullable() });

const warningCodes = ['class.full', 'squad.full', 'leader.span', 'leader.none', 'leader.elsewhere', 'people.without'] as const;
/** What is out of proportion: how many there may be, how many there are. `squadId` null: of the whole community. */
const warning = z.object({ code: z.enum(warningCodes), need: count, have: count, squadId: id.nullable() });
export type Warning = z.output<typeof warning>;

/** The campaign whose check-ins are told: the one asked for, else the latest that runs; null where none does. */
const campaign = z.object({ id, name: z.string(), zone: z.string(), today: day, closesAt: instant.nullable(), running: z.boolean() });

const changeKinds = ['plan', 'move', 'remove'] as const;
export type ChangeKind = (typeof changeKinds)[number];
const change = z.object({ id, kind: z.enum(changeKinds), at: instant, people: count });

/** A squad of a plan. `squadId` null: it is to be made. */
const planned = z.object({ squadId: id.nullable(), name: squadName, people: z.array(id).max(1_000) });

const skipReasons = ['left', 'hasSquad', 'leads', 'twice'] as const;
export type SkipReason = (typeof skipReasons)[number];

const inSquad = { squadId: id, enrolmentId: id };
const said = z.object({ id, at: instant, text: z.string(), /** Null: staff, or somebody who is gone. */ by: z.string().nullable() });
const words = z.string().trim().min(1).max(500);

/** What a role may let its holder do in a squad; the words that explain each go by these codes. */
export const squadRights = ['squad.see', 'squad.praise', 'squad.care', 'squad.correct'] as const;
export type SquadRight = (typeof squadRights)[number];
const rights = z.array(z.enum(squadRights));

/** Squads (组) of a community (班): who is in which, plans and their undo, and the desk of those who lead one. */
export const squads = {
  tree: operation({
    kind: 'query',
    access: { role: 'coach', scope: 'community', of: 'communityId' },
    path: '/communities/{communityId}/squads',
    summary: 'Squads in order with their people, leaders and today’s check-ins, who is in none, and what is out of proportion',
    input: z.object({ communityId: id, campaignId: id.optional() }),
    output: z.object({
      sizes,
      people: count,
      campaign: campaign.nullable(),
      squads: z.array(
        z.object({ id, name: z.string(), leader: person.nullable(), doneToday: count, onLeaveToday: count, people: z.array(placed) }),
      ),
      without: z.array(placed),
      warnings: z.array(warning),
      /** What `undo` would take back. */
      lastChange: change.nullable(),
    }),
  }),
  setSizes: operation({
    kind: 'command',
    access: { role: 'operator', scope: 'community', of: 'communityId' },
    path: '/communities/{communityId}/squad-sizes',
    method: 'PUT',
    summary: 'Say how many people a class, a squad and one leader may have; nobody is moved by it',
    input: sizes.extend({ communityId: id }),
    output: sizes,
  }),
  plan: operation({
    kind: 'query',
    access: { role: 'operator', scope: 'community', of: 'communityId' },
    path: '/communities/{communityId}/squad-plan',
    summary: 'A balanced division into squads, of those who are in none or of everyone anew; nothing is changed by asking',
    input: z.object({ communityId: id, anew: z.boolean().default(false), seed: z.number().int().min(0).max(2_147_483_647).default(1) }),
    output: z.object({
      anew: z.boolean(),
      seed: z.number().int(),
      squads: z.array(
        z.object({
          squadId: id.nullable(),
          name: squadName,
          /** `now`: in this squad already and staying. */
          people: z.array(person.extend({ now: z.boolean(), leads: z.boolean() })),
          /** Mean of how active they are, from 0 to 1; null where nothing is known of anybody. */
          activity: z.number().nullable(),
        }),
      ),
      /** By what it was balanced. */
      balancedBy: z.array(z.enum(['checkins', 'chat', 'gender', 'region'])),
      moved: count,
    }),
  }),
  assign: operation({
    kind: 'command',
    access: { role: 'operator', scope: 'community', of: 'communityId' },
    path: '/communities/{communityId}/squad-plan',
    summary: 'Carry a plan out in one step; whoever left or was placed meanwhile is skipped and told',
    input: z.object({ communityId: id, anew: z.boolean(), squads: z.array(planned).min(1).max(500) }),
    output: z.object({ placed: count, unchanged: count, skipped: z.array(person.extend({ reason: z.enum(skipReasons) })) }),
  }),
  undo: operation({
    kind: 'command',
    access: { role: 'operator', scope: 'community', of: 'communityId' },
    path: '/communities/{communityId}/squads/undo',
    summary: 'Take the last division, move or removal back: everyone who still takes part is in the former squad again',
    input: z.object({ communityId: id, changeId: id }),
    output: z.object({ restored: count }),
  }),
  move: operation({
    kind: 'command',
    access: { role: 'operator', scope: 'community', of: 'communityId' },
    path: '/communities/{communityId}/squads/move',
    summary: 'Put people into a squad, or into none, as one change',
    input: z.object({ communityId: id, enrolmentIds: z.array(id).min(1).max(1_000), toSquadId: id.nullable() }),
    output: z.object({ moved: count, changeId: id.nullable() }),
  }),
  add: operation({
    kind: 'command',
    access: { role: 'operator', scope: 'community', of: 'communityId' },
    path: '/communities/{communityId}/squads',
    summary: 'Add an empty squad',
    input: z.object({ communityId: id, name: squadName }),
    output: z.object({ id, name: z.string() }),
  }),
  rename: operation({
    kind: 'command',
    access: { role: 'operator', scope: 'community', of: 'squadId' },
    path: '/squads/{squadId}',
    method: 'PATCH',
    summary: 'Rename a squad',
    input: z.object({ squadId: id, name: squadName }),
    output: z.object({ id, name: z.string() }),
  }),
  remove: operation({
    kind: 'command',
    access: { role: 'operator', scope: 'community', of: 'squadId' },
    path: '/squads/{squadId}',
    method: 'DELETE',
    summary: 'Remove a squad; its people are in none until they are placed, and undo brings it back',
    input: z.object({ squadId: id }),
    output: z.object({ people: count, changeId: id }),
  }),
  today: operation({
    kind: 'query',
    access: { role: 'coach', scope: 'community', of: 'squadId', right: 'squad.see' },
    path: '/squads/{squadId}/today',
    summary: 'A squad today: who has checked in and who has not, with last day and run',
    input: z.object({ squadId: id, campaignId: id.optional() }),
    output: z.object({
      id,
      name: z.string(),
      communityId: id,
      community: z.string(),
      leader: person.nullable(),
      /** What the caller may do here. */
      rights,
      campaign: campaign.nullable(),
      /** Campaigns that could be shown. */
      campaigns: z.array(z.object({ id, name: z.string() })),
      doneToday: count,
      people: z.array(placed.extend({ at: instant.nullable(), lastDay: day.nullable(), streak: count, total: count, me: z.boolean() })),
    }),
  }),
  person: operation({
    kind: 'query',
    access: { role: 'coach', scope: 'community', of: 'squadId', right: 'squad.see' },
    path: '/squads/{squadId}/people/{enrolmentId}',
    summary: 'One person of a squad in a campaign: standing, calendar, what they wrote, and the praise they got',
    input: z.object({ ...inSquad, campaignId: id.optional() }),
    output: person.extend({
      campaign: campaign.nullable(),
      standing: standing.nullable(),
      calendar: z.array(calendarDay),
      posts: z.array(z.object({ day, at: instant, kind, text: z.string(), number: z.number().nullable(), link: z.string().nullable() })),
      praises: z.array(said),
      me: z.boolean(),
    }),
  }),
  correctDay: operation({
    kind: 'command',
    access: { role: 'coach', scope: 'community', of: 'squadId', right: 'squad.correct' },
    path: '/squads/{squadId}/people/{enrolmentId}/days/{day}',
    method: 'PUT',
    summary: 'Correct one day of somebody in a squad, with a reason that stays on record; nobody corrects their own',
    input: z.object({ ...inSquad, campaignId: id, day, becomes: kind.nullable(), reason: z.string().trim().min(2).max(300) }),
    output: z.object({ standing }),
  }),
  notes: operation({
    kind: 'query',
    access: { role: 'coach', scope: 'community', of: 'squadId', right: 'squad.care' },
    path: '/squads/{squadId}/people/{enrolmentId}/notes',
    summary: 'The one-to-one log about somebody in a squad, latest first; leaders see what was written in their squad',
    input: z.object(inSquad),
    output: z.object({ notes: z.array(said) }),
  }),
  note: operation({
    kind: 'command',
    access: { role: 'coach', scope: 'community', of: 'squadId', right: 'squad.care' },
    path: '/squads/{squadId}/people/{enrolmentId}/notes',
    summary: 'Write into the one-to-one log about somebody in a squad; it stays as it is, and the person may have a copy',
    input: z.object({ ...inSquad, text: z.string().trim().min(1).max(1_000) }),
    output: z.object({ id }),
  }),
  praise: operation({
    kind: 'command',
    access: { role: 'coach', scope: 'community', of: 'squadId', right: 'squad.praise' },
    path: '/squads/{squadId}/people/{enrolmentId}/praises',
    summary: 'Praise somebody in a squad in words that they read',
    input: z.object({ ...inSquad, text: words }),
    output: z.object({ id }),
  }),
  mine: operation({
    kind: 'query',
    access: { role: 'member', scope: 'community', of: 'any' },
    path: '/me/squads',
    summary:
      'The caller’s squads with names, leader and how far it is today; praise the caller got; squads in which the caller has a right',
    input: z.object({}),
    output: z.object({
      squads: z.array(
        z.object({
          id,
          name: z.string(),
          communityId: id,
          community: z.string(),
          leader: person.nullable(),
          people: z.array(person.extend({ me: z.boolean() })),
          campaign: campaign.nullable(),
          doneToday: count,
        }),
      ),
      praises: z.array(said.extend({ community: z.string() })),
      leads: z.array(z.object({ id, name: z.string(), communityId: id, community: z.string(), rights, people: count })),
    }),
  }),
};
