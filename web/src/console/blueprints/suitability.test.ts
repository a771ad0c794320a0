import { expect, it } from 'vitest';
import { type Answers, type Question, questions, verdictOf } from './suitability.ts';

const all: Answers = Object.fromEntries(questions.map((question) => [question, true]));
const without = (...missing: Question[]): Answers => ({ ...all, ...Object.fromEntries(missing.map((question) => [question, false])) });

it.each<[string, Answers, string | null]>([
  ['all is there', all, 'community'],
  ['nobody talks but one, and nobody knows another', without('silence', 'exchange'), 'fans'],
  ['no goal either: fans first', without('silence', 'exchange', 'goal'), 'fans'],
  ['nothing to count', without('goal'), 'noGoal'],
  ['nobody alive in it', without('centre', 'goal', 'silence'), 'noCentre'],
  ['no time for it', without('time'), 'noTime'],
  ['silent without the leader, but they know each other', without('silence'), 'almost'],
  ['nobody has come back yet', without('return'), 'almost'],
  ['not all answered', { goal: true }, null],
  ['none answered', {}, null],
])('%s', (_what, answers, verdict) => {
  expect(verdictOf(answers)).toBe(verdict);
});
