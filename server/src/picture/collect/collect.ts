/**
 * From the records of one file to the facts of its chats: keyed so that files can be merged, ordered as the file had
 * them, read once. Serves a whole file kept in memory (`chats` at the end) and an import in batches (`drain`).
 */
import { hash } from 'node:crypto';
import type { ChatRecord, GroupRecord, MemberRecord, MessageRecord, Sender, SystemRecord } from '#vocabulary/records';
import { senderKey } from '#vocabulary/records';
import type { Fact } from '../facts.ts';
import { contentKey, type Digest, plainDigest } from './keys.ts';
import type { PersonObservation } from './person-observation.ts';
import { KnownNames, Pseudonyms } from './pseudonyms.ts';
import { readMessage, readNotice } from './reading.ts';
import { RecentIds, RecentRows } from './recent.ts';

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
  /**
   * `later`: for a file kept whole in memory. Rows without an id get their number among equal rows in the place of a key,
   * and `mergeFacts` gives them one where there is anything to merge: keys take a sixth of a checkup's time. Pseudonyms
   * are always `now`, because the text is gone later.
   */
  keys?: 'now' | 'later';
}

interface Known {
  person: PersonObservation;
  /** Seen since the last `drain`. */
  touched: boolean;
}

interface Chat {
  group: GroupRecord | null;
  facts: Fact[];
  /** By the senders' own keys, so that no key is made for every row; `who` is then one string for all rows of a person. */
  people: Record<Sender['by'], Map<string, Known>>;
  everybody: PersonObservation[];
  touched: Known[];
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

  private readonly keys: 'now' | 'later';
  private readonly digest: Digest;

  constructor({ pseudonymous, salt, language = 'zh', keys = 'now' }: CollectorOptions) {
    this.pseudonyms = pseudonymous ? new Pseudonyms(salt, language) : null;
    this.keys = pseudonymous ? 'now' : keys;
    this.digest = this.pseudonyms?.digest ?? plainDigest;
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
      if (state.facts.length === 0 && state.touched.length === 0) return;
      drained.push({
        chat,
        group: this.shownGroup(state.group),
        facts: state.facts,
        people: this.shownPeople(state.touched.map(({ person }) => person)),
      });
      state.facts = [];
      for (const known of state.touched) known.touched = false;
      state.touched = [];
    });
    return drained;
  }

  /** Every chat of the file with all its people, and the facts not drained. A row far behind its twin may come twice: `mergeFacts` joins them. */
  chats(): CollectedChat[] {
    return this.chatsOfFile.map((state, chat) => ({
      chat,
      group: this.shownGroup(state.group),
      facts: state.facts,
      people: this.shownPeople(state.everybody),
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
    this.chatsOfFile.push({
      group,
      facts: [],
      people: { id: new Map(), name: new Map() },
      everybody: [],
      touched: [],
      names: new KnownNames(),
    });
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
    const { at, type, kind, text } = record;
    if (record.id !== undefined && !this.ids.isNew(record.id.length > 64 ? hash('sha1', record.id) : record.id)) return;
    const person = sender && this.observe(chat, sender, at);
    if (person && type === 'message') person.spoke = true;

    const reading = record.type === 'message' ? readMessage(record) : record.kind === 'notice' ? readNotice(text) : null;
    const replyTo = record.type === 'message' && record.replyTo !== undefined ? this.idKey(chat, record.replyTo) : null;
    const fact: Fact = { key: '', at, order: 0, type, kind, who: person?.who ?? null, replyTo, text, reading };
    this.rows.see(at, record.id === undefined ? fact : null);
    fact.order = this.rows.order;
    fact.key = record.id === undefined ? String(this.rows.equal) : this.idKey(chat, record.id);
    if (record.id === undefined && this.keys === 'now') fact.key = contentKey(fact, this.digest);
    chat.facts.push(this.pseudonyms ? this.pseudonyms.fact(fact, chat.names) : fact);
  }

  private idKey(chat: Chat, id: string): string {
    return this.digest(`${chat.group?.id ?? ''}\0id\0${id}`);
  }

  private observe(chat: Chat, sender: Sender, at: number | null): PersonObservation {
    let known = chat.people[sender.by].get(sender.key);
    if (!known) {
      const who = senderKey(sender);
      const person = { who, by: sender.by, names: [], inRoster: false, spoke: false, role: null, joinedAt: null };
      known = { person, touched: false };
      chat.people[sender.by].set(sender.key, known);
      chat.everybody.push(person);
    }
    if (!known.touched) {
      known.touched = true;
      chat.touched.push(known);
    }
    const { person } = known;
    this.named(chat, person, sender.name, at);
    return person;
  }

  private named(chat: Chat, person: PersonObservation, name: string, at: number | null): void {
    if (name === '') return;
    const { names } = person;
    const latest = names[names.length - 1];
    const known = latest?.name === name ? latest : names.find((entry) => entry.name === name);
    if (!known) {
      names.push({ name, first: at, last: at });
      if (this.pseudonyms) chat.names.add(name, person.who);
    } else if (at !== null) {
      if (known.last === null || at > known.last) known.last = at;
      if (known.first === null || at < known.first) known.first = at;
    }
  }

  private member(chat: Chat, record: MemberRecord): void {
    const person = this.observe(chat, record.sender, null);
    for (const alias of record.aliases ?? []) this.named(chat, person, alias, null);
    person.inRoster = true;
    person.role = record.role ?? person.role;
    person.joinedAt = record.joinedAt ?? person.joinedAt;
    if (record.invitedBy !== undefined) person.invitedBy = record.invitedBy;
  }

  private shownGroup(group: GroupRecord | null): GroupRecord | null {
    return group && this.pseudonyms ? this.pseudonyms.group(group) : group;
  }

  private shownPeople(people: Iterable<PersonObservation>): PersonObservation[] {
    const { pseudonyms } = this;
    return pseudonyms ? Array.from(people, (person) => pseudonyms.person(person)) : [...people];
  }
}
