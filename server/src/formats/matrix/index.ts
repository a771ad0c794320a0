import { type ByteDecoder, type ByteFormat, type DecodeOptions, type Head, plausible, type RejectReason, type Sink } from '../format.ts';
import { documentDecoder } from '../json/document.ts';
import { asId, asObject, asText, type JsonObject } from '../json/fields.ts';
import type { Fields, Shape } from '../json/splitter.ts';
import { withoutMarks } from '../marks.ts';
import { readMembership } from './membership.ts';
import { isEdit, readMessage } from './message.ts';

const document: Shape = {
  fields: { room_name: { keep: true }, room_creator: { keep: true }, exported_by: { keep: true }, messages: { each: 'event' } },
};

/** Element's "Export chat" as JSON: the raw events of one room. */
export const matrixJson: ByteFormat = { id: 'matrix-json', platform: 'matrix', clock: 'instant', unit: 'byte', sniff, decoder };

function sniff({ text }: Head): number {
  if (!/^\s*\{/.test(text)) return 0;
  const room = /"room_name"\s*:/.test(text) && /"(?:exported_by|export_date)"\s*:/.test(text);
  const events = /"origin_server_ts"\s*:\s*\d/.test(text) && /"sender"\s*:\s*"@/.test(text);
  return room ? 0.97 : events && /"messages"\s*:\s*\[/.test(text) ? 0.9 : 0;
}

const messageTypes = new Set([
  'm.room.message',
  'm.room.encrypted',
  'm.sticker',
  'm.poll.start',
  'org.matrix.msc3381.poll.start',
  'm.call.invite',
  'm.location',
]);
/** Say nothing that is a row of a chat: reactions, votes, the ends of calls. */
const silent = /^(?:m\.reaction|m\.(?:poll|call)\.(?!start|invite)|org\.matrix\.msc3381\.poll\.(?!start)|m\.key\.|m\.receipt|m\.typing)/;
const notices = new Set([
  'm.room.create',
  'm.room.topic',
  'm.room.avatar',
  'm.room.pinned_events',
  'm.room.power_levels',
  'm.room.tombstone',
]);

function decoder(sink: Sink, { head, now }: DecodeOptions): ByteDecoder {
  const room = new MatrixRoom(sink, now);
  return documentDecoder(sink, head.fileName, document, ['room_name'], {
    start: (fields) => room.start(fields),
    row: (value) => room.event(value),
  });
}

class MatrixRoom {
  private readonly sink: Sink;
  private readonly now: number;
  private name = '';
  private begun = false;
  /** Display names as member events tell them; messages carry ids alone. */
  private readonly names = new Map<string, string>();
  /** Ids of events that are already known to be taken back. */
  private readonly taken = new Set<string>();

  constructor(sink: Sink, now: number) {
    this.sink = sink;
    this.now = now;
  }

  start(fields: Fields): void {
    this.name = withoutMarks(asText(fields.get('room_name'))).trim();
  }

  event(value: unknown): RejectReason | null {
    const outer = asObject(value);
    // Some versions write what an encrypted event holds beside it.
    const event = asObject(outer?.decrypted) ?? outer;
    if (!event) return 'badRow';
    const key = asText(event.sender);
    const type = asText(event.type);
    if (key === '' || type === '') return 'badRow';
    const at = typeof event.origin_server_ts === 'number' ? event.origin_server_ts : Number.NaN;
    if (Number.isNaN(at)) return 'badTime';
    if (!plausible(at, this.now)) return 'timeOutOfRange';
    if (!this.begun) {
      this.begun = true;
      this.sink.record({ type: 'group', id: asId(event.room_id) || null, name: this.name, platform: 'matrix' });
    }
    this.take(event, type, key, at);
    return null;
  }

  private take(event: JsonObject, type: string, key: string, at: number): void {
    const id = asId(event.event_id);
    const content = asObject(event.content) ?? {};
    const place = { at, ...(id !== '' && { id }) };
    if (type === 'm.room.member') {
      const fact = readMembership(event, content, key, this.names);
      if (fact) this.sink.record({ type: 'system', ...place, ...fact, actor: this.person(key) });
      return;
    }
    const redaction = asObject(asObject(event.unsigned)?.redacted_because);
    if (redaction || type === 'm.room.redaction') {
      this.takenBack(event, type, place, redaction ? asText(redaction.sender) || key : key);
      return;
    }
    if (silent.test(type) || isEdit(content)) return;
    // Notices are what programs write: facts, nobody's messages.
    if (messageTypes.has(type) && content.msgtype !== 'm.notice') {
      this.sink.record({ type: 'message', ...place, ...readMessage(type, content), sender: this.person(key) });
      return;
    }
    const rename = type === 'm.room.name';
    const text = withoutMarks(asText(rename ? content.name : content.body) || asText(content.topic));
    const kind = rename ? 'rename' : notices.has(type) ? 'notice' : 'other';
    this.sink.record({ type: 'system', ...place, kind, text, ...(content.msgtype !== 'm.notice' && { actor: this.person(key) }) });
  }

  /** The emptied message and the event that emptied it are one fact; a reaction taken back is none. */
  private takenBack(event: JsonObject, type: string, place: { at: number; id?: string }, by: string): void {
    const target = type === 'm.room.redaction' ? asId(event.redacts) || asId(asObject(event.content)?.redacts) : (place.id ?? '');
    if (target !== '' && this.taken.has(target)) return;
    if (target !== '') this.taken.add(target);
    if (type !== 'm.room.redaction' && !messageTypes.has(type)) return;
    this.sink.record({ type: 'system', ...place, kind: 'recall', text: '', actor: this.person(by) });
  }

  private person(key: string) {
    return { by: 'id' as const, key, name: this.names.get(key) ?? key.replace(/^@([^:]+):.*$/, '$1') };
  }
}
