import { z } from 'zod';
import { operation } from '../../kernel/operation.ts';
import { id, instant } from '../../vocabulary/ids.ts';

/** Fen of the yuan. */
const amount = z.number().int().min(0).max(100_000_000);
const day = z.iso.date();
const words = (most: number) => z.string().trim().min(1).max(most);
const reason = z.string().trim().min(2).max(300);
const kind = z.enum(['redPacket', 'goods', 'reward', 'honour']);

const given = z.object({
  id,
  enrolmentId: id.nullable(),
  /** null: erased. */
  nickname: z.string().nullable(),
  budgetId: id.nullable(),
  /** reward: of staff and leaders; honour: without money. */
  kind,
  amount,
  what: z.string(),
  why: z.string(),
  givenOn: day,
  /** Why although the budget was used up. */
  overReason: z.string().nullable(),
  takenBack: z.object({ at: instant, reason: z.string() }).nullable(),
});
export type Given = z.output<typeof given>;

const noted = z
  .object({
    communityId: id,
    enrolmentIds: z.array(id).min(1).max(500),
    budgetId: id.nullable().default(null),
    prizeKind: kind,
    /** To each of them. */
    amount,
    what: words(100),
    why: words(200),
    givenOn: day,
    overReason: reason.nullable().default(null),
    /** Made by the page: sent twice is noted once. */
    requestId: id,
  })
  .refine((one) => one.prizeKind !== 'honour' || one.amount === 0, { path: ['amount'], message: 'honour is no money' });
export type Noted = z.output<typeof noted>;

/** 红包记录, 奖品预算: what was given to whom and for what, paid outside; against a budget. */
export const prizes = {
  list: operation({
    kind: 'query',
    access: { role: 'operator', scope: 'community', of: 'communityId' },
    path: '/communities/{communityId}/prizes',
    summary: 'Prizes given in a community, the latest first, and its budgets with what is used of each',
    input: z.object({ communityId: id }),
    output: z.object({
      given: z.array(given),
      budgets: z.array(z.object({ id, name: z.string(), campaignId: id.nullable(), amount, used: amount })),
    }),
  }),
  makeBudget: operation({
    kind: 'command',
    access: { role: 'operator', scope: 'community', of: 'communityId' },
    path: '/communities/{communityId}/prize-budgets',
    summary: 'Set a budget of prizes for a community or one campaign of it',
    input: z.object({ communityId: id, campaignId: id.nullable().default(null), name: words(60), amount: amount.min(1) }),
    output: z.object({ id }),
  }),
  note: operation({
    kind: 'command',
    access: { role: 'operator', scope: 'community', of: 'communityId' },
    path: '/communities/{communityId}/prizes',
    summary: 'Note what was given to people; beyond the budget only with a reason',
    input: noted,
    output: z.object({ noted: z.number().int() }),
  }),
  takeBack: operation({
    kind: 'command',
    access: { role: 'operator', scope: 'community', of: 'prizeId' },
    path: '/prizes/{prizeId}/take-back',
    summary: 'Take a wrong note back with a reason; it stays on record and no longer counts',
    input: z.object({ prizeId: id, reason }),
    output: z.object({}),
  }),
};
