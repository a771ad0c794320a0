/**
 * From the records of one file to the facts of its chats: keyed so that files can be merged, ordered as the file had
 * them, read once. Serves a whole file kept in memory (`chats` at the end) and an import in batches (`drain`).
 */
import { hash } from 'node:crypto';
import type { ChatRecord, GroupRecord, MemberRecord, MessageRecord, Sender, SystemRecord } from '#vocabulary/records';
import { senderKey } from '#vocabulary/records';
import type { Fact } from './facts.ts';
import { KnownNames, Pseudonyms } from './pseudonyms.ts';
import { readMessage, readNotice } from './reading.ts';
import { RecentIds, RecentRows } from './recent.ts';

/** What one file tells about a person. `who` is the identity key that facts carry. */
export interface PersonObservation {
  who: string;
  by: 'id' | 'name';
  /** Every name seen, oldest first sight first; instants are null where only a member list has the name. */
  names: { name: string; first: number | null; last: number | null }[];
  inRoster: boolean;
  /** Wrote at least one message; false for people of the roster and of system rows alone. */
  spoke: boolean;
  role: 'owner' | 'admin' | 'member' | null;
  joinedAt: number | null;
}

export interface CollectedChat {
  /** Position of the chat in the file, from 0. */
  chat: number;
  group: GroupRecord | null;
  facts: Fact[];
  people: PersonObservation[];
}

export interface CollectorOptions {
  /** Keeps counts only: no text, and labels and hashes in the place of names and ids. */
  pseudonymous: boolean;
  /** Secret of the installation; hashes of two files agree when it is the same. Used only when pseudonymous. */
  salt: string;
  /** Language of the labels. */
  language?: 'zh' | 'en';
}

interface Chat {
  group: GroupRecord | null;
  facts: Fact[];
  people: Map<string, PersonObservation>;
  touched: Set<PersonObservation>;
  names: KnownNames;
}

/** Rows and ids remembered to number equal ones, twice at most: memory must not grow with a file of 1 GB. */
const REMEMBERED = 65_536;

export class Collector {
  private readonly pseudonyms: Pseudonyms | null;
  private readonly chatsOfFile: Chat[] = [];
  private readonly byGroup = new Map<string, number>();
  private current = -1;
  private rows = new RecentRows(REMEMBERED);
  private ids = new RecentIds(REMEMBERED);

  constructor({ pseudonymous, salt, language = 'zh' }: CollectorOptions) {
    this.pseudonyms = pseudonymous ? new Pseudonyms(salt, language) : null;
  }

  add(record: ChatRecord): void {
    switch (record.type) {
      case 'group':
        this.enter(record);
        break;
      case 'member':
        this.member(this.chat(), record);
        break;
      default:
        this.row(this.chat(), record);
    }
  }

  /** What came since the last call, chat by chat; the facts are handed over and forgotten. */
  drain(): CollectedChat[] {
    const drained: CollectedChat[] = [];
    this.chatsOfFile.forEach((state, chat) => {
      if (state.facts.length === 0 && state.touched.size === 0) return;
      drained.push({ chat, group: this.shownGroup(state.group), facts: state.facts, people: this.shownPeople(state.touched) });
      state.facts = [];
      state.touched = new Set();
    });
    return drained;
  }

  /** Every chat of the file with all its people, and the facts not drained. A row far behind its twin may come twice: `mergeFacts` joins them. */
  chats(): CollectedChat[] {
    return this.chatsOfFile.map((state, chat) => ({
      chat,
      group: this.shownGroup(state.group),
      facts: state.facts,
      people: this.shownPeople(state.people.values()),
    }));
  }

  private enter(group: GroupRecord): void {
    const identity = `${group.platform}\0${group.id ?? ''}\0${group.id === null ? group.name : ''}`;
    const chat = this.byGroup.get(identity) ?? this.open(group);
    this.byGroup.set(identity, chat);
    if (chat === this.current) return;
    // One window serves all chats of a file. A chat met again is numbered anew, as if it came from a second file.
    this.rows = new RecentRows(REMEMBERED);
    this.ids = new RecentIds(REMEMBERED);
    this.current = chat;
  }

  private open(group: GroupRecord | null): number {
    this.chatsOfFile.push({ group, facts: [], people: new Map(), touched: new Set(), names: new KnownNames() });
    return this.chatsOfFile.length - 1;
  }

  private chat(): Chat {
    if (this.current < 0) this.current = this.open(null);
    const chat = this.chatsOfFile[this.current];
    if (!chat) throw new RangeError(`chat ${this.current}`);
    return chat;
  }

  private row(chat: Chat, record: MessageRecord | SystemRecord): void {
    const sender = record.type === 'message' ? record.sender : (record.actor ?? null);
    const who = sender ? senderKey(sender) : null;
    const key = this.keyOf(chat, record, who ?? '');
    if (key === null) return;
    const person = sender && who ? this.observe(chat, sender, who, record.at) : null;
    if (person && record.type === 'message') person.spoke = true;

    const reading = record.type === 'message' ? readMessage(record) : record.kind === 'notice' ? readNotice(record.text) : null;
    const replyTo = record.type === 'message' && record.replyTo !== undefined ? this.idKey(chat, record.replyTo) : null;
    const { order } = this.rows;
    const fact: Fact = { key, at: record.at, order, type: record.type, kind: record.kind, who, replyTo, text: record.text, reading };
    chat.facts.push(this.pseudonyms ? this.pseudonyms.fact(fact, chat.names) : fact);
  }

  /** Numbers the row in `rows` and gives its key; null: this row id was seen before. */
  private keyOf(chat: Chat, record: MessageRecord | SystemRecord, who: string): string | null {
    if (record.id !== undefined) {
      if (!this.ids.isNew(record.id.length > 64 ? hash('sha1', record.id) : record.id)) return null;
      this.rows.see(record.at, null);
      return this.idKey(chat, record.id);
    }
    const content = this.digest(`${record.at}\0${who}\0${record.type}\0${record.kind}\0${record.text}`);
    this.rows.see(record.at, content);
    return this.rows.equal === 0 ? content : this.digest(`${content}\0${this.rows.equal}`);
  }

  private idKey(chat: Chat, id: string): string {
    return this.digest(`${chat.group?.id ?? ''}\0id\0${id}`);
  }

  private digest(text: string): string {
    return this.pseudonyms ? this.pseudonyms.hash(text) : hash('sha1', text).slice(0, 32);
  }

  private observe(chat: Chat, sender: Sender, who: string, at: number | null): PersonObservation {
    let person = chat.people.get(who);
    if (!person) {
      person = { who, by: sender.by, names: [], inRoster: false, spoke: false, role: null, joinedAt: null };
      chat.people.set(who, person);
    }
    chat.touched.add(person);
    this.named(chat, person, sender.name, at);
    return person;
  }

  private named(chat: Chat, person: PersonObservation, name: string, at: number | null): void {
    if (name === '') return;
    const last = person.names.at(-1);
    const known = last?.name === name ? last : person.names.find((entry) => entry.name === name);
    if (!known) {
      person.names.push({ name, first: at, last: at });
      if (this.pseudonyms) chat.names.add(name, person.who);
    } else if (at !== null) {
      known.first = known.first === null ? at : Math.min(known.first, at);
      known.last = known.last === null ? at : Math.max(known.last, at);
    }
  }

  private member(chat: Chat, record: MemberRecord): void {
    const person = this.observe(chat, record.sender, senderKey(record.sender), null);
    for (const alias of record.aliases ?? []) this.named(chat, person, alias, null);
    person.inRoster = true;
    person.role = record.role ?? person.role;
    person.joinedAt = record.joinedAt ?? person.joinedAt;
  }

  private shownGroup(group: GroupRecord | null): GroupRecord | null {
    return group && this.pseudonyms ? this.pseudonyms.group(group) : group;
  }

  private shownPeople(people: Iterable<PersonObservation>): PersonObservation[] {
    const { pseudonyms } = this;
    return pseudonyms ? Array.from(people, (person) => pseudonyms.person(person)) : [...people];
  }
}

/**
 * Union by key, sorted by instant, place in the file, key. Rows without ids are numbered among their equals, so this is
 * a multiset union by maximum count: the same file twice adds nothing, genuine repetitions stay.
 */
export function mergeFacts(parts: Iterable<Fact>[]): Fact[] {
  const byKey = new Map<string, Fact>();
  for (const part of parts) {
    for (const fact of part) {
      const known = byKey.get(fact.key);
      if (!known || sooner(fact, known)) byKey.set(fact.key, fact);
    }
  }
  return [...byKey.values()].sort((a, b) => a.at - b.at || a.order - b.order || (a.key < b.key ? -1 : 1));
}

/** Which of two versions of one row stays must not hang on which file came first. */
function sooner(a: Fact, b: Fact): boolean {
  return (a.at - b.at || a.order - b.order || (a.text < b.text ? -1 : a.text > b.text ? 1 : 0)) < 0;
}
