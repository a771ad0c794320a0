/** Keeps an import from bringing back who was erased: by digests alone, in the worker, before anything is written. */
import type { Fact, PersonObservation } from '#picture';
import { bareDigest, bareNameOf, type ErasedDigest, erasedWho, type Keyed, nameDigest, whoDigest } from '../erasing/digests.ts';
import { foldedName, Redactor } from '../erasing/redactor.ts';

/** Stretches of text whose digest is known: chat says the same again and again. */
const REMEMBERED = 200_000;

interface OfChannel extends Keyed {
  channelId: string;
}

export class Forgotten {
  private readonly keyed: OfChannel;
  private readonly labels: Map<string, string>;
  private readonly people = new Map<string, { who: string; label: string } | null>();
  private readonly stretches = new Map<string, string | null>();
  private readonly redactor: Redactor;

  /** @param living names that others in the channel bear: a row that has one of them and no account is theirs */
  constructor(keyed: OfChannel, erased: readonly ErasedDigest[], living: readonly string[]) {
    this.keyed = keyed;
    this.labels = new Map(erased.map(([digest, , label]) => [digest, label]));
    for (const name of living) this.labels.delete(bareDigest(keyed, keyed.channelId, foldedName(name)));
    this.redactor = new Redactor(
      erased.map(([, length]) => length),
      (folded) => this.labelOf(folded),
    );
  }

  fact(fact: Fact): Fact {
    const erased = fact.who === null ? null : this.find(fact.who);
    const { reading } = fact;
    if (erased) {
      const kept = reading && { ...reading, mentions: [], listed: [], question: false };
      return { ...fact, who: erased.who, text: '', reading: kept };
    }
    const name = (raw: string) => this.redactor.name(raw);
    const named = reading !== null && (reading.mentions.length > 0 || reading.listed.length > 0);
    return {
      ...fact,
      text: this.redactor.text(fact.text),
      reading: named ? { ...reading, mentions: reading.mentions.map(name), listed: reading.listed.map(name) } : reading,
    };
  }

  who(who: string): string {
    return this.find(who)?.who ?? who;
  }

  person(person: PersonObservation): PersonObservation {
    const erased = this.find(person.who);
    if (!erased) return person;
    return {
      ...person,
      who: erased.who,
      names: [{ name: erased.label, first: null, last: null }],
      inRoster: false,
      role: null,
      joinedAt: null,
    };
  }

  private find(who: string): { who: string; label: string } | null {
    let found = this.people.get(who);
    if (found === undefined) {
      const bare = bareNameOf(who);
      const digests = [whoDigest(this.keyed, who), ...(bare === null ? [] : [bareDigest(this.keyed, this.keyed.channelId, bare)])];
      const digest = digests.find((one) => this.labels.has(one)) ?? '';
      const label = this.labels.get(digest);
      found = label === undefined ? null : { who: erasedWho(who, digest), label };
      this.people.set(who, found);
    }
    return found;
  }

  private labelOf(folded: string): string | null {
    let label = this.stretches.get(folded);
    if (label === undefined) {
      label = this.labels.get(nameDigest(this.keyed, folded)) ?? null;
      if (this.stretches.size >= REMEMBERED) this.stretches.clear();
      this.stretches.set(folded, label);
    }
    return label;
  }
}
