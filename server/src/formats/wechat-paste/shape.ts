/** What the lines of pasted WeChat chat are, and which of the several shapes a paste has. */
import { readDate, readStamp, readTrailingStamp, type Stamp } from './stamp.ts';

const DAY_LINE = /^\s*(?:[—–─━_=*·•-]\s*){2,}(\S.*?\S)\s*(?:[—–─━_=*·•-]\s*){2,}$/;
const TITLE =
  /^\s*(?:微信)?(?:群聊|群)\s*["“「『](.{1,80})["”」』]\s*的聊天记录(?:如下)?[^\n]{0,12}$|^\s*(.{1,60}?\s*和\s*.{1,60}?)\s*在微信上的聊天记录如下[^\n]{0,12}$/;

/** `—————  2024-10-04  —————`: the day of what follows. */
export function readDayLine(line: string): Stamp | null {
  const inside = line.length > 120 ? undefined : DAY_LINE.exec(line)?.[1];
  return inside === undefined ? null : (readDate(inside) ?? readStamp(inside));
}

/** The name of the chat in the first line of a forwarded e-mail. */
export function readTitle(line: string): string | null {
  if (line.length > 200 || !line.includes('聊天记录')) return null;
  const match = TITLE.exec(line);
  return match ? (match[1] ?? match[2] ?? '').trim() : null;
}

interface Header {
  name: string;
  stamp: Stamp;
  gap: number;
}

const SENTENCE = /[。！？；，!?;]|https?:|["“”]/;
/** Words after which a time belongs to the sentence, not to a header. */
const LEADS_TO_TIME = /(?:时间|集合|开始|截止|出发|到|至|于|在|是|从|点|约|改成|改为|定|[-~～—:：、])$/;

/** `昵称 10:23`, `昵称  2024/10/4 11:42`, `[昵称] 11:42`. */
export function readHeader(line: string): Header | null {
  const found = readTrailingStamp(line);
  if (!found) return null;
  const bracketed = /^\s*\[(.{1,60})\]$/.exec(found.head)?.[1];
  const name = (bracketed ?? found.head)
    .trim()
    .replace(/[:：]$/, '')
    .trim();
  if (name === '' || name.length > 60 || SENTENCE.test(name) || readDate(name) || /^[—–─-]/.test(name)) return null;
  if (found.gap < 2 && LEADS_TO_TIME.test(name)) return null;
  return { name, stamp: found.stamp, gap: bracketed === undefined ? found.gap : 2 };
}

/** Words before a colon that head a line of a notice and are no names. */
const LABELS =
  /^(?:时间|地点|主题|内容|注意|注意事项|提示|备注|链接|地址|电话|费用|规则|问|答|ps|p\.s|例|如|格式|要求|标题|作者|来源|附|第.{1,4}[步天章节]|报名|联系人?|温馨提示|日期|截止.{0,4}|https?|ftp|mailto|\d+)$/i;

/** `昵称: text`, `昵称：`; the name is short and holds no sentence marks. */
export function readColonLine(line: string): { name: string; text: string } | null {
  const colon = line.slice(0, LONGEST_START).search(/[:：]/);
  if (colon < 1 || line.startsWith('//', colon + 1)) return null;
  const name = line
    .slice(0, colon)
    .trim()
    .replace(/^\[(.*)\]$/, '$1')
    .trim();
  const text = line.slice(colon + 1).trimStart();
  if (name === '' || name.length > 30 || SENTENCE.test(name) || LABELS.test(name) || NO_NAME.test(name)) return null;
  if (/\d$/.test(name) && /^\d\d/.test(text)) return null;
  return { name, text };
}

const LONGEST_START = 64;
const NO_NAME = /^[\d\s.、/年月日[({（【#-]/;

/** How the lines of this paste are to be read. */
export interface Shape {
  /** `header`: names stand beside times. `stacked`: `昵称:` and the time below it. `colon`: `昵称: text`, times between. */
  type: 'header' | 'stacked' | 'colon';
  /** Spaces between a name and a time of day: the e-mail form has two, which tells it from a sentence ending in a time. */
  gap: number;
  /** Every header follows an empty line, so a line that does not is text. */
  afterBlank: boolean;
}

interface ShapeCounts {
  lines: number;
  headers: number;
  stacked: number;
  colons: number;
  repeated: number;
  stamps: number;
  days: number;
  titles: number;
  shape: Shape;
  /** The first line with text is a header or one of the lines above headers. */
  startsWell: boolean;
}

const LOOKED_AT = 2000;

/** Reads the head of a paste. */
export function shapeOf(lines: string[]): ShapeCounts {
  let headers = 0;
  let wide = 0;
  let afterBlank = 0;
  let followedByText = 0;
  let [stacked, colons, repeated, stamps, days, titles, filled] = [0, 0, 0, 0, 0, 0, 0];
  let startsWell = false;
  const names = new Set<string>();
  lines.slice(0, LOOKED_AT).forEach((line, i) => {
    if (line.trim() === '') return;
    filled++;
    const [before, after] = [lines[i - 1] ?? '', lines[i + 1] ?? ''];
    const header = readHeader(line);
    const colon = header ? null : readColonLine(line);
    const special = readTitle(line) !== null ? 'title' : readDayLine(line) ? 'day' : readStamp(line) ? 'stamp' : null;
    if (special === 'title') titles++;
    else if (special === 'day') days++;
    else if (special === 'stamp') stamps++;
    else if (header) {
      headers++;
      if (header.gap >= 2) wide++;
      if (before.trim() === '') afterBlank++;
      if (after.trim() !== '') followedByText++;
    } else if (colon) {
      colons++;
      if (names.has(colon.name)) repeated++;
      names.add(colon.name);
      if (colon.text === '' && readStamp(after)) stacked++;
    }
    if (filled === 1) startsWell = special !== null || header !== null || colon !== null;
  });
  const type = stacked > 0 && stacked >= headers ? 'stacked' : headers > 0 && (headers * 2 >= colons || days > 0) ? 'header' : 'colon';
  const shape: Shape = {
    type,
    gap: wide > 0 && wide >= headers * 0.6 ? 2 : 1,
    afterBlank: headers >= 3 && afterBlank >= headers * 0.8 && followedByText >= headers * 0.8,
  };
  return { lines: filled, headers, stacked, colons, repeated, stamps, days, titles, shape, startsWell };
}
