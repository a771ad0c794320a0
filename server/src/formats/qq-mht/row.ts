import type { Parser } from 'htmlparser2';
import { withoutMarks } from '../marks.ts';

/** What one table row says. Texts have `<br>` as line feeds and pictures as `[图片]`. */
export interface PageRow {
  /** Text of the cell itself: `日期: 2020-02-11`. */
  cell: string;
  /** First block: of a title the whole, of a message what stands behind the sender, the time. */
  first: string;
  /** Block inside the first block: the sender; null where there is none. */
  sender: string | null;
  /** All blocks after the first. */
  body: string;
}

/** Reads one row at a time with a parser that is made once and only when such a file comes. */
export class RowReader {
  private readonly parser: Parser;
  private row: PageRow = emptyRow();
  private depth = 0;
  private blocks = 0;
  private hidden = 0;

  constructor(make: typeof Parser) {
    this.parser = new make(
      {
        onopentag: (name) => this.open(name),
        onclosetag: (name) => this.close(name),
        ontext: (text) => this.text(text.replace(/[\r\n]+/g, '')),
      },
      { decodeEntities: true },
    );
  }

  read(html: string): PageRow {
    this.row = emptyRow();
    this.depth = 0;
    this.blocks = 0;
    this.hidden = 0;
    // A misspelt entity of the client itself.
    this.parser.parseComplete(html.includes('&get;') ? html.replaceAll('&get;', '&gt;') : html);
    const { cell, first, sender, body } = this.row;
    return { cell: clean(cell), first: clean(first), sender: sender === null ? null : clean(sender), body: clean(body) };
  }

  private open(name: string): void {
    if (name === 'div') {
      if (this.depth === 0) this.blocks++;
      this.depth++;
      if (this.depth === 2 && this.blocks === 1) this.row.sender ??= '';
    } else if (name === 'br') this.text('\n');
    else if (name === 'img') this.text('[图片]');
    else if (name === 'style' || name === 'title' || name === 'script') this.hidden++;
  }

  private close(name: string): void {
    if (name === 'div' && this.depth > 0) this.depth--;
    else if ((name === 'style' || name === 'title' || name === 'script') && this.hidden > 0) this.hidden--;
  }

  private text(text: string): void {
    const { row } = this;
    if (this.hidden > 0) return;
    if (this.depth === 0) row.cell += text;
    else if (this.blocks > 1) row.body += text;
    else if (this.depth > 1) row.sender = (row.sender ?? '') + text;
    else row.first += text;
  }
}

function emptyRow(): PageRow {
  return { cell: '', first: '', sender: null, body: '' };
}

function clean(text: string): string {
  return withoutMarks(text.replaceAll('\u00a0', ' ')).trim();
}
