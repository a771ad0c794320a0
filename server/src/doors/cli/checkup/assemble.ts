import { type Checkup, type Coverage, type Cutter, type Fact, loadCutter, mergeFacts, peopleOf, pictureOf, TEXTS_NEEDED } from '#picture';
import type { Candidate, Choice } from './choose.ts';
import type { ReadSource } from './read.ts';

/** One chat of one source, with what the choice of a chat needs to know about it. */
export interface ChatPart extends Candidate {
  facts: Fact[];
  people: ReadSource['chats'][number]['people'];
}

export function chatParts(sources: readonly ReadSource[]): ChatPart[] {
  return sources
    .filter(({ isRoster }) => !isRoster)
    .flatMap(({ file, chats }) =>
      chats.map(({ chat, group, facts, people }) => ({
        file,
        chat,
        id: group?.id ?? null,
        name: group?.name || null,
        rows: facts.length,
        facts,
        people,
      })),
    );
}

export interface AssembleOptions {
  zone: string;
  /** Epoch ms. */
  asOf: number | undefined;
  pseudonymous: boolean;
  /** Cuts words, where there are enough of them. */
  cutter?: Cutter | undefined;
  generatedBy: string;
}

/** Sources and the chosen chat → the published document. */
export function assemble(sources: readonly ReadSource[], choice: Choice<ChatPart>, options: AssembleOptions): Checkup {
  const { zone, asOf, pseudonymous, cutter, generatedBy } = options;
  const chatPeople = choice.parts.flatMap(({ people }) => people);
  const rosterPeople = sources.filter(({ isRoster }) => isRoster).flatMap(({ chats }) => chats.flatMap(({ people }) => people));
  const people = peopleOf([...chatPeople, ...rosterPeople]);
  const facts = mergeFacts(choice.parts.map((part) => part.facts));
  const coverage = coverageOf(choice.parts);
  const hasRoster = people.some(({ inRoster }) => inRoster);
  const covered = coverage.length > 0 ? coverage : undefined;
  const taken = pictureOf(facts, people, { zone, asOf, coverage: covered, hasRoster, pseudonymous, cutter });
  return {
    schema: 'https://qunce.dev/schemas/checkup-1.json',
    generatedBy,
    pseudonymous,
    group: choice.name,
    otherGroups: choice.others,
    source: sources.map(({ file, format, bytes, records, rejected, zone: assumed }) => ({
      file,
      format,
      bytes,
      records,
      rejected,
      zone: assumed,
    })),
    ...taken.picture,
    people: taken.people,
  };
}

/** The dictionary costs 0.3 s: it is loaded only where there is enough text to speak of topics. */
export async function cutterFor(parts: readonly ChatPart[]): Promise<Cutter> {
  let texts = 0;
  for (const { facts } of parts) for (const { kind } of facts) if (kind === 'text') texts += 1;
  return texts >= TEXTS_NEEDED ? loadCutter() : () => [];
}

/** Each file covers its first row to its last. */
function coverageOf(parts: readonly ChatPart[]): Coverage[] {
  return parts.flatMap(({ facts }) => {
    let from = Number.POSITIVE_INFINITY;
    let to = Number.NEGATIVE_INFINITY;
    for (const { at } of facts) {
      if (at < from) from = at;
      if (at > to) to = at;
    }
    return facts.length > 0 ? [{ from, to }] : [];
  });
}
