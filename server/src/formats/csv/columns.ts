import { zoneClock } from '#vocabulary/zone';
import type { ColumnMapping, Head } from '../format.ts';
import { isKindWord } from './kinds.ts';
import { RowCutter } from './rows.ts';
import { dayOrder, readTime } from './time.ts';

const SAMPLE_ROWS = 200;

/** What the head of a delimited file shows. */
export interface Layout {
  delimiter: string;
  /** Cells of the first row when it names columns, else null. */
  header: string[] | null;
  /** Cells of the usual row. */
  width: number;
  /** First rows, the header left out. */
  rows: string[][];
}

/** Header names as known exporters and people write them, best first; compared without case, spaces, `_`, `-`, brackets. */
const names = {
  time: '发送时间 消息时间 发言时间 日期时间 时间 createtime timestamp datetime sentat createdat sendtime messagetime msgtime time strtime date 日期 时间戳 發送時間 時間',
  senderId:
    '发送者id 发送人id 发言人id senderid fromuserid fromid authorid userid memberid accountid platformid senderuin uin uid openid wxid 微信号 微信id qq号 qq号码 qq 用户id 成员id',
  senderName:
    '发送者昵称 群昵称 昵称 用户昵称 sendername senderdisplayname nickname displayname accountname fromusername 发送者 发送人 发言人 发言者 成员 成员名称 姓名 用户名 用户 username author name sender from user member 發送者 暱稱',
  /** Ids where a name stands beside them, or nothing better does. */
  senderEither: 'sender from talker',
  text: '消息内容 聊天内容 发言内容 内容 strcontent messagetext messagecontent content text message body msg 消息 文本 正文 發言 訊息 內容',
  messageId: '消息id msgsvrid platformmessageid messageid msgid id',
  kind: '消息类型 类型 typename messagetype msgtype type kind',
  replyTo: '回复消息id 引用消息id replytomessageid replytoid replyto',
} as const;

/**
 * Which column is what: by header names in Chinese and English, else by content. null unless time and sender are found.
 * With a header row the values are its names, else zero-based positions.
 */
export function guessColumns(head: Head): ColumnMapping | null {
  const layout = readLayout(head);
  return layout && guess(layout);
}

/** null when the head is not a table. A mapping that names cells of the first row says that it is a header. */
export function readLayout(head: Head, columns?: ColumnMapping): Layout | null {
  if (/^\s*[{[<]/.test(head.text)) return null;
  const lines = head.lines.length > 0 ? head.lines : [head.text];
  let best: Layout | null = null;
  let bestScore = 0;
  for (const delimiter of [',', '\t', ';']) {
    const rows = sampleRows(lines, delimiter);
    const [first = [], ...rest] = rows;
    const named = columns?.time !== undefined && Object.values(columns).every((column) => first.some((text) => text.trim() === column));
    const known = named || isKnownHeader(first);
    const header = known || standsAboveTimes(first, rest) ? first.map((text) => text.trim()) : null;
    const width = header?.length ?? usualWidth(rows);
    const fitting = rows.filter(({ length }) => length === width).length / Math.max(1, rows.length);
    if (width < 2 || (!known && fitting < 0.7)) continue;
    const score = (known ? 10 : 0) + fitting * Math.log(width + 1);
    if (score <= bestScore) continue;
    bestScore = score;
    best = { delimiter, header, width, rows: header ? rest : rows };
  }
  return best;
}

/** The first rows cut at one delimiter, whatever their widths. */
export function sampleRows(lines: string[], delimiter: string): string[][] {
  const rows: string[][] = [];
  const cutter = new RowCutter(delimiter, { reject() {} }, ({ cells }) => {
    if (cells.length > 1 || cells[0] !== '') rows.push(cells);
  });
  for (const [number, text] of lines.entries()) {
    cutter.line({ text, offset: 0, bytes: text.length, number });
    if (rows.length > SAMPLE_ROWS) break;
  }
  return rows;
}

function usualWidth(rows: string[][]): number {
  const counts = new Map<number, number>();
  for (const { length } of rows) counts.set(length, (counts.get(length) ?? 0) + 1);
  return [...counts].sort(([a, n], [b, m]) => m - n || b - a)[0]?.[0] ?? 0;
}

/** Time and sender under names we know. */
function isKnownHeader(first: string[]): boolean {
  if (first.some(isTime)) return false;
  const known = first.map(plain);
  return find(known, names.time) >= 0 && [names.senderName, names.senderId, names.senderEither].some((list) => find(known, list) >= 0);
}

/** Distinct short words above a column of times. */
function standsAboveTimes(first: string[], rest: string[][]): boolean {
  if (first.some(isTime) || rest.length === 0) return false;
  const words = first.map(plain);
  if (new Set(words).size < words.length || words.some((word) => word === '' || word.length > 40)) return false;
  return first.some((_, column) => rest.every((row) => isTime(row[column] ?? '')));
}

export function guess(layout: Layout): ColumnMapping | null {
  return (layout.header && byHeader(layout, layout.header)) ?? byContent(layout);
}

function byHeader(layout: Layout, header: string[]): ColumnMapping | null {
  const known = header.map(plain);
  const used = new Set<number>();
  const take = (list: string, fits: (column: number) => boolean = () => true): number => {
    const column = find(known, list, (at) => !used.has(at) && fits(at));
    if (column >= 0) used.add(column);
    return column;
  };
  const filled = (column: number) => layout.rows.length === 0 || layout.rows.some((row) => (row[column] ?? '').trim() !== '');
  const dates = (column: number) => layout.rows.length === 0 || layout.rows.some((row) => isTime(row[column] ?? ''));
  const time = take(names.time, dates);
  let id = take(names.senderId, filled);
  const name = take(names.senderName, filled);
  if (id < 0) id = take(names.senderEither, filled);
  if (time < 0 || (id < 0 && name < 0)) return null;
  // A date column beside one of bare times: both together are the time.
  const clock = find(known, names.time, (at) => at !== time && layout.rows.some((row) => /^\d{1,2}:\d\d/.test((row[at] ?? '').trim())));
  const split = clock >= 0 && layout.rows.every((row) => !(row[time] ?? '').includes(':'));
  const columns: [keyof ColumnMapping, number][] = [
    ['senderId', id],
    ['senderName', name],
    ['text', take(names.text)],
    ['messageId', take(names.messageId, (column) => known[column] !== 'id' || isRowId(layout, column))],
    ['kind', take(names.kind)],
    ['replyTo', take(names.replyTo)],
  ];
  const label = (column: number) => header[column] ?? '';
  const mapping: ColumnMapping = { time: split ? `${label(time)}+${label(clock)}` : label(time) };
  for (const [field, column] of columns) if (column >= 0) mapping[field] = label(column);
  return mapping;
}

/** A bare `id` may be a row number, which starts again in every export and would make strangers equal. */
function isRowId(layout: Layout, column: number): boolean {
  const ids = layout.rows.map((row) => (row[column] ?? '').trim());
  return ids.length > 0 && ids.every((id) => id.length >= 6) && new Set(ids).size > ids.length / 2;
}

/** Times; people, who come back and have short names; texts, which are the longest of the rest. Counters and flags are neither. */
function byContent({ header, rows, width }: Layout): ColumnMapping | null {
  if (rows.length < 2) return null;
  const columns = Array.from({ length: width }, (_, column) => {
    const cells = rows.map((row) => (row[column] ?? '').trim());
    const filled = cells.filter((cell) => cell !== '');
    return {
      column,
      cells,
      times: filled.filter(isTime).length / rows.length,
      filled: filled.length / rows.length,
      distinct: new Set(filled).size,
      length: filled.reduce((sum, { length }) => sum + length, 0) / Math.max(1, filled.length),
      idLike: filled.every((cell) => /^[\w@.-]+$/.test(cell) && /\d/.test(cell)),
    };
  });
  const time = columns.find(({ times }) => times >= 0.8);
  if (!time) return null;
  const kind = columns.find(({ cells, distinct }) => distinct > 0 && distinct < 20 && cells.every(isKindWord));
  const rest = columns.filter((column) => column !== time && column !== kind && column.times < 0.5 && !counts(column.cells));
  const people = rest.filter(({ filled, distinct, length }) => filled >= 0.8 && distinct >= 2 && distinct < rows.length && length <= 30);
  const words = rest.filter(({ idLike, filled }) => !idLike && filled > 0.3);
  const [first, second] = words;
  // Two columns of words: who spoke stands before what was said, however short the talk.
  const pair = first && second && words.length === 2 && first.length <= 30 ? { name: first, text: second } : null;
  let text = rest.filter(({ filled }) => filled > 0.3).sort((a, b) => b.distinct - a.distinct || b.length - a.length)[0];
  if (pair && people.includes(pair.name) && people.includes(pair.text)) text = pair.text;
  const senders = people.filter((column) => column !== text);
  let name = senders.find(({ idLike }) => !idLike);
  const id = senders.find((column) => column.idLike && (!name || column.distinct >= name.distinct));
  if (!name && !id && pair && time.column < 2 && isTalk(time.cells, pair.name.cells)) ({ name, text } = pair);
  if (!text || (!name && !id)) return null;
  const label = (column: number) => header?.[column] ?? String(column);
  return {
    time: label(time.column),
    ...(id && { senderId: label(id.column) }),
    ...(name && { senderName: label(name.column) }),
    text: label(text.column),
    ...(kind && { kind: label(kind.column) }),
  };
}

/** A first column of times to the minute beside names that are no sentences: plain even where nobody speaks twice, or one alone does. */
function isTalk(times: string[], names: string[]): boolean {
  return (
    times.every((cell) => cell.includes(':')) &&
    names.every((cell) => cell !== '' && cell.length <= 20 && !/[。！？!?，,]|https?:/.test(cell))
  );
}

/** Row numbers, or a flag. */
function counts(cells: string[]): boolean {
  if (cells.every((cell) => cell === '0' || cell === '1')) return true;
  return cells.every((cell, i) => /^\d{1,9}$/.test(cell) && (i === 0 || Number(cell) === Number(cells[i - 1]) + 1));
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[\s_\-()（）[\]【】"'：:\ufeff]/g, '');
}

function find(known: string[], list: string, fits: (column: number) => boolean = () => true): number {
  for (const name of list.split(' ')) {
    const column = known.findIndex((header, at) => header === name && fits(at));
    if (column >= 0) return column;
  }
  return -1;
}

function isTime(cell: string): boolean {
  const clock = zoneClock('UTC');
  const text = cell.trim();
  return text.length >= 8 && !Number.isNaN(readTime(text, clock, dayOrder([text])));
}
