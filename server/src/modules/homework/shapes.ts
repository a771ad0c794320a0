/** Shapes of the contract: rules, works, reviews, grades. */
import { z } from 'zod';
import { id, instant } from '../../vocabulary/ids.ts';
import { content as checkinContent } from '../checkins/contract.ts';

export const count = z.number().int().nonnegative();
const time = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/);
/** Wall clock in the community's zone. */
export const moment = z.object({ day: z.iso.date(), time });
export type Moment = z.output<typeof moment>;

/** What a work brings along; the same rules as those of a check-in, without a number. */
const content = checkinContent.omit({ number: true });

const criterion = z.object({
  name: z.string().trim().min(1).max(30),
  /** What good looks like. */
  good: z.string().trim().max(300).default(''),
  points: z.number().int().min(1).max(100),
});

/**
 * `reviews`: how many each work gets from others; 0: none, staff alone say something. `graded`: reviews give points as well, by the
 * rubric, else one number up to 100. `days`: how long somebody has for a review; after that it goes to somebody else, within the
 * group and between two who review each other if need be; after twice as long staff take over.
 */
export const policy = z.object({
  content: content.prefault({ text: { needed: true, min: 0 } }),
  rubric: z.array(criterion).max(8).default([]),
  reviews: z.number().int().min(0).max(10).default(3),
  graded: z.boolean().default(false),
  /** Characters a review has at least. */
  reviewMin: count.max(1_000).default(20),
  days: z.number().int().min(1).max(30).default(3),
  /** The author does not see who reviewed; who reviews does not see whose work it is. */
  reviewersHidden: z.boolean().default(false),
  authorsHidden: z.boolean().default(false),
  /** Rather by people of other squads. */
  outside: z.boolean().default(false),
  /** No review, no grade: whoever owes reviews sees neither those of the own work nor its grade. */
  giveFirst: z.boolean().default(true),
  /** When an author sees the reviews: one by one, or once the time for reviews is over. A grade is always told then. */
  seen: z.enum(['asTheyCome', 'afterwards']).default('asTheyCome'),
  /** Days in which an author may ask for a grade to be looked at again. */
  appealDays: z.number().int().min(1).max(30).default(7),
});
export type Policy = z.output<typeof policy>;

export const given = z.object({
  text: z.string().trim().max(20_000).optional(),
  link: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .optional(),
  /** Finished files of the caller that belong to nothing yet, see `media.begin`; in the order they are shown. */
  photos: z.array(id).max(9).optional(),
  voice: id.optional(),
});
export type Given = z.output<typeof given>;

const requirementCodes = [
  // Instants in epoch ms: need is when it begins or ended, have is now.
  'due',
  'reviews.over',
  'text.min',
  'link.given',
  'photos.given',
  'photos.max',
  'voice.given',
  // Reviews given by the author, reviews the work got, characters of a review, criteria with points.
  'reviews.given',
  'reviews.received',
  'review.min',
  'review.scores',
] as const;
/** One requirement: what is needed, what there is, whether that is enough. The code is the key of its sentence. */
export const requirement = z.object({ code: z.enum(requirementCodes), need: z.number(), have: z.number(), met: z.boolean() });
export type Requirement = z.output<typeof requirement>;

/** Follows from instants: published, past due, time for reviews over. */
const state = z.enum(['draft', 'published', 'reviewing', 'closed']);
export type State = z.output<typeof state>;

export const assignment = z.object({
  id,
  communityId: id,
  community: z.string(),
  zone: z.string(),
  campaignId: id.nullable(),
  title: z.string(),
  asked: z.string(),
  state,
  due: moment,
  dueAt: instant,
  /** Late works are taken and marked until then; null: they are refused. */
  lateUntil: moment.nullable(),
  lateUntilAt: instant.nullable(),
  /** When the time for reviews by others is over. */
  closesAt: instant,
  publishedAt: instant.nullable(),
  policy,
});
export type Assignment = z.output<typeof assignment>;

export const assignmentInput = {
  title: z.string().trim().min(1).max(60),
  asked: z.string().trim().max(5_000).default(''),
  campaignId: id.nullable().default(null),
  due: moment,
  lateUntil: moment.nullable().default(null),
  policy: policy.prefault({}),
};

/**
 * `waiting`: not due yet; `inReview`: others are at it; `reviewed`: has all its reviews, or that of staff; `staff`: staff have to,
 * see `fallback`; `gone`: its author has left, so nobody is asked any more.
 */
const workState = z.enum(['waiting', 'inReview', 'reviewed', 'staff', 'gone']);
export type WorkState = z.output<typeof workState>;

/** Why staff have to: nobody was left to ask, or those who were asked did not do it in time. */
const fallback = z.enum(['nobodyLeft', 'timeRanOut']);
export type Fallback = z.output<typeof fallback>;

/** Points by criterion in the order of the rubric, one number without a rubric; empty where nothing is graded. */
export const scores = z.array(z.number().min(0).max(100)).max(8);

/**
 * A step of a grade: scores as they were given; then what was made of them by staff's word, the single one, the median, or the model
 * (each corrected by the reviewer's usual `bias`, and the class), which have a `share` (0–1) in it.
 */
const step = z.object({
  kind: z.enum(['given', 'staff', 'single', 'median', 'corrected', 'class']),
  /** Whose review it was; null: nobody's alone, hidden, or gone. */
  by: z.string().nullable(),
  staff: z.boolean(),
  score: z.number(),
  bias: z.number().nullable(),
  share: z.number().nullable(),
});
export type Step = z.output<typeof step>;

export const decision = z.object({ at: instant, score: z.number(), reason: z.string(), by: z.string(), onAppeal: z.boolean() });
export type Decision = z.output<typeof decision>;

export const grade = z.object({
  /** 0–100, what counts: as computed, or as somebody decided. */
  score: z.number(),
  computed: z
    .object({
      score: z.number(),
      method: z.enum(['staff', 'single', 'median', 'model']),
      steps: z.array(step),
      interval: z.array(z.number()).length(2).nullable(),
    })
    .nullable(),
  /** The latest decision of a person; null: as computed. */
  decided: decision.nullable(),
});
export type GradeShown = z.output<typeof grade>;

const appealState = z.enum(['open', 'kept', 'changed']);
export const gradeAppeal = z.object({
  id,
  at: instant,
  text: z.string(),
  state: appealState,
  answer: z.string().nullable(),
  decidedAt: instant.nullable(),
});
export type GradeAppeal = z.output<typeof gradeAppeal>;

/** `asked`: only the author and staff see it; members do once the author agreed. */
const consent = z.enum(['asked', 'given', 'refused']);
export const feature = z.object({ why: z.string(), at: instant, consent });
export type Feature = z.output<typeof feature>;

const person = z.object({ enrolmentId: id, nickname: z.string() });

/** A work as staff see it. */
export const work = z.object({
  submissionId: id,
  author: person,
  at: instant,
  changedAt: instant,
  version: count,
  late: z.boolean(),
  state: workState,
  fallback: fallback.nullable(),
  /** Reviews asked for, given by members, being written; by staff. */
  need: count,
  given: count,
  open: count,
  byStaff: count,
  score: z.number().nullable(),
  appeal: appealState.nullable(),
  featured: consent.nullable(),
});
export type Work = z.output<typeof work>;

/** `lapsed`: not done in time; `taken`: staff took it away; `left`: who was to review, or the author, has left. */
const reviewState = z.enum(['open', 'given', 'lapsed', 'taken', 'left']);
export type ReviewState = z.output<typeof reviewState>;

/** A review as staff see it. */
export const staffReview = z.object({
  reviewId: id,
  /** Null: of staff. */
  reviewer: person.nullable(),
  by: z.string(),
  state: reviewState,
  /** Taken up by oneself. */
  volunteered: z.boolean(),
  at: instant,
  until: instant,
  givenAt: instant.nullable(),
  text: z.string(),
  scores,
  score: z.number().nullable(),
});

/** A review as the author sees it. */
export const received = z.object({
  reviewId: id,
  /** Null: hidden, or gone. */
  by: z.string().nullable(),
  staff: z.boolean(),
  at: instant,
  text: z.string(),
  scores,
  score: z.number().nullable(),
});

/** A review the caller has to give or has given. */
export const toReview = z.object({
  reviewId: id,
  submissionId: id,
  /** Null: hidden. */
  author: z.string().nullable(),
  state: reviewState,
  volunteered: z.boolean(),
  until: instant,
  givenAt: instant.nullable(),
  /** Until its time ends, given or not. */
  canWrite: z.boolean(),
});
export type ToReview = z.output<typeof toReview>;

/** Who has done what: for staff and for whoever leads a squad. */
export const doing = person.extend({
  squadId: id.nullable(),
  squad: z.string().nullable(),
  submitted: z.enum(['onTime', 'late', 'missing', 'notYet']),
  /** Reviews owed, given, and those of which the time has passed. */
  owes: count,
  gave: count,
  lapsed: count,
});
export type Doing = z.output<typeof doing>;
