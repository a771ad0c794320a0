import { kindOf } from '../csv/kinds.ts';
import type { ByteDecoder, ByteFormat, DecodeOptions, Head, RejectReason, Sink } from '../format.ts';
import { asId, asObject, asRowId, asText } from '../json/fields.ts';
import { HeldElements } from '../json/held.ts';
import { type Fields, type JsonElement, JsonSplitter, type Shape } from '../json/splitter.ts';
import { ownWords } from '../wechat/body.ts';
import { type WechatKind, wechatKind } from '../wechat/kinds.ts';
import { WechatRows } from '../wechat/rows.ts';

const document: Shape = { fields: { session: { keep: true }, messages: { each: 'message' } } };

/** WeFlow's and EchoTrace's JSON: `{session, messages[]}`, with `weflow` or `exportTime` beside them, fields in any order. */
export const weflowJson: ByteFormat = { id: 'weflow-json', platform: 'wechat', clock: 'instant', unit: 'byte', sniff, decoder };

function sniff({ text }: Head): number {
  if (!/^\s*\{/.test(text)) return 0;
  if (/^\s*\{\s*"weflow"\s*:\s*\{/.test(text)) return 0.98;
  const rows = /"createTime"\s*:/.test(text) && /"(?:localType|isSend|senderUsername)"\s*:/.test(text);
  const session = /"session"\s*:\s*\{/.test(text) || /"weflow"\s*:/.test(text);
  return session && rows ? 0.95 : rows && /"messages"\s*:\s*\[/.test(text) ? 0.8 : 0;
}

function decoder(sink: Sink, { head, now }: DecodeOptions): ByteDecoder {
  const rows = new WechatRows(sink, now, 'id');
  const held = new HeldElements();
  let started = false;

  const deliver = ({ value, offset, bytes }: JsonElement) => {
    const reason = take(rows, value);
    if (reason) sink.reject({ offset, bytes, line: null, reason, sample: JSON.stringify(value).slice(0, 2000) });
  };
  const start = (fields: Fields) => {
    if (started) return;
    started = true;
    const session = asObject(fields.get('session'));
    if (session) {
      const name = asText(session.displayName) || asText(session.remark) || asText(session.nickname);
      rows.enter(asId(session.wxid) || asId(session.username), name);
    }
    held.take().forEach(deliver);
  };
  const splitter = new JsonSplitter(head.fileName, document, {
    element(element) {
      if (!started && !element.owner.has('session') && held.add(element)) return;
      start(element.owner);
      deliver(element);
    },
    closed: start,
    reject: (rejection) => sink.reject(rejection),
  });
  return { chunk: (bytes, offset) => splitter.push(bytes, offset), end: () => splitter.end() };
}

/** What the exporter appends to an answer: `words[引用 张三：quoted]`. */
const QUOTED = /\[引用(?: [^\n：:]{0,80}[：:]| )[\s\S]*\]$/;

/** Where the exporter put a picture, which nobody said. */
const STORED = /^(?:\.{0,2}[\\/])?media[\\/]\S+\.\w{2,5}$/;

function take(rows: WechatRows, value: unknown): RejectReason | null {
  const row = asObject(value);
  if (!row) return 'badRow';
  const type = asText(row.type).trim();
  const content = asText(row.content);
  const kind = kindOfRow(type, row.localType, content);
  const body = STORED.test(content) ? '' : ownWords(kind, content);
  const text = type === '引用消息' && body.endsWith(']') ? body.replace(QUOTED, '').trim() : body;
  const replyTo = asRowId(row.replyToMessageId);
  const quoted = asText(row.quotedSender).trim();
  return rows.add({
    at: instantOf(row.createTime),
    kind,
    text,
    key: asId(row.senderUsername),
    name: asText(row.senderDisplayName),
    id: asRowId(row.platformMessageId),
    replyTo,
    // The id says more than the name of who is quoted.
    ...(replyTo === '' && quoted !== '' && { mentions: [quoted] }),
  });
}

/** The type's name is right where `localType` and it differ. */
function kindOfRow(type: string, localType: unknown, content: string): WechatKind {
  if (type === '其他消息' || (type === '' && localType === undefined)) return type === '' && content !== '' ? 'text' : 'other';
  return type === '' ? wechatKind(Number(localType)) : kindOf(type, content);
}

/** Seconds; milliseconds where they are that many. */
function instantOf(value: unknown): number {
  if (typeof value !== 'number' && (typeof value !== 'string' || !/^\d{9,13}$/.test(value))) return Number.NaN;
  const number = Number(value);
  return Math.round(number > 1e11 ? number : number * 1000);
}
