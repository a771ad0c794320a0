import { z } from 'zod';
import { operation } from '../../kernel/operation.ts';
import { id, instant } from '../../vocabulary/ids.ts';
import { count, handover, holding, judged, ladder, offerState, person, reason, reasonFor, roleRules, trial } from './shapes.ts';

export type { Fact, Judged, Need, ReasonFor, RoleRules } from './shapes.ts';

const ofStaff = (of: string) => ({ role: 'coach', scope: 'community', of }) as const;
const byOperators = (of: string) => ({ role: 'operator', scope: 'community', of }) as const;
const byMembers = (of: string) => ({ role: 'member', scope: 'community', of }) as const;

/** Succession (储备班委): who could take a role and why, trials, handing over, and the roles of the next class. */
export const succession = {
  bench: operation({
    kind: 'query',
    access: ofStaff('roleId'),
    path: '/roles/{roleId}/bench',
    summary: 'Everybody who could take a role: evidence with need, have and met, in an order that is explained',
    input: z.object({ roleId: id }),
    output: z.object({
      rules: roleRules,
      version: count,
      /** Of the community, lowest first. */
      ladder,
      /** Kinds of evidence that exist here and are compared. */
      compared: z.array(judged.shape.fact),
      /** Enough people with enough evidence to be put into an order. */
      enough: z.boolean(),
      people: z.array(person),
      /** Left out because their rights are suspended. */
      suspended: count,
    }),
  }),
  setRules: operation({
    kind: 'command',
    access: byOperators('roleId'),
    path: '/roles/{roleId}/succession-rules',
    method: 'PUT',
    summary: 'Set what a role needs, its trial and the checklist of handing it over; trials under way keep theirs',
    input: z.object({ roleId: id, roleRules, version: count }),
    output: z.object({ version: count }),
  }),
  setLadder: operation({
    kind: 'command',
    access: byOperators('communityId'),
    path: '/communities/{communityId}/succession-ladder',
    method: 'PUT',
    summary: 'Set the order of roles, lowest first, by which people move up into the next class',
    input: z.object({ communityId: id, ladder, version: count }),
    output: z.object({ version: count }),
  }),
  posts: operation({
    kind: 'query',
    access: ofStaff('roleId'),
    path: '/roles/{roleId}/posts',
    summary: 'Trials of a role with need, have and met, hand-overs, and who held it when and how it ended',
    input: z.object({ roleId: id }),
    output: z.object({ trials: z.array(trial), handovers: z.array(handover), history: z.array(holding) }),
  }),
  offer: operation({
    kind: 'command',
    access: byOperators('roleId'),
    path: '/roles/{roleId}/offers',
    summary: 'Ask somebody of this community, or of the class before it, whether they would take a role',
    input: z.object({ roleId: id, enrolmentId: id }),
    output: z.object({ offerId: id }),
  }),
  withdraw: operation({
    kind: 'command',
    access: byOperators('offerId'),
    path: '/role-offers/{offerId}/withdraw',
    summary: 'Take back that somebody was asked, before a trial began',
    input: z.object({ offerId: id }),
    output: z.object({}),
  }),
  startTrial: operation({
    kind: 'command',
    access: byOperators('roleId'),
    path: '/roles/{roleId}/trials',
    summary: 'Begin a trial of somebody who is willing or has agreed: the role is held for a set number of days',
    input: z.object({
      roleId: id,
      enrolmentId: id,
      inSquadId: id.nullable().default(null),
      /** Another length than the role's. */
      days: z.number().int().min(1).max(90).optional(),
      replace: z.boolean().default(false),
    }),
    output: z.object({ trialId: id }),
  }),
  decideTrial: operation({
    kind: 'command',
    access: byOperators('trialId'),
    path: '/role-trials/{trialId}/decide',
    summary: 'Confirm somebody in a role on the last day of the trial or after it, prolong it once, or end it with a reason',
    input: z.object({ trialId: id, decision: z.enum(['confirm', 'prolong', 'end']), reason: reason.default('') }),
    output: z.object({}),
  }),
  recall: operation({
    kind: 'command',
    access: byOperators('holderId'),
    path: '/role-holders/{holderId}/recall',
    summary: 'End somebody’s time in a role early, with a reason that stays on record and that they read',
    input: z.object({ holderId: id, reason: reason.min(2) }),
    output: z.object({}),
  }),
  handOver: operation({
    kind: 'command',
    access: byOperators('holderId'),
    path: '/role-holders/{holderId}/hand-over',
    summary: 'Give the checklist of handing over to somebody whose time has ended and to who came after; once',
    input: z.object({ holderId: id, toHolderId: id }),
    output: z.object({ items: count }),
  }),
  nextClass: operation({
    kind: 'query',
    access: ofStaff('communityId'),
    path: '/communities/{communityId}/next-class',
    summary: 'Who of a class could hold the roles of the next one, by the ladder',
    input: z.object({ communityId: id, nextId: id.optional() }),
    output: z.object({
      classes: z.array(z.object({ id, name: z.string() })),
      nextId: id.nullable(),
      rungs: z.array(
        z.object({
          name: z.string(),
          /** The rung below; null: the lowest. */
          from: z.string().nullable(),
          /** In the next class; null: it has no role of this name yet. */
          roleId: id.nullable(),
          people: z.array(
            z.object({
              enrolmentId: id,
              nickname: z.string(),
              place: count.nullable(),
              willing: z.boolean(),
              reasons: z.array(reasonFor),
              offer: offerState.nullable(),
              /** Takes part in the next class already. */
              there: z.boolean(),
            }),
          ),
        }),
      ),
    }),
  }),
  mine: operation({
    kind: 'query',
    access: byMembers('any'),
    path: '/me/succession',
    summary: 'Whether the caller said they are willing, what they are asked, their trials, and how earlier ones ended',
    input: z.object({}),
    output: z.object({
      communities: z.array(z.object({ communityId: id, community: z.string(), willing: z.boolean() })),
      offers: z.array(
        z.object({
          offerId: id,
          role: z.string(),
          /** Of the role: the next class, where it is about that. */
          community: z.string(),
          responsibilities: z.array(z.string()),
          reward: z.string(),
          trialDays: count,
          offeredAt: instant,
          agreed: z.boolean(),
        }),
      ),
      trials: z.array(trial.extend({ community: z.string() })),
      ended: z.array(
        z.object({ role: z.string(), community: z.string(), how: z.enum(['ended', 'recalled']), at: instant, reason: z.string() }),
      ),
    }),
  }),
  sayWilling: operation({
    kind: 'command',
    access: byMembers('communityId'),
    path: '/me/communities/{communityId}/willing',
    method: 'PUT',
    summary: 'Say that the caller would take a role, or take that back',
    input: z.object({ communityId: id, willing: z.boolean() }),
    output: z.object({}),
  }),
  answer: operation({
    kind: 'command',
    access: byMembers('offerId'),
    path: '/me/role-offers/{offerId}',
    summary: 'Agree to take a role or decline; agreement may be taken back until the trial begins',
    input: z.object({ offerId: id, agree: z.boolean() }),
    output: z.object({}),
  }),
};
