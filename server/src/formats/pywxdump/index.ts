import { kindOf } from '../csv/kinds.ts';
import type { Head, LineFormat } from '../format.ts';
import { asObject, asText } from '../json/fields.ts';
import { ownWords } from '../wechat/body.ts';
import type { WechatKind } from '../wechat/kinds.ts';
import { decodeTable, sniffTable, type WechatTable } from '../wechat/table.ts';

/**
 * PyWxDump's CSV: new (`msg`, `src`), old (`content`, a JSON object), without its header row, re-saved by a
 * spreadsheet, and the same columns as other exporters write them (without `room_name`, people then by shown name).
 */
export const pywxdumpCsv: LineFormat = {
  id: 'pywxdump-csv',
  platform: 'wechat',
  clock: 'wall',
  unit: 'line',
  sniff: (head: Head) => sniffTable(head, table),
  decoder: (sink, options) => decodeTable(table, sink, options),
};

const NEW = ['id', 'MsgSvrID', 'type_name', 'is_sender', 'talker', 'room_name', 'msg', 'src', 'CreateTime'];
const OLD = ['id', 'MsgSvrID', 'type_name', 'is_sender', 'talker', 'room_name', 'content', 'CreateTime'];

/** What a spreadsheet makes of a long number: `8.64E+18`, or fifteen digits and zeros. */
const SPOILT = /^\d(?:\.\d+)?E\+\d+$|^[1-9]\d{14}0{3,5}$/i;

const table: WechatTable = {
  columns: ['id', 'MsgSvrID', 'type_name', 'is_sender', 'talker', 'CreateTime'],

  headless(rows) {
    const like = (columns: string[]) => rows.filter((row) => row.length >= columns.length && isRow(row, columns.length)).length;
    const found = like(OLD) > like(NEW) ? OLD : NEW;
    const some = rows.slice(0, 50);
    return some.length > 0 && some.filter((row) => isRow(row, found.length)).length >= some.length * 0.7 ? found : null;
  },

  /** The first version wrote its JSON unquoted, so that its commas cut it. */
  repair(cells, width) {
    const open = width - 2;
    if (!(cells[open] ?? '').startsWith('{')) return null;
    const joined = cells.slice(open, -1).join(',');
    return joined.endsWith('}') ? [...cells.slice(0, open), joined, cells.at(-1) ?? ''] : null;
  },

  row(cell, timeOf, rows) {
    const talker = cell('talker').trim();
    const room = cell('room_name').trim();
    const byId = room !== '' && talker !== '我';
    // Whose row it was is lost: two people with such numbers would become one.
    if (SPOILT.test(talker)) return 'badRow';
    if (room !== '') rows.enter(room, '');
    const type = cell('type_name').trim();
    const content = cell('content');
    const words = content === '' ? cell('msg') : readContent(content);
    if (words === null) return 'badJson';
    const kind: WechatKind = type === '群公告' ? 'notice' : kindOf(type, words);
    const id = cell('MsgSvrID').trim();
    return {
      at: timeOf('CreateTime'),
      kind,
      text: ownWords(kind, words),
      key: byId ? talker : '',
      name: byId ? '' : talker,
      ...(id !== '' && id !== '0' && !SPOILT.test(id) && { id }),
    };
  },
};

/** The words in `{"src": "", "msg": ""}`; null where it is cut. Plain text stays as it is. */
function readContent(content: string): string | null {
  if (!content.startsWith('{')) return content;
  try {
    const object = asObject(JSON.parse(content));
    return object ? asText(object.msg) : null;
  } catch {
    return null;
  }
}

/** Row number, server id, type, 0 or 1, sender, chat, words and, last, a time. */
function isRow(cells: string[], width: number): boolean {
  const [id = '', server = '', type = '', own = ''] = cells.map((cell) => cell.trim());
  const time = cells.at(-1)?.trim() ?? '';
  if (!/^\d{1,9}$/.test(id) || !(/^\d{15,20}$/.test(server) || SPOILT.test(server)) || !/^[01]$/.test(own)) return false;
  if (/\d/.test(type) || type === '' || !/^\d{4}[-/]\d{1,2}[-/]\d{1,2} \d{1,2}:\d\d/.test(time)) return false;
  return width === OLD.length ? (cells[6] ?? '').startsWith('{') : cells.length === NEW.length && !(cells[6] ?? '').startsWith('{"');
}
