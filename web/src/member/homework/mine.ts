import { useAsk } from '../ask.ts';
import { setClock } from '../clock.ts';
import { call, patience } from '../connection.ts';
import type { Asks } from '../rules.ts';

async function mine() {
  const answer = await call.homework.mine({}, patience());
  setClock(answer.now);
  return answer;
}
const ownOf = (assignmentId: string) => call.homework.own({ assignmentId }, patience());
const taskOf = (reviewId: string) => call.homework.task({ reviewId }, patience());
const examplesOf = (communityId: string) => call.homework.examples({ communityId }, patience());

export type Line = Awaited<ReturnType<typeof mine>>['assignments'][number];
/** One assignment of the caller's, with everything its page shows. */
export type Own = Awaited<ReturnType<typeof ownOf>>;
export type Task = Awaited<ReturnType<typeof taskOf>>;
export type Work = Task['content'];
export type ToReview = Own['toReview'][number];
export type Requirement = Own['needs'][number];
export type Grade = NonNullable<Own['grade']>;

export const useHomework = () => useAsk('homework', mine);
export const useOwn = (assignmentId: string) => useAsk(`homework ${assignmentId}`, () => ownOf(assignmentId));
export const useTask = (reviewId: string) => useAsk(`review ${reviewId}`, () => taskOf(reviewId));
export const useExamples = (communityId: string) => useAsk(`examples ${communityId}`, () => examplesOf(communityId));

/** Homework asks for no number. */
export const asksOf = ({ policy: { content } }: Pick<Own, 'policy'>): Asks => ({ content: { ...content, number: null } });

/** Until when something can be handed in. */
export const takenUntil = ({ dueAt, lateUntilAt }: Pick<Own, 'dueAt' | 'lateUntilAt'>) => Date.parse(lateUntilAt ?? dueAt);

/** Nothing was handed in, and something still can be. */
export const toWrite = (line: Line, now: number) => (line.submitted === 'notYet' || line.submitted === 'missing') && now < takenUntil(line);

export const homeworkPath = (assignmentId: string) => `/m/homework?assignment=${assignmentId}`;
export const reviewPath = (reviewId: string) => `/m/review?review=${reviewId}`;
