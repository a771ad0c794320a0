/** Suggestions about people who are about to be lost, or wait for a word. */
import { DAY_MS, zoneClock } from '#vocabulary/zone';
import { instant, referTo } from '../collect/people.ts';
import type { PersonPicture } from '../picture.ts';
import { endOfCoverage, pictureWindows } from '../windows.ts';
import { type Proposer, refOf } from './proposal.ts';

/** At risk and not yet lost: core members first, then by what they used to give. One of the core outweighs all else. */
export const rescueAtRisk: Proposer = (_input, draft) => {
  const leaving = draft.people
    .filter(({ flags }) => flags.includes('atRisk') && !flags.includes('lost'))
    .sort((a, b) => Number(b.flags.includes('core')) - Number(a.flags.includes('core')) || b.messages - a.messages);
  if (leaving.length === 0) return null;
  const core = leaving.filter(({ flags }) => flags.includes('core')).length;
  const silent = (person: PersonPicture) =>
    person.lastAt === null ? 0 : Math.floor((Date.parse(draft.asOf) - Date.parse(person.lastAt)) / DAY_MS);
  return {
    kind: 'rescueAtRisk',
    impact: core > 0 ? 95 : 75,
    people: leaving.map(refOf),
    values: { n: leaving.length, core, days: Math.max(...leaving.map(silent)) },
    evidence: leaving.map((person) => ({ at: person.lastAt, person: refOf(person), value: silent(person) })),
  };
};

/** Newcomers nobody has answered, latest first: the first days decide whether a person stays. */
export const answerNewcomers: Proposer = (_input, { newcomers }) => {
  const waiting = newcomers.unanswered;
  if (waiting.length === 0) return null;
  return {
    kind: 'answerNewcomers',
    impact: 80,
    people: waiting.map(refOf),
    values: { n: newcomers.total - newcomers.answered, total: newcomers.total, days: newcomers.windowDays },
    evidence: waiting.map(({ id, name, firstAt, text }) => ({
      at: firstAt,
      person: { id, name },
      ...(text === undefined ? {} : { text }),
    })),
  };
};

/** Questions of the last seven days after which nobody else spoke within five minutes, latest first. */
export const answerQuestions: Proposer = (input) => {
  const { people } = input;
  const { since7 } = pictureWindows(endOfCoverage(input.coverage, input.asOf), zoneClock(input.zone));
  const start = zoneClock(input.zone).startOfDay(since7);
  const questions = input.questions.filter(({ at }) => at >= start);
  if (questions.length === 0) return null;
  const refer = referTo(people);
  const latest = [...questions].sort((a, b) => b.at - a.at);
  const askers = [...new Set(latest.map(({ who }) => who))];
  return {
    kind: 'answerQuestions',
    impact: 60,
    people: askers.map(refer),
    values: { n: questions.length, askers: askers.length },
    evidence: latest.map(({ at, who, text }) => ({ at: instant(at), person: refer(who), text })),
  };
};
