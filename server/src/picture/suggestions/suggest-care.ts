/** Suggestions about the quiet ones and those who keep going. */
import type { PersonPicture, Segment } from '../picture.ts';
import { type Proposer, refOf, type SuggestionDraft } from './proposal.ts';

/** A streak shorter than this is not yet one to praise. */
const STREAK_DAYS = 3;

/** Those who are there and hardly speak: nearest to speaking first. */
export const drawOutWatching: Proposer = (_input, draft) => {
  const watching = segmentOf(draft, 'watching').sort((a, b) => b.messages28 - a.messages28 || b.checkinDays - a.checkinDays);
  if (watching.length === 0) return null;
  const checkins = draft.segments.rule === 'checkins';
  return {
    kind: 'drawOutWatching',
    impact: 40 + 10 * shareOf(draft, watching.length),
    people: watching.map(refOf),
    values: { n: watching.length, percent: Math.round(100 * shareOf(draft, watching.length)) },
    evidence: watching.map((person) => ({
      at: person.lastAt,
      person: refOf(person),
      value: checkins ? person.checkinDays : person.messages28,
    })),
  };
};

/** The silent part, one to one: those who once spoke and are not given up for lost first, then those only known by name. */
export const careForLurking: Proposer = (_input, draft) => {
  const lurking = segmentOf(draft, 'lurking').sort(
    (a, b) => Number(a.flags.includes('lost')) - Number(b.flags.includes('lost')) || b.messages - a.messages,
  );
  if (lurking.length === 0) return null;
  return {
    kind: 'careForLurking',
    impact: 30 + 15 * shareOf(draft, lurking.length),
    people: lurking.map(refOf),
    values: { n: lurking.length, percent: Math.round(100 * shareOf(draft, lurking.length)) },
    evidence: lurking.map((person) => ({ at: person.lastAt, person: refOf(person), value: person.messages })),
  };
};

/** The longest streaks that are still running. */
export const praiseStreaks: Proposer = (_input, { checkins }) => {
  const running = checkins.streaks.filter(({ current }) => current >= STREAK_DAYS);
  const [best] = running;
  if (!best) return null;
  return {
    kind: 'praiseStreaks',
    impact: 35,
    people: running.map(refOf),
    values: { n: running.length, days: best.current },
    evidence: running.map((streak) => ({ at: null, person: refOf(streak), value: streak.current })),
  };
};

function segmentOf({ people }: SuggestionDraft, segment: Segment): PersonPicture[] {
  return people.filter((person) => person.segment === segment);
}

function shareOf({ members }: SuggestionDraft, people: number): number {
  return members.total > 0 ? people / members.total : 0;
}
