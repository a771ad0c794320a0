/**
 * The pseudonymous mode: salted hashes in the place of keys, labels in the place of names, no text. The same salt gives
 * the same hash, so that files still merge; without the salt nothing can be tried against it.
 */
import { hash } from 'node:crypto';
import type { GroupRecord } from '#vocabulary/records';
import type { Fact, Reading } from '../facts.ts';
import type { Digest } from './keys.ts';
import type { PersonObservation } from './person-observation.ts';

const LABELS = { zh: { person: '成员', group: '群' }, en: { person: 'Member', group: 'Group' } };

export class Pseudonyms {
  private readonly salt: string;
  private readonly labels: { person: string; group: string };
  private readonly known = new Map<string, string>();

  constructor(salt: string, language: 'zh' | 'en') {
    this.salt = salt;
    this.labels = LABELS[language];
  }

  /** Salted. */
  readonly digest: Digest = (text) => hash('sha256', `${this.salt}\0${text}`).slice(0, 32);

  /** Identity key → identity key; `by` stays, since it says how sure the identity is. */
  who(who: string): string {
    let key = this.known.get(who);
    if (key === undefined) {
      key = `${who.slice(0, who.indexOf(':'))}:${this.digest(who)}`;
      this.known.set(who, key);
    }
    return key;
  }

  /** `成员 7f3a2c`: six hex digits, so that among 1,000 people two share a label in 3 groups of 100. */
  label(who: string): string {
    const key = this.who(who);
    const start = key.indexOf(':') + 1;
    return `${this.labels.person} ${key.slice(start, start + 6)}`;
  }

  group(group: GroupRecord): GroupRecord {
    const digest = this.digest(`group\0${group.id ?? group.name}`);
    return { ...group, id: group.id === null ? null : digest, name: `${this.labels.group} ${digest.slice(0, 6)}` };
  }

  person(person: PersonObservation): PersonObservation {
    const seen = person.names.flatMap(({ first, last }) => (first === null || last === null ? [] : [first, last]));
    const first = seen.length > 0 ? seen.reduce((a, b) => Math.min(a, b)) : null;
    const last = seen.length > 0 ? seen.reduce((a, b) => Math.max(a, b)) : null;
    const { invitedBy: _, ...rest } = person;
    return { ...rest, who: this.who(person.who), names: [{ name: this.label(person.who), first, last }] };
  }

  fact(fact: Fact, names: KnownNames): Fact {
    return {
      ...fact,
      who: fact.who === null ? null : this.who(fact.who),
      text: '',
      reading: fact.reading && this.reading(fact.reading, names),
    };
  }

  private reading(reading: Reading, names: KnownNames): Reading {
    if (reading.mentions.length === 0 && reading.listed.length === 0) return reading;
    const label = (who: string | null) => (who === null ? [] : [this.label(who)]);
    return {
      ...reading,
      mentions: reading.mentions.flatMap((raw) => label(names.exact(raw) ?? names.longest(raw))),
      listed: reading.listed.flatMap((name) => label(names.exact(name))),
    };
  }
}

/** Names and ids of a chat's people known so far. A name two people bear names nobody. */
export class KnownNames {
  private readonly ids = new Set<string>();
  private readonly byName = new Map<string, string | null>();

  add(name: string, who: string): void {
    const known = this.byName.get(name);
    this.byName.set(name, known === undefined || known === who ? who : null);
    if (who.startsWith('id:')) this.ids.add(who.slice(3));
  }

  exact(text: string): string | null {
    return this.ids.has(text) ? `id:${text}` : (this.byName.get(text) ?? null);
  }

  /** The longest known name the text begins with, since a mention runs on into what is said. */
  longest(text: string): string | null {
    for (let length = text.length; length > 0; length--) {
      const who = this.byName.get(text.slice(0, length));
      if (who !== undefined) return who;
    }
    return null;
  }
}
