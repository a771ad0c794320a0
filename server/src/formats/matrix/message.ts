import type { MessageKind, MessageRecord } from '#vocabulary/records';
import { asId, asList, asObject, asText, type JsonObject } from '../json/fields.ts';
import { withoutMarks } from '../marks.ts';

const kinds = new Map<string, MessageKind>([
  ['m.text', 'text'],
  ['m.emote', 'text'],
  ['m.image', 'image'],
  ['m.video', 'video'],
  ['m.audio', 'file'],
  ['m.file', 'file'],
  ['m.location', 'location'],
]);

/** An edit repeats its message with a new text: the message it edits is the row. */
export function isEdit(content: JsonObject): boolean {
  return asText(asObject(content['m.relates_to'])?.rel_type) === 'm.replace';
}

export function readMessage(type: string, content: JsonObject): Pick<MessageRecord, 'kind' | 'text' | 'replyTo' | 'mentions'> {
  const relation = asObject(content['m.relates_to']);
  const answered = asId(asObject(relation?.['m.in_reply_to'])?.event_id);
  // In a thread the answer may stand there only for programs that know no threads: then the root is what is answered.
  const root = asText(relation?.rel_type) === 'm.thread' ? asId(relation?.event_id) : '';
  const replyTo = root !== '' && (answered === '' || relation?.is_falling_back === true) ? root : answered;
  const body = asText(content.body) || question(content);
  const text = withoutMarks(answered === '' ? body : withoutQuote(body));
  const mentions = mentionsOf(content, answered !== '');
  return {
    kind: kindOf(type, content, text),
    text,
    ...(replyTo !== '' && { replyTo }),
    ...(mentions.length > 0 && { mentions }),
  };
}

function kindOf(type: string, content: JsonObject, text: string): MessageKind {
  if (type === 'm.sticker') return 'sticker';
  if (type === 'm.call.invite') return 'call';
  if (type === 'm.location') return 'location';
  if (type.endsWith('poll.start')) return 'poll';
  if ('org.matrix.msc3245.voice' in content || 'm.voice' in content) return 'voice';
  return kinds.get(asText(content.msgtype)) ?? (text === '' ? 'other' : 'text');
}

/** Replies of older programs begin with what they answer, in lines that start with `> `. */
function withoutQuote(body: string): string {
  return body.startsWith('> ') ? body.replace(/^(?:> ?[^\n]*\n)+\n?/, '') : body;
}

function question(content: JsonObject): string {
  const poll = asObject(content['m.poll']) ?? asObject(content['m.poll.start']) ?? asObject(content['org.matrix.msc3381.poll.start']);
  const asked = asObject(poll?.question);
  return asText(asked?.body) || asText(asked?.['org.matrix.msc1767.text']) || asText(content['org.matrix.msc1767.text']);
}

const LINK = /https:\/\/matrix\.to\/#\/(@[^"?&<>\s]+|%40[^"?&<>\s]+)/g;

/** Ids of `m.mentions` and of links to people. A reply always names whom it answers, so there only links count. */
function mentionsOf(content: JsonObject, reply: boolean): string[] {
  const found = new Set<string>();
  if (!reply) for (const id of asList(asObject(content['m.mentions'])?.user_ids)) found.add(asText(id));
  const html = asText(content.formatted_body).replace(/<mx-reply>[\s\S]*?<\/mx-reply>/g, '');
  for (const [, link = ''] of html.matchAll(LINK)) found.add(unescaped(link));
  found.delete('');
  return [...found];
}

function unescaped(link: string): string {
  try {
    return decodeURIComponent(link);
  } catch {
    return link;
  }
}
