import { z } from 'zod';
import { operation } from '../../kernel/operation.ts';
import { id, instant } from '../../vocabulary/ids.ts';
import {
  assignment,
  assignmentInput,
  count,
  decision,
  doing,
  feature,
  given,
  grade,
  gradeAppeal,
  moment,
  policy,
  received,
  requirement,
  scores,
  staffReview,
  toReview,
  work,
} from './shapes.ts';

export { assignmentInput, policy } from './shapes.ts';

const counts = { people: count, submitted: count, late: count, reviewed: count, withStaff: count, openAppeals: count };
const said = { text: z.string().trim().max(5_000), scores: scores.default([]) };
const reason = z.string().trim().min(2).max(300);
const score = z.number().min(0).max(100);

const ownAssignment = assignment.extend({
  nickname: z.string(),
  submission: z
    .object({
      submissionId: id,
      content: given,
      version: count,
      at: instant,
      changedAt: instant,
      late: z.boolean(),
      /** Until the due instant it may be replaced or withdrawn. */
      canChange: z.boolean(),
      /** Reviews it has, of how many. */
      need: count,
      have: count,
    })
    .nullable(),
  /** What is needed to hand something in now: the time, and the content, judged as if nothing was written yet. */
  needs: z.array(requirement),
  toReview: z.array(toReview),
  /** There is another work the caller may review. */
  canTakeMore: z.boolean(),
  /** What is needed to see the reviews of the own work, and to be graded. */
  toSee: z.array(requirement),
  toBeGraded: z.array(requirement),
  /** Null: not to be seen yet, `toSee` says why. */
  received: z.array(received).nullable(),
  grade: grade.nullable(),
  appeal: z.object({
    /** Until when; null: there is no grade to ask about. */
    until: instant.nullable(),
    canAsk: z.boolean(),
    asked: gradeAppeal.nullable(),
  }),
  feature: feature.nullable(),
});

/** Homework (作业) and peer review (互评): assignments, works, reviews by others, grades with their steps, appeals, examples. */
export const homework = {
  list: operation({
    kind: 'query',
    access: { role: 'viewer', scope: 'community', of: 'any' },
    path: '/assignments',
    summary: 'Assignments the caller may see, the latest due first, with how each goes',
    input: z.object({ communityId: id.optional() }),
    output: z.object({ assignments: z.array(assignment.extend(counts)) }),
  }),
  assignment: operation({
    kind: 'query',
    access: { role: 'viewer', scope: 'community', of: 'assignmentId' },
    path: '/assignments/{assignmentId}',
    summary: 'An assignment with its policy, how it goes, and how its reviews were dealt',
    input: z.object({ assignmentId: id }),
    output: assignment.extend({
      ...counts,
      /** Each can be told again from its seed. */
      rounds: z.array(
        z.object({ at: instant, seed: z.string(), works: count, reviewers: count, pairs: count, short: count, relaxed: z.boolean() }),
      ),
    }),
  }),
  create: operation({
    kind: 'command',
    access: { role: 'operator', scope: 'community', of: 'communityId' },
    path: '/communities/{communityId}/assignments',
    summary: 'Write an assignment; nobody else sees it before it is published',
    input: z.object({ communityId: id, ...assignmentInput }),
    output: assignment,
  }),
  update: operation({
    kind: 'command',
    access: { role: 'operator', scope: 'community', of: 'assignmentId' },
    path: '/assignments/{assignmentId}',
    method: 'PATCH',
    summary: 'Change an assignment; once somebody has handed in only its words, and its due instant to a later one before it has come',
    input: z.object({
      assignmentId: id,
      title: assignmentInput.title.optional(),
      asked: z.string().trim().max(5_000).optional(),
      campaignId: id.nullable().optional(),
      due: moment.optional(),
      lateUntil: moment.nullable().optional(),
      policy: policy.optional(),
    }),
    output: assignment,
  }),
  publish: operation({
    kind: 'command',
    access: { role: 'operator', scope: 'community', of: 'assignmentId' },
    path: '/assignments/{assignmentId}/publish',
    summary: 'Show an assignment to everyone who takes part',
    input: z.object({ assignmentId: id }),
    output: assignment,
  }),
  closeNow: operation({
    kind: 'command',
    access: { role: 'operator', scope: 'community', of: 'assignmentId' },
    path: '/assignments/{assignmentId}/close-now',
    summary: 'End early what runs: handing in while that is open, else the time for reviews',
    input: z.object({ assignmentId: id }),
    output: assignment,
  }),
  remove: operation({
    kind: 'command',
    access: { role: 'operator', scope: 'community', of: 'assignmentId' },
    path: '/assignments/{assignmentId}',
    method: 'DELETE',
    summary: 'Remove an assignment nobody has handed anything in for',
    input: z.object({ assignmentId: id }),
    output: z.object({}),
  }),
  people: operation({
    kind: 'query',
    access: { role: 'coach', scope: 'community', of: 'assignmentId', right: 'squad.see' },
    path: '/assignments/{assignmentId}/people',
    summary: 'Who has handed in and reviewed, who has not; whoever leads a squad asks with `squadId`',
    input: z.object({ assignmentId: id, squadId: id.optional() }),
    output: z.object({ people: z.array(doing) }),
  }),
  submissions: operation({
    kind: 'query',
    access: { role: 'coach', scope: 'community', of: 'assignmentId' },
    path: '/assignments/{assignmentId}/submissions',
    summary: 'The works of an assignment with their reviews and grades, those that need staff first',
    input: z.object({ assignmentId: id }),
    output: z.object({ submissions: z.array(work) }),
  }),
  submission: operation({
    kind: 'query',
    access: { role: 'coach', scope: 'community', of: 'submissionId' },
    path: '/submissions/{submissionId}',
    summary: 'One work with all its reviews, its grade and each step to it, what was decided, and its appeal',
    input: z.object({ submissionId: id }),
    output: work.extend({
      assignment,
      content: given,
      reviews: z.array(staffReview),
      grade: grade.nullable(),
      /** Decisions about its grade, the latest first. */
      decisions: z.array(decision),
      gradeAppeal: gradeAppeal.extend({ canDecide: z.boolean() }).nullable(),
      feature: feature.nullable(),
    }),
  }),
  reviewers: operation({
    kind: 'query',
    access: { role: 'coach', scope: 'community', of: 'assignmentId' },
    path: '/assignments/{assignmentId}/reviewers',
    summary: 'How well each reviewed, against the best review of each work; who is far off, always kind or hard, or returned a favour',
    input: z.object({ assignmentId: id }),
    output: z.object({
      reviewers: z.array(
        z.object({
          enrolmentId: id,
          nickname: z.string(),
          given: count,
          /** Works somebody else reviewed as well: what the rest stands on. */
          compared: count,
          /** 0–100; null: nothing to compare with. */
          score: z.number().nullable(),
          /** Points above (+) or below (−) what others gave the same works. */
          bias: z.number().nullable(),
          outlier: z.boolean(),
          /** Nicknames: who gave each other more than the works got from others. */
          reciprocalWith: z.array(z.string()),
        }),
      ),
    }),
  }),
  waiting: operation({
    kind: 'query',
    access: { role: 'coach', scope: 'community', of: 'any' },
    path: '/homework/waiting',
    summary: 'What waits for staff: works nobody else reviews, with the reason, and appeals',
    input: z.object({ communityId: id.optional() }),
    output: z.object({
      works: z.array(work.extend({ assignmentId: id, title: z.string(), communityId: id, community: z.string() })),
    }),
  }),
  assign: operation({
    kind: 'command',
    access: { role: 'coach', scope: 'community', of: 'submissionId' },
    path: '/submissions/{submissionId}/reviewers',
    summary: 'Ask somebody to review a work',
    input: z.object({ submissionId: id, enrolmentId: id }),
    output: z.object({ reviewId: id, until: instant }),
  }),
  takeAway: operation({
    kind: 'command',
    access: { role: 'coach', scope: 'community', of: 'reviewId' },
    path: '/reviews/{reviewId}/take-away',
    summary: 'Take a review away from whoever has it and has not given it; it is not owed any more and goes to somebody else',
    input: z.object({ reviewId: id }),
    output: z.object({}),
  }),
  review: operation({
    kind: 'command',
    access: { role: 'coach', scope: 'community', of: 'submissionId' },
    path: '/submissions/{submissionId}/review',
    method: 'PUT',
    summary: 'Review a work as staff, or change that review: the work has what it needs then',
    input: z.object({ submissionId: id, ...said }),
    output: z.object({ reviewId: id }),
  }),
  decide: operation({
    kind: 'command',
    access: { role: 'coach', scope: 'community', of: 'submissionId' },
    path: '/submissions/{submissionId}/grade',
    method: 'PUT',
    summary: 'Decide the grade of a work, with a reason its author reads',
    input: z.object({ submissionId: id, score, reason }),
    output: z.object({ score: z.number() }),
  }),
  decideAppeal: operation({
    kind: 'command',
    access: { role: 'coach', scope: 'community', of: 'gradeAppealId' },
    path: '/grade-appeals/{gradeAppealId}/decide',
    summary: 'Answer an appeal: keep the grade or change it. Not by whoever reviewed the work or decided its grade',
    input: z.object({ gradeAppealId: id, score: score.nullable().default(null), reason }),
    output: gradeAppeal,
  }),
  feature: operation({
    kind: 'command',
    access: { role: 'coach', scope: 'community', of: 'submissionId', right: 'squad.praise' },
    path: '/submissions/{submissionId}/feature',
    method: 'PUT',
    summary: 'Mark a work as an example, with a sentence why (who, what, with which result); members see it once its author agrees',
    input: z.object({ submissionId: id, squadId: id.optional(), why: z.string().trim().min(2).max(300) }),
    output: feature,
  }),
  unfeature: operation({
    kind: 'command',
    access: { role: 'coach', scope: 'community', of: 'submissionId' },
    path: '/submissions/{submissionId}/feature',
    method: 'DELETE',
    summary: 'A work is no example any more',
    input: z.object({ submissionId: id }),
    output: z.object({}),
  }),
  mine: operation({
    kind: 'query',
    access: { role: 'member', scope: 'community', of: 'any' },
    path: '/me/homework',
    summary: 'The caller’s assignments, those still to be handed in first, with reviews to give',
    input: z.object({}),
    output: z.object({
      now: instant,
      assignments: z.array(
        assignment.extend({
          submitted: z.enum(['onTime', 'late', 'missing', 'notYet']),
          /** Reviews that wait for the caller, and until when the first of them does. */
          toReview: count,
          reviewUntil: instant.nullable(),
          /** Something to look at: reviews, a grade, a question about an example. */
          score: z.number().nullable(),
          asksConsent: z.boolean(),
          /** Its community was dissolved: nothing is asked any more. */
          dissolved: z.boolean(),
        }),
      ),
    }),
  }),
  own: operation({
    kind: 'query',
    access: { role: 'member', scope: 'community', of: 'assignmentId' },
    path: '/me/homework/{assignmentId}',
    summary: 'One assignment with everything its page shows to the caller',
    input: z.object({ assignmentId: id }),
    output: ownAssignment,
  }),
  submit: operation({
    kind: 'command',
    access: { role: 'member', scope: 'community', of: 'assignmentId' },
    path: '/assignments/{assignmentId}/submission',
    method: 'PUT',
    summary: 'Hand in a work, or replace the own one until it is due; the same again changes nothing',
    input: z.object({ assignmentId: id, content: given.prefault({}) }),
    output: z.object({ submissionId: id, version: count, late: z.boolean(), at: instant }),
  }),
  withdraw: operation({
    kind: 'command',
    access: { role: 'member', scope: 'community', of: 'assignmentId' },
    path: '/assignments/{assignmentId}/submission',
    method: 'DELETE',
    summary: 'Take the own work back before it is due',
    input: z.object({ assignmentId: id }),
    output: z.object({}),
  }),
  task: operation({
    kind: 'query',
    access: { role: 'member', scope: 'community', of: 'reviewId' },
    path: '/me/reviews/{reviewId}',
    summary: 'A work the caller is to review, with what is asked of the review and what is written so far',
    input: z.object({ reviewId: id }),
    output: toReview.extend({
      assignment,
      content: given,
      /** As kept: a draft, or what was given. */
      text: z.string(),
      scores,
      needs: z.array(requirement),
    }),
  }),
  saveReview: operation({
    kind: 'command',
    access: { role: 'member', scope: 'community', of: 'reviewId' },
    path: '/me/reviews/{reviewId}/draft',
    method: 'PUT',
    summary: 'Keep a review that is not finished yet; nobody else sees it',
    input: z.object({ reviewId: id, ...said }),
    output: z.object({ needs: z.array(requirement) }),
  }),
  giveReview: operation({
    kind: 'command',
    access: { role: 'member', scope: 'community', of: 'reviewId' },
    path: '/me/reviews/{reviewId}',
    method: 'PUT',
    summary: 'Give a review, or change a given one until its time is over',
    input: z.object({ reviewId: id, ...said }),
    output: toReview,
  }),
  takeMore: operation({
    kind: 'command',
    access: { role: 'member', scope: 'community', of: 'assignmentId' },
    path: '/assignments/{assignmentId}/more',
    summary: 'Take one more work to review, once the own reviews are given: the one that has the fewest',
    input: z.object({ assignmentId: id }),
    output: toReview,
  }),
  appeal: operation({
    kind: 'command',
    access: { role: 'member', scope: 'community', of: 'assignmentId' },
    path: '/me/homework/{assignmentId}/appeal',
    summary: 'Ask for the grade of the own work to be looked at again by somebody else, once and within the days for it',
    input: z.object({ assignmentId: id, text: z.string().trim().min(1).max(1_000) }),
    output: gradeAppeal,
  }),
  answerFeature: operation({
    kind: 'command',
    access: { role: 'member', scope: 'community', of: 'assignmentId' },
    path: '/me/homework/{assignmentId}/feature',
    summary: 'Say whether the own work may be shown to members as an example; may be changed at any time',
    input: z.object({ assignmentId: id, agree: z.boolean() }),
    output: feature,
  }),
  examples: operation({
    kind: 'query',
    access: { role: 'member', scope: 'community', of: 'communityId' },
    path: '/communities/{communityId}/examples',
    summary: 'Works shown as examples: who did what, with which result; the latest first',
    input: z.object({ communityId: id }),
    output: z.object({
      examples: z.array(
        z.object({
          submissionId: id,
          assignmentId: id,
          title: z.string(),
          nickname: z.string(),
          why: z.string(),
          at: instant,
          content: given,
        }),
      ),
    }),
  }),
};
