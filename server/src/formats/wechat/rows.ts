import type { Sender, SystemKind } from '#vocabulary/records';
import { isSystemSender, readSystem } from '../chatlab/system.ts';
import { plausible, type RejectReason, type Sink } from '../format.ts';
import { withoutMarks } from '../marks.ts';
import type { WechatKind } from './kinds.ts';
import { namedIds, plainNotice, readPat } from './system.ts';

/** A row as an exporter of WeChat wrote it. */
export interface WechatRow {
  /** Epoch ms; NaN where the row's time cannot be read. */
  at: number;
  kind: WechatKind;
  text: string;
  /** Platform id of the sender, '' where the format has none. */
  key: string;
  name: string;
  id?: string;
  replyTo?: string;
  /** Whom the row quotes or mentions. */
  mentions?: string[];
}

const MOST_NAMES = 500_000;

/**
 * Rows of any exporter of WeChat → records: one place where grey lines become facts and their names people. `by` = how the
 * people whom grey lines name are known where no row of theirs tells: by `id` (then not at all) or by the shown `name`.
 */
export class WechatRows {
  private readonly sink: Sink;
  private readonly now: number;
  private readonly by: Sender['by'];
  private group = '';
  /** The id of each name that one id alone has; null where several share it. */
  private readonly idOf = new Map<string, string | null>();

  constructor(sink: Sink, now: number, by: Sender['by']) {
    this.sink = sink;
    this.now = now;
    this.by = by;
  }

  /** The chat that the following rows belong to; said once as long as it does not change. */
  enter(id: string, name: string): void {
    const shown = withoutMarks(name).trim();
    const group = id || shown;
    if (group === '' || group === this.group) return;
    this.group = group;
    this.sink.record({ type: 'group', id: id || null, name: shown, platform: 'wechat' });
  }

  /** Why the row is refused, or null. */
  add(row: WechatRow): RejectReason | null {
    if (Number.isNaN(row.at)) return 'badTime';
    if (!plausible(row.at, this.now)) return 'timeOutOfRange';
    const sender = this.person(row.key.trim(), withoutMarks(row.name).trim());
    const spoken =
      row.kind !== 'system' && row.kind !== 'notice' && !isSystemSender(row.key) && !(row.key === '' && isSystemSender(row.name));
    const text = spoken ? withoutMarks(row.text) : withoutMarks(plainNotice(row.text));
    const base = { at: row.at, text, ...(row.id && { id: row.id }) };
    const patter = spoken && row.kind !== 'other' && row.kind !== 'poke' ? null : readPat(text);
    if (patter !== null) return this.pat(base, patter, spoken || /^[我你]$/.test(patter) ? sender : null);
    if (!spoken) {
      this.system(base, sender, row.kind === 'notice' ? 'notice' : null);
      return null;
    }
    if (!sender && row.key === '' && row.name.trim() === '') return 'badRow';
    this.sink.record({
      type: 'message',
      ...base,
      kind: row.kind as Exclude<WechatKind, 'system' | 'notice'>,
      sender,
      ...(row.replyTo && { replyTo: row.replyTo }),
      ...(row.mentions && row.mentions.length > 0 && { mentions: row.mentions }),
    });
    return null;
  }

  /** A pat is something a member did, however it is exported; of somebody unknown it is a line about the group. */
  private pat(base: { at: number; text: string; id?: string }, name: string, given: Sender | null): null {
    const sender = given ?? this.named(name);
    this.sink.record(sender ? { type: 'message', ...base, kind: 'poke', sender } : { type: 'system', ...base, kind: 'other' });
    return null;
  }

  private system(base: { at: number; text: string; id?: string }, given: Sender | null, notice: SystemKind | null): void {
    for (const { name, id } of namedIds(base.text)) this.learn(name, id);
    const fact = notice ? { kind: notice } : readSystem(base.text);
    const actor = fact.actor === undefined ? given : this.named(fact.actor);
    this.sink.record({
      type: 'system',
      ...base,
      kind: fact.kind,
      ...(actor && { actor }),
      ...(fact.people && { people: fact.people }),
    });
  }

  private named(name: string): Sender | null {
    const id = this.idOf.get(name);
    if (id) return { by: 'id', key: id, name };
    return this.by === 'id' || id === null || /^[我你]$/.test(name) ? null : { by: 'name', key: name, name };
  }

  /** null: the platform itself, or the group where the exporter knew no better. */
  private person(key: string, name: string): Sender | null {
    if (isSystemSender(key) || (key === '' && isSystemSender(name)) || /@chatroom$/.test(key)) return null;
    if (key === '') return name === '' ? null : { by: 'name', key: name, name };
    this.learn(name, key);
    return { by: 'id', key, name };
  }

  private learn(name: string, id: string): void {
    if (name === '') return;
    const holder = this.idOf.get(name);
    if (holder === id) return;
    if (this.idOf.size > MOST_NAMES) this.idOf.clear();
    this.idOf.set(name, holder === undefined ? id : null);
  }
}
