import type { Person } from './facts.ts';

export interface PersonRef {
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
