/** Chats of our own making, as files: for the promises of this module and its benchmarks. */

export interface Said {
  at: number;
  who: number;
  text: string;
}

/** A repeatable source of numbers 0–1 (mulberry32). */
export function dice(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const phrases = [
  '大家早上好',
  '打卡第3天，今天读完一章',
  '请问怎么报名？',
  '收到，谢谢',
  '有人知道资料在哪里吗',
  '我也觉得这样好',
  '哈哈哈',
  '第二行\n还有第三行',
  '今天的课很有收获，明天继续',
  'check in',
];

/** @param perDay messages a day, spread over the waking hours; few people say most */
export function sampleChat(
  seed: number,
  { from, days, perDay, people }: { from: number; days: number; perDay: number; people: number },
): Said[] {
  const roll = dice(seed);
  const said: Said[] = [];
  for (let day = 0; day < days; day++) {
    const times = Array.from({ length: perDay }, () => Math.floor(roll() * 15 * 3600)).sort((a, b) => a - b);
    for (const second of times) {
      const who = Math.floor(roll() ** 2.5 * people);
      const phrase = phrases[Math.floor(roll() * phrases.length)] ?? '';
      const text = roll() < 0.08 ? `@${nameOf(Math.floor(roll() * people))} ${phrase}` : phrase;
      said.push({ at: from + day * 86_400_000 + second * 1000, who, text });
    }
  }
  return said;
}

function nameOf(who: number): string {
  return `成员${String.fromCodePoint(0x4e00 + (who % 5000))}${who}`;
}

const pad = (n: number) => String(n).padStart(2, '0');

/** Wall clock of Shanghai, which has no summer time. */
function wall(at: number): { date: string; time: string; day: string } {
  const local = new Date(at + 8 * 3_600_000);
  const [year, month, day] = [local.getUTCFullYear(), local.getUTCMonth() + 1, local.getUTCDate()];
  const time = `${pad(local.getUTCHours())}:${pad(local.getUTCMinutes())}:${pad(local.getUTCSeconds())}`;
  return { date: `${year}-${pad(month)}-${pad(day)}`, day: `${pad(day)}/${pad(month)}/${year}`, time };
}

const rule = '================================================================';

export function qqHead(group: string): string {
  return `消息记录（此消息记录为文本格式，不支持重新导入）\r\n\r\n${rule}\r\n消息分组:我的群聊\r\n${rule}\r\n消息对象:${group}\r\n${rule}\r\n\r\n`;
}

export function qqRow({ at, who, text }: Said): string {
  const { date, time } = wall(at);
  return `${date} ${time} ${nameOf(who)}(${20_001 + who})\r\n${text.replaceAll('\n', '\r\n')}\r\n\r\n`;
}

export function qqFile(said: readonly Said[], group = '晨读群'): string {
  return qqHead(group) + said.map(qqRow).join('');
}

export function whatsappRow({ at, who, text }: Said): string {
  const { day, time } = wall(at);
  return `[${day}, ${time}] ${nameOf(who)}: ${text}\n`;
}

export function whatsappFile(said: readonly Said[]): string {
  return said.map(whatsappRow).join('');
}
