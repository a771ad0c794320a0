/** Shapes of the contract: the rules as data, and what is told of a licence. */
import { z } from 'zod';
import { id, instant } from '../../vocabulary/ids.ts';
import { quizQuestion } from '../admissions/contract.ts';

export const FULL = 12;

export const count = z.number().int().nonnegative();
export const ruleNumber = z.string().regex(/^\d{1,2}(?:\.\d{1,2})?$/);
const points = z.number().int().min(0).max(FULL);

/** What follows from the n-th time (`from`) on; the next step takes its place from its own number on. */
const step = z
  .strictObject({
    from: z.number().int().min(1).max(20),
    /** `mute`: somebody is asked to do it in the group, for the product cannot. */
    what: z.enum(['reminder', 'warning', 'points', 'mute']),
    points: points.default(0),
    /** Of `mute`. */
    hours: z.number().int().min(1).max(720).nullable().default(null),
  })
  .refine(({ what, points }) => (what === 'points' ? points > 0 : what === 'mute' || points === 0), {
    error: 'points are taken by points and mute',
  })
  .refine(({ what, hours }) => (what === 'mute') === (hours !== null), { error: 'hours are of mute alone' });
export type CreditStep = z.output<typeof step>;

const rule = z
  .strictObject({
    number: ruleNumber,
    name: z.string().trim().min(1).max(40),
    /** What is not to be done, in the words of the rules. */
    text: z.string().trim().min(1).max(300),
    /** Times are counted within so many days. */
    withinDays: z.number().int().min(1).max(366).default(366),
    steps: z.array(step).min(1).max(6),
  })
  .refine(({ steps }) => steps[0]?.from === 1, { error: 'the first step is of the first time' })
  .refine(({ steps }) => steps.every(({ from }, at) => at === 0 || from > (steps[at - 1]?.from ?? 0)), {
    error: 'steps follow each other',
  });
export type CreditRule = z.output<typeof rule>;

const exam = z
  .strictObject({
    /** Questions asked in one try. */
    ask: z.number().int().min(1).max(50),
    /** Of 100. */
    pass: z.number().int().min(1).max(100).default(90),
    /** Tries within so many days, and hours between the end of one and the begin of the next. */
    tries: z.number().int().min(1).max(10).default(3),
    perDays: z.number().int().min(1).max(30).default(7),
    pauseHours: z.number().int().min(0).max(168).default(12),
    /** Balance that passing gives back. */
    backTo: z.number().int().min(1).max(FULL).default(FULL),
    questions: z.array(quizQuestion).min(1).max(100),
  })
  .refine(({ ask, questions }) => ask <= questions.length, { error: 'asks for more questions than there are' });

export const creditRules = z
  .strictObject({
    rules: z.array(rule).min(1).max(60),
    exam,
    /** Days in which an appeal may be made, and in which it is to be decided. */
    appeal: z
      .strictObject({ days: z.number().int().min(1).max(60).default(7), decideDays: z.number().int().min(1).max(30).default(7) })
      .prefault({}),
  })
  .refine(({ rules }) => new Set(rules.map(({ number }) => number)).size === rules.length, { error: 'two rules have one number' });
export type CreditRules = z.output<typeof creditRules>;

/** What the members of a community read of its rules: everything but the questions. */
export const shownRules = z.object({
  version: count,
  decidedAt: instant,
  rules: z.array(rule),
  appeal: z.object({ days: count, decideDays: count }),
  exam: z.object({ ask: count, pass: count, tries: count, perDays: count, pauseHours: count, backTo: count }),
});

/** A check-in of the person, or a message of a group of the community. */
export const link = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('checkin'), campaignId: id, day: z.iso.date() }),
  z.object({ kind: z.literal('message'), channelId: id, key: id }),
]);
export type Link = z.output<typeof link>;

/** Steps of a rule with how often it was broken: what is needed for each, what there is, which one is reached. */
const ladder = z.array(step.and(z.object({ need: count, have: count, met: z.boolean(), applies: z.boolean() })));

export const consequence = z.object({
  rule,
  version: count,
  /** The how manieth time this would be. */
  nth: count,
  steps: ladder,
  before: count,
  after: count,
  /** Rights would be suspended by it. */
  suspends: z.boolean(),
});

const appealShown = z.object({
  text: z.string(),
  at: instant,
  decideBy: instant,
  /** Nobody decided in time. */
  overdue: z.boolean(),
  decided: z.object({ at: instant, by: z.string().nullable(), upheld: z.boolean(), answer: z.string() }).nullable(),
});

const linkShown = link.and(z.object({ said: z.string().nullable() }));

export const entryShown = z.object({
  id,
  kind: z.enum(['violation', 'exam']),
  at: instant,
  /** As it read then; null of an exam. */
  rule: rule.nullable(),
  version: count.nullable(),
  nth: count.nullable(),
  step: z.enum(['reminder', 'warning', 'points', 'mute']).nullable(),
  points: count,
  hours: count.nullable(),
  reason: z.string(),
  evidence: z.string(),
  link: linkShown.nullable(),
  by: z.string().nullable(),
  reversed: z.object({ at: instant, cause: z.enum(['mistake', 'appeal']), reason: z.string(), by: z.string().nullable() }).nullable(),
  appealUntil: instant.nullable(),
  /** It may be appealed against now. */
  canAppeal: z.boolean(),
  appeal: appealShown.nullable(),
});
export type EntryShown = z.output<typeof entryShown>;

export const standing = z.object({
  balance: count,
  full: count,
  suspendedSince: instant.nullable(),
  /** First civil day of the cycle, and the day on which taken points come back; while rights are suspended nothing comes back by itself. */
  cycleFrom: z.iso.date(),
  renewsOn: z.iso.date(),
});

export const examShown = z.object({
  /** Why it cannot be begun, as needs; all met: it can. Instants in epoch ms. */
  needs: z.array(
    z.object({ code: z.enum(['exam.suspended', 'exam.tries', 'exam.pause']), need: z.number(), have: z.number(), met: z.boolean() }),
  ),
  triesLeft: count,
  last: z.object({ score: count, pass: count, passed: z.boolean(), at: instant }).nullable(),
  current: z
    .object({ number: count, asked: count, answered: count, question: z.object({ text: z.string(), options: z.array(z.string()) }) })
    .nullable(),
});
export type ExamShown = z.output<typeof examShown>;
