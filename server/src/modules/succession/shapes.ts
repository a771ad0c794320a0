/** Shapes of the contract: rules as data, and what is told of people. */
import { z } from 'zod';
import { id, instant } from '../../vocabulary/ids.ts';

export const count = z.number().int().nonnegative();
export const reason = z.string().trim().max(300);

/**
 * Kinds of evidence. `days` that count and `share` of days asked (percent), longest `run`; `duties` done and `onTime` (percent of those
 * due); `praises` received; people `helped` by praise, care or review; `reviews` given; works `featured`; rungs below that were `held`.
 */
const fact = z.enum(['days', 'share', 'run', 'duties', 'onTime', 'praises', 'helped', 'reviews', 'featured', 'held']);
export type Fact = z.output<typeof fact>;

const need = z.strictObject({ fact, atLeast: z.number().int().min(1).max(1_000) });
export type Need = z.output<typeof need>;
const needs = z
  .array(need)
  .max(fact.options.length)
  .refine((list) => new Set(list.map(({ fact: of }) => of)).size === list.length, { error: 'a kind of evidence is asked for twice' })
  .refine((list) => list.every(({ fact: of, atLeast }) => atLeast <= 100 || (of !== 'share' && of !== 'onTime')), {
    error: 'more than 100 percent',
  });

export const roleRules = z.strictObject({
  needs,
  trial: z.strictObject({ days: z.number().int().min(1).max(90), needs }),
  /** Of handing over: who does it, and within how many days. */
  checklist: z
    .array(
      z.strictObject({
        text: z.string().trim().min(1).max(100),
        who: z.enum(['before', 'after']),
        days: z.number().int().min(1).max(30),
      }),
    )
    .max(12),
});
export type RoleRules = z.output<typeof roleRules>;

/** Names of roles, lowest first. */
export const ladder = z.array(z.string().trim().min(1).max(20)).min(1).max(6);

export const communityRules = z.strictObject({ ladder, roles: z.array(z.strictObject({ roleId: id, rules: roleRules })) });
export type CommunityRules = z.output<typeof communityRules>;

/** `of`: days asked of `days` and `share`, duties due of `duties` and `onTime`. Null: there was nothing to show it by. */
const shown = { fact, have: z.number().int().nullable(), of: count.nullable() };
export const judged = z.object({ ...shown, need: count, met: z.boolean() });
export type Judged = z.output<typeof judged>;

/** `ahead`: percent of the others this one is ahead of. */
export const reasonFor = z.object({ ...shown, ahead: count });
export type ReasonFor = z.output<typeof reasonFor>;

export const offerState = z.object({ offerId: id, state: z.enum(['open', 'agreed', 'declined']), offeredAt: instant });

export const person = z.object({
  enrolmentId: id,
  nickname: z.string(),
  squad: z.object({ id, name: z.string() }).nullable(),
  willing: z.boolean(),
  offer: offerState.nullable(),
  /** Holds the role now, for good or on trial. */
  holds: z.boolean(),
  /** Null: too little is known of this person to compare. Equals share one. */
  place: count.nullable(),
  /** Mean of the shares of people this one is ahead of, in percent. */
  ahead: count.nullable(),
  needs: z.array(judged),
  met: z.boolean(),
  /** The two strongest. */
  reasons: z.array(reasonFor),
});

export const trial = z.object({
  trialId: id,
  role: z.string(),
  nickname: z.string(),
  squad: z.string().nullable(),
  begunAt: instant,
  endsAt: instant,
  /** `due`: the last day has begun, somebody is to decide. `broken`: the role is not held any more. */
  state: z.enum(['running', 'due', 'broken']),
  prolonged: z.boolean(),
  needs: z.array(judged),
  met: z.boolean(),
});

export const handover = z.object({
  id,
  from: z.string(),
  to: z.string(),
  at: instant,
  items: z.array(z.object({ text: z.string(), who: z.string(), dueAt: instant, state: z.enum(['open', 'done', 'missed']) })),
});

export const holding = z.object({
  holderId: id,
  nickname: z.string(),
  squad: z.string().nullable(),
  since: instant,
  /** Null: runs still. */
  ended: instant.nullable(),
  trial: z.boolean(),
  how: z.enum(['confirmed', 'prolonged', 'ended', 'recalled', 'termOver', 'left', 'other']).nullable(),
  reason: z.string(),
  by: z.string().nullable(),
  handedOver: z.boolean(),
});
