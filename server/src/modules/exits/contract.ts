import { z } from 'zod';
import { operation } from '../../kernel/operation.ts';
import { id } from '../../vocabulary/ids.ts';

const count = z.number().int().nonnegative();
const day = z.iso.date();
const text = z.string().trim().min(2).max(120);
const code = z.string().min(16).max(64);

const question = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('choice'), text, options: z.array(z.string().trim().min(1).max(40)).min(2).max(10) }),
  z.object({ kind: z.literal('words'), text }),
]);
export type Question = z.output<typeof question>;

/** To one question: the number of an option (from 0), or words; null where somebody said nothing. */
const answer = z.union([z.number().int().min(0).max(9), z.string().trim().min(1).max(1_000)]).nullable();
export type Answer = z.output<typeof answer>;

const survey = {
  version: count,
  questions: z.array(question).min(1).max(3),
  /** Answers do not say whose they are, to staff nor in the database. */
  anonymous: z.boolean(),
};

/** `by`: who said so; null where the survey was anonymous. */
const told = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('choice'), text: z.string(), options: z.array(z.object({ option: z.string(), count })), answers: count }),
  z.object({ kind: z.literal('words'), text: z.string(), words: z.array(z.object({ text: z.string(), by: z.string().nullable() })) }),
]);
export type Told = z.output<typeof told>;

/** Saying goodbye: the exit survey, its results, and the page on which somebody leaves decently. */
export const exits = {
  survey: operation({
    kind: 'query',
    access: { role: 'coach', scope: 'community', of: 'communityId' },
    path: '/communities/{communityId}/exit-survey',
    summary: 'The exit survey of a community and what was answered, once there are enough answers to hide who gave which',
    input: z.object({ communityId: id }),
    output: z.object({
      survey: z.object({ ...survey, open: z.boolean() }).nullable(),
      answers: count,
      /** So many answers are needed before any is told. */
      enough: count,
      /** null: too few. Of all versions; equal questions are told together. */
      results: z.array(told).nullable(),
      /** Who left, the last 200 first; `path` once a link was made. Who has answered is not told of an anonymous survey. */
      gone: z.array(
        z.object({ enrolmentId: id, nickname: z.string(), leftOn: day, path: z.string().nullable(), answered: z.boolean().nullable() }),
      ),
      goneAll: count,
    }),
  }),
  setSurvey: operation({
    kind: 'command',
    access: { role: 'operator', scope: 'community', of: 'communityId' },
    path: '/communities/{communityId}/exit-survey',
    method: 'PUT',
    summary: 'Set the questions of the exit survey, whether it is anonymous, and whether it takes answers; earlier answers stay',
    input: z.object({ communityId: id, questions: survey.questions, anonymous: survey.anonymous, open: z.boolean() }),
    output: z.object({ ...survey, open: z.boolean() }),
  }),
  link: operation({
    kind: 'command',
    access: { role: 'operator', scope: 'community', of: 'enrolmentId' },
    path: '/enrolments/{enrolmentId}/exit-link',
    summary: 'A link to the exit survey for somebody who left, to be sent by a person; always the same one',
    input: z.object({ enrolmentId: id }),
    output: z.object({ path: z.string() }),
  }),
  mine: operation({
    kind: 'query',
    access: { role: 'member', scope: 'community', of: 'any' },
    path: '/me/exit-surveys',
    summary: 'Surveys the caller may answer: of communities in which a campaign has ended and the survey is open',
    input: z.object({}),
    output: z.object({ surveys: z.array(z.object({ communityId: id, community: z.string(), answered: z.boolean() })) }),
  }),
  ownLink: operation({
    kind: 'command',
    access: { role: 'member', scope: 'community', of: 'communityId' },
    path: '/me/exit-surveys/{communityId}/link',
    summary: 'The caller’s own link to the exit survey',
    input: z.object({ communityId: id }),
    output: z.object({ path: z.string() }),
  }),
  read: operation({
    kind: 'query',
    access: { public: true },
    path: '/exit-surveys/{code}',
    summary: 'The exit survey and the goodbye of a community, for whoever has the code of a link',
    input: z.object({ code }),
    output: z.object({
      ...survey,
      community: z.string(),
      nickname: z.string(),
      open: z.boolean(),
      answered: z.boolean(),
      /** They have left; else they still take part. */
      gone: z.boolean(),
      /** Of the invitation while it is open: the way back. */
      invitation: z.string().nullable(),
    }),
  }),
  answer: operation({
    kind: 'command',
    access: { public: true },
    path: '/exit-surveys/{code}/answers',
    summary: 'Answer the exit survey, once; the questions must be those that were read',
    input: z.object({ code, version: count, answers: z.array(answer).min(1).max(3) }),
    output: z.object({}),
  }),
};
