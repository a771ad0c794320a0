import type { MessageKind, Sender, SystemKind } from '#vocabulary/records';
import { attachmentKind } from '../attachment.ts';
import { plausible, type RejectReason, type Sink } from '../format.ts';
import { asId, asList, asObject, asText, type JsonObject } from '../json/fields.ts';
import { withoutMarks } from '../marks.ts';
import { SlackText } from './text.ts';

interface User {
  name: string;
  bot: boolean;
  gone: boolean;
}

const systemKinds = new Map<string, SystemKind>([
  ['channel_join', 'join'],
  ['group_join', 'join'],
  ['channel_leave', 'leave'],
  ['group_leave', 'leave'],
  ['channel_name', 'rename'],
  ['group_name', 'rename'],
  ['tombstone', 'recall'],
  ['channel_topic', 'notice'],
  ['channel_purpose', 'notice'],
  ['channel_archive', 'notice'],
  ['channel_unarchive', 'notice'],
  ['channel_convert_to_private', 'notice'],
  ['group_topic', 'notice'],
  ['group_purpose', 'notice'],
  ['group_archive', 'notice'],
  ['group_unarchive', 'notice'],
  ['pinned_item', 'notice'],
  ['reminder_add', 'notice'],
]);
/** Subtypes under which people write. */
const spoken = new Set(['', 'thread_broadcast', 'reply_broadcast', 'me_message', 'file_share', 'file_mention']);

/** People and channels of an export, and the rows of its days. Ids of rows are times, unique in their channel. */
export class SlackWorkspace {
  private readonly sink: Sink;
  private readonly now: number;
  private readonly users = new Map<string, User>();
  private readonly channels = new Map<string, { id: string; members: string[] }>();
  private readonly text = new SlackText((id) => this.users.get(id)?.name ?? '');
  private folder: string | null = null;
  private channel = '';

  constructor(sink: Sink, now: number) {
    this.sink = sink;
    this.now = now;
  }

  /** What takes the elements of one file. */
  reader(path: string): (value: unknown) => RejectReason | null {
    if (path === 'users.json') return (value) => this.user(value);
    if (path === 'channels.json' || path === 'groups.json') return (value) => this.room(value);
    const slash = path.indexOf('/');
    if (slash > 0) this.enter(path.slice(0, slash));
    return (value) => this.message(value);
  }

  end(): void {
    this.folder = null;
  }

  private user(value: unknown): RejectReason | null {
    const user = asObject(value);
    const id = asId(user?.id);
    if (!user || id === '') return 'badRow';
    this.users.set(id, { name: nameOf(user), bot: user.is_bot === true || id === 'USLACKBOT', gone: user.deleted === true });
    return null;
  }

  private room(value: unknown): RejectReason | null {
    const room = asObject(value);
    const name = asText(room?.name);
    if (!room || name === '') return 'badRow';
    this.channels.set(name, { id: asId(room.id), members: asList(room.members).map(asId) });
    return null;
  }

  private enter(folder: string): void {
    if (folder === this.folder) return;
    this.folder = folder;
    const known = this.channels.get(folder);
    this.channel = known?.id ?? folder;
    this.sink.record({ type: 'group', id: known?.id || null, name: folder, platform: 'slack' });
    for (const id of known?.members ?? []) {
      const user = this.users.get(id);
      if (user && !user.bot && !user.gone) this.sink.record({ type: 'member', sender: this.person(id, user.name) });
    }
  }

  private message(value: unknown): RejectReason | null {
    const row = asObject(value);
    if (!row) return 'badRow';
    const ts = asText(row.ts);
    const at = /^\d{9,10}(?:\.\d{1,6})?$/.test(ts) ? Math.floor(Number(ts) * 1000) : Number.NaN;
    if (Number.isNaN(at)) return 'badTime';
    if (!plausible(at, this.now)) return 'timeOutOfRange';
    if (row.type !== 'message') return 'unknownRow';
    const { text, mentions } = this.text.read(asText(row.text));
    const place = { at, id: this.rowId(ts), text };
    const key = asId(row.user);
    const sender = key === '' ? null : this.person(key, nameOf(asObject(row.user_profile) ?? {}));
    const subtype = asText(row.subtype);
    const bot = subtype === 'bot_message' || asId(row.bot_id) !== '' || (this.users.get(key)?.bot ?? key === 'USLACKBOT');
    if (bot || !spoken.has(subtype)) {
      const kind = bot ? 'other' : (systemKinds.get(subtype) ?? 'other');
      const about = kind === 'join' || kind === 'leave';
      const people = about && sender && sender.name !== '' ? { people: [sender.name] } : {};
      this.sink.record({ type: 'system', ...place, kind, ...(sender && !bot && { actor: sender }), ...people });
      return null;
    }
    const thread = asText(row.thread_ts);
    this.sink.record({
      type: 'message',
      ...place,
      kind: kindOf(row, text),
      sender,
      ...(thread !== '' && thread !== ts && { replyTo: this.rowId(thread) }),
      ...(mentions.length > 0 && { mentions }),
    });
    return null;
  }

  private rowId(ts: string): string {
    return this.channel === '' ? ts : `${this.channel}:${ts}`;
  }

  /** Guests and people of connected workspaces are missing from the list: then rows carry their names. */
  private person(id: string, own: string): Sender {
    return { by: 'id', key: id, name: this.users.get(id)?.name || own };
  }
}

function nameOf(user: JsonObject): string {
  const profile = asObject(user.profile) ?? user;
  const names = [profile.display_name, user.real_name, profile.real_name, user.name];
  return withoutMarks(names.map(asText).find((name) => name.trim() !== '') ?? '').trim();
}

function kindOf(row: JsonObject, text: string): MessageKind {
  const [file] = asList(row.files);
  const one = asObject(file) ?? asObject(row.file);
  if (one) return attachmentKind(asText(one.name), asText(one.mimetype));
  if (text !== '') return 'text';
  return asList(row.attachments).length > 0 ? 'link' : 'other';
}
