import { DomainError } from '#vocabulary/errors';
import type { Sender } from '#vocabulary/records';
import { zoneClock } from '#vocabulary/zone';
import { isSystemSender, readSystem } from '../chatlab/system.ts';
import {
  type ColumnMapping,
  type DecodeOptions,
  type Head,
  type LineDecoder,
  type LineFormat,
  plausible,
  type RejectReason,
  type Sink,
} from '../format.ts';
import { withoutMarks } from '../marks.ts';
import { guess, guessColumns, type Layout, readLayout } from './columns.ts';
import { kindOf } from './kinds.ts';
import { tableDecoder } from './table.ts';
import { dayOrder, readTime } from './time.ts';

/** Any table of messages with at least time and sender; `,` `;` or tab, header row or not. */
export const csv: LineFormat = {
  id: 'csv',
  platform: 'other',
  clock: 'wall',
  clockOf,
  unit: 'line',
  sniff,
  decoder,
};

/** Seconds or milliseconds since 1970, or an offset behind the time, in every row of the head: an instant. */
function clockOf(head: Head): 'instant' | 'wall' {
  const layout = readLayout(head);
  const time = layout && guess(layout)?.time;
  if (!layout || !time) return 'wall';
  const position = layout.header ? layout.header.indexOf(time) : Number(time);
  const times = layout.rows.map((row) => (row[position] ?? '').trim()).filter((text) => text !== '');
  return times.length > 0 && times.every((text) => /^\d{10}(?:\d{3})?(?:\.\d+)?$|:\d\d(?:\.\d+)?(?:Z| ?[+-]\d\d:?\d\d)$/i.test(text))
    ? 'instant'
    : 'wall';
}

/** Below every format that knows its own file. */
function sniff(head: Head): number {
  const columns = guessColumns(head);
  if (!columns) return 0;
  return columns.text === undefined ? 0.35 : /^\d+$/.test(columns.time ?? '') ? 0.47 : 0.5;
}

/** Positions of the mapped columns; −1 = not there. `clock` = second half of a time in two columns. */
interface Positions {
  time: number;
  clock: number;
  senderId: number;
  senderName: number;
  text: number;
  messageId: number;
  kind: number;
  replyTo: number;
}

/** @throws DomainError `csv.noColumns` (time or sender not found), `csv.unknownColumn` (the mapping names one that is not there) */
function decoder(sink: Sink, options: DecodeOptions): LineDecoder {
  const { head, now, zone } = options;
  const layout = readLayout(head, options.columns);
  const mapping = options.columns ?? (layout && guess(layout));
  if (!layout || !mapping?.time || !(mapping.senderId || mapping.senderName))
    throw new DomainError('csv.noColumns', { file: head.fileName });
  const at = positions(mapping, layout, head.fileName);
  const needed = Math.max(...Object.values(at)) + 1;
  const clock = zoneClock(zone);
  const timeOf = (cells: string[]) => (at.clock < 0 ? cell(cells, at.time) : `${cell(cells, at.time)} ${cell(cells, at.clock)}`);
  const order = dayOrder(layout.rows.map(timeOf));

  const take = (cells: string[]): RejectReason | null => {
    if (cells.length < needed || (cells.length > layout.width && cells.slice(layout.width).some((extra) => extra !== ''))) return 'badRow';
    const time = readTime(timeOf(cells), clock, order);
    if (Number.isNaN(time)) return 'badTime';
    if (!plausible(time, now)) return 'timeOutOfRange';
    const text = withoutMarks(cell(cells, at.text));
    const id = cell(cells, at.messageId).trim();
    // Spreadsheets turn long ids into 8.64E+18, the same for many rows.
    const row = { at: time, text, ...(id !== '' && !/^\d(?:\.\d+)?E\+\d+$/i.test(id) && { id }) };
    const sender = senderOf(cell(cells, at.senderId), cell(cells, at.senderName));
    const kind = kindOf(cell(cells, at.kind), text);
    if (kind === 'system' || (sender && isSystemSender(sender.key))) {
      const { people, kind: fact } = readSystem(text);
      const actor = sender && !isSystemSender(sender.key) ? sender : null;
      sink.record({ type: 'system', ...row, kind: fact, ...(actor && { actor }), ...(people && { people }) });
      return null;
    }
    if (!sender) return 'badRow';
    const replyTo = cell(cells, at.replyTo).trim();
    sink.record({ type: 'message', ...row, kind, sender, ...(replyTo !== '' && { replyTo }) });
    return null;
  };
  return tableDecoder(layout, sink, take);
}

function cell(cells: string[], position: number): string {
  return position < 0 ? '' : (cells[position] ?? '');
}

function senderOf(id: string, name: string): Sender | null {
  const shown = withoutMarks(name).trim();
  const key = id.trim();
  if (key !== '') return { by: 'id', key, name: shown };
  return shown === '' ? null : { by: 'name', key: shown, name: shown };
}

/** A name of the header row, else a position. Two columns that are the time together are joined by `+`. */
function positions(mapping: ColumnMapping, { header, width }: Layout, file: string): Positions {
  const find = (column: string): number => {
    const named = header?.indexOf(column.trim()) ?? -1;
    if (named >= 0) return named;
    return /^\d+$/.test(column) && Number(column) < width ? Number(column) : -1;
  };
  const need = (column: string | undefined): number => {
    if (column === undefined || column === '') return -1;
    const position = find(column);
    if (position < 0) throw new DomainError('csv.unknownColumn', { file, column });
    return position;
  };
  const time = mapping.time ?? '';
  const plus = find(time) < 0 ? time.indexOf('+') : -1;
  return {
    time: need(plus < 0 ? time : time.slice(0, plus)),
    clock: plus < 0 ? -1 : need(time.slice(plus + 1)),
    senderId: need(mapping.senderId),
    senderName: need(mapping.senderName),
    text: need(mapping.text),
    messageId: need(mapping.messageId),
    kind: need(mapping.kind),
    replyTo: need(mapping.replyTo),
  };
}
