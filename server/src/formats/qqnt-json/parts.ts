import type { MessageKind } from '#vocabulary/records';
import { asId, asList, asObject, asText, type JsonObject } from '../json/fields.ts';
import { messageKind } from '../qq-txt/bodies.ts';
import { plainText } from './text.ts';

/** One element of a row: `text`, `image`, `at`, `reply`, `system` … and what it holds. */
export interface Part {
  type: string;
  data: JsonObject;
}

/** Elements as QQ itself keeps them, which the oldest files hand through, and what later files call them. */
const NATIVE: [string, string][] = [
  ['textElement', 'text'],
  ['picElement', 'image'],
  ['faceElement', 'face'],
  ['marketFaceElement', 'market_face'],
  ['fileElement', 'file'],
  ['videoElement', 'video'],
  ['pttElement', 'audio'],
  ['replyElement', 'reply'],
  ['multiForwardMsgElement', 'forward'],
  ['arkElement', 'json'],
  ['shareLocationElement', 'location'],
  ['grayTipElement', 'system'],
  ['walletElement', 'wallet'],
  ['avRecordElement', 'av_record'],
];

/** `content.elements` of newer files, else `rawMessage.elements` of older ones. */
export function partsOf(row: JsonObject): Part[] {
  const own = asList(asObject(row.content)?.elements).flatMap((value) => {
    const element = asObject(value);
    return element && typeof element.type === 'string' ? [{ type: element.type, data: asObject(element.data) ?? {} }] : [];
  });
  return own.length > 0 ? own : asList(asObject(row.rawMessage)?.elements).flatMap(nativePart);
}

function nativePart(value: unknown): Part[] {
  const element = asObject(value);
  const [name, type] = NATIVE.find(([key]) => asObject(element?.[key])) ?? [];
  const held = name === undefined ? null : asObject(element?.[name]);
  if (!held || type === undefined) return [];
  if (type === 'text') {
    const content = asText(held.content);
    if (Number(held.atType ?? 0) === 0) return [{ type, data: { text: content } }];
    const all = Number(held.atType) === 1;
    return [{ type: 'at', data: { uid: all ? 'all' : asId(held.atNtUid), uin: asId(held.atUid), name: content.replace(/^@/, '').trim() } }];
  }
  if (type === 'reply')
    return [
      {
        type,
        data: {
          referencedMessageId: held.sourceMsgIdInRecords ?? held.replayMsgId,
          senderUin: held.senderUid ?? held.senderUin,
          timestamp: held.replyMsgTime,
        },
      },
    ];
  if (type === 'system') return [{ type, data: { originalData: held } }];
  if (type === 'json') return [{ type, data: { content: held.bytesData } }];
  return [{ type, data: held }];
}

const KINDS: Record<string, MessageKind> = {
  wallet: 'redPacket',
  red_packet: 'redPacket',
  transfer: 'transfer',
  forward: 'forward',
  multi_forward: 'forward',
  location: 'location',
  contact: 'contact',
  file: 'file',
  video: 'video',
  audio: 'voice',
  voice: 'voice',
  av_record: 'call',
  poke: 'poke',
  link: 'link',
  share: 'link',
  music: 'link',
  live_gift: 'other',
  calendar: 'other',
};
const FACES = new Set(['face', 'market_face', 'giphy', 'face_bubble']);
/** Types of QQ's own rows (`type_10`, or the bare number); those that files use in two meanings are left out. */
const TYPES: Record<string, MessageKind> = { '6': 'voice', '7': 'video', '10': 'redPacket', '17': 'sticker' };
const PLACEHOLDERS = /\[[^[\]\n]{1,80}\]/g;

/** Kind of a member's message from its elements; pictures and faces between words leave it a text. */
export function kindOf(row: JsonObject, parts: Part[], text: string): MessageKind {
  for (const { type, data } of parts) {
    if (type === 'json' || type === 'ark') return cardKind(asText(data.content));
    if (type === 'face' && (data.pokeType !== undefined || Number(data.faceType) === 5)) return 'poke';
    const kind = Object.hasOwn(KINDS, type) ? KINDS[type] : undefined;
    if (kind) return kind;
  }
  const shown = parts.filter(({ type, data }) => type !== 'reply' && !(type === 'text' && isNoWord(asText(data.text))));
  const media = shown.filter(({ type }) => type !== 'at');
  if (media.length > 0 && media.every(({ type }) => FACES.has(type))) return 'sticker';
  if (media.length > 0 && media.every(({ type }) => type === 'image' || FACES.has(type)))
    return media.every(({ type, data }) => type !== 'image' || data.subType === 'sticker') ? 'sticker' : 'image';
  if (media.some(({ type }) => type !== 'text')) return 'text';
  return withoutParts(row, text);
}

function withoutParts(row: JsonObject, text: string): MessageKind {
  const told = messageKind(text);
  if (told !== 'text') return told;
  if (!isNoWord(text)) return 'text';
  const content = asObject(row.content);
  const resource = asText(asObject(asList(content?.resources)[0])?.type);
  if (resource === 'image') return 'image';
  if (Object.hasOwn(KINDS, resource)) return KINDS[resource] ?? 'other';
  if (asList(content?.emojis).length > 0) return 'sticker';
  const type = asId(row.type ?? row.messageType).replace(/^type_/, '');
  if (Object.hasOwn(TYPES, type)) return TYPES[type] ?? 'other';
  if (Object.hasOwn(KINDS, type)) return KINDS[type] ?? 'other';
  return text === '' ? 'other' : 'text';
}

function isNoWord(text: string): boolean {
  return plainText(text).replace(PLACEHOLDERS, '').trim() === '';
}

function cardKind(content: string): MessageKind {
  const app = /"app"\s*:\s*"([\w.]+)"/.exec(content)?.[1] ?? '';
  if (app.includes('multimsg')) return 'forward';
  if (app.includes('.map')) return 'location';
  if (app.includes('contact') || app.includes('troopsharecard')) return 'contact';
  if (app.includes('hongbao') || app.includes('redpacket')) return 'redPacket';
  return 'link';
}
