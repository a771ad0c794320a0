import { RowCutter } from '../csv/rows.ts';
import { type DecodeOptions, type Head, type LineDecoder, type LineFormat, plausible, type RejectReason, type Sink } from '../format.ts';
import { withoutMarks } from '../marks.ts';

const COLUMNS = 7;
const ROW_START = /^[0-9a-f]{24}\t[^\t]+\t\d{4}-\d\d-\d\dT[\d:.]+Z\t/;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,3})?Z$/;

/**
 * Rooms of the public Gitter archive: `room_id room_uri sent_at from_userid from_username message_id text`, tabs, no
 * header row, newest first. The same message may stand there twice; its id tells.
 */
export const gitterTsv: LineFormat = {
  id: 'gitter-tsv',
  platform: 'gitter',
  clock: 'instant',
  unit: 'line',
  sniff,
  decoder,
};

function sniff({ lines, text }: Head): number {
  const rows = lines.length > 0 ? lines.slice(0, 200) : [text];
  return ROW_START.test(rows[0] ?? '') ? 0.98 : rows.some((line) => ROW_START.test(line)) ? 0.8 : 0;
}

function decoder(sink: Sink, { now }: DecodeOptions): LineDecoder {
  let room: string | null = null;

  const take = (cells: string[]): RejectReason | null => {
    if (cells.length !== COLUMNS) return 'badRow';
    const [roomId = '', roomUri = '', sentAt = '', userId = '', userName = '', id = '', text = ''] = cells;
    if (roomId === '' || userId === '' || id === '') return 'badRow';
    const at = INSTANT.test(sentAt) ? Date.parse(sentAt) : Number.NaN;
    if (Number.isNaN(at)) return 'badTime';
    if (!plausible(at, now)) return 'timeOutOfRange';
    if (roomId !== room) {
      room = roomId;
      sink.record({ type: 'group', id: roomId, name: roomUri, platform: 'gitter' });
    }
    const sender = { by: 'id' as const, key: userId, name: userName };
    sink.record({ type: 'message', at, id, kind: 'text', text: withoutMarks(text), sender });
    return null;
  };
  const cutter = new RowCutter('\t', sink, (row) => {
    if (row.cells.length === 1 && row.cells[0] === '') return;
    const reason = take(row.cells);
    if (reason) sink.reject({ offset: row.offset, bytes: row.bytes, line: row.line, reason, sample: row.sample() });
  });
  return { line: (line) => cutter.line(line), end: () => cutter.end() };
}
