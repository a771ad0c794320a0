import { DomainError } from '#vocabulary/errors';
import type { Rejection, RejectReason } from '../format.ts';
import { parseJson } from './clean.ts';

/** A value longer than this is rejected instead of being held in memory. */
export const MAX_VALUE_BYTES = 8 << 20;
export const MAX_DEPTH = 64;
const SAMPLE_BYTES = 4000;

/** What to take out of a document, by place. What a shape does not name is passed over unread. */
export interface Shape {
  /** A value kept among the fields of the object around it. */
  keep?: true;
  /** An array whose elements are handed out one by one under this name. */
  each?: string;
  /** An object, and what to look at in it. */
  fields?: Record<string, Shape>;
  /** An array, and what its elements look like. */
  items?: Shape;
}

/** Kept fields of one object, filled as they come; the same map for every element of its arrays. */
export type Fields = Map<string, unknown>;

export interface JsonElement {
  name: string;
  value: unknown;
  owner: Fields;
  /** Byte offset in the source and length. */
  offset: number;
  bytes: number;
}

export interface JsonListener {
  element(element: JsonElement): void;
  /** An object with kept fields ends (also when the document is cut inside it). */
  closed(fields: Fields): void;
  reject(rejection: Rejection): void;
}

interface Frame {
  shape: Shape;
  array: boolean;
  /** Fields of this object, or of the nearest object around this array. */
  fields: Fields;
  key: string | null;
}

type Target = 'none' | 'key' | 'field' | 'element' | 'skip' | 'junk';

const QUOTE = 34;
const COMMA = 44;
const COLON = 58;
const BACKSLASH = 92;
const OPEN_LIST = 91;
const CLOSE_LIST = 93;
const OPEN_OBJECT = 123;
const CLOSE_OBJECT = 125;

/**
 * Cuts one JSON document into the elements of its big arrays without ever holding the document. Works on bytes:
 * only brackets, quotes and backslashes matter, and those are never part of a longer UTF-8 sequence.
 */
export class JsonSplitter {
  private readonly file: string;
  private readonly root: Shape;
  private readonly listener: JsonListener;
  private readonly frames: Frame[] = [];
  private done = false;
  private position = 0;

  // The value being read.
  private target: Target = 'none';
  private start = 0;
  private depth = 0;
  private scalar = false;
  private inString = false;
  private escaped = false;
  private parts: Buffer[] = [];
  private held = 0;

  constructor(file: string, shape: Shape, listener: JsonListener) {
    this.file = file;
    this.root = shape;
    this.listener = listener;
  }

  /**
   * `offset` = position of the chunk's first byte in the source.
   * @throws DomainError `json.tooDeep`
   */
  push(chunk: Uint8Array, offset: number): void {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length);
    let at = 0;
    while (at < bytes.length) {
      if (this.target === 'none') {
        at = this.between(bytes, at, offset);
        if (this.target === 'none') continue;
      }
      const from = Math.max(0, this.start - offset);
      const end = this.scan(bytes, at, offset);
      if (end < 0) {
        this.hold(bytes.subarray(from));
        break;
      }
      this.finish(bytes.subarray(from, end), offset + end);
      at = end;
    }
    this.position = offset + bytes.length;
  }

  /** @throws DomainError `file.truncated` when the document has not ended; what was whole has been handed out. */
  end(): void {
    if (this.target !== 'none') {
      if (this.done) this.finish(Buffer.alloc(0), this.position);
      else if (this.target !== 'skip') this.refuse('truncated', this.start, this.position - this.start, Buffer.concat(this.parts));
    }
    for (let frame = this.frames.pop(); frame; frame = this.frames.pop()) if (!frame.array) this.listener.closed(frame.fields);
    if (!this.done) throw new DomainError('file.truncated', { file: this.file, offset: this.position });
  }

  /** Handles the bytes between values, up to the start of the next value. */
  private between(bytes: Buffer, from: number, offset: number): number {
    for (let at = from; at < bytes.length; at++) {
      const byte = bytes[at] ?? 0;
      if (byte <= 32) continue;
      const frame = this.frames.at(-1);
      if (byte === COMMA && frame) {
        frame.key = null;
      } else if (byte === COLON && typeof frame?.key === 'string') {
        // Between key and value.
      } else if (byte === CLOSE_OBJECT || byte === CLOSE_LIST) {
        if (frame && frame.array === (byte === CLOSE_LIST)) this.close(frame);
        else this.refuse('badJson', offset + at, 1, bytes.subarray(at, at + 1));
      } else if (this.open(frame, byte, offset + at)) return at;
    }
    return bytes.length;
  }

  private close(frame: Frame): void {
    this.frames.pop();
    if (!frame.array) this.listener.closed(frame.fields);
    const outer = this.frames.at(-1);
    if (outer) outer.key = null;
    else this.done = true;
  }

  /** Goes into a container that the shape names (false), or begins to read a value (true). */
  private open(frame: Frame | undefined, byte: number, offset: number): boolean {
    let shape: Shape | undefined;
    if (!frame) shape = this.done ? undefined : this.root;
    else if (frame.array) shape = frame.shape.items;
    else if (frame.key !== null) shape = own(frame.shape.fields, frame.key);

    if (byte === OPEN_OBJECT && shape?.fields) {
      this.frames.push({ shape, array: false, fields: new Map(), key: null });
      return false;
    }
    if (byte === OPEN_LIST && (shape?.items || shape?.each)) {
      this.frames.push({ shape, array: true, fields: frame?.fields ?? new Map(), key: null });
      return false;
    }
    if (!frame) this.target = 'junk';
    else if (frame.array && frame.shape.each) this.target = 'element';
    else if (!frame.array && frame.key === null) this.target = byte === QUOTE ? 'key' : 'junk';
    else if (!shape) this.target = 'skip';
    else this.target = shape.keep ? 'field' : 'junk';
    this.start = offset;
    this.depth = 0;
    this.scalar = byte !== OPEN_OBJECT && byte !== OPEN_LIST && byte !== QUOTE;
    this.inString = false;
    this.escaped = false;
    return true;
  }

  /** Index just behind the current value, or −1 when it goes on in the next chunk. */
  private scan(bytes: Buffer, from: number, offset: number): number {
    const length = bytes.length;
    const deepest = MAX_DEPTH - this.frames.length;
    let at = from;
    if (this.scalar) {
      // The first byte belongs to it whatever it is: a lone comma outside of everything must not stand still.
      at = Math.max(from, this.start - offset + 1);
      while (at < length && !endsScalar(bytes[at] ?? 0)) at++;
      return at < length ? at : -1;
    }
    let { depth, inString } = this;
    if (this.escaped) {
      at++;
      this.escaped = false;
    }
    while (at < length) {
      if (inString) {
        let byte = 0;
        while (at < length) {
          byte = bytes[at] ?? 0;
          if (byte === QUOTE || byte === BACKSLASH) break;
          at++;
        }
        if (at === length) break;
        at++;
        if (byte === QUOTE) {
          inString = false;
          if (depth === 0) return at;
        } else if (at === length) this.escaped = true;
        else at++;
        continue;
      }
      const byte = bytes[at++] ?? 0;
      if (byte === QUOTE) inString = true;
      else if (byte === OPEN_OBJECT || byte === OPEN_LIST) {
        if (++depth > deepest) throw new DomainError('json.tooDeep', { file: this.file, offset: offset + at - 1 });
      } else if ((byte === CLOSE_OBJECT || byte === CLOSE_LIST) && --depth === 0) return at;
    }
    this.depth = depth;
    this.inString = inString;
    return -1;
  }

  /** Keeps a copy of what a value has so far; of one that is too long or not wanted, no more than a sample. */
  private hold(bytes: Buffer): void {
    const room = this.target === 'skip' ? 0 : this.target === 'junk' ? SAMPLE_BYTES - this.held : MAX_VALUE_BYTES + 1 - this.held;
    if (room <= 0) return;
    const part = Buffer.from(bytes.subarray(0, room));
    this.parts.push(part);
    this.held += part.length;
    if (this.held > MAX_VALUE_BYTES) this.parts = [Buffer.concat(this.parts).subarray(0, SAMPLE_BYTES)];
  }

  /** `tail` = the value's bytes that lie in the current chunk; `end` = position behind it in the source. */
  private finish(tail: Buffer, end: number): void {
    const { target, start } = this;
    const raw = this.parts.length === 0 ? tail : Buffer.concat([...this.parts, tail]);
    const frame = this.frames.at(-1);
    this.target = 'none';
    this.parts = [];
    this.held = 0;
    const bytes = end - start;
    const key = frame?.key ?? null;
    if (frame) frame.key = null;
    if (target === 'skip') return;
    if (target !== 'junk' && bytes > MAX_VALUE_BYTES) {
      this.refuse('lineTooLong', start, bytes, raw);
      return;
    }
    const value = target === 'junk' || !frame ? undefined : parseJson(raw);
    if (!frame || value === undefined) this.refuse('badJson', start, bytes, raw);
    else if (target === 'key') frame.key = String(value);
    else if (target === 'element')
      this.listener.element({ name: frame.shape.each ?? '', value, owner: frame.fields, offset: start, bytes });
    else if (key !== null) frame.fields.set(key, value);
  }

  private refuse(reason: RejectReason, offset: number, bytes: number, raw: Buffer): void {
    const sample = raw.subarray(0, SAMPLE_BYTES).toString('utf8').slice(0, 2000);
    this.listener.reject({ offset, bytes, line: null, reason, sample });
  }
}

function own(fields: Record<string, Shape> | undefined, key: string): Shape | undefined {
  return fields && Object.hasOwn(fields, key) ? fields[key] : undefined;
}

function endsScalar(byte: number): boolean {
  return (
    byte <= 32 ||
    byte === COMMA ||
    byte === QUOTE ||
    byte === OPEN_OBJECT ||
    byte === CLOSE_OBJECT ||
    byte === OPEN_LIST ||
    byte === CLOSE_LIST
  );
}
