import type { Head, LineFormat } from '../format.ts';
import { begins } from './block.ts';
import { qqntTxtDecoder } from './decoder.ts';

/** The text file of QQ Chat Exporter: a banner, the chat's name, then `名:`, `时间: …`, `内容: …` for each message. */
export const qqntTxt: LineFormat = { id: 'qqnt-txt', platform: 'qq', clock: 'wall', unit: 'line', sniff, decoder: qqntTxtDecoder };

function sniff({ lines }: Head): number {
  let score = 0;
  let pairs = 0;
  for (const [i, line] of lines.slice(0, 400).entries()) {
    if (i < 40 && /^\[QQ ?Chat ?Exporter/i.test(line)) return 0.97;
    if (i < 40 && /^聊天类型: (?:群聊|私聊|临时会话|未知类型)$/.test(line)) score = 0.9;
    if (begins(line, lines[i + 1] ?? '') && (lines[i + 2] ?? '').startsWith('内容: ')) pairs++;
  }
  return Math.max(score, pairs > 1 ? 0.9 : pairs * 0.7);
}
