import type { Rejection, RejectReason, Sink } from '../format.ts';
import { plausible } from '../format.ts';
import { type WechatRow, WechatRows } from '../wechat/rows.ts';

type Place = Omit<Rejection, 'reason'>;
const MOST_HELD = 1000;

/**
 * WechatExporter writes grey lines without a time: they take that of the message before them, the first ones that of
 * the message after them. Where no message ever comes they are rejected.
 */
export class NoticeRows {
  private readonly sink: Sink;
  private readonly now: number;
  private readonly rows: WechatRows;
  private last: number | null = null;
  private held: { text: string; place: Place }[] = [];

  constructor(sink: Sink, now: number) {
    this.sink = sink;
    this.now = now;
    this.rows = new WechatRows(sink, now, 'name');
  }

  enter(name: string): void {
    this.rows.enter('', name);
  }

  /** `place`: where to find it in the file. */
  notice(text: string, place: Place): void {
    if (this.last !== null) this.grey(text, this.last);
    else if (this.held.length < MOST_HELD) this.held.push({ text, place });
    else this.sink.reject({ ...place, reason: 'badTime' });
  }

  /** `before`: grey lines on the message's own line. */
  message(row: WechatRow, before: string[] = []): RejectReason | null {
    if (plausible(row.at, this.now)) {
      for (const { text } of this.held) this.grey(text, row.at);
      for (const text of before) this.grey(text, this.last ?? row.at);
      this.held = [];
      this.last = row.at;
    }
    return this.rows.add(row);
  }

  end(): void {
    for (const { place } of this.held) this.sink.reject({ ...place, reason: 'badTime' });
    this.held = [];
  }

  private grey(text: string, at: number): void {
    this.rows.add({ at, kind: 'system', text, key: '', name: '' });
  }
}
