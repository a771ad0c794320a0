/** A simulated chat as the file a ChatLab export would be: one object a line, with platform ids and the member list. */
import type { RowKind, SimulatedChat } from './spec.ts';

const types: Record<RowKind, number> = { text: 0, image: 1, sticker: 5, redPacket: 20, join: 80, leave: 80, removal: 80 };

/** @param label what the header says the file was made by */
export function chatlabLines(chat: SimulatedChat, label: string): string {
  const { rows, members, name } = chat;
  const last = rows.at(-1)?.at ?? 0;
  const owner = members.find(({ role }) => role === 'owner');
  const nameOf = new Map(members.map((member) => [member.id, member.name]));
  const inGroup = members.filter(({ leftGroup, joinedAt }) => !leftGroup && joinedAt <= last);
  const lines: object[] = [
    {
      _type: 'header',
      chatlab: { version: '0.0.2', exportedAt: last / 1000, generator: label },
      meta: { name, platform: 'wechat', type: 'group', groupId: `${Math.floor(last / 1000)}@chatroom`, ownerId: owner?.id },
    },
    ...inGroup.map(({ id, name: accountName, role }) => ({ _type: 'member', platformId: id, accountName, roles: [{ id: role }] })),
    ...rows.map(({ id, at, kind, who, text, replyTo }) => ({
      _type: 'message',
      sender: who ?? 'system',
      accountName: who === null ? '系统消息' : nameOf.get(who),
      timestamp: at / 1000,
      type: types[kind],
      content: text,
      platformMessageId: id,
      ...(replyTo === null ? {} : { replyToMessageId: replyTo }),
    })),
  ];
  return `${lines.map((line) => JSON.stringify(line)).join('\n')}\n`;
}
