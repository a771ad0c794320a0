import type { Line, LineDecoder, RejectReason, Sink } from '../format.ts';
import { withoutMarks } from '../marks.ts';

/** How a text export is cut into messages: a header line and the lines under it. */
export interface BlockGrammar<Header> {
  header(text: string, afterBlank: boolean): Header | null;
  /** Takes a line that is no message's: a title, a grey line. True when it was one. */
  apart?(text: string, line: Line): boolean;
  /** A whole message, its body as it stands, blank lines at the end included. Why it is refused, or null. */
  block(header: Header, body: string[]): RejectReason | null;
}

const MAX_BODY = 1 << 20;

/** A stretch of the source; lines that were too long are left out of it by whoever cut them. */
interface Stretch {
  offset: number;
  bytes: number;
  line: number;
  sample: string;
}

/** Feeds lines to a grammar and keeps the account: a refused header is rejected with all that stands under it. */
export class BlockDecoder<Header> implements LineDecoder {
  private readonly sink: Sink;
  private readonly grammar: BlockGrammar<Header>;
  private open: { header: Header; body: string[]; length: number; stretches: Stretch[] } | null = null;
  private afterBlank = true;

  constructor(sink: Sink, grammar: BlockGrammar<Header>) {
    this.sink = sink;
    this.grammar = grammar;
  }

  line(line: Line): void {
    const text = withoutMarks(line.text);
    const blank = text.trim() === '';
    const header = blank ? null : this.grammar.header(text, this.afterBlank);
    if (header !== null) {
      this.close();
      this.open = { header, body: [], length: 0, stretches: [] };
      this.extend(this.open.stretches, line);
    } else if (blank || !this.grammar.apart?.(text, line)) this.under(text, line, blank);
    this.afterBlank = blank;
  }

  end(): void {
    this.close();
  }

  /** Called by a grammar before it records a line of its own, so that records stay in order. */
  close(): void {
    const { open } = this;
    this.open = null;
    if (!open) return;
    const reason = this.grammar.block(open.header, open.body);
    if (reason) for (const stretch of open.stretches) this.sink.reject({ ...stretch, reason });
  }

  private under(text: string, line: Line, blank: boolean): void {
    const { open } = this;
    if (!open) {
      if (!blank) this.reject(line, 'noHeader');
    } else if (open.length > MAX_BODY) this.reject(line, 'lineTooLong');
    else {
      open.body.push(text);
      open.length += text.length + 1;
      this.extend(open.stretches, line);
    }
  }

  private extend(stretches: Stretch[], { offset, bytes, number, text }: Line): void {
    const last = stretches.at(-1);
    if (last && last.offset + last.bytes === offset) {
      last.bytes += bytes;
      if (last.sample.length < 2000) last.sample = `${last.sample}\n${text}`.slice(0, 2000);
    } else stretches.push({ offset, bytes, line: number, sample: text.slice(0, 2000) });
  }

  private reject({ offset, bytes, number, text }: Line, reason: RejectReason): void {
    this.sink.reject({ offset, bytes, line: number, reason, sample: text.slice(0, 2000) });
  }
}

/** The body as one text, blank lines around it left out. */
export function bodyText(body: string[]): string {
  return body.join('\n').trim();
}
