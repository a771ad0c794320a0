import type { MessageKind } from '#vocabulary/records';

/** `system`: one of WeChat's own grey lines. `notice`: a group announcement. */
export type WechatKind = MessageKind | 'system' | 'notice';

/** WeChat's message types as its databases number them; 49 is told apart by its sub type. */
const types = new Map<number, WechatKind>([
  [1, 'text'],
  [3, 'image'],
  [34, 'voice'],
  [42, 'contact'],
  [43, 'video'],
  [47, 'sticker'],
  [48, 'location'],
  [49, 'link'],
  [50, 'call'],
  [62, 'video'],
  [66, 'contact'],
  [10000, 'system'],
  [10002, 'system'],
]);

/** Sub types of 49 (`appmsg`): everything that is shared, quoted or paid. What is not listed is a link to somewhere. */
const shares = new Map<number, WechatKind>([
  [6, 'file'],
  [8, 'sticker'],
  [17, 'location'],
  [19, 'forward'],
  [24, 'other'],
  [40, 'forward'],
  [53, 'text'],
  [57, 'text'],
  [62, 'poke'],
  [74, 'file'],
  [87, 'notice'],
  [2000, 'transfer'],
  [2001, 'redPacket'],
  [2003, 'other'],
]);

const WORD = 2 ** 32;

/** Version 4 of the client keeps the sub type in the upper half of the type. NaN and unknown types are `other`. */
export function wechatKind(type: number, subType = 0): WechatKind {
  const wide = type >= WORD;
  const main = wide ? type % WORD : type;
  const kind = types.get(main) ?? 'other';
  return main === 49 ? (shares.get(wide ? Math.floor(type / WORD) : subType) ?? kind) : kind;
}
