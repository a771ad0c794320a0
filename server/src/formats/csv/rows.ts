import type { Line, RejectReason, Sink } from '../format.ts';

/** One logical row; a quoted field may carry it over several physical lines. */
export interface DelimitedRow {
  cells: string[];
  offset: number;
  bytes: number;
  line: number;
  /** The raw row, for a rejection's sample; built only when asked for. */
  sample(): string;
}

const MAX_ROW_BYTES = 1 << 20;
const MAX_ROW_LINES = 2000;
const MAX_SAMPLE = 2000;

/**
 * Joins physical lines to rows and cuts rows into cells (RFC 4180: fields in quotes, quotes inside doubled).
 * Exact about bytes, which parsers that take over the whole stream are not. A quote that never closes would swallow
 * the rest of the file: then only the line that opened it is rejected and the following are read again.
 */
export class RowCutter {
  private readonly delimiter: string;
  private readonly sink: Pick<Sink, 'reject'>;
  private readonly onRow: (row: DelimitedRow) => void;
  /** Lines of a row whose quoted field is open, its finished cells and the open field's text. */
  private pending: Line[] = [];
  private pendingBytes = 0;
  private cells: string[] = [];
  private open: string[] = [];
  /** Lines a row may take: halved by each runaway quote, so that many of them cost little. */
  private patience = MAX_ROW_LINES;

  constructor(delimiter: string, sink: Pick<Sink, 'reject'>, onRow: (row: DelimitedRow) => void) {
    this.delimiter = delimiter;
    this.sink = sink;
    this.onRow = onRow;
  }

  line(line: Line): void {
    if (this.pending.length === 0) {
      if (!line.text.includes('"')) {
        this.emit(line.text.split(this.delimiter), line.offset, line.bytes, line.number, () => line.text.slice(0, MAX_SAMPLE));
        return;
      }
      this.begin(line);
    } else this.goOn(line);
  }

  end(): void {
    while (this.pending.length > 0) this.giveUp('truncated');
  }

  private begin(line: Line): void {
    this.cells = [];
    this.open = [];
    if (this.cut(line.text, 0)) this.emit(this.cells, line.offset, line.bytes, line.number, () => line.text.slice(0, MAX_SAMPLE));
    else {
      this.pending = [line];
      this.pendingBytes = line.bytes;
    }
  }

  private goOn(line: Line): void {
    this.pending.push(line);
    this.pendingBytes += line.bytes;
    const close = closingQuote(line.text, 0);
    // In a field that has already crossed a line end, a lone quote in the middle means that the field opened by mistake.
    if (close >= 0 && close + 1 < line.text.length && line.text[close + 1] !== this.delimiter) {
      this.giveUp('badRow');
      return;
    }
    if (close < 0) {
      this.open.push(line.text);
      if (this.pending.length > this.patience || this.pendingBytes > MAX_ROW_BYTES) {
        this.patience = Math.max(16, this.patience >> 1);
        this.giveUp('badRow');
      }
      return;
    }
    this.open.push(line.text.slice(0, close));
    this.closeField();
    if (close + 1 < line.text.length && !this.cut(line.text, close + 2)) return;
    const { pending, pendingBytes } = this;
    this.pending = [];
    this.patience = MAX_ROW_LINES;
    const [first = line] = pending;
    this.emit(this.cells, first.offset, pendingBytes, first.number, () =>
      pending
        .map(({ text }) => text)
        .join('\n')
        .slice(0, MAX_SAMPLE),
    );
  }

  /** Cuts the cells of a line from `from` on. False when its last field is still open. */
  private cut(text: string, from: number): boolean {
    let at = from;
    for (;;) {
      if (text[at] === '"') {
        let close = closingQuote(text, at + 1);
        // Badly written quotes inside one line (`"he said "hi" there"`) are kept as they stand.
        while (close >= 0 && close + 1 < text.length && text[close + 1] !== this.delimiter) close = closingQuote(text, close + 1);
        if (close < 0) {
          this.open.push(text.slice(at + 1));
          return false;
        }
        this.open.push(text.slice(at + 1, close));
        this.closeField();
        if (close + 1 >= text.length) return true;
        at = close + 2;
      } else {
        const next = text.indexOf(this.delimiter, at);
        this.cells.push(next < 0 ? text.slice(at) : text.slice(at, next));
        if (next < 0) return true;
        at = next + 1;
      }
    }
  }

  private closeField(): void {
    const text = this.open.length === 1 ? (this.open[0] ?? '') : this.open.join('\n');
    this.cells.push(text.includes('"') ? text.replaceAll('""', '"') : text);
    this.open = [];
  }

  private giveUp(reason: RejectReason): void {
    const [first, ...rest] = this.pending;
    this.pending = [];
    this.open = [];
    if (!first) return;
    this.sink.reject({ offset: first.offset, bytes: first.bytes, line: first.number, reason, sample: first.text.slice(0, MAX_SAMPLE) });
    for (const line of rest) this.line(line);
  }

  private emit(cells: string[], offset: number, bytes: number, line: number, sample: () => string): void {
    this.onRow({ cells, offset, bytes, line, sample });
  }
}

/** Index of the next quote that is not doubled, or −1. */
function closingQuote(text: string, from: number): number {
  for (let at = text.indexOf('"', from); at >= 0; at = text.indexOf('"', at + 2)) {
    if (text[at + 1] !== '"') return at;
  }
  return -1;
}
