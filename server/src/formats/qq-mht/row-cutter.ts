const OPEN = 60;
const CLOSE_TAG = 5;
const SAMPLE = 8000;
/** A table row longer than this is rejected instead of being held in memory. */
export const MAX_ROW_BYTES = 1 << 20;

export interface RowListener {
  /** From one `<tr` to the next, or behind a `</tr>`. */
  row(html: Buffer, offset: number, bytes: number): void;
  /** The last row, which has no end. */
  cut(html: Buffer, offset: number, bytes: number): void;
  /** A row that is too long; `start` = its first bytes. */
  tooLong(start: Buffer, offset: number, bytes: number): void;
}

/** Cuts a page that is one table into its rows, whatever the chunks; a row whose end is lost costs no other. */
export class RowCutter {
  private readonly listener: RowListener;
  private held: Buffer = Buffer.alloc(0);
  /** Bytes of `held` in which no cut can begin any more. */
  private looked = 0;
  private offset = -1;
  /** Bytes of the current row that were let go because it is too long, and its start. */
  private dropped = 0;
  private start: Buffer = Buffer.alloc(0);

  constructor(listener: RowListener) {
    this.listener = listener;
  }

  push(bytes: Buffer, offset: number): void {
    if (this.offset < 0) this.offset = offset;
    const data = this.held.length > 0 ? Buffer.concat([this.held, bytes]) : bytes;
    let from = 0;
    let at = data.indexOf(OPEN, this.looked);
    let looked = data.length;
    while (at >= 0) {
      if (at + CLOSE_TAG > data.length) {
        looked = at;
        break;
      }
      const cut = cutAt(data, at);
      if (cut > from) {
        this.finish(data.subarray(from, cut));
        from = cut;
      }
      at = data.indexOf(OPEN, at + 1);
    }
    this.keep(data.subarray(from), looked - from);
  }

  /** `cut` = nothing follows, so that a row without an end breaks off. */
  end(cut: boolean): void {
    const broken = cut && this.dropped === 0 && cutAt(this.held, 0) === 0 && !this.held.includes('</table');
    if (broken) this.listener.cut(this.held, this.offset, this.held.length);
    else if (this.held.length + this.dropped > 0) this.finish(this.held);
    this.held = Buffer.alloc(0);
    this.looked = 0;
    this.offset = -1;
  }

  private keep(rest: Buffer, looked: number): void {
    if (this.dropped === 0 && rest.length <= MAX_ROW_BYTES) {
      this.held = Buffer.from(rest);
      this.looked = looked;
      return;
    }
    if (this.dropped === 0) this.start = Buffer.from(rest.subarray(0, SAMPLE));
    this.dropped += looked;
    this.held = Buffer.from(rest.subarray(looked));
    this.looked = 0;
  }

  private finish(row: Buffer): void {
    const bytes = this.dropped + row.length;
    if (bytes > MAX_ROW_BYTES) this.listener.tooLong(this.dropped > 0 ? this.start : row.subarray(0, SAMPLE), this.offset, bytes);
    else this.listener.row(row, this.offset, bytes);
    this.offset += bytes;
    this.dropped = 0;
  }
}

/** Where a row ends if the tag at `at` is `<tr …` (before it) or `</tr>` (behind it); −1 for any other. */
function cutAt(data: Buffer, at: number): number {
  const slash = data[at + 1] === 47 ? 1 : 0;
  if (lower(data[at + 1 + slash]) !== 116 || lower(data[at + 2 + slash]) !== 114) return -1;
  const next = data[at + 3 + slash] ?? 0;
  if (slash === 1) return next === 62 ? at + CLOSE_TAG : -1;
  return next === 62 || next <= 32 ? at : -1;
}

function lower(byte = 0): number {
  return byte | 32;
}
