import type { Head, LineFormat } from '../format.ts';
import { readDay } from './day.ts';
import { lineDecoder } from './decoder.ts';
import { readTime, TITLE } from './header.ts';

/** LINE's "export chat history": phone (cells apart by tabs) and desktop (by blanks); zh-TW, zh-CN, ja, en, th. */
export const lineTxt: LineFormat = { id: 'line-txt', platform: 'line', clock: 'wall', unit: 'line', sniff, decoder: lineDecoder };

function sniff({ lines, text }: Head): number {
  const rows = (lines.length > 0 ? lines : [text]).slice(0, 200).filter((line) => line.trim() !== '');
  if (TITLE.test(rows[0] ?? '')) return 0.97;
  const days = rows.filter((line) => readDay(line) !== null).length;
  if (days === 0) return 0;
  const said = rows.map(readTime).filter((row) => row !== null);
  const cells = said.filter(({ tabbed }) => tabbed).length;
  // Without its title, a file is known by tabs behind bare times below days.
  return cells > 0 && cells + days > rows.length / 3 ? 0.8 : readDay(rows[0] ?? '') !== null && said.length > rows.length / 2 ? 0.6 : 0;
}
