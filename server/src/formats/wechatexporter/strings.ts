import type { RejectReason } from '../format.ts';

export interface StringListener {
  /** A JSON string, its quotes included, as Latin-1. */
  literal(raw: string, start: number, end: number): void;
  lost(start: number, end: number, reason: RejectReason, sample: string): void;
}

/** What the pages' scripts call the list of messages that come in while one scrolls. */
const LIST = /(?:moreWechatMsgs|msgArray)\s{0,8}=\s{0,8}\[/;
const LONGEST_MARK = 40;
const MAX_LITERAL = 1 << 20;
const LITERAL = /"[^"\\]*(?:\\[\s\S][^"\\]*)*"/y;

/** Takes the strings of such lists out of a script, holding no more than one. */
export class ScriptStrings {
  private readonly listener: StringListener;
  private buffer = '';
  private base = 0;
  private inList = false;
  /** Start of something in a list that is no string. */
  private junk: number | null = null;

  constructor(listener: StringListener) {
    this.listener = listener;
  }

  push(piece: string, start: number): void {
    if (this.buffer === '') this.base = start;
    this.buffer += piece;
    let at = 0;
    for (;;) {
      const next = this.step(at);
      if (next === at) break;
      at = next;
    }
    this.buffer = this.buffer.slice(at);
    this.base += at;
  }

  end(position: number): void {
    if (this.inList) this.lose(this.junk ?? this.base, position, 'truncated', this.buffer);
    this.buffer = '';
    this.inList = false;
    this.junk = null;
  }

  private lose(start: number, end: number, reason: RejectReason, sample: string): void {
    if (end > start) this.listener.lost(start, end, reason, sample);
  }

  /** Index behind what could be taken; `at` itself where more is needed. */
  private step(at: number): number {
    const { buffer } = this;
    if (!this.inList) {
      const found = LIST.exec(buffer.slice(at));
      if (!found) return Math.max(at, buffer.length - LONGEST_MARK);
      this.inList = true;
      return at + found.index + found[0].length;
    }
    if (this.junk !== null) {
      const end = buffer.slice(at).search(/["\]]/);
      if (end < 0) return buffer.length;
      this.lose(this.junk, this.base + at + end, 'unknownRow', '');
      this.junk = null;
      if (end > 0) return at + end;
    }
    if (at >= buffer.length) return at;
    const char = buffer[at] ?? '';
    if (char === ']') {
      this.inList = false;
      return at + 1;
    }
    if (/[\s,]/.test(char)) return at + 1;
    if (char !== '"') {
      this.junk = this.base + at;
      return at + 1;
    }
    LITERAL.lastIndex = at;
    const literal = LITERAL.exec(buffer)?.[0];
    if (literal !== undefined && literal.length <= MAX_LITERAL) {
      this.listener.literal(literal, this.base + at, this.base + at + literal.length);
      return at + literal.length;
    }
    if (buffer.length - at <= MAX_LITERAL) return at;
    this.lose(this.base + at, this.base + at + MAX_LITERAL, 'lineTooLong', buffer.slice(at, at + 4000));
    this.junk = this.base + at + MAX_LITERAL;
    return at + MAX_LITERAL;
  }
}
