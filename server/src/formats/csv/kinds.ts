import type { MessageKind } from '#vocabulary/records';
import { wechatKind } from '../wechat/kinds.ts';

/** Words exporters put into a type column or, in brackets, in place of a body. */
const words: [MessageKind | 'system', string][] = [
  ['text', 'text 文本 文字 文本消息 引用回复 引用消息 引用 回复 粘贴的文本 带有引用的文本消息 接龙 reply quote'],
  ['image', 'image photo picture img 图片 图片消息 照片 圖片'],
  ['voice', 'voice audio 语音 语音消息 語音'],
  ['video', 'video 视频 视频消息 影片'],
  ['file', 'file document attachment 文件 文件消息 檔案'],
  ['sticker', 'sticker emoji gif 表情 动画表情 表情包 gif表情 用户上传的gif表情 貼圖'],
  [
    'link',
    'link share 链接 卡片式链接 图文消息 分享 小程序 小程序分享 音乐分享 音乐 視頻號 视频号 视频号视频 视频号直播 视频号直播卡片 视频号直播或直播回放 视频号直播或直播回放等 直播 收藏夹',
  ],
  ['location', 'location 位置 位置消息 位置共享 地图'],
  ['contact', 'contact card 名片 名片消息 个人名片 视频号名片 推荐公众号'],
  ['redPacket', 'redpacket red_packet 红包 微信红包 红包卡片 qq红包 紅包'],
  ['transfer', 'transfer 转账 微信转账 转账消息 转账卡片 轉帳'],
  ['poll', 'poll 投票'],
  ['call', 'call voip 通话 语音通话 视频通话 音视频通话'],
  ['poke', 'poke pat 拍一拍 戳一戳'],
  ['forward', 'forward 合并转发 聊天记录合并转发 合并转发的聊天记录 聊天记录'],
  ['system', 'system notice 系统 系统通知 系统消息 撤回消息 消息撤回 邀请加群 群公告 系統訊息'],
];
const byWord = new Map(words.flatMap(([kind, list]) => list.split(' ').map((word) => [word, kind] as const)));

/** `type` = the cell of the type column, '' where there is none; unknown types are judged by the body. */
export function kindOf(type: string, text: string): MessageKind | 'system' {
  return (type === '' ? undefined : namedKind(type)) ?? placeholder(text) ?? (text === '' ? 'other' : 'text');
}

/** Exporters mark what they share or only guess: (分享)音乐, 文件(猜), 消息撤回57. */
function plainWord(type: string): string {
  return type
    .trim()
    .toLowerCase()
    .replace(/^(?:[(（]分享[)）]|分享的)|[(（]猜[)）]$|(?<=^消息撤回)\d+$/g, '');
}

/** A type by name in Chinese or English, or by WeChat's own number; undefined for one nobody knows. */
function namedKind(type: string): MessageKind | 'system' | undefined {
  const word = plainWord(type);
  if (!/^\d+$/.test(word)) return byWord.get(word);
  const kind = wechatKind(Number(word));
  return kind === 'other' ? undefined : kind === 'notice' ? 'system' : kind;
}

/** Whether a cell of a type column holds a word that is nothing but a type. */
export function isKindWord(cell: string): boolean {
  return byWord.has(plainWord(cell));
}

function placeholder(text: string): MessageKind | undefined {
  const first = text.charCodeAt(0);
  if (first !== 0x5b && first !== 0x3010 && first !== 0x21) return;
  const word = /^(?:[[【]([^[\]【】|:]{1,12})(?:[|:][^\]】]*)?[\]】]|!\[([^\]]{1,12})\]\(\S*\))(?:\([^)\s]*\))?$/.exec(text);
  const kind = byWord.get((word?.[1] ?? word?.[2] ?? '').toLowerCase());
  return kind === 'system' || kind === 'text' ? undefined : kind;
}
