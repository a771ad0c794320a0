import type { Person } from '../facts.ts';
import type { PersonObservation } from './person-observation.ts';
import { linkRoster } from './roster.ts';

interface PersonRef {
  id: string;
  name: string;
}

/** Keys → people as a picture shows them. */
export type Refer = (who: string) => PersonRef;

export function referTo(people: readonly Person[]): Refer {
  const names = new Map(people.map(({ who, name }) => [who, name]));
  return (who) => ({ id: who, name: names.get(who) ?? who.slice(who.indexOf(':') + 1) });
}

/** Order of keys that does not hang on a locale. */
export function byKey(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export function instant(at: number): string {
  return new Date(at).toISOString();
}

/**
 * What several files tell about people, as one list in order of `who`. The latest name is the one seen last in the
 * chat; a name only a member list has counts when there is no other. Who on a roster is who in the chat: `linkRoster`.
 */
export function peopleOf(observations: Iterable<PersonObservation>): Person[] {
  const { roster = [], chat = [] } = Object.groupBy(observations, ({ inRoster, spoke }) => (inRoster && !spoke ? 'roster' : 'chat'));
  const groups = Map.groupBy([...chat, ...linkRoster(chat, roster)], ({ who }) => who);
  return [...groups.values()].flatMap((parts) => onePerson(parts)).sort((a, b) => byKey(a.who, b.who));
}

/** The highest a file tells of. */
const roles = ['owner', 'admin', 'member'] as const;

function onePerson(parts: readonly PersonObservation[]): Person[] {
  const [first] = parts;
  if (!first) return [];
  const lastSeen = new Map<string, number>();
  for (const { name, last } of parts.flatMap(({ names }) => names)) {
    lastSeen.set(name, Math.max(lastSeen.get(name) ?? Number.NEGATIVE_INFINITY, last ?? Number.NEGATIVE_INFINITY));
  }
  const names = [...lastSeen].sort(([, a], [, b]) => (a === b ? 0 : b - a)).map(([name]) => name);
  const others = parts.flatMap(({ key, who }) => (key === undefined || key === who ? [] : key));
  const joined = parts.flatMap(({ joinedAt }) => joinedAt ?? []);
  return [
    {
      who: first.who,
      by: first.by,
      name: names[0] ?? first.who.slice(first.who.indexOf(':') + 1),
      aliases: names.slice(1),
      inRoster: parts.some(({ inRoster }) => inRoster),
      role: roles.find((role) => parts.some((part) => part.role === role)) ?? null,
      joinedAt: joined.length > 0 ? Math.min(...joined) : null,
      ...(others.length > 0 ? { others } : {}),
    },
  ];
}
