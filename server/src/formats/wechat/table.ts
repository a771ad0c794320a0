import { zoneClock } from '#vocabulary/zone';
import { type Layout, readLayout, sampleRows } from '../csv/columns.ts';
import { tableDecoder } from '../csv/table.ts';
import { dayOrder, readTime } from '../csv/time.ts';
import type { DecodeOptions, Head, LineDecoder, RejectReason, Sink } from '../format.ts';
import type { WechatRow } from './rows.ts';
import { WechatRows } from './rows.ts';

/** The cell of a named column, '' where there is none. */
type Cells = (column: string) => string;

/** An exporter's table: its own columns, in any order and case. */
export interface WechatTable {
  /** Columns without which it is another table. */
  columns: readonly string[];
  /** Columns of a file whose header row was cut off, or null when these rows are not of this exporter. */
  headless?(rows: string[][]): string[] | null;
  /** Cells of a row that is wider than the header, put right; null when it cannot be. */
  repair?(cells: string[], width: number): string[] | null;
  row(cell: Cells, timeOf: (column: string) => number, rows: WechatRows): WechatRow | RejectReason;
}

/** 1 = all of its columns are there. */
export function sniffTable(head: Head, table: WechatTable): number {
  const first = head.lines.find((line) => line.trim() !== '') ?? head.text.slice(0, 2000);
  const named = table.columns.every((column) => first.toLowerCase().includes(column.toLowerCase()));
  if (!named && !table.headless) return 0;
  const found = layoutOf(head, table);
  return found === null ? 0 : named ? 0.95 : 0.9;
}

export function decodeTable(table: WechatTable, sink: Sink, options: DecodeOptions): LineDecoder {
  const { head, now, zone } = options;
  // Asked for by name, a file may have another header than it should: then its rows are refused one by one.
  const { layout, columns } = layoutOf(head, table) ?? { layout: { delimiter: ',', header: null, width: 0, rows: [] }, columns: [] };
  const position = new Map(columns.map((column, at) => [column.toLowerCase(), at]));
  const clock = zoneClock(zone);
  const orders = new Map<string, 'dmy' | 'mdy'>();
  const orderOf = (column: string, at: number) => {
    const known = orders.get(column) ?? dayOrder(layout.rows.map((cells) => cells[at] ?? ''));
    orders.set(column, known);
    return known;
  };
  const rows = new WechatRows(sink, now, 'id');
  return tableDecoder(layout, sink, (given) => {
    const wide = given.length > columns.length && given.slice(columns.length).some((extra) => extra !== '');
    const cells = wide ? (table.repair?.(given, columns.length) ?? null) : given;
    if (!cells || cells.length < columns.length) return 'badRow';
    const cell: Cells = (column) => cells[position.get(column.toLowerCase()) ?? -1] ?? '';
    const timeOf = (column: string) => {
      const at = position.get(column.toLowerCase());
      return at === undefined ? Number.NaN : readTime(cells[at] ?? '', clock, orderOf(column, at));
    };
    const row = table.row(cell, timeOf, rows);
    return typeof row === 'string' ? row : rows.add(row);
  });
}

function layoutOf(head: Head, table: WechatTable): { layout: Layout; columns: string[] } | null {
  const layout = readLayout(head);
  const known = new Set(layout?.header?.map((name) => name.toLowerCase()));
  if (layout?.header && table.columns.every((column) => known.has(column.toLowerCase()))) return { layout, columns: layout.header };
  if (layout?.header || !table.headless || /^\s*[[{<]/.test(head.text)) return null;
  for (const delimiter of [',', '\t', ';']) {
    const rows = sampleRows(head.lines, delimiter);
    const columns = table.headless(rows);
    if (columns) return { layout: { delimiter, header: null, width: columns.length, rows }, columns };
  }
  return null;
}
