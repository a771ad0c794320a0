/**
 * A 接龙 pasted on its own. It names people and says when they were pasted, not who wrote what when, so it yields
 * a `member` for everybody listed and one `notice` row at the paste's "now" that holds the whole text, its `people` in
 * order: the picture counts check-ins of the listed from it where the title says 打卡 or 签到. Messages would invent
 * speakers. Several in one paste are several notices.
 */
import { jielongEntry, parseJielong } from '#vocabulary/jielong';
import type { Line, LineDecoder, LineFormat, Sink } from '../format.ts';
import { withoutMarks } from '../marks.ts';

const HEADER = /^\s*(?:[#＃]\s*接龙|【接龙】)/;
/** A 接龙 of one group of 500 has about 20,000 characters. */
const MAX_TEXT = 1 << 20;

export const jielong: LineFormat = {
  id: 'jielong',
  platform: 'wechat',
  clock: 'none',
  unit: 'line',
  sniff: ({ lines }) => {
    const filled = lines.map(withoutMarks).filter((line) => line.trim() !== '');
    if (filled.length > 5000) return 0;
    const list = parseJielong(filled.join('\n'));
    if (!list || list.entries.length === 0) return 0;
    if (list.header) return 0.95;
    return list.entries.length >= filled.length * 0.7 ? 0.7 : 0;
  },
  decoder: (sink, { now }) => new JielongDecoder(sink, now),
};

class JielongDecoder implements LineDecoder {
  private readonly sink: Sink;
  private readonly now: number;
  private lines: Line[] = [];
  private length = 0;

  constructor(sink: Sink, now: number) {
    this.sink = sink;
    this.now = now;
  }

  line(line: Line): void {
    if (HEADER.test(withoutMarks(line.text))) this.close();
    this.length += line.text.length + 1;
    if (this.length > MAX_TEXT) this.reject(line, 'lineTooLong');
    else this.lines.push(line);
  }

  end(): void {
    this.close();
  }

  private close(): void {
    const { lines } = this;
    this.lines = [];
    this.length = 0;
    const text = lines
      .map((line) => withoutMarks(line.text).trimEnd())
      .join('\n')
      .trim();
    if (text === '') return;
    const names = [...new Set(text.split('\n').flatMap((line) => jielongEntry(line)?.name ?? []))];
    const listed = parseJielong(text)?.entries.map(({ name }) => name) ?? names;
    if (listed.length === 0) {
      for (const line of lines) this.reject(line, 'noHeader');
      return;
    }
    const people = [...new Set(listed)];
    for (const name of people) this.sink.record({ type: 'member', sender: { by: 'name', key: name, name } });
    this.sink.record({ type: 'system', kind: 'notice', at: this.now, text, people });
  }

  private reject({ offset, bytes, number, text }: Line, reason: 'noHeader' | 'lineTooLong'): void {
    this.sink.reject({ offset, bytes, line: number, reason, sample: text.slice(0, 2000) });
  }
}
