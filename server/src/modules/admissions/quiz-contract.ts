import { z } from 'zod';
import { operation } from '../../kernel/operation.ts';
import { id, instant } from '../../vocabulary/ids.ts';
import { code, secret } from './shapes.ts';

const option = z.string().trim().min(1).max(100);

/** Shapes of a bank of questions; other exams are built of them. */
export const quizQuestion = z
  .strictObject({
    text: z.string().trim().min(1).max(200),
    right: option,
    wrong: z.array(option).min(1).max(5),
    /** Told once it was answered. */
    why: z.string().trim().min(1).max(300),
  })
  .refine(({ right, wrong }) => new Set([right, ...wrong]).size === wrong.length + 1, { error: 'two options are the same' });

const terms = {
  /** How many questions are asked in one try. */
  ask: z.number().int().min(1).max(50),
  /** Right answers needed. */
  pass: z.number().int().min(1).max(50),
  /** How often it may be tried; null: as often as one likes. */
  tries: z.number().int().min(1).max(20).nullable(),
  /** Whoever has not passed: cannot apply, or applies and is marked for the reviewer. */
  failing: z.enum(['barred', 'marked']),
};
/** What applicants may know beforehand. */
export const quizTerms = z.object(terms);
export type QuizTerms = z.output<typeof quizTerms>;

/** Options are shown in an order of their own in every try. */
export const quiz = z
  .strictObject({ ...terms, questions: z.array(quizQuestion).min(1).max(50) })
  .refine(({ questions, ask }) => ask <= questions.length, { error: 'asks for more questions than there are' })
  .refine(({ ask, pass }) => pass <= ask, { error: 'needs more right answers than questions are asked' });
export type Quiz = z.output<typeof quiz>;

const count = z.number().int().nonnegative();

/** How an application did in it: the latest finished try, or the one that passed. */
export const quizResult = z.object({ score: count, asked: count, passed: z.boolean(), tries: count });
export type QuizResult = z.output<typeof quizResult>;

const ownQuiz = z.object({
  passed: z.boolean(),
  /** Some try was answered to its end. */
  finished: z.boolean(),
  last: z.object({ score: count, asked: count }).nullable(),
  /** Null: as many as one likes. */
  triesLeft: count.nullable(),
  /** The try under way, with the question that comes next. */
  current: z
    .object({ number: count, asked: count, answered: count, question: z.object({ text: z.string(), options: z.array(z.string()) }) })
    .nullable(),
});
export type OwnQuiz = z.output<typeof ownQuiz>;

/** The quiz on the rules that stands before an application. */
export const quizOperations = {
  quiz: operation({
    kind: 'query',
    access: { role: 'operator', scope: 'community', of: 'communityId' },
    path: '/communities/{communityId}/quiz',
    summary: 'The quiz on the rules that applicants answer, if there is one, and how many have tried it',
    input: z.object({ communityId: id }),
    output: z.object({
      quiz: quiz.nullable(),
      /** 0: there never was one. */
      version: count,
      decidedAt: instant.nullable(),
      /** Of this version, by the page they applied on. */
      tried: count,
      passed: count,
    }),
  }),
  setQuiz: operation({
    kind: 'command',
    access: { role: 'operator', scope: 'community', of: 'communityId' },
    path: '/communities/{communityId}/quiz',
    method: 'PUT',
    summary: 'Set the quiz on the rules, or take it away; tries count anew, and who has passed has passed',
    input: z.object({
      communityId: id,
      quiz: quiz.nullable(),
      /** The latest the caller saw. */
      version: count,
    }),
    output: z.object({ version: count }),
  }),
  ownQuiz: operation({
    kind: 'query',
    access: { public: true },
    path: '/invitations/{code}/quiz/state',
    // In the body, where no log keeps the secret.
    method: 'POST',
    summary: 'How whoever holds a secret stands in the quiz of an invitation',
    input: z.object({ code, secret }),
    output: ownQuiz,
  }),
  tryQuiz: operation({
    kind: 'command',
    access: { public: true },
    path: '/invitations/{code}/quiz/tries',
    summary: 'Begin a try at the quiz; the one under way, if there is one, goes on',
    input: z.object({ code, secret }),
    output: ownQuiz,
  }),
  answerQuiz: operation({
    kind: 'command',
    access: { public: true },
    path: '/invitations/{code}/quiz/answers',
    summary: 'Answer one question of a try; the first answer counts, and only then is the right one told',
    input: z.object({
      code,
      secret,
      /** Number of the try. */
      number: count,
      /** Place of the question in the try, from 0. */
      question: count,
      /** Place of the option as it was shown, from 0. */
      option: count,
    }),
    output: z.object({ right: z.boolean(), chosen: z.string(), answer: z.string(), why: z.string(), quiz: ownQuiz }),
  }),
};
