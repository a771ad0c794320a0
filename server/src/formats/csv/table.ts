import type { LineDecoder, RejectReason, Sink } from '../format.ts';
import { RowCutter } from './rows.ts';

/**
 * Reads a delimited file row by row: the header and empty rows are passed over, and rows that `take` gives a reason
 * for are rejected with their exact bytes.
 */
export function tableDecoder(
  { delimiter, header }: { delimiter: string; header: string[] | null },
  sink: Sink,
  take: (cells: string[]) => RejectReason | null,
): LineDecoder {
  let headerDue = header !== null;
  const cutter = new RowCutter(delimiter, sink, (row) => {
    if (row.cells.every((text) => text === '')) return;
    if (headerDue) {
      headerDue = false;
      return;
    }
    const reason = take(row.cells);
    if (reason) sink.reject({ offset: row.offset, bytes: row.bytes, line: row.line, reason, sample: row.sample() });
  });
  return { line: (line) => cutter.line(line), end: () => cutter.end() };
}
