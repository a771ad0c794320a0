const LF = 10;
/** A header line longer than this is none. */
const LONGEST = 8192;

/** What the bytes of a file are for. `kind` other than `page` and `skipped` are structure. */
export interface PartListener {
  /** Bytes of the page. */
  page(bytes: Buffer, offset: number): void;
  /** `cut` = the file breaks off in it, or the page is the file. */
  pageEnd(cut: boolean): void;
  /** A part that is no picture and no readable page, or text outside of all parts. */
  unknown(offset: number, bytes: number, sample: string): void;
}

type Mode = 'before' | 'head' | 'page' | 'picture' | 'unknown' | 'after';
const SAMPLE = 4000;

/**
 * Walks a MIME multipart file (RFC 2046 5.1.1) by bytes and never holds a part: pictures are passed over without being
 * decoded, the page is handed on as it comes. `delimiter` = the line between parts, `--…`; null = the page alone.
 */
export class MimeParts {
  private readonly delimiter: Buffer | null;
  private readonly listener: PartListener;
  private mode: Mode = 'before';
  private carry: Buffer = Buffer.alloc(0);
  private last = LF;
  private type = '';
  private encoding = '';
  /** Bytes that belong to no part or to one that cannot be read. */
  private strayFrom = 0;
  private strayBytes = 0;
  private sample: Buffer = Buffer.alloc(0);

  constructor(delimiter: string | null, listener: PartListener) {
    this.delimiter = delimiter === null ? null : Buffer.from(delimiter);
    this.listener = listener;
    if (delimiter === null) this.mode = 'page';
  }

  push(chunk: Uint8Array, offset: number): void {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length);
    this.passCarry(bytes, offset);
    const data = this.carry.length > 0 ? Buffer.concat([this.carry, bytes]) : bytes;
    const base = offset - this.carry.length;
    this.carry = Buffer.alloc(0);
    let at = 0;
    while (at < data.length) {
      const next = this.mode === 'head' ? this.header(data, at) : this.body(data, at, base);
      if (next < 0) return;
      at = next;
    }
  }

  /** `end` = length of the file. */
  end(end: number): void {
    const rest = this.carry;
    this.carry = Buffer.alloc(0);
    if (this.mode !== 'head') this.give(rest, end - rest.length);
    this.close(true);
  }

  /** The few bytes held back are given on where no delimiter begins in them: joining them to every chunk would copy the file. */
  private passCarry(bytes: Buffer, offset: number): void {
    const { carry, delimiter } = this;
    if (!delimiter || this.mode === 'head' || carry.length === 0 || carry.length >= delimiter.length) return;
    if (bytes.length < delimiter.length) return;
    const hit = Buffer.concat([carry, bytes.subarray(0, delimiter.length)]).indexOf(delimiter);
    if (hit >= 0 && hit < carry.length) return;
    this.give(carry, offset - carry.length);
    this.carry = Buffer.alloc(0);
  }

  /** One header line of a part; −1 when its end has not come yet. */
  private header(data: Buffer, from: number): number {
    const end = data.indexOf(LF, from);
    const length = (end < 0 ? data.length : end) - from;
    if (end < 0 && length <= LONGEST) {
      this.hold(data, from);
      return -1;
    }
    const line = length > LONGEST ? '' : data.toString('latin1', from, end).trim();
    if (line === '') {
      this.mode = this.modeOfPart();
      return length > LONGEST ? from : end + 1;
    }
    const [name = '', value = ''] = [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1)];
    if (name === 'content-type') this.type = value.trim().toLowerCase();
    else if (name === 'content-transfer-encoding') this.encoding = value.trim().toLowerCase();
    this.last = LF;
    return end + 1;
  }

  private modeOfPart(): Mode {
    if (/^(?:image|audio|video|application)\//.test(this.type)) return 'picture';
    return this.encoding === 'base64' || this.encoding === 'quoted-printable' ? 'unknown' : 'page';
  }

  /** Bytes up to the next delimiter, whose line is taken as well. */
  private body(data: Buffer, from: number, base: number): number {
    const { delimiter } = this;
    if (!delimiter) {
      this.give(data.subarray(from), base + from);
      return data.length;
    }
    let hit = data.indexOf(delimiter, from);
    while (hit >= 0 && (hit > 0 ? data[hit - 1] : this.last) !== LF) hit = data.indexOf(delimiter, hit + 1);
    if (hit < 0) {
      const safe = Math.max(from, data.length - delimiter.length + 1);
      this.give(data.subarray(from, safe), base + from);
      this.hold(data, safe);
      return -1;
    }
    this.give(data.subarray(from, hit), base + from);
    const end = data.indexOf(LF, hit);
    const length = (end < 0 ? data.length : end) - hit;
    if (end < 0 && length <= LONGEST) {
      this.hold(data, hit);
      return -1;
    }
    this.close(false);
    const closing = data.toString('latin1', hit + delimiter.length, hit + delimiter.length + 2) === '--';
    this.mode = closing ? 'after' : 'head';
    this.type = '';
    this.encoding = '';
    return length > LONGEST ? hit + delimiter.length : end + 1;
  }

  private give(bytes: Buffer, offset: number): void {
    if (bytes.length === 0) return;
    this.last = bytes[bytes.length - 1] ?? LF;
    if (this.mode === 'page') this.listener.page(bytes, offset);
    if (this.mode === 'page' || this.mode === 'picture') return;
    if (this.strayBytes === 0) this.strayFrom = offset;
    this.strayBytes += bytes.length;
    if (this.sample.length < SAMPLE) this.sample = Buffer.concat([this.sample, bytes.subarray(0, SAMPLE - this.sample.length)]);
  }

  private close(ends: boolean): void {
    if (this.mode === 'page') this.listener.pageEnd(ends);
    const sample = this.sample.toString('utf8').slice(0, 2000);
    // The header of the file lies before its first part; if no part ever came, nothing of it was understood.
    const told = this.mode === 'unknown' || (this.mode === 'before' && ends) || (this.mode === 'after' && sample.trim() !== '');
    if (told && this.strayBytes > 0) this.listener.unknown(this.strayFrom, this.strayBytes, sample);
    this.strayBytes = 0;
    this.sample = Buffer.alloc(0);
  }

  private hold(data: Buffer, from: number): void {
    if (from > 0) this.last = data[from - 1] ?? LF;
    this.carry = Buffer.from(data.subarray(from));
  }
}
