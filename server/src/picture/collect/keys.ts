/**
 * When two rows are one: rows with an id by their id, others by what they say, numbered among their equals.
 */
import { hash } from 'node:crypto';
import type { Fact } from '../facts.ts';

/** 32 hex digits of a text. */
export type Digest = (text: string) => string;

export const plainDigest: Digest = (text) => hash('sha1', text).slice(0, 32);

const LENGTH = 32;

/** The key of a row without id, whose `key` is still its number among the rows that say the same at the same instant. */
export function contentKey({ key, at, who, type, kind, text }: Fact, digest: Digest = plainDigest): string {
  const content = digest(`${at}\0${who ?? ''}\0${type}\0${kind}\0${text}`);
  return key === '0' ? content : digest(`${content}\0${key}`);
}

/**
 * Union by key, sorted by instant, place in the file, key. Rows without ids are numbered among their equals, so this is
 * a multiset union by maximum count: the same file twice adds nothing, genuine repetitions stay.
 * @param parts with keys or (see `CollectorOptions.keys`) without; rows without a key get one when they need it
 */
export function mergeFacts(parts: readonly (readonly Fact[])[]): Fact[] {
  const [only] = parts;
  if (parts.length === 1 && only) {
    const sorted = only.toSorted(byPlace);
    if (isAlone(sorted)) return sorted;
  }
  const byKey = new Map<string, Fact>();
  for (const part of parts) {
    for (const fact of part) {
      const keyed = fact.key.length < LENGTH ? { ...fact, key: contentKey(fact) } : fact;
      const known = byKey.get(keyed.key);
      if (!known || sooner(keyed, known)) byKey.set(keyed.key, keyed);
    }
  }
  return [...byKey.values()].sort(byPlace);
}

/**
 * Whether rows without keys are surely distinct. A row far behind its twin, where the collector has forgotten that one, is
 * numbered anew, so two rows then have one place.
 */
function isAlone(sorted: readonly Fact[]): boolean {
  return sorted.every((fact, index) => {
    const before = sorted[index - 1];
    return fact.key.length < LENGTH && !(before && before.at === fact.at && before.order === fact.order);
  });
}

function byPlace(a: Fact, b: Fact): number {
  return a.at - b.at || a.order - b.order || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0);
}

/** Which of two versions of one row stays must not hang on which file came first. */
function sooner(a: Fact, b: Fact): boolean {
  return (a.at - b.at || a.order - b.order || (a.text < b.text ? -1 : a.text > b.text ? 1 : 0)) < 0;
}
