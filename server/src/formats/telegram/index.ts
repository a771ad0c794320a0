import { type ZoneClock, zoneClock } from '#vocabulary/zone';
import { type ByteDecoder, type ByteFormat, type DecodeOptions, type Head, plausible, type RejectReason, type Sink } from '../format.ts';
import { asId, asObject, asRowId, asText, type JsonObject } from '../json/fields.ts';
import { HeldElements } from '../json/held.ts';
import { type Fields, type JsonElement, JsonSplitter, type Shape } from '../json/splitter.ts';
import { withoutMarks } from '../marks.ts';
import { instantOf, kindOf, mentionsOf, peerKey, senderOf, textOf } from './message.ts';
import { readService } from './service.ts';

const header = { id: { keep: true }, type: { keep: true }, name: { keep: true } } satisfies Record<string, Shape>;
/** Chats of a whole account hand out their rows under another name: only groups are taken from there. */
const list: Shape = { fields: { list: { items: { fields: { ...header, messages: { each: 'accountRow' } } } } } };
const document: Shape = { fields: { ...header, messages: { each: 'row' }, chats: list, left_chats: list } };

/** Telegram Desktop `result.json`: one chat, or a whole account. */
export const telegramJson: ByteFormat = {
  id: 'telegram-json',
  platform: 'telegram',
  clock: 'instant',
  // Exports before 2021 carry the local time of the exporting machine alone.
  clockOf: ({ text }) => (/"date"\s*:\s*"\d{4}-/.test(text) && !/"date_unixtime"\s*:/.test(text) ? 'wall' : 'instant'),
  unit: 'byte',
  sniff,
  decoder,
};

const CHAT_TYPE = /"type"\s*:\s*"(?:personal_chat|bot_chat|saved_messages|replies|(?:private|public)_(?:group|supergroup|channel))"/;

function sniff({ text }: Head): number {
  if (!/^\s*\{/.test(text)) return 0;
  const messages = /"messages"\s*:\s*\[/.test(text);
  if (messages && CHAT_TYPE.test(text)) return 0.97;
  if (/"personal_information"\s*:\s*\{/.test(text) && /"about"\s*:/.test(text)) return 0.9;
  if (/"(?:left_)?chats"\s*:\s*\{[^[]*"list"\s*:\s*\[/.test(text)) return 0.8;
  return messages && /"date_unixtime"\s*:\s*"\d/.test(text) && /"(?:from|actor)_id"\s*:/.test(text) ? 0.9 : 0;
}

function isGroup(type: string): boolean {
  return /group$/.test(type);
}

function decoder(sink: Sink, { head, now, zone }: DecodeOptions): ByteDecoder {
  const held = new HeldElements();
  let chat: TelegramChat | null = null;
  /** Fields of the chat whose rows are being read. */
  let current: Fields | null = null;

  const deliver = ({ value, offset, bytes }: JsonElement) => {
    const reason = chat?.row(value);
    if (reason) sink.reject({ offset, bytes, line: null, reason, sample: JSON.stringify(value).slice(0, 2000) });
  };
  const begin = (fields: Fields, account: boolean) => {
    const rows = held.take();
    // The type may follow the rows: then more than two people make it a group.
    const type = asText(fields.get('type'));
    const wanted = !account || (type === '' ? speakers(rows) > 2 : isGroup(type));
    chat = new TelegramChat(wanted ? sink : null, fields, now, zone);
    rows.forEach(deliver);
  };
  const splitter = new JsonSplitter(head.fileName, document, {
    element(element) {
      const { owner } = element;
      if (owner !== current) {
        current = owner;
        chat = null;
      }
      if (!chat) {
        const known = owner.has('id') && owner.has('type') && owner.has('name');
        if (!known && held.add(element)) return;
        begin(owner, element.name === 'accountRow');
      }
      deliver(element);
    },
    closed(fields) {
      if (fields !== current) return;
      const account = held.first()?.name === 'accountRow';
      if (!chat) begin(fields, account);
      current = null;
      chat = null;
    },
    reject: (rejection) => sink.reject(rejection),
  });
  return { chunk: (bytes, offset) => splitter.push(bytes, offset), end: () => splitter.end() };
}

function speakers(rows: JsonElement[]): number {
  return new Set(rows.map(({ value }) => peerKey(asObject(value)?.from_id)).filter(Boolean)).size;
}

/** Rows of one chat. Without a sink they are read over: other people's private talk in an account is nobody's business. */
class TelegramChat {
  private readonly sink: Sink | null;
  private readonly id: string;
  private readonly type: string;
  private readonly now: number;
  private readonly clock: () => ZoneClock;

  constructor(sink: Sink | null, fields: Fields, now: number, zone: string) {
    this.sink = sink;
    this.id = asId(fields.get('id'));
    this.type = asText(fields.get('type'));
    this.now = now;
    this.clock = () => zoneClock(zone);
    const name = withoutMarks(asText(fields.get('name'))).trim();
    sink?.record({ type: 'group', id: this.id || null, name, platform: 'telegram' });
  }

  row(value: unknown): RejectReason | null {
    if (!this.sink) return null;
    const row = asObject(value);
    if (!row) return 'badRow';
    if (row.type !== 'message' && row.type !== 'service') return 'unknownRow';
    const at = instantOf(row, this.clock);
    if (Number.isNaN(at)) return 'badTime';
    if (!plausible(at, this.now)) return 'timeOutOfRange';
    const id = this.rowId(row.id);
    const place = { at, ...(id !== '' && { id }) };
    if (row.type === 'message') this.message(row, place);
    else {
      const actor = senderOf(row.actor, row.actor_id);
      this.sink.record({ type: 'system', ...place, ...readService(row, actor), ...(actor && { actor }) });
    }
    return null;
  }

  private message(row: JsonObject, place: { at: number; id?: string }): void {
    const text = textOf(row);
    const mentions = mentionsOf(row);
    const sender = senderOf(row.from, row.from_id);
    // An administrator who writes as the group itself cannot be told from the others.
    const anonymous = isGroup(this.type) && sender !== null && sender.key === `channel${this.id}`;
    const replyTo = this.rowId(row.reply_to_message_id, row.reply_to_peer_id);
    this.sink?.record({
      type: 'message',
      ...place,
      kind: kindOf(row, text),
      text,
      sender: anonymous ? null : sender,
      ...(replyTo !== '' && { replyTo }),
      ...(mentions.length > 0 && { mentions }),
    });
  }

  /** Row ids are unique in their chat only. */
  private rowId(id: unknown, peer?: unknown): string {
    const row = asRowId(id);
    const chat = asId(peer).replace(/^[a-z]+/, '') || this.id;
    return row === '' ? '' : `${chat}:${row}`;
  }
}
