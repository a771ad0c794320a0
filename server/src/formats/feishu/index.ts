import type { Sender } from '#vocabulary/records';
import { type ByteDecoder, type ByteFormat, type DecodeOptions, type Head, plausible, type RejectReason, type Sink } from '../format.ts';
import { documentDecoder } from '../json/document.ts';
import { asId, asList, asObject, asText, type JsonObject } from '../json/fields.ts';
import type { Shape } from '../json/splitter.ts';
import { withoutMarks } from '../marks.ts';
import { bodyOf, kindOf, systemFact } from './body.ts';

const rows: Shape = { each: 'message' };
/** An answer of the interface `{code, data: {items}}`, its `data` alone, or a bare list of messages. */
const document: Shape = { fields: { data: { fields: { items: rows } }, items: rows, messages: rows }, each: 'message' };

/** Messages as Feishu / Lark's interface lists them (`im/v1/messages`). People have ids; names only where somebody is mentioned. */
export const feishuJson: ByteFormat = { id: 'feishu-json', platform: 'feishu', clock: 'instant', unit: 'byte', sniff, decoder };

function sniff({ text }: Head): number {
  if (!/^\s*[{[]/.test(text)) return 0;
  const message = /"message_id"\s*:\s*"om_/.test(text) && /"msg_type"\s*:\s*"/.test(text);
  return message ? 0.97 : 0;
}

function decoder(sink: Sink, { head, now }: DecodeOptions): ByteDecoder {
  const chat = new FeishuChat(sink, now);
  return documentDecoder(sink, head.fileName, document, [], { start() {}, row: (value) => chat.row(value) });
}

class FeishuChat {
  private readonly sink: Sink;
  private readonly now: number;
  private current: string | null = null;
  /** Names as mentions tell them. */
  private readonly names = new Map<string, string>();

  constructor(sink: Sink, now: number) {
    this.sink = sink;
    this.now = now;
  }

  row(value: unknown): RejectReason | null {
    const row = asObject(value);
    const id = asId(row?.message_id);
    if (!row || id === '') return 'badRow';
    const time = asId(row.create_time);
    const at = /^\d{10,13}$/.test(time) ? Number(time) * (time.length < 12 ? 1000 : 1) : Number.NaN;
    if (Number.isNaN(at)) return 'badTime';
    if (!plausible(at, this.now)) return 'timeOutOfRange';
    const chat = asId(row.chat_id);
    if (chat !== '' && chat !== this.current) {
      this.current = chat;
      this.sink.record({ type: 'group', id: chat, name: '', platform: 'feishu' });
    }
    this.take(row, { at, id });
    return null;
  }

  private take(row: JsonObject, place: { at: number; id: string }): void {
    const mentions = this.mentionsOf(row);
    const type = asText(row.msg_type);
    const from = asObject(row.sender);
    const sender = this.person(asId(from?.id));
    if (row.deleted === true) {
      this.sink.record({ type: 'system', ...place, kind: 'recall', text: '', ...(sender && { actor: sender }) });
      return;
    }
    const body = bodyOf(type, asText(asObject(row.body)?.content), mentions);
    const text = withoutMarks(body.text);
    if (type === 'system') this.sink.record({ type: 'system', ...place, text, ...systemFact(body.content) });
    // What programs write is a fact of the room, but nobody's message.
    else if (asText(from?.sender_type) === 'app') this.sink.record({ type: 'system', ...place, kind: 'other', text });
    else {
      const replyTo = asId(row.parent_id) || asId(row.root_id);
      const named = [...new Set([...mentions.values()].map(({ id }) => id).filter((id) => id !== '' && id !== 'all'))];
      this.sink.record({
        type: 'message',
        ...place,
        kind: kindOf(type, text),
        text,
        sender,
        ...(replyTo !== '' && { replyTo }),
        ...(named.length > 0 && { mentions: named }),
      });
    }
  }

  /** `@_user_1` → who that is. */
  private mentionsOf(row: JsonObject): Map<string, { id: string; name: string }> {
    const found = new Map<string, { id: string; name: string }>();
    for (const value of asList(row.mentions)) {
      const mention = asObject(value);
      const key = asText(mention?.key);
      if (!mention || key === '') continue;
      // Lists write the id plainly, events as an object of several kinds.
      const id = asId(mention.id) || asId(asObject(mention.id)?.open_id);
      const name = withoutMarks(asText(mention.name)).trim();
      found.set(key, { id, name });
      if (id !== '' && name !== '') this.names.set(id, name);
    }
    return found;
  }

  private person(key: string): Sender | null {
    return key === '' ? null : { by: 'id', key, name: this.names.get(key) ?? '' };
  }
}
