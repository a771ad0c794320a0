import { DomainError } from '#vocabulary/errors';
import type { ChatRecord } from '#vocabulary/records';
import { feedOf } from './feed.ts';
import type { DecodeOptions, Format, FormatId, Head, Rejection, Sink } from './format.ts';
import { formats } from './registry.ts';
import { decodeHead, type Encoding, firstForeign, readHead, type Source } from './source.ts';

export interface Recognised {
  format: Format;
  encoding: Encoding;
  bom: number;
  head: Head;
  /** Of this file: a format's usual clock, unless its head shows another. */
  clock: Format['clock'];
  /** The head is all ASCII and the file goes on: whether it is UTF-8 or GB18030 shows later. */
  late: boolean;
}

/**
 * What is this? By content; the file name only breaks ties.
 * @throws DomainError `file.empty`, `file.binary`, `file.unknownFormat`
 */
export async function recognise(source: Source, wanted?: FormatId): Promise<Recognised> {
  const { bytes, whole } = await readHead(source);
  const { encoding, bom, text } = decodeHead(bytes, whole, source.name);
  if (text.trim() === '') throw new DomainError('file.empty', { file: source.name });
  const lines = text.split('\n').map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line));
  if (!whole) lines.pop();
  const head: Head = { fileName: source.name, text, lines };
  const format = wanted
    ? formats.find(({ id }) => id === wanted)
    : formats
        .map((candidate) => ({ candidate, score: candidate.sniff(head) }))
        .filter(({ score }) => score > 0.3)
        .sort((a, b) => b.score - a.score)[0]?.candidate;
  if (!format) throw new DomainError('file.unknownFormat', { file: source.name, start: text.slice(0, 60) });
  const late = !whole && encoding === 'utf-8' && bom === 0 && firstForeign(bytes) < 0;
  return { format, encoding, bom, head, clock: format.clockOf?.(head) ?? format.clock, late };
}

export interface DecodedBatch {
  records: ChatRecord[];
  rejections: Rejection[];
  /** Bytes read so far. */
  read: number;
}

/**
 * Streams a source as batches (one a chunk, about 64 KiB). The sum of bytes and the rejections account for everything:
 * parsed = read − rejected.
 * @throws DomainError naming the file and the place: `file.truncated`, `json.tooDeep` and what unpacking throws
 */
export async function* decode(source: Source, recognised: Recognised, options: Omit<DecodeOptions, 'head'>): AsyncGenerator<DecodedBatch> {
  const { format, encoding, bom, head, late } = recognised;
  await format.load?.();
  let batch: DecodedBatch = { records: [], rejections: [], read: 0 };
  const sink: Sink = {
    record: (record) => batch.records.push(record),
    reject: (rejection) => batch.rejections.push(rejection),
  };
  const feed = feedOf(format, encoding, bom, late, sink, { ...options, head });
  let read = 0;
  for await (const chunk of source.open()) {
    const bare = read >= bom ? chunk : chunk.subarray(Math.min(bom - read, chunk.length));
    try {
      if (bare.length > 0) feed.push(bare, read + chunk.length - bare.length);
    } catch (error) {
      yield batch; // what was whole before the place stands
      throw error;
    }
    read += chunk.length;
    batch.read = read;
    yield batch;
    batch = { records: [], rejections: [], read };
  }
  try {
    feed.end();
  } catch (error) {
    yield batch;
    throw error;
  }
  if (batch.records.length > 0 || batch.rejections.length > 0) yield batch;
}
