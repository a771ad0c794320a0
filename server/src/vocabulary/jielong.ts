/**
 * The grammar of a 接龙 (a numbered list that members copy and extend). Here because two floors read it: the format
 * that takes a pasted one and the picture that finds one inside a chat.
 */
interface JielongEntry {
  number: number;
  name: string;
  /** What follows the name on its line, '' where there is nothing. */
  note: string;
}

export interface Jielong {
  /** Begins with `#接龙`; without it the numbers alone say what it is. */
  header: boolean;
  /** The lines above the first entry, examples (例 …) left out. */
  title: string;
  /** What the title says it is for. */
  purpose: 'checkin' | 'signup' | 'unknown';
  entries: JielongEntry[];
}

const HEADER = /^\s*(?:[#＃]\s*接龙|【接龙】|接龙\s*[:：]?\s*$)/;
const EXAMPLE = /^\s*(?:例\s*[:：.、\s]|例如|示例|格式\s*[:：])/;
const NUMBERED = /^\s*(?:([0-9０-９]{1,4})\s*(?:[.．](?![0-9０-９])|[、。)）])|((?:[0-9]\uFE0F?\u20E3)+|\u{1F51F})|([①-⑳]))\s*(.*)$/u;
const CHECKIN = /打卡|签到|check[\s-]?in|第\s*[\d０-９一二三四五六七八九十百]+\s*[天日]|\bday\s*\d+/i;
const SIGNUP = /报名|聚餐|聚会|团购|拼团|订购|预订|预定|下单|拼单|拼车|统计|登记|投票|参加|参与|名额|抽奖|活动|sign[\s-]?up|order/i;
/** Words of a numbered notice or rule, which is not a list of people. */
const NOTICE = /规则|群规|须知|注意|要求|如下|通知|公告|步骤|流程|建议|原因/;
const LATIN_NAME = /^\p{Lu}[\p{L}'’.-]*(?: \p{Lu}[\p{L}'’.-]*){1,3}(?=\s|[,，:：]|$)/u;

/** `1. 张三 已完成`, `１．张三`, `1、张三`, `1️⃣张三`, `①张三`; null where the line is none or its place is empty. */
export function jielongEntry(line: string): JielongEntry | null {
  if (line.length > 400) return null;
  const match = NUMBERED.exec(line);
  if (!match) return null;
  const rest = (match[4] ?? '').trim();
  const latin = LATIN_NAME.exec(rest)?.[0];
  const first = latin ?? rest.split(/[\s\u3000:：,，]/, 1)[0] ?? '';
  const name = first.replace(/(?:[\u2705\u2714\u2611√]\uFE0F?|[+＋]\d+)+$/u, '').slice(0, 40);
  if (name === '') return null;
  return { number: entryNumber(match), name, note: rest.slice(name.length).replace(/^[\s\u3000:：,，]+/, '') };
}

function entryNumber(match: RegExpExecArray): number {
  const [, digits, keycaps, circled] = match;
  if (digits) return Number(digits.normalize('NFKC'));
  if (circled) return circled.charCodeAt(0) - 0x2460 + 1;
  if (keycaps === '\u{1F51F}') return 10;
  return Number((keycaps ?? '').replace(/\D/g, ''));
}

/**
 * Reads a whole text as a 接龙, or null. With a `#接龙` header one entry is enough; without it at least two, numbered
 * upwards, each short and without sentence ends, and no words of a rule or notice above them.
 */
export function parseJielong(text: string): Jielong | null {
  const lines = text.split('\n');
  const header = HEADER.test(lines.find((line) => line.trim() !== '') ?? '');
  const title: string[] = [];
  const entries: JielongEntry[] = [];
  let prose = false;
  for (const line of lines) {
    if (EXAMPLE.test(line)) continue;
    const entry = jielongEntry(line);
    if (!entry) {
      if (entries.length === 0) title.push(line.replace(HEADER, '').trim());
      continue;
    }
    const last = entries.at(-1);
    if (!header && last && entry.number <= last.number) return null;
    if (line.trim().length > 30 || /[。！？；!?;，]/.test(entry.name + entry.note)) prose = true;
    entries.push(entry);
  }
  const heading = title.filter((line) => line !== '').join('\n');
  if (!header && (entries.length < 2 || prose || NOTICE.test(heading))) return null;
  return { header, title: heading, purpose: purposeOf(heading), entries };
}

function purposeOf(title: string): Jielong['purpose'] {
  if (CHECKIN.test(title)) return 'checkin';
  return SIGNUP.test(title) ? 'signup' : 'unknown';
}
