import type { SystemKind } from '#vocabulary/records';
import { asObject, asText, type JsonObject } from '../json/fields.ts';
import { withoutMarks } from '../marks.ts';

/**
 * What an `m.room.member` event says; null where somebody only changed name or picture. Notes display names in `names`.
 */
export function readMembership(
  event: JsonObject,
  content: JsonObject,
  sender: string,
  names: Map<string, string>,
): { kind: SystemKind; people: string[]; text: string } | null {
  const who = asText(event.state_key) || sender;
  const before = asObject(asObject(event.unsigned)?.prev_content) ?? asObject(event.prev_content);
  const shown = withoutMarks(asText(content.displayname) || asText(before?.displayname)).trim();
  if (shown !== '') names.set(who, shown);
  const people = [names.get(who) ?? who.replace(/^@([^:]+):.*$/, '$1')];
  const text = withoutMarks(asText(content.reason));
  const was = asText(before?.membership);
  switch (asText(content.membership)) {
    case 'join':
      return was === 'join' ? null : { kind: 'join', people, text };
    case 'leave':
      // Taking back an invitation or a ban removes nobody who was there.
      if (was === 'ban' || was === 'invite' || was === 'knock') return { kind: 'other', people, text };
      return { kind: who === sender ? 'leave' : 'removal', people, text };
    case 'ban':
      return { kind: 'removal', people, text };
    default:
      return { kind: 'other', people, text };
  }
}
