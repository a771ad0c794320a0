/** First line of an export; the group's name is what is left of it. */
export const TITLE = /^\s*\[LINE\]\s*(\S.*)$/;

const WORDS = [
  /^(?:與|与)?(?<name>.+?)(?:的聊天記錄|的聊天记录|的聊天紀錄)$/u,
  /^(?<name>.+?)(?:との|の)トーク履歴$/u,
  /^(?:Chat history|Chats?) (?:with|in) (?<name>.+)$/u,
  /^ประวัติการ(?:แชท|สนทนา)(?:กับ|ใน(?:กลุ่ม)?)\s*(?<name>.+)$/u,
  /^ประวัติแชท(?:กับ|ใน(?:กลุ่ม)?)\s*(?<name>.+)$/u,
  /^แชท(?:กับ|ใน(?:กลุ่ม)?)\s*(?<name>.+)$/u,
];

export function groupName(title: string): string {
  const rest = TITLE.exec(title)?.[1]?.trim() ?? '';
  const name = WORDS.map((pattern) => pattern.exec(rest)?.groups?.name).find((found) => found !== undefined) ?? rest;
  return name.trim().replace(/^["“「](.*)["”」]$/u, '$1');
}

/** `Saved on: …`: the second line, of no day of the chat. */
export const SAVED = /^(?:儲存日期|保存日期|保存日時|Saved on|Save date|บันทึกเมื่อ|บันทึกวันที่|วันที่บันทึก)\s*[:：]?\s*\d/u;

const TIME =
  /^(?:(上午|下午|凌晨|早上|中午|晚上|午前|午後|AM|PM)\s?)?(\d{1,2})[:.](\d\d)(?:[\s\u202f]?([AP]M)\b)?(?:[\s\u202f]?น\.)?([\t ])(.*)$/isu;

export interface TimedRow {
  hour: number;
  minute: number;
  /** Cells are apart by tabs: nobody, or a name, before the text. */
  tabbed: boolean;
  rest: string;
}

/** A row of a chat as `time rest`, or null. */
export function readTime(line: string): TimedRow | null {
  const match = TIME.exec(line);
  if (!match) return null;
  const [, before = '', hours, minutes, after = '', gap, rest = ''] = match;
  const half = (before || after).toLowerCase();
  const hour = Number(hours);
  const minute = Number(minutes);
  if (hour > 23 || minute > 59) return null;
  const late = /^(?:下午|晚上|午後|pm)$/.test(half) || (half === '中午' && hour < 11);
  const early = /^(?:上午|凌晨|早上|午前|am)$/.test(half);
  return { hour: late && hour < 12 ? hour + 12 : early && hour === 12 ? 0 : hour, minute, tabbed: gap === '\t', rest };
}
