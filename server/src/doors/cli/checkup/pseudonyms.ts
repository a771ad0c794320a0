import type { Checkup } from '#picture';

type Ref = { id: string; name: string };

/**
 * The same checkup with `p1`, `p2` … in the place of ids and labels in the place of names, in order of messages; files
 * and chats become numbers too, because a private chat is named after its person. Texts are expected to be gone.
 */
export function pseudonymise(checkup: Checkup, label: { person: string; chat: string; file: string }): Checkup {
  const numbers = new Map(checkup.people.map(({ id }, index) => [id, index + 1]));
  const numberOf = (id: string) => {
    const number = numbers.get(id) ?? numbers.size + 1;
    numbers.set(id, number);
    return number;
  };
  const id = (real: string) => `p${numberOf(real)}`;
  const ref = <T extends Ref>(person: T): T => ({ ...person, id: id(person.id), name: `${label.person} ${numberOf(person.id)}` });
  const extension = (file: string) => /\.(txt|csv|tsv|json|jsonl|zip|xlsx?)$/i.exec(file)?.[0].toLowerCase() ?? '';
  return {
    ...checkup,
    pseudonymous: true,
    group: null,
    otherGroups: checkup.otherGroups.map(({ records }, index) => ({ name: `${label.chat} ${index + 2}`, records })),
    source: checkup.source.map((source, index) => ({ ...source, file: `${label.file} ${index + 1}${extension(source.file)}` })),
    core: checkup.core.map(ref),
    network: {
      ...checkup.network,
      nodes: checkup.network.nodes.map(ref),
      edges: checkup.network.edges.map((edge) => ({ ...edge, from: id(edge.from), to: id(edge.to) })),
    },
    checkins: { ...checkup.checkins, streaks: checkup.checkins.streaks.map(ref) },
    newcomers: { ...checkup.newcomers, unanswered: checkup.newcomers.unanswered.map(({ text: _text, ...person }) => ref(person)) },
    suggestions: checkup.suggestions.map((suggestion) => ({
      ...suggestion,
      people: suggestion.people.map(ref),
      evidence: suggestion.evidence.map(({ text: _text, person, ...row }) => ({ ...row, person: person && ref(person) })),
    })),
    people: checkup.people.map((person) => ({ ...ref(person), aliases: [] })),
  };
}
