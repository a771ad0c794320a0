import type { Words } from '#report';
import type { Console } from '../console.ts';

const PATIENCE_MS = 1000;
const EVERY_MS = 120;

/** One line on the terminal that rewrites itself, once reading takes longer than a second; nothing anywhere else. */
export class Progress {
  private readonly console: Console;
  private readonly words: Words;
  private readonly total: number;
  private readonly started: number;
  private shown = 0;
  private done = 0;

  constructor(console: Console, words: Words, total: number) {
    this.console = console;
    this.words = words;
    this.total = total;
    this.started = console.now();
  }

  /** @param bytes read of this file so far; `size` of it in all, null when unknown */
  at(file: string, bytes: number, size: number | null): void {
    if (!this.console.stderr.isTTY) return;
    const now = this.console.now();
    if (now - this.started < PATIENCE_MS || now - this.shown < EVERY_MS) return;
    this.shown = now;
    const read = this.done + Math.min(bytes, size ?? bytes);
    const share = this.total > 0 ? Math.min(99, Math.floor((read / this.total) * 100)) : 0;
    this.console.stderr.write(`\r\u001b[K${this.words.t('cli:checkup.progress', { file, share, size: (bytes / 1e6).toFixed(1) })}`);
  }

  finished(size: number): void {
    this.done += size;
  }

  clear(): void {
    if (this.shown > 0) this.console.stderr.write('\r\u001b[K');
  }
}
