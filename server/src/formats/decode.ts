import { DomainError } from '#vocabulary/errors';
import type { ChatRecord } from '#vocabulary/records';
import type { ByteFormat, DecodeOptions, Format, FormatId, Head, Rejection, Sink } from './format.ts';
import { LineCutter } from './lines.ts';
import { formats } from './registry.ts';
import { decodeHead, type Encoding, readHead, type Source } from './source.ts';

export interface Recognised {
  format: Format;
  encoding: Encoding;
  bom: number;
  head: Head;
  /** Of this file: a format's usual clock, unless its head shows another. */
  clock: Format['clock'];
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
  return { format, encoding, bom, head, clock: format.clockOf?.(head) ?? format.clock };
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
  const { format, encoding, bom, head } = recognised;
  await format.load?.();
  let batch: DecodedBatch = { records: [], rejections: [], read: 0 };
  const sink: Sink = {
    record: (record) => batch.records.push(record),
    reject: (rejection) => batch.rejections.push(rejection),
  };
  const feed = feeder(format, encoding, bom, sink, { ...options, head });
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

function feeder(format: Format, encoding: Encoding, bom: number, sink: Sink, options: DecodeOptions) {
  if (format.unit === 'byte') {
    if (encoding === 'utf-8') {
      const decoder = format.decoder(sink, options);
      return { push: (bytes: Uint8Array, offset: number) => decoder.chunk(bytes, offset), end: () => decoder.end() };
    }
    return transcoded(format, new TextDecoder(encoding), bom, sink, options);
  }
  const decoder = format.decoder(sink, options);
  const cutter = new LineCutter(
    encoding,
    bom,
    (line) => decoder.line(line),
    (rejection) => sink.reject(rejection),
  );
  return {
    push: (bytes: Uint8Array) => cutter.push(bytes),
    end: () => {
      cutter.end();
      decoder.end();
    },
  };
}

/**
 * JSON in UTF-16 or GB18030 is rare: it is fed as UTF-8, and places are translated back. They are exact at the ends of
 * chunks and in proportion between, so rejected bytes never exceed those read.
 */
function transcoded(format: ByteFormat, text: TextDecoder, bom: number, sink: Sink, options: DecodeOptions) {
  const marks: { fed: number; source: number }[] = [{ fed: 0, source: bom }];
  const place = (fed: number): number => {
    const next = Math.max(1, marks.findLastIndex((mark) => mark.fed < fed) + 1);
    const [from, to] = [marks[next - 1], marks[next]];
    if (!from || !to) return marks.at(-1)?.source ?? 0;
    return from.source + Math.floor(((fed - from.fed) / Math.max(1, to.fed - from.fed)) * (to.source - from.source));
  };
  const decoder = format.decoder(
    {
      record: (record) => sink.record(record),
      reject(rejection) {
        const offset = place(rejection.offset);
        sink.reject({ ...rejection, offset, bytes: place(rejection.offset + rejection.bytes) - offset });
      },
    },
    options,
  );
  const feed = (part: string, read: number) => {
    const bytes = Buffer.from(part);
    const fed = marks.at(-1)?.fed ?? 0;
    marks.push({ fed: fed + bytes.length, source: read });
    decoder.chunk(bytes, fed);
  };
  return {
    push: (bytes: Uint8Array, offset: number) => feed(text.decode(bytes, { stream: true }), offset + bytes.length),
    end: () => {
      feed(text.decode(), marks.at(-1)?.source ?? bom);
      decoder.end();
    },
  };
}
