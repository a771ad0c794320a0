/** Is this a community yet? Six plain questions; the answer is a piece of advice and blocks nothing. */

/** In the order they are asked; what each is worth follows from the trade's own tests, weighed by nobody. */
export const questions = ['goal', 'centre', 'silence', 'return', 'exchange', 'time'] as const;
export type Question = (typeof questions)[number];
export type Answers = Partial<Record<Question, boolean>>;

export type Verdict = 'community' | 'fans' | 'noGoal' | 'noCentre' | 'noTime' | 'almost';

/**
 * `goal`: one common goal that can be counted; `centre`: somebody alive in it every day; `silence`: others speak when that one is
 * silent; `return`: people came back by themselves; `exchange`: members know something of each other; `time`: half an hour a day.
 * Null until all are answered. The first thing missing decides, because what comes after it would not hold.
 */
export function verdictOf(answers: Answers): Verdict | null {
  if (questions.some((question) => answers[question] === undefined)) return null;
  if (!answers.centre) return 'noCentre';
  if (!answers.time) return 'noTime';
  if (!answers.silence && !answers.exchange) return 'fans';
  if (!answers.goal) return 'noGoal';
  return answers.silence && answers.exchange && answers.return ? 'community' : 'almost';
}
