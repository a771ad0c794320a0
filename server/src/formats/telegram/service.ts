import type { Sender, SystemKind } from '#vocabulary/records';
import { asList, asText, type JsonObject } from '../json/fields.ts';
import { withoutMarks } from '../marks.ts';

export interface ServiceFact {
  kind: SystemKind;
  people?: string[];
  text: string;
}

const JOINS = new Set(['join_group_by_link', 'join_group_by_request']);
const NOTICES = new Set([
  'create_group',
  'create_channel',
  'edit_group_photo',
  'delete_group_photo',
  'pin_message',
  'clear_history',
  'migrate_to_supergroup',
  'migrate_from_group',
  'topic_created',
  'topic_edit',
  'set_messages_ttl',
  'edit_chat_theme',
  'set_chat_wallpaper',
]);

/** Members of a service row are display names, never ids; leaving is "remove_members" with the actor's own name. */
export function readService(row: JsonObject, actor: Sender | null): ServiceFact {
  const action = asText(row.action);
  const text = withoutMarks(asText(row.title) || asText(row.new_title));
  const members = asList(row.members).map(name).filter(Boolean);
  const own = actor?.name ? [actor.name] : [];
  if (JOINS.has(action)) return fact('join', own, text);
  if (action === 'invite_members') return fact('join', members, text);
  if (action === 'remove_members') {
    const self = own.length > 0 && members.length > 0 && members.every((member) => member === own[0]);
    return fact(self ? 'leave' : 'removal', members, text);
  }
  if (action === 'edit_group_title') return fact('rename', [], text);
  if (NOTICES.has(action)) return fact('notice', members, text);
  return fact('other', members, text);
}

function fact(kind: SystemKind, people: string[], text: string): ServiceFact {
  return { kind, text, ...(people.length > 0 && { people }) };
}

function name(value: unknown): string {
  return withoutMarks(asText(value)).trim();
}
