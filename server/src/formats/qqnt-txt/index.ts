import type { Head, LineFormat } from '../format.ts';
import { begins } from './block.ts';
import { qqntTxtDecoder } from './decoder.ts';

/** The text file of QQ Chat Exporter: a banner, the chat's name, then `名:`, `时间: …`, `内容: …` for each message. */
export const qqntTxt: LineFormat = { id: 'qqnt-txt', platform: 'qq', clock: 'wall', unit: 'line', sniff, decoder: qqntTxtDecoder };

/** Any chat may quote such a file, so the banner counts at the very beginning only, and quoted messages for less. */
function sniff({ lines }: Head): number {
  const first = lines.findIndex((line) => line.trim() !== '');
  if (/^\[QQ ?Chat ?Exporter/i.test(lines[first] ?? '')) return 0.97;
  let pairs = 0;
  for (const [i, line] of lines.slice(0, 400).entries()) {
    if (i < 12 && line.startsWith('聊天名称: ') && /^聊天类型: (?:群聊|私聊|临时会话|未知类型)$/.test(lines[i + 1] ?? '')) return 0.9;
    if (begins(line, lines[i + 1] ?? '') && (lines[i + 2] ?? '').startsWith('内容: ')) pairs++;
  }
  return pairs > 1 ? 0.8 : pairs * 0.6;
}
