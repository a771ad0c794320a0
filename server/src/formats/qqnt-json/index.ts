import type { ByteDecoder, ByteFormat, DecodeOptions, Head, Sink } from '../format.ts';
import { HeldElements } from '../json/held.ts';
import { readJsonLine } from '../json/lines.ts';
import { type Fields, type JsonElement, JsonSplitter, type Shape } from '../json/splitter.ts';
import { LineCutter } from '../lines.ts';
import { QqntRows } from './rows.ts';

const chat = {
  chatInfo: { keep: true },
  members: { each: 'member' },
  participants: { each: 'member' },
  messages: { each: 'row' },
} satisfies Record<string, Shape>;
/** Older builds cut a long chat into `chunks` of one document, each a whole export of its own. */
const document: Shape = { fields: { ...chat, chunks: { items: { fields: chat } } } };

/**
 * What QQ Chat Exporter writes (V4, V5 and the builds after them): one JSON document, or a manifest and chunks of one
 * row a line. A chunk alone is read as well; then the chat's name is not known.
 */
export const qqntJson: ByteFormat = { id: 'qqnt-json', platform: 'qq', clock: 'instant', unit: 'byte', sniff, decoder };

const EXPORTER = /"metadata"\s*:\s*\{[^{}]*"name"\s*:\s*"QQ ?Chat ?Exporter/i;
const CHAT = /"chatInfo"\s*:\s*\{/;
const SENDER = /"sender"\s*:\s*\{[^{}]*"uid"\s*:/;
const STAMP = /"timestamp"\s*:\s*"?\d/;
const CHUNK = /^\s*\{\s*"(?:id|messageId|seq|timestamp|time|sender)"\s*:/;

function sniff({ text }: Head): number {
  if (!/^\s*\{/.test(text)) return 0;
  if (CHAT.test(text) && (EXPORTER.test(text) || SENDER.test(text))) return 0.96;
  if (EXPORTER.test(text)) return 0.9;
  return CHUNK.test(text) && SENDER.test(text) && STAMP.test(text) && /"content"\s*:\s*\{/.test(text) ? 0.93 : 0;
}

function decoder(sink: Sink, options: DecodeOptions): ByteDecoder {
  const rows = new QqntRows(sink, options.now, options.zone);
  return isChunk(options.head) ? chunkDecoder(rows, sink) : documentDecoder(rows, sink, options.head.fileName);
}

function isChunk({ text, lines }: Head): boolean {
  if (CHAT.test(text) || /^\s*\{\s*"(?:metadata|chunkInfo|statistics|messages)"/.test(text)) return false;
  return CHUNK.test(text) || lines.slice(0, 50).some((line) => CHUNK.test(line));
}

function documentDecoder(rows: QqntRows, sink: Sink, file: string): ByteDecoder {
  const held = new HeldElements();
  /** The object whose rows are being read. */
  let begun: Fields | null = null;

  const deliver = ({ name, value, offset, bytes }: JsonElement) => {
    const reason = name === 'member' ? rows.member(value) : rows.row(value);
    if (reason) sink.reject({ offset, bytes, line: null, reason, sample: JSON.stringify(value).slice(0, 2000) });
  };
  const begin = (fields: Fields) => {
    begun = fields;
    const info = fields.get('chatInfo');
    if (typeof info === 'object' && info !== null) rows.chat(info as Record<string, unknown>);
    held.take().forEach(deliver);
  };
  const splitter = new JsonSplitter(file, document, {
    element(element) {
      if (element.owner !== begun) {
        if (!element.owner.has('chatInfo') && held.add(element)) return;
        begin(element.owner);
      }
      deliver(element);
    },
    closed(fields) {
      if (fields !== begun && (fields.has('chatInfo') || held.first()?.owner === fields)) begin(fields);
    },
    reject: (rejection) => sink.reject(rejection),
  });
  return { chunk: (bytes, offset) => splitter.push(bytes, offset), end: () => splitter.end() };
}

/** Lines are cut by hand: a damaged one costs itself and no other. */
function chunkDecoder(rows: QqntRows, sink: Sink): ByteDecoder {
  let cutter: LineCutter | null = null;
  const start = (offset: number) =>
    new LineCutter(
      'utf-8',
      offset,
      (line) => {
        const read = readJsonLine(line);
        if (!read) return;
        const reason = 'object' in read ? rows.row(read.object) : read.reason;
        if (reason) sink.reject({ offset: line.offset, bytes: line.bytes, line: line.number, reason, sample: line.text.slice(0, 2000) });
      },
      (rejection) => sink.reject(rejection),
    );
  return {
    chunk(bytes, offset) {
      cutter ??= start(offset);
      cutter.push(bytes);
    },
    end: () => cutter?.end(),
  };
}
