/**
 * What to do this week, first thing first. Each rule looks at the picture and says how much hangs on it: people about to
 * be lost come before people to be drawn out, these before a hint about the hour.
 */
import type { PictureInput } from '../facts.ts';
import type { Suggestion } from '../picture.ts';
import type { Proposer, SuggestionDraft } from './proposal.ts';
import { careForLurking, drawOutWatching, praiseStreaks } from './suggest-care.ts';
import { brakeInDecline, collectMore, postAtBestHour, reviveSilence, shareTheLoad } from './suggest-group.ts';
import { answerNewcomers, answerQuestions, rescueAtRisk } from './suggest-rescue.ts';

const AT_MOST = 6;
const PEOPLE = 20;
const EVIDENCE = 20;

const proposers: readonly Proposer[] = [
  rescueAtRisk,
  reviveSilence,
  answerNewcomers,
  brakeInDecline,
  answerQuestions,
  shareTheLoad,
  drawOutWatching,
  careForLurking,
  praiseStreaks,
  collectMore,
  postAtBestHour,
];

/** At most six, ranked from 1; equal impact keeps the order above. Texts are left out in pseudonymous pictures. */
export function suggest(input: PictureInput, draft: SuggestionDraft): Suggestion[] {
  return proposers
    .flatMap((propose) => propose(input, draft) ?? [])
    .sort((a, b) => b.impact - a.impact)
    .slice(0, AT_MOST)
    .map(({ kind, people, values, evidence }, index) => ({
      kind,
      rank: index + 1,
      people: people.slice(0, PEOPLE),
      values,
      evidence: evidence.slice(0, EVIDENCE).map(({ text, ...row }) => (text === undefined || input.pseudonymous ? row : { ...row, text })),
    }));
}
