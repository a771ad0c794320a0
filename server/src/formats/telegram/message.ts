import type { MessageKind, Sender } from '#vocabulary/records';
import type { ZoneClock } from '#vocabulary/zone';
import { asId, asList, asObject, asText, type JsonObject } from '../json/fields.ts';
import { withoutMarks } from '../marks.ts';

const mediaKinds = new Map<string, MessageKind>([
  ['sticker', 'sticker'],
  ['animation', 'sticker'],
  ['voice_message', 'voice'],
  ['video_message', 'video'],
  ['video_file', 'video'],
  ['audio_file', 'file'],
]);

export function kindOf(message: JsonObject, text: string): MessageKind {
  const media = asText(message.media_type);
  if (media !== '') return mediaKinds.get(media) ?? 'file';
  if ('photo' in message || 'paid_media' in message) return 'image';
  if ('file' in message) return 'file';
  if ('poll' in message || 'todo_list' in message) return 'poll';
  if ('contact_information' in message) return 'contact';
  if ('location_information' in message || 'place_name' in message) return 'location';
  if ('dice' in message) return 'sticker';
  return text === '' ? 'other' : 'text';
}

/** `text` is a string, or a list of strings and marked-up parts; what is shown is their sum. */
export function textOf(message: JsonObject): string {
  const { text } = message;
  const parts = Array.isArray(text) ? text : typeof text === 'string' ? [text] : asList(message.text_entities);
  return withoutMarks(parts.map((part) => (typeof part === 'string' ? part : asText(asObject(part)?.text))).join(''));
}

/** `@name` by user name, and people without one by id. */
export function mentionsOf(message: JsonObject): string[] {
  const found = new Set<string>();
  for (const part of asList(Array.isArray(message.text) ? message.text : message.text_entities)) {
    const entity = asObject(part);
    if (entity?.type === 'mention') found.add(asText(entity.text).replace(/^@/, ''));
    else if (entity?.type === 'mention_name') found.add(peerKey(entity.user_id) || asText(entity.text));
  }
  found.delete('');
  return [...found];
}

const CHAT_SHIFT = 2 ** 32;
const CHANNEL_SHIFT = 2 ** 33;

/**
 * `user…`, `chat…`, `channel…`; older exports wrote one number, in which the two bits above the 32 of a user id
 * say the kind. '' where there is none.
 */
export function peerKey(id: unknown): string {
  const text = asId(id);
  if (!/^\d+$/.test(text)) return text;
  const number = Number(text);
  // Identifiers of users passed 32 bits only after exports had begun to write the kind in words.
  if (typeof id === 'string' || number < CHAT_SHIFT) return `user${text}`;
  if (number < CHANNEL_SHIFT) return `chat${number - CHAT_SHIFT}`;
  return number < CHANNEL_SHIFT + CHAT_SHIFT ? `channel${number - CHANNEL_SHIFT}` : `user${text}`;
}

/** The name of a deleted account is null: its id stays. */
export function senderOf(name: unknown, id: unknown): Sender | null {
  const shown = withoutMarks(asText(name)).trim();
  const key = peerKey(id);
  if (key !== '') return { by: 'id', key, name: shown };
  return shown === '' ? null : { by: 'name', key: shown, name: shown };
}

/** Epoch ms: the instant where the row has one, else its local time in `clock`'s zone. NaN = neither. */
export function instantOf(row: JsonObject, clock: () => ZoneClock): number {
  const unix = asId(row.date_unixtime);
  if (/^\d+$/.test(unix)) return Number(unix) * 1000;
  const match = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)$/.exec(asText(row.date));
  if (!match) return Number.NaN;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1).map(Number);
  if (month < 1 || month > 12 || day < 1 || day > 31 || hour > 23 || minute > 59 || second > 59) return Number.NaN;
  if (year < 1970 || new Date(Date.UTC(year, month - 1, day)).getUTCDate() !== day) return Number.NaN;
  return clock().instantOf(year, month, day, hour, minute, second);
}
