import type { MemberRecord, MessageKind, Platform, Sender, SystemRecord } from '#vocabulary/records';
import { plausible, type RejectReason, type Sink } from '../format.ts';
import { asId, asList, asObject, asRowId, asText, type JsonObject } from '../json/fields.ts';
import { withoutMarks } from '../marks.ts';
import { isSystemSender, readSystem } from './system.ts';

const SYSTEM = 80;
const RECALL = 81;
const kinds = new Map<number, MessageKind>([
  [0, 'text'],
  [1, 'image'],
  [2, 'voice'],
  [3, 'video'],
  [4, 'file'],
  [5, 'sticker'],
  [7, 'link'],
  [8, 'location'],
  [20, 'redPacket'],
  [21, 'transfer'],
  [22, 'poke'],
  [23, 'call'],
  [24, 'link'],
  [25, 'text'],
  [26, 'forward'],
  [27, 'contact'],
]);

const platforms: Record<string, Platform> = {
  qq: 'qq',
  qqnt: 'qq',
  tim: 'qq',
  wechat: 'wechat',
  weixin: 'wechat',
  whatsapp: 'whatsapp',
  telegram: 'telegram',
  gitter: 'gitter',
  discord: 'discord',
  slack: 'slack',
  feishu: 'feishu',
  lark: 'feishu',
  line: 'line',
  matrix: 'matrix',
  irc: 'irc',
};

/** Header, member and message objects of the ChatLab standard (0.0.1, 0.0.2) → records. */
export class ChatLabRows {
  private readonly sink: Sink;
  private readonly now: number;
  private group = '';
  private owner = '';
  /** Latest shown name of each id, and the id of each name that one id alone has. */
  private readonly nameOf = new Map<string, string>();
  private readonly idOf = new Map<string, string | null>();

  constructor(sink: Sink, now: number) {
    this.sink = sink;
    this.now = now;
  }

  header(meta: JsonObject): void {
    this.group = asId(meta.groupId);
    this.owner = asId(meta.ownerId);
    const platform = asText(meta.platform).toLowerCase();
    this.sink.record({
      type: 'group',
      id: this.group || null,
      name: shown(meta.name),
      platform: Object.hasOwn(platforms, platform) ? (platforms[platform] ?? 'other') : 'other',
    });
  }

  member(value: unknown): RejectReason | null {
    const member = asObject(value);
    const id = asId(member?.platformId);
    if (!member || id === '') return 'badRow';
    const sender = this.sender(id, shown(member.groupNickname) || shown(member.accountName));
    const aliases = [shown(member.accountName), ...asList(member.aliases).map(shown)];
    const others = [...new Set(aliases)].filter((name) => name !== '' && name !== sender.name);
    this.sink.record({ type: 'member', sender, ...this.role(id, member.roles), ...(others.length > 0 && { aliases: others }) });
    return null;
  }

  private role(id: string, list: unknown): Pick<MemberRecord, 'role'> {
    const roles = asList(list).map((role) => asText(asObject(role)?.id ?? role).toLowerCase());
    if (id === this.owner || roles.includes('owner')) return { role: 'owner' };
    if (roles.includes('admin')) return { role: 'admin' };
    return Array.isArray(list) ? { role: 'member' } : {};
  }

  message(value: unknown): RejectReason | null {
    const message = asObject(value);
    if (!message) return 'badRow';
    const at = instant(message.timestamp);
    if (Number.isNaN(at)) return 'badTime';
    if (!plausible(at, this.now)) return 'timeOutOfRange';
    const type = Number(message.type ?? 0);
    const key = asId(message.sender);
    const text = withoutMarks(asText(message.content));
    const id = asRowId(message.platformMessageId);
    const row = { at, text, ...(id !== '' && { id }) };
    const name = shown(message.groupNickname) || shown(message.accountName);
    if (type === SYSTEM || type === RECALL) {
      this.sink.record({ type: 'system', ...row, ...this.system(type, key, name, text) });
      return null;
    }
    if (key === '') return 'badRow';
    const replyTo = asRowId(message.replyToMessageId);
    const sender = this.sender(key, name);
    this.sink.record({ type: 'message', ...row, kind: kinds.get(type) ?? 'other', sender, ...(replyTo !== '' && { replyTo }) });
    return null;
  }

  private system(type: number, key: string, name: string, text: string): Pick<SystemRecord, 'kind' | 'actor' | 'people'> {
    const fact = readSystem(text);
    const person = key !== '' && key !== '0' && key !== this.group && !isSystemSender(key) && !isSystemSender(name);
    // Without a sender the text may still name the member; a name that several ids share names nobody.
    const named = fact.actor === undefined ? null : (this.idOf.get(fact.actor) ?? null);
    const actor = person ? this.sender(key, name) : named !== null ? this.sender(named, '') : undefined;
    return {
      kind: type === RECALL ? 'recall' : fact.kind,
      ...(actor && { actor }),
      ...(type === SYSTEM && fact.people && { people: fact.people }),
    };
  }

  private sender(key: string, name: string): Sender {
    const known = this.nameOf.get(key);
    if (name !== '' && name !== known) {
      this.nameOf.set(key, name);
      const holder = this.idOf.get(name);
      this.idOf.set(name, holder === undefined || holder === key ? key : null);
    }
    return { by: 'id', key, name: name || (known ?? '') };
  }
}

function shown(value: unknown): string {
  return withoutMarks(asText(value)).trim();
}

/** The standard says seconds; some tools write milliseconds, and 10¹¹ seconds lie beyond the year 5000. NaN = no time. */
function instant(value: unknown): number {
  if (typeof value !== 'number' && (typeof value !== 'string' || !/^\d+(?:\.\d+)?$/.test(value.trim()))) return Number.NaN;
  const number = Number(value);
  return Math.round(number > 1e11 ? number : number * 1000);
}
