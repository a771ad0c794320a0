/**
 * A file → batches of rows ready for the database. Runs in the worker. The cuts hang on the file alone, so that a resumed
 * run numbers its batches as the first did.
 */
import { openAsBlob } from 'node:fs';
import {
  type ColumnMapping,
  decode,
  type FormatId,
  formatIds,
  type Recognised,
  type Rejection,
  recognise,
  type Source,
  unpack,
} from '#formats';
import { Collector, type Fact, type PersonObservation } from '#picture';
import { DomainError } from '#vocabulary/errors';
import type { ChatRecord, GroupRecord } from '#vocabulary/records';
import { zoneClock } from '#vocabulary/zone';
import type { ErasedDigest } from '../erasing/digests.ts';
import { columnsOf, type MessageColumns } from '../message-columns.ts';
import { Forgotten } from './forgotten.ts';

export interface ReadOptions {
  path: string;
  file: string;
  format: string | null;
  chat: string | null;
  /** Zone of the file's wall clocks. */
  zone: string;
  /** Zone of the channel's civil days. */
  dayZone: string;
  columns: ColumnMapping | null;
  pseudonymous: boolean;
  salt: string;
  communityId: string;
  channelId: string;
  /** Who was erased from the community before, and the names of who is in the channel now. */
  erased: ErasedDigest[];
  living: string[];
  now: number;
}

/** What was read since the start of the file. */
export interface Account {
  format: string;
  read: number;
  records: number;
  rejectedRecords: number;
  rejectedBytes: number;
  members: number;
  roster: boolean;
}

export interface RejectedRow extends Rejection {
  number: number;
  source: string;
}

export interface Batch {
  number: number;
  rows: number;
  columns: MessageColumns | null;
  /** Civil days of the rows. */
  days: number[];
  /** First and last instant, ms; null without rows. */
  first: number | null;
  last: number | null;
  byId: boolean;
  /** People first met in this batch, in the order of their positions. */
  people: { who: string; by: 'id' | 'name' }[];
  rejected: RejectedRow[];
  account: Account;
}

/** Holds the embedded database’s one connection for some 50 ms. */
const BATCH_ROWS = 2_500;
const KEPT_REJECTIONS = 10_000;
const SAMPLE = 2_000;
/** Formats that may hold several chats in a file, and what stands before each: seen twice, a first pass looks which is the largest. */
const markOfChat: Partial<Record<FormatId, string>> = {
  'qq-txt': '消息对象',
  'qq-mht': '消息对象',
  'telegram-json': '"messages"',
  'slack-json': '\n# "',
};

export async function openSources(path: string, file: string): Promise<Source[]> {
  return unpack(await openAsBlob(path), file);
}

export function formatId(wanted: string | null | undefined): FormatId | undefined {
  if (!wanted) return undefined;
  const found = formatIds.find((id) => id === wanted);
  if (!found) throw new DomainError('file.unknownFormat', { file: '', start: wanted });
  return found;
}

export class FileReader {
  private readonly options: ReadOptions;
  private readonly forgotten: Forgotten | null;
  private readonly account: Account = {
    format: '',
    read: 0,
    records: 0,
    rejectedRecords: 0,
    rejectedBytes: 0,
    members: 0,
    roster: false,
  };
  private readonly positions = new Map<string, number>();
  private newPeople: Batch['people'] = [];
  private collectors: Collector[] = [];
  private facts: Fact[] = [];
  private rejected: RejectedRow[] = [];
  private byId = false;
  private batches = 0;

  constructor(options: ReadOptions) {
    this.options = options;
    this.forgotten = options.erased.length === 0 ? null : new Forgotten(options, options.erased, options.living);
  }

  async *read(): AsyncGenerator<Batch> {
    const { options, account } = this;
    const clock = zoneClock(options.dayZone);
    for (const source of await openSources(options.path, options.file)) {
      const recognised = await recognise(source, formatId(options.format));
      account.format ||= recognised.format.id;
      const decoding = { zone: options.zone, now: options.now, ...(options.columns ? { columns: options.columns } : {}) };
      const several = await mayHoldSeveral(source, recognised);
      const wanted =
        several || (options.chat !== null && markOfChat[recognised.format.id])
          ? await largestChat(() => decode(source, recognised, decoding), options)
          : null;
      const collector = new Collector({ pseudonymous: options.pseudonymous, salt: options.salt });
      this.collectors.push(collector);
      const before = account.read;
      let mine = wanted === null;
      for await (const { records, rejections, read } of decode(source, recognised, decoding)) {
        for (const record of records) {
          if (record.type === 'group' && wanted !== null) mine = chatKey(record) === wanted;
          if (mine) this.take(collector, record);
        }
        for (const rejection of rejections) this.reject(source.name, rejection);
        account.read = before + read;
        this.drain(collector);
        while (this.facts.length >= BATCH_ROWS) yield this.cut(BATCH_ROWS, clock.dayOf);
      }
    }
    yield this.cut(this.facts.length, clock.dayOf);
  }

  /** All people of the file with their names, once everything is read. */
  people(): PersonObservation[] {
    const people = this.collectors.flatMap((collector) => collector.chats().flatMap((chat) => chat.people));
    const { forgotten } = this;
    return forgotten ? people.map((person) => forgotten.person(person)) : people;
  }

  private take(collector: Collector, record: ChatRecord): void {
    if (record.type === 'message' || record.type === 'system') {
      this.account.records += 1;
      if (record.id !== undefined) this.byId = true;
    }
    collector.add(record);
  }

  private reject(source: string, rejection: Rejection): void {
    const { account, options } = this;
    account.rejectedRecords += 1;
    account.rejectedBytes += rejection.bytes;
    if (account.rejectedRecords > KEPT_REJECTIONS) return;
    // Whose words a row holds that could not be read, nobody knows.
    const sample = options.pseudonymous || this.forgotten ? '' : rejection.sample.slice(0, SAMPLE);
    this.rejected.push({ ...rejection, sample, source, number: account.rejectedRecords });
  }

  private drain(collector: Collector): void {
    for (const { facts, people } of collector.drain()) {
      for (const fact of facts) this.facts.push(this.forgotten?.fact(fact) ?? fact);
      for (const { who: sender, by, inRoster } of people) {
        if (inRoster) this.account.roster = true;
        const who = this.forgotten?.who(sender) ?? sender;
        if (this.positions.has(who)) continue;
        this.positions.set(who, this.positions.size);
        this.newPeople.push({ who, by });
      }
    }
    this.account.members = this.positions.size;
  }

  private cut(rows: number, dayOf: (at: number) => number): Batch {
    const facts = this.facts.splice(0, rows);
    const days = new Set<number>();
    let first = Number.POSITIVE_INFINITY;
    let last = Number.NEGATIVE_INFINITY;
    for (const { at } of facts) {
      days.add(dayOf(at));
      first = Math.min(first, at);
      last = Math.max(last, at);
    }
    const batch: Batch = {
      number: this.batches,
      rows: facts.length,
      columns: facts.length === 0 ? null : columnsOf(facts, (who) => this.positions.get(who) ?? -1),
      days: [...days],
      first: facts.length === 0 ? null : first,
      last: facts.length === 0 ? null : last,
      byId: this.byId,
      people: this.newPeople,
      rejected: this.rejected,
      account: { ...this.account },
    };
    this.batches += 1;
    this.newPeople = [];
    this.rejected = [];
    return batch;
  }
}

function chatKey({ id, name }: GroupRecord): string {
  return id === null ? `name:${name}` : `id:${id}`;
}

/** Reads only bytes: decoding twice what holds one chat would cost the import a third more of its reading. */
async function mayHoldSeveral(source: Source, { format, encoding }: Recognised): Promise<boolean> {
  const text = markOfChat[format.id];
  if (text === undefined) return false;
  if (encoding !== 'utf-8' && encoding !== 'utf-16le') return true;
  const mark = Buffer.from(text, encoding);
  let seen = 0;
  let tail = Buffer.alloc(0);
  for await (const chunk of source.open()) {
    const bytes = Buffer.concat([tail, chunk]);
    let from = 0;
    for (let at = bytes.indexOf(mark); at >= 0; at = bytes.indexOf(mark, from)) {
      seen += 1;
      if (seen > 1) return true;
      from = at + mark.length;
    }
    tail = bytes.subarray(Math.max(from, bytes.length - mark.length + 1));
  }
  return false;
}

/**
 * The chat of a file that is wanted by name, else the one with the most rows.
 * @returns null when the file holds rows without chat headers
 * @throws DomainError `import.chatUnknown` {file, chat}
 */
async function largestChat(open: () => AsyncIterable<{ records: ChatRecord[] }>, { chat, file }: ReadOptions): Promise<string | null> {
  const rows = new Map<string, number>();
  let current: string | null = null;
  for await (const { records } of open()) {
    for (const record of records) {
      if (record.type === 'group') {
        current = chatKey(record);
        if (chat !== null && record.name === chat) return current;
        rows.set(current, rows.get(current) ?? 0);
      } else if (current !== null && record.type !== 'member') rows.set(current, (rows.get(current) ?? 0) + 1);
    }
    if (current === null && records.length > 0) break;
  }
  if (chat !== null) throw new DomainError('import.chatUnknown', { file, chat });
  let largest: string | null = null;
  for (const [key, count] of rows) if (largest === null || count > (rows.get(largest) ?? 0)) largest = key;
  return largest;
}
