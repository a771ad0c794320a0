import { DomainError } from '#vocabulary/errors';
import type { ArchiveEntry } from '../archive.ts';
import { dateText } from './dates.ts';
import { unescaped, type Workbook } from './parts.ts';
import { readXml } from './xml.ts';

const MAX_SHEET = 2 * 1024 ** 3;
/** A chat has a handful of columns; a cell far to the right would cost a thousand commas in every row. */
const MAX_COLUMNS = 256;
const MAX_CELL = 100_000;

/**
 * The rows of a sheet as comma-separated text (RFC 4180): dates as wall clock `2024-10-04 11:42:05`, results of formulas as
 * they were saved.
 * @throws DomainError `xlsx.tooWide`, `xlsx.tooLarge`, `xlsx.broken`
 */
export async function* sheetText(file: string, name: string, part: ArchiveEntry, book: Workbook): AsyncGenerator<Uint8Array> {
  const strings = await book.strings();
  let lines: string[] = [];
  let cells: string[] = [];
  let type = '';
  let isDate = false;
  let value = '';
  let column = -1;
  let collecting = false;
  let inReading = false;

  const listener = {
    open(tag: string, at: Record<string, string>) {
      if (tag === 'row') {
        cells = [];
        column = -1;
      } else if (tag === 'c') {
        column = at.r === undefined ? column + 1 : columnOf(at.r);
        if (column >= MAX_COLUMNS) throw new DomainError('xlsx.tooWide', { file, sheet: name, most: MAX_COLUMNS });
        type = at.t ?? 'n';
        isDate = book.dates[Number(at.s ?? 0)] === true;
        value = '';
      } else if (tag === 'v' || tag === 't') collecting = true;
      else if (tag === 'rPh') inReading = true;
    },
    text(piece: string) {
      if (collecting && !inReading && value.length < MAX_CELL) value += piece;
    },
    close(tag: string) {
      if (tag === 'v' || tag === 't') collecting = false;
      else if (tag === 'rPh') inReading = false;
      else if (tag === 'c' && column >= 0) {
        while (cells.length < column) cells.push('');
        cells[column] = shown();
      } else if (tag === 'row') lines.push(`${cells.map(quoted).join(',')}\n`);
    },
  };
  function shown(): string {
    if (type === 's') return strings[Number(value)] ?? '';
    if (type === 'inlineStr' || type === 'str') return unescaped(value);
    if (type === 'b') return value === '1' ? 'TRUE' : 'FALSE';
    if (type === 'e') return '';
    const number = Number(value);
    if (type === 'd' || value === '' || !Number.isFinite(number)) return value;
    if (isDate) return dateText(number, book.from1904);
    // Numbers are binary: 1728013325.0000002 is what a program wrote as 1728013325. Long ids have lost their digits for good.
    return Math.abs(number) < 1e15 ? String(Number(number.toPrecision(15))) : value;
  }

  for await (const _ of readXml(file, part, MAX_SHEET, listener)) {
    if (lines.length === 0) continue;
    yield Buffer.from(lines.join(''));
    lines = [];
  }
}

/** `B12` → 1. */
function columnOf(reference: string): number {
  let column = 0;
  for (const letter of reference) {
    const code = letter.toUpperCase().charCodeAt(0) - 64;
    if (code < 1 || code > 26) break;
    column = column * 26 + code;
  }
  return column - 1;
}

function quoted(cell: string): string {
  return /[",\n\r]/.test(cell) ? `"${cell.replace(/\r\n?/g, '\n').replaceAll('"', '""')}"` : cell;
}
