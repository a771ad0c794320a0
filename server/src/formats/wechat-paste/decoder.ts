import type { Sender } from '#vocabulary/records';
import type { ZoneClock } from '#vocabulary/zone';
import { type DecodeOptions, type Line, type LineDecoder, plausible, type RejectReason, type Sink } from '../format.ts';
import { withoutMarks } from '../marks.ts';
import { readQuote } from '../wechat/body.ts';
import { kindOf } from './kinds.ts';
import { readColonLine, readDayLine, readHeader, readTitle, type Shape } from './shape.ts';
import { readStamp, type Stamp, StampReader } from './stamp.ts';
import { readSystemLine } from './system.ts';

interface Open {
  name: string;
  at: number;
  body: string[];
  length: number;
}

const MAX_BODY = 1 << 20;

export class PasteDecoder implements LineDecoder {
  private readonly sink: Sink;
  private readonly now: number;
  private readonly shape: Shape;
  private readonly stamps: StampReader;
  private open: Open | null = null;
  /** A line `昵称:` that waits for a time below it; without one it is text. */
  private heading: { name: string; text: string; line: Line } | null = null;
  /** Why lines up to the next header are rejected; null while they belong to a message. */
  private refused: RejectReason | null = 'noHeader';
  private afterBlank = true;

  constructor(sink: Sink, options: DecodeOptions, clock: ZoneClock, shape: Shape) {
    this.sink = sink;
    this.now = options.now;
    this.shape = shape;
    this.stamps = new StampReader(clock, options.now);
  }

  line(line: Line): void {
    const text = withoutMarks(line.text).trimEnd();
    const { heading } = this;
    this.heading = null;
    if (heading) {
      const stamp = readStamp(text);
      if (stamp) {
        this.header(heading.name, stamp, heading.line, line);
        return;
      }
      this.say(heading.text, heading.line);
    }
    if (text.trim() === '') {
      this.append('');
      this.afterBlank = true;
      return;
    }
    if (!this.structure(text, line)) this.content(text, line);
    this.afterBlank = false;
  }

  end(): void {
    if (this.heading) this.say(this.heading.text, this.heading.line);
    this.close();
  }

  /** Lines that are not anybody's words. */
  private structure(text: string, line: Line): boolean {
    const title = readTitle(text);
    if (title !== null) {
      this.close();
      this.sink.record({ type: 'group', id: null, name: title, platform: 'wechat' });
      return true;
    }
    const day = readDayLine(text);
    if (day) {
      this.close();
      this.instant(day, line);
      return true;
    }
    const stamp = readStamp(text);
    // Under headers a lone time is somebody's words, unless it stands apart between two messages.
    if (stamp && (this.shape.type !== 'header' || this.open === null || this.afterBlank)) {
      this.close();
      this.instant(stamp, line);
      return true;
    }
    const system = readSystemLine(text);
    if (!system) return false;
    this.close();
    const at = this.stamps.last ?? this.now;
    const actor = system.actor === undefined ? {} : { actor: byName(system.actor) };
    this.sink.record({
      type: 'system',
      kind: system.kind,
      at,
      text: text.trim(),
      ...actor,
      ...(system.people && { people: system.people }),
    });
    return true;
  }

  /** Rejects the lines, and what follows up to the next header, where there is no such time. */
  private instant(stamp: Stamp, ...lines: Line[]): number | null {
    const before = this.stamps.last;
    const at = this.stamps.resolve(stamp);
    const reason = at === null ? 'badTime' : plausible(at, this.now) ? null : 'timeOutOfRange';
    this.refused = reason ?? 'noHeader';
    if (reason === null) return at;
    this.stamps.last = before;
    for (const line of lines) this.reject(line, reason);
    return null;
  }

  private content(text: string, line: Line): void {
    const { type, gap, afterBlank } = this.shape;
    if (type === 'header') {
      const header = readHeader(text);
      if (header && (header.gap >= gap || header.stamp.day !== null) && (!afterBlank || this.afterBlank)) {
        this.header(header.name, header.stamp, line);
        return;
      }
    }
    const said = type === 'header' ? null : readColonLine(text);
    if (said && type === 'stacked' && said.text === '') this.heading = { name: said.name, text, line };
    else if (said && type === 'colon') {
      this.close();
      this.begin(said.name, this.stamps.last ?? this.now);
      if (said.text !== '') this.append(said.text);
    } else this.say(text, line);
  }

  private header(name: string, stamp: Stamp, ...lines: Line[]): void {
    this.close();
    const at = this.instant(stamp, ...lines);
    if (at !== null) this.begin(name, at);
  }

  private say(text: string, line: Line): void {
    if (this.open && this.open.length < MAX_BODY) this.append(text);
    else this.reject(line, this.open ? 'lineTooLong' : (this.refused ?? 'noHeader'));
  }

  private begin(name: string, at: number): void {
    this.open = { name, at, body: [], length: 0 };
    this.refused = null;
  }

  private append(text: string): void {
    if (!this.open || (text === '' && this.open.length === 0)) return;
    this.open.body.push(text);
    this.open.length += text.length + 1;
  }

  private close(): void {
    const { open } = this;
    this.open = null;
    if (this.refused === null) this.refused = 'noHeader';
    if (!open) return;
    const { text, quoted } = readQuote(open.body.join('\n').trim());
    this.sink.record({
      type: 'message',
      kind: kindOf(text),
      at: open.at,
      text,
      sender: byName(open.name),
      ...(quoted && { mentions: [quoted] }),
    });
  }

  private reject({ offset, bytes, number, text }: Line, reason: RejectReason): void {
    this.sink.reject({ offset, bytes, line: number, reason, sample: text.slice(0, 2000) });
  }
}

function byName(name: string): Sender {
  const key = name.trim();
  return { by: 'name', key, name: key };
}
