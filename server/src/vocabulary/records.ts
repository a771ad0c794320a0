/**
 * Neutral records: what every chat format decodes to, and the only thing the picture reads.
 * Shapes only; nothing here knows a platform's own types.
 */

/** What a human message carries. A red packet *sent* is a message; one collected is a system row. */
export const messageKinds = [
  'text',
  'image',
  'voice',
  'video',
  'file',
  'sticker',
  'link',
  'location',
  'contact',
  'redPacket',
  'transfer',
  'poll',
  'call',
  'poke',
  'forward',
  'other',
] as const;
export type MessageKind = (typeof messageKinds)[number];

/** System rows are facts of their own kind and never speakers. `other` = notices, renames of the group, pins, calls … */
export const systemKinds = ['join', 'leave', 'removal', 'recall', 'rename', 'notice', 'other'] as const;
export type SystemKind = (typeof systemKinds)[number];

export type Platform =
  | 'qq'
  | 'wechat'
  | 'whatsapp'
  | 'telegram'
  | 'gitter'
  | 'discord'
  | 'slack'
  | 'feishu'
  | 'line'
  | 'matrix'
  | 'irc'
  | 'other';

/**
 * Who sent a row. `key` is unique inside the platform when `by` is `id`, inside the chat when `by` is `name`
 * (then it is the trimmed display name). `name` is the name shown on this row (an alias over time).
 */
export interface Sender {
  by: 'id' | 'name';
  key: string;
  name: string;
}

interface Row {
  /** Epoch milliseconds. */
  at: number;
  /** The platform's own id of the row, where the format has one: rows with equal ids are one row. */
  id?: string;
  /** Body as exported, invisible marks removed; '' where there is none. */
  text: string;
}

export interface MessageRecord extends Row {
  type: 'message';
  kind: MessageKind;
  /** null: a human message that cannot be attributed (QQ anonymous chat). Counted, never a speaker. */
  sender: Sender | null;
  /** Platform id of the row it answers. */
  replyTo?: string;
  /** People it names, as ids or display names, where the format says so; `@name` in the text is resolved by the picture. */
  mentions?: string[];
}

export interface SystemRecord extends Row {
  type: 'system';
  kind: SystemKind;
  /** The acting member, when the row tells. */
  actor?: Sender;
  /** Names of the people it is about (joined, removed …). */
  people?: string[];
}

/** A person known from a member list in the file or from a roster file. Makes lurkers visible. */
export interface MemberRecord {
  type: 'member';
  sender: Sender;
  aliases?: string[];
  role?: 'owner' | 'admin' | 'member';
  joinedAt?: number;
  /** Id or name of who brought this person, as the list has it. */
  invitedBy?: string;
}

/** Start of a chat in the file. A file without chat headers never emits it. Rows that follow belong to it. */
export interface GroupRecord {
  type: 'group';
  /** Platform id, else null. */
  id: string | null;
  name: string;
  platform: Platform;
}

export type ChatRecord = GroupRecord | MemberRecord | MessageRecord | SystemRecord;

/** Stable map key of a sender: `id:…` or `name:…`. */
export function senderKey(sender: Pick<Sender, 'by' | 'key'>): string {
  return `${sender.by}:${sender.key}`;
}
