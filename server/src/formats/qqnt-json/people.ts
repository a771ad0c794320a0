import type { Sender } from '#vocabulary/records';
import { asId, asObject, asText, type JsonObject } from '../json/fields.ts';
import { withoutMarks } from '../marks.ts';

/** A hostile file may name a new person on every row. */
const MOST = 500_000;
const PLACEHOLDERS = new Set(['', '0', '未知', '未知用户', 'unknown', 'undefined', 'null']);
const QQ_ITSELF = new Set(['10000', '1000000']);
const ANONYMOUS = '80000000';

/** Known by the QQ number, else by the new id `u_…`; rows of one person may show either. */
export class People {
  private readonly numberOf = new Map<string, string>();
  private readonly nameOf = new Map<string, string>();
  /** The person of a name that one person alone has shown; null where several have. */
  private readonly holderOf = new Map<string, string | null>();

  /** Who sent a row: null = nobody to be known (anonymous), 'system' = QQ itself. */
  sender(row: JsonObject): Sender | 'system' | null | undefined {
    const raw = asObject(row.rawMessage);
    const sender = asObject(row.sender) ?? {};
    const number = real(sender.uin) || real(raw?.senderUin);
    const uid = real(sender.uid) || real(raw?.senderUid);
    if (QQ_ITSELF.has(number) || QQ_ITSELF.has(uid)) return 'system';
    if (number === ANONYMOUS || uid === ANONYMOUS) return null;
    const name = shownName(sender, raw, number, uid);
    // The group itself speaks as `{uid: <its number>, uin: "0", name: "0"}`.
    if (number === '' && /^\d+$/.test(uid) && name === '') return 'system';
    if (number !== '' || uid !== '') return this.known(number, uid, name);
    return name === '' ? undefined : { by: 'name', key: name, name };
  }

  /** A person by either id; the name is the one shown last where this place shows none. */
  known(number: string, uid: string, name: string): Sender {
    if (this.nameOf.size > MOST || this.numberOf.size > MOST) {
      this.nameOf.clear();
      this.numberOf.clear();
      this.holderOf.clear();
    }
    if (number !== '' && uid !== '' && uid !== number) this.numberOf.set(uid, number);
    const key = number || this.numberOf.get(uid) || uid;
    const before = this.nameOf.get(key);
    if (name === '' || name === before) return { by: 'id', key, name: before ?? '' };
    this.nameOf.set(key, name);
    const holder = this.holderOf.get(name);
    this.holderOf.set(name, holder === undefined || holder === key ? key : null);
    return { by: 'id', key, name };
  }

  /** Somebody a system row names: the one person with that name, else just the name. */
  named(name: string): Sender {
    const key = this.holderOf.get(name);
    return key ? { by: 'id', key, name } : { by: 'name', key: name, name };
  }

  /** What a mention is kept as: number, else the id if somebody here is known by it, else the name. */
  mention(number: string, uid: string, name: string): string {
    return number || this.numberOf.get(uid) || (this.nameOf.has(uid) ? uid : name || uid);
  }
}

/** Card in the group, else nickname; the exporter's own remark about a person is theirs alone. */
function shownName(sender: JsonObject, raw: JsonObject | null, number: string, uid: string): string {
  const remark = text(sender.remark);
  const names = [
    sender.groupCard,
    raw?.sendMemberName,
    text(sender.name) === remark ? '' : sender.name,
    sender.nickname,
    raw?.sendNickName,
  ];
  const name = names.map(text).find((shown) => shown !== '' && !PLACEHOLDERS.has(shown)) ?? remark;
  return name === uid || (name === number && number !== '') ? '' : name;
}

function text(value: unknown): string {
  return withoutMarks(asText(value)).trim();
}

/** An id of a person, '' for what stands where none is known. */
export function real(value: unknown): string {
  const id = asId(value);
  return PLACEHOLDERS.has(id) ? '' : id;
}
