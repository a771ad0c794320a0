import type { MessageRecord, Sender, SystemRecord } from '#vocabulary/records';
import { isCollecting, messageKind, systemText } from './bodies.ts';
import type { Who } from './header.ts';

/** Senders that are QQ itself, and the one all anonymous members share. */
const SYSTEM_IDS = new Set(['10000', '1000000']);
const ANONYMOUS_ID = '80000000';

/** What a row of the PC client is: a person's message, an anonymous one, or a note of QQ's own. `at` in epoch ms. */
export function recordOf(at: number, text: string, { id, name }: Who, sender: Sender): MessageRecord | SystemRecord {
  if (id === null ? name === '系统消息' : SYSTEM_IDS.has(id)) return noteOf(at, text);
  if (id === ANONYMOUS_ID) return { type: 'message', kind: messageKind(text), at, text, sender: null };
  if (isCollecting(text, sender.name)) return { type: 'system', kind: 'other', at, text, actor: sender };
  return { type: 'message', kind: messageKind(text), at, text, sender };
}

function noteOf(at: number, text: string): SystemRecord {
  const { kind, actor, people } = systemText(text);
  return {
    type: 'system',
    kind,
    at,
    text,
    // QQ names people here by card, never by number.
    ...(actor ? { actor: { by: 'name' as const, key: actor, name: actor } } : {}),
    ...(people ? { people } : {}),
  };
}
