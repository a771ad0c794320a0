/**
 * Who is in the group: pasted names (one a line, or separated by 、 comma or tab) or a CSV/TSV with a header row.
 * Yields members only; they make visible who never speaks.
 */
import type { Head, LineFormat } from '../format.ts';
import { withoutMarks } from '../marks.ts';
import { delimiterOf, splitCells } from './cells.ts';
import { columnsOf } from './columns.ts';
import { RosterDecoder } from './decoder.ts';
import { isId, looksLikeName, readName } from './names.ts';

export const roster: LineFormat = {
  id: 'roster',
  platform: 'other',
  clock: 'wall',
  unit: 'line',
  sniff,
  decoder: (sink, options) => new RosterDecoder(sink, options),
};

function sniff({ lines, fileName }: Head): number {
  const filled = lines
    .slice(0, 500)
    .map((line) => withoutMarks(line).trim())
    .filter((line) => line !== '');
  const first = filled[0] ?? '';
  if (/^(?:[{<]|\[\s*[{"[])/.test(first)) return 0;
  const delimiter = delimiterOf(filled);
  const header = columnsOf(splitCells(first, delimiter ?? ',') ?? []);
  const named = /名单|成员|花名册|学员|roster|members?/i.test(fileName) ? 0.1 : 0;
  if (header && filled.length > 1) return header.id !== null || header.role !== null || header.joinedAt !== null ? 0.9 : 0.6 + named;

  const cells = filled.flatMap((line) => (delimiter ? (splitCells(line, delimiter) ?? [line]) : [line])).filter((cell) => cell !== '');
  const names = cells.filter((cell) => !isId(cell));
  const good = names.filter((cell) => looksLikeName(readName(cell)?.name ?? ''));
  const apart = new Set(names).size;
  // Chat repeats itself, a roster does not; a text has sentences.
  return names.length >= 2 && good.length >= names.length * 0.9 && apart >= names.length * 0.9 ? 0.4 + named : 0;
}
