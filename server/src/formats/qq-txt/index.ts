import type { Head, LineFormat } from '../format.ts';
import { qqDecoder } from './decoder.ts';
import { readHeader } from './header.ts';

/** The QQ PC client's and TIM's text export, one chat or all chats in one file, and chats copied from the QQ window. */
export const qqTxt: LineFormat = { id: 'qq-txt', platform: 'qq', clock: 'wall', unit: 'line', sniff, decoder: qqDecoder };

const BANNER = /^消息记录[（(].*导入/;
const TITLE = /^消息(?:分组|对象)[:：]/;
const PASTED = /^.{1,60}? {1,2}(?:\d{1,4}[/-]\d{1,2}[/-]\d{1,4} )?\d{1,2}:\d{2}:\d{2}(?: [AP]M)? *$/;
const DATE_LINE = /^— ?— +\d{4}-\d{1,2}-\d{1,2} +— ?—/;

function sniff(head: Head): number {
  const people = new Map();
  let ids = 0;
  let names = 0;
  let pasted = 0;
  for (const line of head.lines.slice(0, 300)) {
    if (BANNER.test(line) || TITLE.test(line)) return 1;
    const header = readHeader(line, people);
    if (header) header.who.id !== null ? ids++ : names++;
    else if (line.length < 100 && (PASTED.test(line) || DATE_LINE.test(line))) pasted++;
  }
  if (ids > 0) return ids > 1 ? 0.9 : 0.75;
  if (names > 1) return 0.5;
  return pasted > 1 ? 0.45 : 0;
}
