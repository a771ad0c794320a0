import type { PersonObservation } from './person-observation.ts';

/**
 * A roster rarely has the chat's keys: a name list beside a chat with ids, or ids beside a chat with names only. Someone
 * on the roster is the one person of the chat who bears that name; a name two people bear names nobody.
 */
export function linkRoster(chat: readonly PersonObservation[], roster: readonly PersonObservation[]): PersonObservation[] {
  const known = new Set(chat.map(({ who }) => who));
  const inChat = bearers(chat);
  const onRoster = bearers(roster);
  return roster.map((person) => {
    if (known.has(person.who)) return person;
    const matches = new Set<PersonObservation>();
    for (const { name } of person.names) {
      const found = inChat.get(fold(name));
      if (found && found.size === 1 && onRoster.get(fold(name))?.size === 1) for (const one of found.values()) matches.add(one);
    }
    const [match, another] = matches;
    // Two ids are two accounts, whatever they are called.
    if (!match || another || (match.by === 'id' && person.by === 'id')) return person;
    return { ...person, who: match.who, by: match.by };
  });
}

function bearers(people: readonly PersonObservation[]): Map<string, Map<string, PersonObservation>> {
  const byName = new Map<string, Map<string, PersonObservation>>();
  for (const person of people) {
    for (const { name } of person.names) {
      const same = byName.get(fold(name)) ?? new Map<string, PersonObservation>();
      same.set(person.who, person);
      byName.set(fold(name), same);
    }
  }
  return byName;
}

function fold(name: string): string {
  return name.trim().toLowerCase();
}
