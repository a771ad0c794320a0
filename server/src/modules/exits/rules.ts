/** What is told of answers, and which fit their questions. Pure. */
import type { Answer, Question, Told } from './contract.ts';

/** With fewer answers it could be guessed who gave which. */
export const ENOUGH = 5;
const MOST_WORDS = 200;

/** Each answers its question in kind; at least one says something. */
export function fits(questions: readonly Question[], answers: readonly Answer[]): boolean {
  return (
    answers.length === questions.length &&
    answers.some((one) => one !== null) &&
    questions.every((question, index) => {
      const given = answers[index] ?? null;
      if (given === null) return true;
      return question.kind === 'choice' ? typeof given === 'number' && given < question.options.length : typeof given === 'string';
    })
  );
}

export interface Given {
  questions: readonly Question[];
  answers: readonly Answer[];
  by: string | null;
}

/**
 * By question, in the order they were first asked. Words come in the order of their characters: the order they were given in
 * would tell who said them. @returns null below `ENOUGH` answers
 */
export function told(all: readonly Given[]): Told[] | null {
  if (all.length < ENOUGH) return null;
  const found = new Map<string, { question: Question; given: { answer: Answer; by: string | null }[] }>();
  for (const { questions, answers, by } of all)
    for (const [index, question] of questions.entries()) {
      const key = JSON.stringify(question);
      const one = found.get(key) ?? { question, given: [] };
      one.given.push({ answer: answers[index] ?? null, by });
      found.set(key, one);
    }
  return [...found.values()].map(({ question, given }) => {
    if (question.kind === 'words') {
      const words = given.flatMap(({ answer, by }) => (typeof answer === 'string' ? [{ text: answer, by }] : []));
      return { kind: 'words', text: question.text, words: words.sort((a, b) => (a.text < b.text ? -1 : 1)).slice(0, MOST_WORDS) };
    }
    const options = question.options.map((option, index) => ({ option, count: given.filter(({ answer }) => answer === index).length }));
    return { kind: 'choice', text: question.text, options, answers: options.reduce((sum, { count }) => sum + count, 0) };
  });
}
