import type { Sender } from '#vocabulary/records';
import { type DecodeOptions, plausible, type RejectReason, type Sink } from '../format.ts';
import { clockHour, type Who, whoIs } from '../qq-txt/header.ts';
import { recordOf } from '../qq-txt/record.ts';
import { isDate, type WallClock, wallClock } from '../wall-clock.ts';
import type { PageRow } from './row.ts';

type Day = [number, number, number];

const DATE = /^日期[:：]\s*(\d{1,4})[-/.年](\d{1,2})[-/.月](\d{1,4})/;
const TIME = /^(?:(上午|下午|凌晨|早上|中午|晚上|[AP]M) ?)?(\d{1,2}):(\d{2}):(\d{2})(?: ?([AP]M))?$/;
const TITLE = /^消息(记录|分组|对象)[:：]?\s*(.*)$/s;

/** Rows of the page in their order: titles, dates, and messages that show the time of day only. */
export class Conversation {
  private readonly sink: Sink;
  private readonly now: number;
  private readonly instantOf: WallClock;
  private readonly senders = new Map<string, { who: Who; sender: Sender }>();
  private day: Day | null = null;

  constructor(sink: Sink, { now, zone }: DecodeOptions) {
    this.sink = sink;
    this.now = now;
    this.instantOf = wallClock(zone);
  }

  /** `html` = the row as it stands in the file. Null when it was understood, or holds nothing. */
  row({ cell, first, sender, body }: PageRow, html: string): RejectReason | null {
    if (sender !== null) return this.message(sender, first, body);
    if (cell.startsWith('日期')) return this.date(cell);
    const title = TITLE.exec(first);
    if (title && body === '') {
      if (title[1] === '对象') this.chat(title[2] ?? '');
      return null;
    }
    if (cell === '' && first === '' && body === '') return null;
    // Text before the table, and what follows it.
    return /<tr[\s>]/i.test(html) ? 'unknownRow' : 'noHeader';
  }

  private chat(name: string): void {
    this.day = null;
    this.senders.clear();
    this.sink.record({ type: 'group', id: null, name: name.trim(), platform: 'qq' });
  }

  /** Without a date that can be read, the rows below have no day: yesterday's would be wrong. */
  private date(cell: string): RejectReason | null {
    const match = DATE.exec(cell);
    const day = match ? dayOf(match[1] ?? '', Number(match[2]), match[3] ?? '') : null;
    this.day = day && isDate(...day) ? day : null;
    return this.day ? null : 'badTime';
  }

  private message(shown: string, time: string, text: string): RejectReason | null {
    const match = TIME.exec(time);
    if (!match || !this.day) return 'badTime';
    const [, before, hour, minute, second, after] = match;
    const at = this.instantOf(...this.day, clockHour(Number(hour), before ?? after), Number(minute), Number(second));
    if (at === null) return 'badTime';
    if (!plausible(at, this.now)) return 'timeOutOfRange';
    // Nobody's name: a window that was shaken, a file that was taken.
    if (shown === '') this.sink.record({ type: 'system', kind: 'other', at, text });
    else {
      const { who, sender } = this.known(shown);
      this.sink.record(recordOf(at, text, who, sender));
    }
    return null;
  }

  private known(shown: string): { who: Who; sender: Sender } {
    let known = this.senders.get(shown);
    if (!known) {
      if (this.senders.size > 500_000) this.senders.clear();
      known = personOf(shown);
      this.senders.set(shown, known);
    }
    return known;
  }
}

/** A nickname in a private chat may end like an id: 小明(2). */
function personOf(shown: string): { who: Who; sender: Sender } {
  const who = whoIs(shown);
  if (who.id === null || /^\d{1,4}$/.test(who.id)) {
    const name = shown.trim();
    return { who: { name, id: null }, sender: { by: 'name', key: name, name } };
  }
  return { who, sender: { by: 'id', key: who.id.toLowerCase(), name: who.name } };
}

/** `2020-02-11`, `2012/4/11`; QQ International writes the month first, and a number above 12 tells otherwise. */
function dayOf(first: string, middle: number, last: string): Day | null {
  if (first.length === 4) return [Number(first), middle, Number(last)];
  if (last.length !== 4) return null;
  return Number(first) > 12 ? [Number(last), middle, Number(first)] : [Number(last), Number(first), middle];
}
