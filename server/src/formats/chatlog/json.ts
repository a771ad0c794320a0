import type { ByteDecoder, ByteFormat, DecodeOptions, Head, RejectReason, Sink } from '../format.ts';
import { asId, asList, asObject, asRowId, asText, type JsonObject } from '../json/fields.ts';
import { JsonSplitter, type Shape } from '../json/splitter.ts';
import { ownWords } from '../wechat/body.ts';
import { wechatKind } from '../wechat/kinds.ts';
import { WechatRows } from '../wechat/rows.ts';

/** A bare list; the same rows inside a webhook's body; or the list of groups with their members. */
const document: Shape = { each: 'message', fields: { messages: { each: 'message' }, items: { each: 'room' } } };

/** What chatlog's HTTP interface answers with `format=json`. */
export const chatlogJson: ByteFormat = { id: 'chatlog-json', platform: 'wechat', clock: 'instant', unit: 'byte', sniff, decoder };

function sniff({ text }: Head): number {
  if (!/^\s*[[{]/.test(text)) return 0;
  const rows = /"talker"\s*:/.test(text) && /"(?:talkerName|isChatRoom|subType)"\s*:/.test(text) && /"time"\s*:/.test(text);
  if (rows) return /^\s*\[/.test(text) || /"messages"\s*:\s*\[/.test(text) ? 0.96 : 0;
  return /"items"\s*:\s*\[/.test(text) && /"users"\s*:/.test(text) && /"userName"\s*:/.test(text) && /@chatroom"/.test(text) ? 0.9 : 0;
}

function decoder(sink: Sink, { head, now }: DecodeOptions): ByteDecoder {
  const rows = new WechatRows(sink, now, 'id');
  const splitter = new JsonSplitter(head.fileName, document, {
    element({ name, value, offset, bytes }) {
      const reason = name === 'room' ? room(sink, rows, value) : take(rows, value);
      if (reason) sink.reject({ offset, bytes, line: null, reason, sample: JSON.stringify(value).slice(0, 2000) });
    },
    closed() {},
    reject: (rejection) => sink.reject(rejection),
  });
  return { chunk: (bytes, offset) => splitter.push(bytes, offset), end: () => splitter.end() };
}

function take(rows: WechatRows, value: unknown): RejectReason | null {
  const row = asObject(value);
  if (!row) return 'badRow';
  const talker = asId(row.talker);
  rows.enter(talker, asText(row.talkerName));
  const kind = wechatKind(Number(row.type), Number(row.subType ?? 0));
  const contents = asObject(row.contents) ?? {};
  const words = ownWords(kind, asText(row.content)) || shared(kind, contents);
  const refer = asObject(contents.refer);
  const quoted = asId(refer?.sender) || asText(refer?.senderName);
  const seq = asRowId(row.seq);
  return rows.add({
    at: instantOf(row.time),
    // A transfer taken or sent back is a receipt, as a red packet collected is.
    kind: kind === 'transfer' && /^\[转账\|(?:接收|退还)/.test(words) ? 'system' : kind,
    text: words,
    key: asId(row.sender),
    name: asText(row.senderName),
    // Numbers are unique in their chat only.
    ...(seq !== '' && seq !== '0' && talker !== '' && { id: `${talker}:${seq}` }),
    ...(quoted !== '' && { mentions: [quoted] }),
  });
}

/** Title and address of what was shared; what the exporter stores of pictures are file names, which nobody said. */
function shared(kind: string, contents: JsonObject): string {
  if (kind === 'notice') return '[群公告]';
  if (kind !== 'link' && kind !== 'file' && kind !== 'forward') return '';
  return [contents.title, contents.url].map(asText).filter(Boolean).join(' ');
}

/** A time with its offset. */
function instantOf(value: unknown): number {
  const text = asText(value);
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/.test(text) ? Date.parse(text) : Number.NaN;
}

/** A group and who is in it. */
function room(sink: Sink, rows: WechatRows, value: unknown): RejectReason | null {
  const group = asObject(value);
  const id = asId(group?.name);
  if (!group || id === '') return 'badRow';
  rows.enter(id, asText(group.remark) || asText(group.nickName));
  const owner = asId(group.owner);
  for (const user of asList(group.users)) {
    const key = asId(asObject(user)?.userName);
    const sender = { by: 'id' as const, key, name: asText(asObject(user)?.displayName).trim() };
    if (key !== '') sink.record({ type: 'member', sender, role: key === owner ? 'owner' : 'member' });
  }
  return null;
}
