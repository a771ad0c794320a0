import type { ByteDecoder, ByteFormat, DecodeOptions, Format, Rejection, Sink } from './format.ts';
import { LineCutter } from './lines.ts';
import { type Encoding, firstForeign, isGb } from './source.ts';

/** Takes the bytes of a source behind its byte order mark; `offset` = their place in the source. */
export interface Feed {
  push(bytes: Uint8Array, offset: number): void;
  end(): void;
}
interface SwitchableFeed extends Feed {
  /** From the byte at `offset` on, before which all was ASCII. */
  decodeAs(encoding: Encoding, offset: number): void;
}

/** `late` = the head was all ASCII and the file goes on: its encoding shows later. */
export function feedOf(format: Format, encoding: Encoding, bom: number, late: boolean, sink: Sink, options: DecodeOptions): Feed {
  const feed = format.unit === 'byte' ? byteFeed(format, encoding, bom, sink, options) : lineFeed(format, encoding, bom, sink, options);
  return late ? new LateFeed(feed) : feed;
}

function lineFeed(format: Format & { unit: 'line' }, encoding: Encoding, bom: number, sink: Sink, options: DecodeOptions): SwitchableFeed {
  const decoder = format.decoder(sink, options);
  const cutter = new LineCutter(
    encoding,
    bom,
    (line) => decoder.line(line),
    (rejection) => sink.reject(rejection),
  );
  return {
    push: (bytes) => cutter.push(bytes),
    decodeAs: (found) => cutter.decodeAs(found),
    end() {
      cutter.end();
      decoder.end();
    },
  };
}

function byteFeed(format: ByteFormat, encoding: Encoding, bom: number, sink: Sink, options: DecodeOptions): SwitchableFeed {
  let transcoder = encoding === 'utf-8' ? null : new Transcoder(encoding, 0, bom);
  const decoder: ByteDecoder = format.decoder(
    {
      record: (record) => sink.record(record),
      reject: (rejection) => sink.reject(transcoder ? transcoder.placed(rejection) : rejection),
    },
    options,
  );
  return {
    push(bytes, offset) {
      if (transcoder) transcoder.feed(bytes, offset + bytes.length, decoder);
      else decoder.chunk(bytes, offset);
    },
    decodeAs(found, offset) {
      transcoder = found === 'utf-8' ? null : new Transcoder(found, offset, offset);
    },
    end() {
      transcoder?.feed(null, 0, decoder);
      decoder.end();
    },
  };
}

/**
 * JSON in UTF-16 or GB18030 is rare: it is fed as UTF-8, and places are translated back. They are exact at the ends of
 * chunks and in proportion between, so rejected bytes never exceed those read.
 */
class Transcoder {
  private readonly text: TextDecoder;
  private readonly start: number;
  private readonly marks: { fed: number; source: number }[];

  constructor(encoding: Encoding, fed: number, source: number) {
    this.text = new TextDecoder(encoding);
    this.start = fed;
    this.marks = [{ fed, source }];
  }

  /** `read` = place in the source behind the bytes; null = there are no more. */
  feed(bytes: Uint8Array | null, read: number, decoder: ByteDecoder): void {
    const last = this.marks.at(-1) ?? { fed: 0, source: 0 };
    const part = Buffer.from(bytes ? this.text.decode(bytes, { stream: true }) : this.text.decode());
    this.marks.push({ fed: last.fed + part.length, source: bytes ? read : last.source });
    decoder.chunk(part, last.fed);
  }

  placed(rejection: Rejection): Rejection {
    const offset = this.place(rejection.offset);
    return { ...rejection, offset, bytes: this.place(rejection.offset + rejection.bytes) - offset };
  }

  private place(fed: number): number {
    // Before the first mark bytes were fed as they are.
    if (fed < this.start) return fed;
    const next = Math.max(1, this.marks.findLastIndex((mark) => mark.fed < fed) + 1);
    const [from, to] = [this.marks[next - 1], this.marks[next]];
    if (!from || !to) return this.marks.at(-1)?.source ?? 0;
    return from.source + Math.floor(((fed - from.fed) / Math.max(1, to.fed - from.fed)) * (to.source - from.source));
  }
}

/** Bytes looked at once the first that is no ASCII has come. */
const ENOUGH = 4096;

/** Passes ASCII on, which is the same in UTF-8 and GB18030, and decides between them where the first other byte comes. */
class LateFeed implements Feed {
  private readonly feed: SwitchableFeed;
  private decided = false;
  private held: Buffer[] = [];
  private heldBytes = 0;
  private heldAt = 0;

  constructor(feed: SwitchableFeed) {
    this.feed = feed;
  }

  push(bytes: Uint8Array, offset: number): void {
    if (this.decided) {
      this.feed.push(bytes, offset);
      return;
    }
    let from = 0;
    if (this.heldBytes === 0) {
      const foreign = firstForeign(bytes);
      from = foreign < 0 ? bytes.length : foreign;
      if (from > 0) this.feed.push(bytes.subarray(0, from), offset);
      this.heldAt = offset + from;
    }
    if (from === bytes.length) return;
    this.held.push(Buffer.from(bytes.subarray(from)));
    this.heldBytes += bytes.length - from;
    if (this.heldBytes >= ENOUGH) this.decide(false);
  }

  end(): void {
    if (this.heldBytes > 0) this.decide(true);
    this.feed.end();
  }

  private decide(whole: boolean): void {
    const bytes = Buffer.concat(this.held);
    this.decided = true;
    this.held = [];
    this.heldBytes = 0;
    if (isGb(bytes, whole)) this.feed.decodeAs('gb18030', this.heldAt);
    this.feed.push(bytes, this.heldAt);
  }
}
