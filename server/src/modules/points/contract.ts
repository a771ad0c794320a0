import { z } from 'zod';
import { operation } from '../../kernel/operation.ts';
import { id, instant } from '../../vocabulary/ids.ts';

const count = z.number().int().nonnegative();
const day = z.iso.date();
const reason = z.string().trim().min(2).max(300);
const amount = z.number().int().min(-10_000).max(10_000);

/** What members do that can earn points; `facts.ts` knows where each is found. */
export const factKinds = [
  'checkin.onTime',
  'checkin.late',
  'checkin.madeUp',
  'checkin.liked',
  'praise.received',
  'care.given',
  'duty.done',
  'certificate.awarded',
  'homework.submitted',
  'homework.reviewed',
  'homework.featured',
] as const;
export type FactKind = (typeof factKinds)[number];

/** Besides facts: a run of days, by hand, and what moves the balance alone. */
const entryKinds = [...factKinds, 'checkin.run', 'award', 'deduct', 'spent', 'prize', 'expired'] as const;
export type EntryKind = (typeof entryKinds)[number];

const measures = ['points', 'days', 'run', 'likes', 'praises', 'duties'] as const;
export type Measure = (typeof measures)[number];

const earning = z.object({
  points: z.number().int().min(1).max(1_000),
  dailyCap: z.number().int().min(1).max(10_000).nullable().default(null),
});

const parts = {
  facts: z.partialRecord(z.enum(factKinds), earning).default({}),
  /** Once in a campaign, when its longest run of days reaches this. */
  runs: z
    .array(z.object({ days: z.number().int().min(2).max(366), points: z.number().int().min(1).max(10_000) }))
    .max(8)
    .default([]),
  /** Points of a quarter or a year may be spent until the end of the next one. */
  expiry: z.enum(['never', 'quarter', 'year']).default('never'),
  /** Most points by hand in one entry. */
  handLimit: z.number().int().min(1).max(10_000).default(100),
  /** Who joined in this week or so many before it counts as a newcomer. */
  newcomerWeeks: z.number().int().min(1).max(12).default(4),
  badges: z
    .array(
      z.object({
        key: z.string().regex(/^[a-z0-9-]{1,30}$/),
        name: z.string().trim().min(1).max(20),
        /** A title stands behind the name on boards. */
        isTitle: z.boolean().default(false),
        measure: z.enum(measures),
        need: z.number().int().min(1).max(100_000),
      }),
    )
    .max(30)
    .default([]),
};

/** Rules as data. What is not named earns nothing. */
export const rules = z
  .object(parts)
  .refine(({ badges }) => new Set(badges.map(({ key }) => key)).size === badges.length, { path: ['badges'], message: 'a key twice' })
  .refine(({ runs }) => new Set(runs.map(({ days }) => days)).size === runs.length, { path: ['runs'], message: 'the same days twice' });
export type Rules = z.output<typeof rules>;

const version = z.object({ version: count, effectiveOn: day, decidedAt: instant, rules });

const entry = z.object({
  entryId: id,
  at: instant,
  /** Civil day it counts for. */
  day,
  amount: z.number().int(),
  kind: z.enum(entryKinds),
  reason: z.string(),
  /** The entry it takes back. */
  reverses: id.nullable(),
  /** Of a reversal: what could not be taken back. */
  short: count,
  /** The entry that takes it back. */
  reversedBy: id.nullable(),
});

const ledgerEntry = entry.extend({ enrolmentId: id, nickname: z.string() });

const boards = ['day', 'week', 'all', 'newcomers'] as const;
export type Board = (typeof boards)[number];

const ranked = z.object({
  enrolmentId: id,
  nickname: z.string(),
  title: z.string().nullable(),
  total: count,
  rank: count,
  me: z.boolean(),
});
const board = z.object({ people: count, top: z.array(ranked), me: ranked.nullable() });
const boardInput = { communityId: id, board: z.enum(boards).default('week'), limit: z.number().int().min(1).max(100).default(50) };

const squadLine = z.object({
  squadId: id,
  name: z.string(),
  total: z.number().int(),
  heads: count,
  /** Points a head, two places. */
  perHead: z.number(),
  rank: count,
  mine: z.boolean(),
});
const squadBoardInput = {
  communityId: id,
  board: z.enum(['day', 'week', 'all']).default('week'),
  by: z.enum(['head', 'total']).default('head'),
};
const squadBoard = z.object({ squads: z.array(squadLine) });

const badgeProgress = z.object({
  key: z.string(),
  name: z.string(),
  isTitle: z.boolean(),
  /** Null: of rules that hold no more. */
  measure: z.enum(measures).nullable(),
  need: count,
  have: count,
  met: z.boolean(),
  /** Null: not yet. */
  earnedAt: instant.nullable(),
  revoked: z.object({ at: instant, reason: z.string() }).nullable(),
});

const contestMeasures = ['points', 'checkins', 'homework'] as const;
export type ContestMeasure = (typeof contestMeasures)[number];

/** By what it has for every day that somebody was in it, so that neither size nor moving people decides. */
const standing = z.object({
  squadId: id,
  name: z.string(),
  place: count,
  have: z.number().int(),
  /** Days of its people that were counted: ten people for seven days are 70. */
  personDays: count,
  /** `have` a head over the whole contest, two places. */
  perHead: z.number(),
});
export type Standing = z.output<typeof standing>;
const contest = z.object({
  contestId: id,
  name: z.string(),
  measure: z.enum(contestMeasures),
  startsOn: day,
  endsOn: day,
  state: z.enum(['upcoming', 'running', 'ended']),
  /** As it stands, or the result once it is over. */
  squads: z.array(standing),
});

/** Points (积分), boards, badges, contests of squads. Nothing here is credit (信用分). */
export const points = {
  rules: operation({
    kind: 'query',
    access: { role: 'viewer', scope: 'community', of: 'communityId' },
    path: '/communities/{communityId}/points/rules',
    summary: 'What earns points: the rules in force and their versions, the latest decided first',
    input: z.object({ communityId: id }),
    output: z.object({ current: version.pick({ version: true, rules: true }), versions: z.array(version), today: day }),
  }),
  setRules: operation({
    kind: 'command',
    access: { role: 'operator', scope: 'community', of: 'communityId' },
    path: '/communities/{communityId}/points/rules',
    method: 'PUT',
    summary: 'Set what earns points, from today on or a later day; what was earned before keeps its rules',
    input: z.object({ communityId: id, effectiveOn: day.optional(), pointsRules: rules }),
    output: version.pick({ version: true, effectiveOn: true }),
  }),
  previewRules: operation({
    kind: 'query',
    access: { role: 'operator', scope: 'community', of: 'communityId' },
    path: '/communities/{communityId}/points/preview',
    method: 'POST',
    summary: 'Who would have earned what in the last seven days by these rules, runs of days left out',
    input: z.object({ communityId: id, pointsRules: rules }),
    output: z.object({
      from: day,
      to: day,
      total: count,
      people: z.array(z.object({ enrolmentId: id, nickname: z.string(), points: count, facts: count })),
    }),
  }),
  ledger: operation({
    kind: 'query',
    access: { role: 'coach', scope: 'community', of: 'communityId' },
    path: '/communities/{communityId}/points/entries',
    summary: 'The ledger of a community or of one person in it, the latest first, by the page',
    input: z.object({
      communityId: id,
      enrolmentId: id.optional(),
      kind: z.enum(entryKinds).optional(),
      /** The last entry of the page before. */
      before: id.optional(),
    }),
    output: z.object({ entries: z.array(ledgerEntry), next: id.nullable() }),
  }),
  award: operation({
    kind: 'command',
    access: { role: 'coach', scope: 'community', of: 'communityId' },
    path: '/communities/{communityId}/points/entries',
    summary: 'Give points to people, or take them away, with a reason they read; as many as the rules allow at once',
    input: z.object({
      communityId: id,
      enrolmentIds: z.array(id).min(1).max(200),
      amount: amount.refine((points) => points !== 0),
      reason,
      /** Of the caller’s making: sent again, nothing is given twice. */
      requestId: id,
    }),
    output: z.object({ entries: count }),
  }),
  reverse: operation({
    kind: 'command',
    access: { role: 'operator', scope: 'community', of: 'entryId' },
    path: '/points/entries/{entryId}/reverse',
    summary: 'Take an entry back by another one that names it, with a reason; what was spent meanwhile is told',
    input: z.object({ entryId: id, reason }),
    output: z.object({ entryId: id, amount: z.number().int(), short: count }),
  }),
  board: operation({
    kind: 'query',
    access: { role: 'viewer', scope: 'community', of: 'communityId' },
    path: '/communities/{communityId}/points/board',
    summary: 'Who earned most: today, this week, in all, or among those who joined lately; equal points share a place',
    input: z.object(boardInput),
    output: board,
  }),
  squadBoard: operation({
    kind: 'query',
    access: { role: 'viewer', scope: 'community', of: 'communityId' },
    path: '/communities/{communityId}/points/squads',
    summary: 'Squads by points a head or in total',
    input: z.object(squadBoardInput),
    output: squadBoard,
  }),
  badges: operation({
    kind: 'query',
    access: { role: 'viewer', scope: 'community', of: 'communityId' },
    path: '/communities/{communityId}/points/badges',
    summary: 'Badges and titles that were earned, the latest 500 first',
    input: z.object({ communityId: id }),
    output: z.object({
      total: count,
      badges: z.array(
        z.object({
          badgeId: id,
          enrolmentId: id,
          nickname: z.string(),
          name: z.string(),
          isTitle: z.boolean(),
          earnedAt: instant,
          revoked: z.object({ at: instant, reason: z.string() }).nullable(),
        }),
      ),
    }),
  }),
  revokeBadge: operation({
    kind: 'command',
    access: { role: 'operator', scope: 'community', of: 'badgeId' },
    path: '/points/badges/{badgeId}/revoke',
    summary: 'Revoke a badge, with a reason its holder reads',
    input: z.object({ badgeId: id, reason }),
    output: z.object({}),
  }),
  contests: operation({
    kind: 'query',
    access: { role: 'viewer', scope: 'community', of: 'communityId' },
    path: '/communities/{communityId}/contests',
    summary: 'Contests of squads with their score as it stands or their result, the latest first',
    input: z.object({ communityId: id }),
    output: z.object({ contests: z.array(contest) }),
  }),
  startContest: operation({
    kind: 'command',
    access: { role: 'operator', scope: 'community', of: 'communityId' },
    path: '/communities/{communityId}/contests',
    summary: 'Set squads against each other from a day to a day, by points or check-ins a head',
    input: z.object({
      communityId: id,
      name: z.string().trim().min(1).max(40),
      measure: z.enum(contestMeasures),
      startsOn: day,
      endsOn: day,
      squadIds: z.array(id).min(2).max(100),
    }),
    output: contest,
  }),
  cancelContest: operation({
    kind: 'command',
    access: { role: 'operator', scope: 'community', of: 'contestId' },
    path: '/contests/{contestId}/cancel',
    summary: 'Cancel a contest that has no result yet',
    input: z.object({ contestId: id }),
    output: z.object({}),
  }),
  mine: operation({
    kind: 'query',
    access: { role: 'member', scope: 'community', of: 'any' },
    path: '/me/points',
    summary: 'The caller’s points in each community: balance, what runs out when, how to earn, badges with what is still missing',
    input: z.object({ communityId: id.optional() }),
    output: z.object({
      communities: z.array(
        z.object({
          communityId: id,
          community: z.string(),
          enrolmentId: id,
          /** False: nothing earns points here, and nobody has any. */
          on: z.boolean(),
          balance: count,
          /** Earned today. */
          today: z.number().int(),
          runsOut: z.array(z.object({ until: day, points: count })),
          rules: z.object({ facts: parts.facts, runs: parts.runs, expiry: parts.expiry }),
          /** What earns no more than so many points a day, and what it earned today; `met`: no more today. */
          caps: z.array(z.object({ kind: z.enum(factKinds), need: count, have: z.number().int(), met: z.boolean() })),
          badges: z.array(badgeProgress),
          /** The contest of the caller’s squad that runs now. */
          contest: contest.nullable(),
        }),
      ),
    }),
  }),
  myLedger: operation({
    kind: 'query',
    access: { role: 'member', scope: 'community', of: 'communityId' },
    path: '/communities/{communityId}/me/points',
    summary: 'The caller’s whole ledger in a community, the latest first, by the page',
    input: z.object({ communityId: id, before: id.optional() }),
    output: z.object({ entries: z.array(entry), next: id.nullable() }),
  }),
  ranking: operation({
    kind: 'query',
    access: { role: 'member', scope: 'community', of: 'communityId' },
    path: '/communities/{communityId}/me/points/board',
    summary: 'The board as members see it, with the caller’s own place',
    input: z.object(boardInput),
    output: board,
  }),
  squadRanking: operation({
    kind: 'query',
    access: { role: 'member', scope: 'community', of: 'communityId' },
    path: '/communities/{communityId}/me/points/squads',
    summary: 'Squads by points, with the caller’s own among them',
    input: z.object(squadBoardInput),
    output: squadBoard,
  }),
};
