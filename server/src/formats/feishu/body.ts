import type { MessageKind, SystemKind } from '#vocabulary/records';
import { readSystem } from '../chatlab/system.ts';
import { asList, asObject, asText, type JsonObject } from '../json/fields.ts';
import { withoutMarks } from '../marks.ts';

const kinds = new Map<string, MessageKind>([
  ['text', 'text'],
  ['post', 'text'],
  ['image', 'image'],
  ['file', 'file'],
  ['folder', 'file'],
  ['audio', 'voice'],
  ['media', 'video'],
  ['sticker', 'sticker'],
  ['interactive', 'link'],
  ['share_chat', 'contact'],
  ['share_user', 'contact'],
  ['location', 'location'],
  ['vote', 'poll'],
  ['hongbao', 'redPacket'],
  ['video_chat', 'call'],
  ['merge_forward', 'forward'],
]);

export function kindOf(type: string, text: string): MessageKind {
  return kinds.get(type) ?? (text === '' ? 'other' : 'text');
}

type Mentions = Map<string, { id: string; name: string }>;

/** `body.content` is JSON in a string; its shape depends on the type. What is no JSON is the text itself. */
export function bodyOf(type: string, raw: string, mentions: Mentions): { text: string; content: JsonObject } {
  const content = parsed(raw);
  if (!content) return { text: raw, content: {} };
  if (type === 'system') return { text: fromTemplate(content), content };
  const text = type === 'post' ? postText(content) : asText(content.text) || asText(content.topic) || asText(content.file_name);
  return { text: named(text, mentions), content };
}

function parsed(raw: string): JsonObject | null {
  try {
    return asObject(JSON.parse(raw));
  } catch {
    return null;
  }
}

/** `@_user_1` stands for the first mentioned. Longer keys first: `@_user_1` is also the beginning of `@_user_12`. */
function named(text: string, mentions: Mentions): string {
  let out = text.replaceAll('@_all', '@所有人');
  for (const [key, { name }] of [...mentions].sort(([a], [b]) => b.length - a.length))
    if (name !== '') out = out.replaceAll(key, `@${name}`);
  return out;
}

/** Paragraphs of marked-up parts, plain or under the language they were written in. */
function postText(content: JsonObject): string {
  const post = Array.isArray(content.content)
    ? content
    : (Object.values(content)
        .map(asObject)
        .find((language) => Array.isArray(language?.content)) ?? {});
  const paragraphs = asList(post.content).map((paragraph) => asList(paragraph).map(partText).join(''));
  return [asText(post.title), ...paragraphs].filter((line) => line !== '').join('\n');
}

function partText(value: unknown): string {
  const part = asObject(value);
  if (part?.tag !== 'at') return asText(part?.text);
  const key = asText(part.user_id);
  // Lists write the mention's key here, which is resolved with the rest of the text.
  return key.startsWith('@_') ? key : `@${asText(part.user_name) || key}`;
}

/** `{from_user} invited {to_chatters}`, its blanks filled by lists of names. */
function fromTemplate(content: JsonObject): string {
  return asText(content.template).replace(/\{(\w+)\}/g, (_, key: string) => namesOf(content[key]).join('、'));
}

function namesOf(value: unknown): string[] {
  const list = Array.isArray(value) ? value : [value];
  return list.map((name) => withoutMarks(asText(name) || asText(asObject(name)?.text)).trim()).filter((name) => name !== '');
}

export function systemFact(content: JsonObject): { kind: SystemKind; people?: string[] } {
  const read = readSystem(fromTemplate(content));
  const people = namesOf(content.to_chatters);
  const about = people.length > 0 ? people : (read.people ?? []);
  return { kind: read.kind, ...(about.length > 0 && { people: about }) };
}
