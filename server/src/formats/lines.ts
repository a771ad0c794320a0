import type { Line, Rejection } from './format.ts';
import type { Encoding } from './source.ts';

/** A physical line longer than this is rejected instead of being held in memory. */
export const MAX_LINE_BYTES = 1 << 20;

/**
 * Cuts bytes into physical lines at LF, in the file's own encoding so that byte counts are the file's.
 * One CR before the LF belongs to the line end; other CRs stay in the text.
 */
export class LineCutter {
  private readonly encoding: Encoding;
  private readonly onLine: (line: Line) => void;
  private readonly onReject: (rejection: Rejection) => void;
  private readonly text: (bytes: Buffer) => string;
  private pending: Buffer[] = [];
  private pendingBytes = 0;
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
    if (encoding === 'utf-8') this.text = (bytes) => bytes.toString('utf8');
    else {
      const decoder = new TextDecoder(encoding);
      this.text = (bytes) => decoder.decode(bytes);
    }
  }

  push(chunk: Uint8Array): void {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length);
    let start = 0;
    for (;;) {
      const end = this.lineEnd(bytes, start);
      if (end < 0) break;
      this.finish(bytes.subarray(start, end));
      start = end;
    }
    if (start < bytes.length) this.keep(bytes.subarray(start));
  }

  end(): void {
    if (this.pendingBytes + this.dropped > 0) this.finish(Buffer.alloc(0));
  }

  /** Index just behind the next line feed, or −1. UTF-16 looks only at whole code units of the file. */
  private lineEnd(bytes: Buffer, from: number): number {
    if (this.encoding === 'utf-8' || this.encoding === 'gb18030') {
      const at = bytes.indexOf(10, from);
      return at < 0 ? -1 : at + 1;
    }
    const low = this.encoding === 'utf-16le' ? 0 : 1;
    for (let at = bytes.indexOf(10, from); at >= 0; at = bytes.indexOf(10, at + 1)) {
      // Position of the byte inside its code unit, counted from the start of the current line (lines are whole units).
      const inLine = this.pendingBytes + this.dropped + (at - from);
      if (inLine % 2 !== low) continue;
      if (low === 0) {
        if (at + 1 >= bytes.length) return -1; // its partner comes with the next chunk; `finish` never splits a unit
        if (bytes[at + 1] === 0) return at + 2;
      } else {
        const before = at > from ? bytes[at - 1] : this.lastPendingByte();
        if (before === 0) return at + 1;
      }
    }
    return -1;
  }

  private lastPendingByte(): number {
    const last = this.pending.at(-1);
    return last?.at(-1) ?? -1;
  }

  private keep(bytes: Buffer): void {
    if (this.dropped > 0) {
      this.dropped += bytes.length;
      return;
    }
    this.pending.push(Buffer.from(bytes));
    this.pendingBytes += bytes.length;
    if (this.pendingBytes > MAX_LINE_BYTES) {
      this.sample = this.text(Buffer.concat(this.pending).subarray(0, 4000)).slice(0, 2000);
      this.dropped = this.pendingBytes;
      this.pending = [];
      this.pendingBytes = 0;
    }
  }

  private finish(tail: Buffer): void {
    this.number++;
    const bytes = this.dropped + this.pendingBytes + tail.length;
    if (this.dropped > 0 || bytes > MAX_LINE_BYTES) {
      const sample = this.sample || this.text(Buffer.concat([...this.pending, tail]).subarray(0, 4000)).slice(0, 2000);
      this.onReject({ offset: this.offset, bytes, line: this.number, reason: 'lineTooLong', sample });
    } else {
      let text = this.text(this.pendingBytes > 0 ? Buffer.concat([...this.pending, tail]) : tail);
      if (text.endsWith('\n')) text = text.endsWith('\r\n') ? text.slice(0, -2) : text.slice(0, -1);
      this.onLine({ text, offset: this.offset, bytes, number: this.number });
    }
    this.offset += bytes;
    this.pending = [];
    this.pendingBytes = 0;
    this.dropped = 0;
    this.sample = '';
  }
}
