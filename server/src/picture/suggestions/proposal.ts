/** What a suggestion's rule sees and says. */
import type { PictureInput } from '../facts.ts';
import type { PersonPicture, Picture, Suggestion } from '../picture.ts';

export type SuggestionDraft = Omit<Picture, 'suggestions'> & { people: PersonPicture[] };

/** Impact is an order, not a measurement: 0–100, higher goes first. */
type Proposal = Omit<Suggestion, 'rank'> & { impact: number };
export type Proposer = (input: PictureInput, draft: SuggestionDraft) => Proposal | null;

/** The bare reference of anything that has one. */
export function refOf({ id, name }: { id: string; name: string }): { id: string; name: string } {
  return { id, name };
}
