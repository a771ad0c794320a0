import type { Line, Rejection } from './format.ts';
import type { Encoding } from './source.ts';

/** A physical line longer than this is rejected instead of being held in memory. */
export const MAX_LINE_BYTES = 1 << 20;

/**
 * Cuts bytes into physical lines at LF, in the file's own encoding so that byte counts are the file's.
 * One CR before the LF belongs to the line end; other CRs stay in the text.
 */
export class LineCutter {
  private encoding: Encoding;
  private readonly onLine: (line: Line) => void;
  private readonly onReject: (rejection: Rejection) => void;
  private text: (bytes: Buffer, start: number, end: number) => string;
  private pending: Buffer[] = [];
  private pendingBytes = 0;
  /** Last byte kept or dropped of the current line: a UTF-16 line feed may be cut between two chunks. */
  private lastByte = -1;
  /** Bytes of the current line that were dropped because it is too long; 0 while it is not. */
  private dropped = 0;
  private sample = '';
  private offset: number;
  private number = 0;

  constructor(encoding: Encoding, start: number, onLine: (line: Line) => void, onReject: (rejection: Rejection) => void) {
    this.encoding = encoding;
    this.offset = start;
    this.onLine = onLine;
    this.onReject = onReject;
    this.text = reading(encoding);
  }

  /** Goes on in another encoding of which all bytes so far are the same. */
  decodeAs(encoding: Encoding): void {
    this.encoding = encoding;
    this.text = reading(encoding);
  }

  push(chunk: Uint8Array): void {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length);
    let start = 0;
    for (;;) {
      const end = this.lineEnd(bytes, start);
      if (end < 0) break;
      this.finish(bytes, start, end);
      start = end;
    }
    if (start < bytes.length) this.keep(bytes.subarray(start));
  }

  end(): void {
    if (this.pendingBytes + this.dropped > 0) this.finish(Buffer.alloc(0), 0, 0);
  }

  /** Index just behind the next line feed, or −1. UTF-16 looks only at whole code units of the file. */
  private lineEnd(bytes: Buffer, from: number): number {
    if (this.encoding === 'utf-8' || this.encoding === 'gb18030') {
      const at = bytes.indexOf(10, from);
      return at < 0 ? -1 : at + 1;
    }
    // Lines are whole units, so the parity inside the current line is that inside the file.
    const held = this.pendingBytes + this.dropped;
    const little = this.encoding === 'utf-16le';
    if (little && held % 2 === 1 && this.lastByte === 10 && bytes[from] === 0) return from + 1;
    for (let at = bytes.indexOf(10, from); at >= 0; at = bytes.indexOf(10, at + 1)) {
      const odd = (held + at - from) % 2 === 1;
      if (little ? !odd && bytes[at + 1] === 0 : odd && (at > from ? bytes[at - 1] : this.lastByte) === 0) return at + (little ? 2 : 1);
    }
    return -1;
  }

  private keep(bytes: Buffer): void {
    this.lastByte = bytes[bytes.length - 1] ?? -1;
    if (this.dropped > 0) {
      this.dropped += bytes.length;
      return;
    }
    this.pending.push(Buffer.from(bytes));
    this.pendingBytes += bytes.length;
    if (this.pendingBytes > MAX_LINE_BYTES) {
      this.sample = this.start(Buffer.concat(this.pending));
      this.dropped = this.pendingBytes;
      this.pending = [];
      this.pendingBytes = 0;
    }
  }

  private start(bytes: Buffer): string {
    return this.text(bytes, 0, Math.min(bytes.length, 8000)).slice(0, 2000);
  }

  private finish(bytes: Buffer, from: number, to: number): void {
    this.number++;
    const length = this.dropped + this.pendingBytes + to - from;
    if (this.dropped > 0 || length > MAX_LINE_BYTES) {
      const sample = this.sample || this.start(Buffer.concat([...this.pending, bytes.subarray(from, to)]));
      this.onReject({ offset: this.offset, bytes: length, line: this.number, reason: 'lineTooLong', sample });
    } else {
      const whole = this.pendingBytes > 0 ? Buffer.concat([...this.pending, bytes.subarray(from, to)]) : bytes;
      let text = whole === bytes ? this.text(bytes, from, to) : this.text(whole, 0, whole.length);
      if (text.endsWith('\n')) text = text.endsWith('\r\n') ? text.slice(0, -2) : text.slice(0, -1);
      this.onLine({ text, offset: this.offset, bytes: length, number: this.number });
    }
    this.offset += length;
    if (this.pending.length > 0) this.pending = [];
    this.pendingBytes = 0;
    this.dropped = 0;
    this.sample = '';
  }
}

function reading(encoding: Encoding): (bytes: Buffer, start: number, end: number) => string {
  if (encoding === 'utf-8') return (bytes, from, to) => bytes.toString('utf8', from, to);
  const decoder = new TextDecoder(encoding, { ignoreBOM: true });
  return (bytes, from, to) => decoder.decode(bytes.subarray(from, to));
}
