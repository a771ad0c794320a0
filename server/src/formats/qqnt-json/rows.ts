import type { MemberRecord, Sender, SystemRecord } from '#vocabulary/records';
import { plausible, type RejectReason, type Sink } from '../format.ts';
import { asId, asList, asObject, asRowId, asText, type JsonObject } from '../json/fields.ts';
import { withoutMarks } from '../marks.ts';
import { isCollecting, systemText } from '../qq-txt/bodies.ts';
import { Instants } from './instant.ts';
import { kindOf, type Part, partsOf } from './parts.ts';
import { People, real } from './people.ts';
import { Replies } from './replies.ts';
import { plainText, withoutCodes } from './text.ts';

type SystemFact = Pick<SystemRecord, 'kind' | 'actor' | 'people' | 'text'>;

/** Chat headers, members and rows of one file → records. Every public method names why a value was no such thing. */
export class QqntRows {
  private readonly sink: Sink;
  private readonly now: number;
  private readonly instants: Instants;
  private readonly people = new People();
  private readonly replies = new Replies();
  /** Number of the group or the other person. */
  private peer = '';
  private shown: string | null = null;

  constructor(sink: Sink, now: number, zone: string) {
    this.sink = sink;
    this.now = now;
    this.instants = new Instants(zone);
  }

  /** `chatInfo`; parts of one export repeat it. */
  chat(info: JsonObject): void {
    this.peer = real(info.peerUin) || real(info.peerUid);
    const name = withoutMarks(asText(info.name)).trim();
    const header = JSON.stringify([this.peer, name]);
    if (header !== this.shown) this.sink.record({ type: 'group', id: this.peer || null, name, platform: 'qq' });
    this.shown = header;
    for (const member of asList(info.members)) this.member(member);
  }

  member(value: unknown): RejectReason | null {
    const member = asObject(value);
    const number = real(member?.uin ?? member?.userId);
    const uid = real(member?.uid);
    if (!member || (number === '' && uid === '')) return 'badRow';
    const names = [member.groupCard, member.cardName, member.card, member.name, member.nickname, member.nick].map(shownName);
    const [first = '', ...others] = [...new Set(names)].filter((name) => name !== '');
    const sender = this.people.known(number, uid, first);
    this.sink.record({ type: 'member', sender, ...(others.length > 0 && { aliases: others }), ...roleOf(member.role), ...joinOf(member) });
    return null;
  }

  row(value: unknown): RejectReason | null {
    const row = asObject(value);
    if (!row) return 'badRow';
    const at = this.instants.of(row);
    if (Number.isNaN(at)) return 'badTime';
    if (!plausible(at, this.now)) return 'timeOutOfRange';
    const content = asObject(row.content);
    const sender = this.people.sender(row);
    const parts = partsOf(row);
    if (sender === undefined && parts.length === 0 && !content) return 'badRow';
    const id = this.rowId(row);
    const place = { at, ...(id !== '' && { id }) };
    const tip = parts.find(({ type, data }) => type === 'system' && asObject(data.originalData));
    const own = sender === 'system' || sender === undefined ? null : sender;
    const words = this.words(row, content, parts);
    if (sender === 'system' || tip || isSystemRow(row)) {
      this.sink.record({ type: 'system', ...place, ...this.systemFact(words, tip, own, isRecalled(row)) });
    } else if (isRecalled(row)) {
      // What somebody took back is not kept, although some files hold it.
      this.sink.record({ type: 'system', ...place, kind: 'recall', text: '', ...(own && { actor: own }) });
    } else if (sender === undefined) return 'badRow';
    else this.message(row, place, id, own, parts, words);
    return null;
  }

  private message(
    row: JsonObject,
    place: { at: number; id?: string },
    id: string,
    sender: Sender | null,
    parts: Part[],
    text: string,
  ): void {
    if (sender && isCollecting(text, sender.name)) {
      this.sink.record({ type: 'system', kind: 'other', ...place, text, actor: sender });
      return;
    }
    const replyTo = this.replies.answered(row, parts, id);
    const mentions = this.mentions(row, parts);
    if (id !== '' && sender) this.replies.remember(id, place.at, sender.key);
    this.sink.record({
      type: 'message',
      ...place,
      kind: kindOf(row, parts, text),
      text,
      sender,
      ...(replyTo !== '' && { replyTo }),
      ...(mentions.length > 0 && { mentions }),
    });
  }

  /** The platform's 64-bit id; without it, chat and number of the row in it. */
  private rowId(row: JsonObject): string {
    const id = asRowId(row.id ?? row.messageId);
    if (id !== '' && id !== '0') return id;
    const sequence = asRowId(row.seq ?? row.messageSeq);
    return this.peer === '' || sequence === '' || sequence === '0' ? '' : `${this.peer}:${sequence}`;
  }

  private words(row: JsonObject, content: JsonObject | null, parts: Part[]): string {
    const raw = asText(content?.text);
    const joined = raw !== '' ? raw : parts.map(({ type, data }) => (type === 'text' ? asText(data.text) : '')).join('');
    return plainText('messageId' in row ? withoutCodes(joined) : joined);
  }

  private mentions(row: JsonObject, parts: Part[]): string[] {
    const named = parts.filter(({ type }) => type === 'at').map(({ data }) => data);
    const list = named.length > 0 ? named : asList(asObject(row.content)?.mentions).map((value) => asObject(value) ?? {});
    const found = new Set<string>();
    for (const who of list) {
      const uid = real(who.uid);
      if (uid === 'all' || who.type === 'all' || Number(who.atType) === 1) continue;
      const number = real(who.uin) || (/^\d{5,}$/.test(uid) ? uid : '');
      found.add(this.people.mention(number, uid, shownName(who.name).replace(/^@/, '')));
    }
    found.delete('');
    return [...found];
  }

  private systemFact(words: string, tip: Part | undefined, sender: Sender | null, recalled: boolean): SystemFact {
    const original = asObject(tip?.data.originalData);
    const text = words || plainText(asText(tip?.data.text));
    const revoke = asObject(original?.revokeElement);
    if (revoke) {
      const name = shownName(revoke.operatorMemRemark) || shownName(revoke.operatorName) || shownName(revoke.operatorNick);
      const uid = real(revoke.operatorUid);
      const actor = uid !== '' ? this.people.known(real(revoke.operatorUin), uid, name) : name !== '' ? this.people.named(name) : sender;
      return { kind: 'recall', text, ...(actor && { actor }) };
    }
    const fact = systemText(text);
    const added = asObject(original?.groupElement);
    if (fact.kind === 'other' && asId(added?.type) === '1' && shownName(added?.memberNick) !== '')
      return { kind: 'join', text, people: [shownName(added?.memberNick)] };
    const actor = fact.actor !== undefined ? this.people.named(fact.actor) : fact.kind === 'other' || recalled ? sender : null;
    return {
      kind: recalled ? 'recall' : fact.kind,
      text,
      ...(actor && { actor }),
      ...(!recalled && fact.people && { people: fact.people }),
    };
  }
}

function isSystemRow(row: JsonObject): boolean {
  const type = asId(row.type ?? row.messageType).replace(/^type_/, '');
  return row.system === true || row.isSystemMessage === true || type === 'system' || type === '5';
}

function isRecalled(row: JsonObject): boolean {
  const moment = asId(asObject(row.rawMessage)?.recallTime);
  return row.recalled === true || row.isRecalled === true || (moment !== '' && moment !== '0');
}

function shownName(value: unknown): string {
  return withoutMarks(asText(value)).trim();
}

function roleOf(value: unknown): Pick<MemberRecord, 'role'> {
  const role = asId(value).toLowerCase();
  if (role === 'owner' || role === '4') return { role: 'owner' };
  if (role === 'admin' || role === '3') return { role: 'admin' };
  return role === 'member' || role === '2' ? { role: 'member' } : {};
}

/** Seconds since 1970, as text or number; 0 where QQ does not tell. */
function joinOf(member: JsonObject): Pick<MemberRecord, 'joinedAt'> {
  const stamp = Number(asId(member.joinTime ?? member.join_time));
  return stamp > 946_684_800 && stamp < 1e11 ? { joinedAt: stamp * 1000 } : {};
}
