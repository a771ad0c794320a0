import type { Head, LineFormat } from '../format.ts';
import { ownWords } from '../wechat/body.ts';
import { wechatKind } from '../wechat/kinds.ts';
import { decodeTable, sniffTable, type WechatTable } from '../wechat/table.ts';

/** 留痕 (MemoTrace, WeChatMsg): the message table with names beside it. */
export const memotraceCsv: LineFormat = {
  id: 'memotrace-csv',
  platform: 'wechat',
  clock: 'instant',
  unit: 'line',
  sniff: (head: Head) => sniffTable(head, table),
  decoder: (sink, options) => decodeTable(table, sink, options),
};

const table: WechatTable = {
  columns: ['localId', 'Type', 'SubType', 'CreateTime', 'StrContent', 'StrTime', 'NickName', 'Sender'],
  row(cell, timeOf) {
    const kind = wechatKind(Number(cell('Type').trim() || Number.NaN), Number(cell('SubType')));
    const instant = timeOf('CreateTime');
    return {
      // A spreadsheet may have spoilt the instant; the written time is the exporting machine's.
      at: Number.isNaN(instant) ? timeOf('StrTime') : instant,
      kind,
      text: ownWords(kind, cell('StrContent')) || (kind === 'notice' ? '[群公告]' : ''),
      key: cell('Sender').trim(),
      name: cell('Remark').trim() || cell('NickName').trim(),
    };
  },
};
