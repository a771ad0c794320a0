/**
 * Chat copied out of WeChat by hand: multi-selected on the desktop or phone, forwarded as an e-mail, or retyped as
 * `昵称: text` with times between. It has no ids, so everybody is known by name, and dates are often relative.
 */
import { zoneClock } from '#vocabulary/zone';
import type { Head, LineFormat } from '../format.ts';
import { PasteDecoder } from './decoder.ts';
import { shapeOf } from './shape.ts';

export const wechatPaste: LineFormat = {
  id: 'wechat-paste',
  platform: 'wechat',
  clock: 'wall',
  unit: 'line',
  sniff,
  decoder: (sink, options) => new PasteDecoder(sink, options, zoneClock(options.zone), shapeOf(options.head.lines).shape),
};

/** Rows of exports begin with their time; here it stands behind the name or alone. */
const EXPORT_ROW = /^\s*[[(]?\d{1,4}[./-]\d{1,2}[./-]\d{1,4}[,.\s]+(?:\S{1,4}\s)?\d{1,2}[:.]\d{2}.*\D{2}$/;

function sniff({ text, lines }: Head): number {
  const first = lines.find((line) => line.trim() !== '') ?? '';
  if (/^\s*(?:\{|\[\s*[{"[]|<|[#＃]\s*接龙|消息记录)/.test(first)) return 0;
  const some = lines.slice(0, 400).filter((line) => line.trim() !== '');
  const share = (test: (line: string) => boolean) => some.filter(test).length / Math.max(1, some.length);
  if (text.includes('\t') && share((line) => line.includes('\t')) > 0.5) return 0;
  if (share((line) => line.split(',').length > 2) > 0.8) return 0;
  const counts = shapeOf(lines);
  if (counts.titles > 0 && counts.headers + counts.colons > 0) return 0.95;
  if (share((line) => EXPORT_ROW.test(line)) > 0.3) return 0;
  if (counts.days > 0 && counts.headers > 0) return 0.9;
  if (counts.stacked > 0 && counts.startsWell) return 0.8;
  if (counts.headers >= 2 && counts.headers >= counts.lines * 0.1) return counts.startsWell ? 0.8 : 0.5;
  if (counts.headers === 1 && counts.startsWell && counts.lines > 1) return 0.5;
  if (counts.stamps > 0 && counts.colons >= 2 && counts.colons + counts.stamps >= counts.lines * 0.5) return 0.6;
  // Without any time it might be a settings file: then it must at least be Chinese and somebody must speak twice.
  const talk = counts.colons >= 3 && counts.repeated > 0 && counts.colons >= counts.lines * 0.8;
  return talk && /[\u4e00-\u9fff]/.test(text) ? 0.4 : 0;
}
