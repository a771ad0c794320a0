/** A bank of questions: drawing some by a seed, scoring, how many tries are left. Pure; knows neither who answers nor what for. */
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

interface Question {
  text: string;
  right: string;
  wrong: readonly string[];
  why: string;
}

interface Bank<Q = Pick<Question, 'wrong'>> {
  questions: readonly Q[];
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

interface Try {
  seed: number;
  /** Places in the lists of options, of which 0 is the right one. */
  answers: readonly number[];
}

function questionAt<Q>({ questions }: { questions: readonly Q[] }, place: number): Q {
  const found = questions[place];
  if (!found) throw new TypeError('a question was drawn that is not there');
  return found;
}

/** The question that comes next in a try under way, without its answer. */
export function nextQuestion(bank: Bank<Question>, { seed, answers }: Try) {
  const drawn = draw(bank, seed);
  const next = drawn[answers.length];
  if (!next) throw new TypeError('a try under way has no next question');
  const { text, right, wrong } = questionAt(bank, next.question);
  const all = [right, ...wrong];
  const options = next.options.flatMap((place) => all[place] ?? []);
  return { asked: drawn.length, answered: answers.length, question: { text, options } };
}

/** The first answer counts: a second one is told what the first was. Null where it is not this question's turn, or no such option. */
export function answerAt(bank: Bank<Question>, { seed, answers }: Try, question: number, option: number) {
  const drawn = draw(bank, seed);
  const asked = drawn[question];
  const place = asked?.options[option];
  if (!asked || place === undefined || question > answers.length) return null;
  const first = question === answers.length;
  const after = first ? [...answers, place] : [...answers];
  const { right: answer, wrong, why } = questionAt(bank, asked.question);
  const chosen = after[question] ?? place;
  const said = { right: chosen === 0, chosen: [answer, ...wrong][chosen] ?? '', answer, why };
  return { first, answers: after, finished: after.length === drawn.length, said };
}

/** What was asked and chosen so far, for the person's own copy. */
export function answered(bank: Bank<Question>, { seed, answers }: Try): { question: string; chosen: string; right: boolean }[] {
  return draw(bank, seed)
    .slice(0, answers.length)
    .map(({ question }, at) => {
      const { text, right, wrong } = questionAt(bank, question);
      const chosen = answers[at] ?? 0;
      return { question: text, chosen: [right, ...wrong][chosen] ?? '', right: chosen === 0 };
    });
}
