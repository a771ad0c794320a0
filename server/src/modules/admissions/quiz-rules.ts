/** A bank of questions: drawing some by a seed, scoring, how many tries are left. Pure; knows neither who answers nor what for. */
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

interface Bank {
  questions: readonly { wrong: readonly string[] }[];
  /** How many of them are asked in one try. */
  ask: number;
}

interface Drawn {
  /** Place in the bank. */
  question: number;
  /** Places in the question's list of options, of which 0 is the right one, as they are shown. */
  options: number[];
}

/** The same seed draws the same questions and options in the same order. */
export function draw({ questions, ask }: Bank, seed: number): Drawn[] {
  const source = xoroshiro128plus(seed);
  const shuffled = (length: number): number[] => {
    const left = Array.from({ length }, (_, place) => place);
    return Array.from({ length }, () => left.splice(uniformInt(source, 0, left.length - 1), 1)).flat();
  };
  return shuffled(questions.length)
    .slice(0, ask)
    .map((question) => ({ question, options: shuffled(1 + (questions[question]?.wrong.length ?? 0)) }));
}

/** @param answers places in the lists of options, of which 0 is the right one */
export function scoreOf(answers: readonly number[]): number {
  return answers.filter((answer) => answer === 0).length;
}

/** @param tries null: as often as one likes, and null is left */
export function triesLeft(tries: number | null, begun: number): number | null {
  return tries === null ? null : Math.max(0, tries - begun);
}
