/** A simulated chat as QQ's own text export: wall clock, card name and number; no quotes and no member list. */
import { dayText, type ZoneClock, zoneClock } from '#vocabulary/zone';
import type { SimulatedChat } from './spec.ts';

const RULE = '='.repeat(64);
/** Under it numbers are QQ's own. */
const FIRST_NUMBER = 20_000_001;

export function qqText({ name, zone, rows, members }: SimulatedChat): string {
  const clock = zoneClock(zone);
  const shown = new Map(members.map((member, index) => [member.id, `${member.name}(${FIRST_NUMBER + index})`]));
  const head = `消息记录（此消息记录为文本格式，不支持重新导入）\r\n\r\n${RULE}\r\n消息分组:我的群聊\r\n${RULE}\r\n消息对象:${name}\r\n${RULE}\r\n\r\n`;
  const lines = rows.map(({ at, who, text }) => {
    const sender = who === null ? '系统消息(10000)' : (shown.get(who) ?? '');
    return `${wallText(clock, at)} ${sender}\r\n${text.replaceAll('\n', '\r\n')}\r\n\r\n`;
  });
  return head + lines.join('');
}

/** `2026-03-02 07:00:00`. @param at epoch ms */
export function wallText(clock: ZoneClock, at: number): string {
  const second = Math.floor((at + clock.offsetAt(at)) / 1000);
  const time = [Math.floor(second / 3600) % 24, Math.floor(second / 60) % 60, second % 60].map((part) => String(part).padStart(2, '0'));
  return `${dayText(clock.dayOf(at))} ${time.join(':')}`;
}
