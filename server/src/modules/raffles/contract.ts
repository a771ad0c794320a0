import { z } from 'zod';
import { operation } from '../../kernel/operation.ts';
import { id, instant } from '../../vocabulary/ids.ts';

const count = z.number().int().nonnegative();
const code = z.string().min(16).max(64);
/** In one line: it is part of what is hashed. */
const line = (most: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(most)
    .regex(/^[^\p{Cc}\u2028\u2029]+$/u);
const prize = z.object({ name: line(60), count: z.number().int().min(1).max(500) });
const digest = z.string().regex(/^[0-9a-f]{64}$/);
const reason = z.string().trim().min(2).max(300);

const raffleStates = ['open', 'closing', 'sealed', 'drawn', 'cancelled', 'missed'] as const;
const rule = z.object({
  /** So many days that count in this campaign; null: everybody who takes part in the community. */
  campaign: z.object({ id, name: z.string() }).nullable(),
  days: count,
  enters: z.enum(['self', 'all']),
  lots: z.enum(['equal', 'days']),
});

const source = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('drand'), round: z.number().int().positive() }),
  z.object({ kind: z.literal('announced'), what: line(120) }),
]);

/** What everybody may know of a raffle; people only by numbers. */
const raffle = z.object({
  code,
  title: z.string(),
  terms: z.string(),
  community: z.string(),
  zone: z.string(),
  prizes: z.array(prize),
  rule,
  closesAt: instant,
  drawsAt: instant,
  source,
  /**
   * open: to be entered; closing: the list is about to be sealed; sealed: waits for the public number; drawn; cancelled;
   * missed: the list was not sealed before the number was known, so there is no draw.
   */
  state: z.enum(raffleStates),
  entries: count,
  /** Of all entries together; null: not yet known, lots follow the days at closing. */
  lots: count.nullable(),
  sealed: z.object({ at: instant, listHash: digest, commitment: digest }).nullable(),
  drawn: z.object({ at: instant, value: z.string(), signature: z.string().nullable() }).nullable(),
  /** Numbers in the order drawn. */
  winners: z.array(count),
  cancelled: z.object({ at: instant, reason: z.string() }).nullable(),
});
export type Raffle = z.output<typeof raffle>;

const forMembers = raffle.extend({
  id,
  communityId: id,
  own: z.object({ number: count, lots: count, place: count.nullable() }).nullable(),
  /** Days that count, asked and there. */
  need: count,
  have: count,
  met: z.boolean(),
});
export type OwnRaffle = z.output<typeof forMembers>;

const opened = z.object({
  communityId: id,
  title: line(60),
  terms: z.string().trim().max(2_000).default(''),
  prizes: z.array(prize).min(1).max(20),
  campaignId: id.nullable().default(null),
  days: z.number().int().min(0).max(731).default(0),
  enters: z.enum(['self', 'all']).default('self'),
  lots: z.enum(['equal', 'days']).default('equal'),
  closesAt: instant,
  /** At least half a minute after closing: the list is sealed before the number is known. */
  drawsAt: instant,
  /** A number published by others, in words; null: the first round of drand at that time. */
  announced: line(120).nullable().default(null),
});
export type Opened = z.output<typeof opened>;

/** 抽奖: entered by a rule, sealed before the public number is known, recomputed by anybody. */
export const raffles = {
  list: operation({
    kind: 'query',
    access: { role: 'coach', scope: 'community', of: 'communityId' },
    path: '/communities/{communityId}/raffles',
    summary: 'Raffles of a community, the latest first, with the people who won',
    input: z.object({ communityId: id }),
    output: z.object({
      raffles: z.array(
        raffle.extend({
          id,
          people: z.array(z.object({ place: count, number: count, nickname: z.string().nullable(), prize: z.string() })),
        }),
      ),
    }),
  }),
  open: operation({
    kind: 'command',
    access: { role: 'operator', scope: 'community', of: 'communityId' },
    path: '/communities/{communityId}/raffles',
    summary: 'Open a raffle: its terms are shown from now on and cannot be changed',
    input: opened,
    output: z.object({ id }),
  }),
  draw: operation({
    kind: 'command',
    access: { role: 'operator', scope: 'community', of: 'raffleId' },
    path: '/raffles/{raffleId}/draw',
    summary: 'Draw a raffle by the public number named beforehand: a round of drand as published, or the number as announced',
    input: z.object({ raffleId: id, value: z.string().trim().min(1).max(2_000) }),
    output: z.object({ winners: z.array(count) }),
  }),
  cancel: operation({
    kind: 'command',
    access: { role: 'operator', scope: 'community', of: 'raffleId' },
    path: '/raffles/{raffleId}/cancel',
    summary: 'Cancel a raffle that is not drawn yet; the reason is shown to everybody and stays',
    input: z.object({ raffleId: id, reason }),
    output: z.object({}),
  }),
  mine: operation({
    kind: 'query',
    access: { role: 'member', scope: 'community', of: 'communityId' },
    path: '/communities/{communityId}/raffles/mine',
    summary: 'Raffles of a community as the caller sees them: the terms, what the rule asks, the own number',
    input: z.object({ communityId: id }),
    output: z.object({ raffles: z.array(forMembers) }),
  }),
  enter: operation({
    kind: 'command',
    access: { role: 'member', scope: 'community', of: 'raffleId' },
    path: '/raffles/{raffleId}/entry',
    summary: 'Enter a raffle: once, under a number that is published instead of the name',
    input: z.object({ raffleId: id }),
    output: z.object({ number: count }),
  }),
  withdraw: operation({
    kind: 'command',
    access: { role: 'member', scope: 'community', of: 'raffleId' },
    path: '/raffles/{raffleId}/entry',
    method: 'DELETE',
    summary: 'Withdraw the own entry before the raffle closes',
    input: z.object({ raffleId: id }),
    output: z.object({}),
  }),
  published: operation({
    kind: 'query',
    access: { public: true },
    path: '/raffles/{code}',
    summary: 'Everything a raffle can be recomputed from, for whoever has its code: terms, sealed list of numbers, public number, winners',
    input: z.object({ code }),
    output: raffle.extend({
      /** Once sealed: a line for each entry, its number and its lots. */
      list: z.string().nullable(),
    }),
  }),
};
