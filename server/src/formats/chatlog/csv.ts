import type { Head, LineFormat } from '../format.ts';
import { decodeTable, sniffTable, type WechatTable } from '../wechat/table.ts';
import { readBody } from './body.ts';

/** What chatlog's HTTP interface answers with `format=csv`. It has no types: kinds are told by the body. */
export const chatlogCsv: LineFormat = {
  id: 'chatlog-csv',
  platform: 'wechat',
  clock: 'wall',
  unit: 'line',
  sniff: (head: Head) => sniffTable(head, table),
  decoder: (sink, options) => decodeTable(table, sink, options),
};

const table: WechatTable = {
  columns: ['Time', 'SenderName', 'Sender', 'TalkerName', 'Talker', 'Content'],
  row(cell, timeOf, rows) {
    rows.enter(cell('Talker').trim(), cell('TalkerName'));
    return { at: timeOf('Time'), key: cell('Sender').trim(), name: cell('SenderName'), ...readBody(cell('Content')) };
  },
};
