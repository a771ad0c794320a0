import type { MessageKind } from '#vocabulary/records';

/** Words exporters put into a type column or, in brackets, in place of a body. Numbers are WeChat's own types. */
const words: [MessageKind | 'system', string][] = [
  ['text', '1 text 文本 文字 文本消息 引用回复 引用消息 回复 reply quote'],
  ['image', '3 image photo picture img 图片 图片消息 照片 圖片'],
  ['voice', '34 voice audio 语音 语音消息 語音'],
  ['video', '43 video 视频 视频消息 影片'],
  ['file', 'file document attachment 文件 文件消息 檔案'],
  ['sticker', '47 sticker emoji gif 表情 动画表情 表情包 貼圖'],
  ['link', '49 link share 链接 卡片式链接 图文消息 分享 小程序 小程序分享 音乐分享 視頻號 视频号'],
  ['location', '48 location 位置 位置消息'],
  ['contact', '42 contact card 名片 名片消息'],
  ['redPacket', 'redpacket red_packet 红包 红包卡片 qq红包 紅包'],
  ['transfer', 'transfer 转账 转账卡片 轉帳'],
  ['poll', 'poll 投票'],
  ['call', '50 call voip 通话 语音通话 视频通话 音视频通话'],
  ['poke', 'poke pat 拍一拍 戳一戳'],
  ['forward', 'forward 合并转发 聊天记录合并转发 聊天记录'],
  ['system', '10000 10002 system notice 系统 系统通知 系统消息 系統訊息'],
];
const byWord = new Map(words.flatMap(([kind, list]) => list.split(' ').map((word) => [word, kind] as const)));

/** `type` = the cell of the type column, '' where there is none; unknown types are judged by the body. */
export function kindOf(type: string, text: string): MessageKind | 'system' {
  const named = type === '' ? undefined : byWord.get(type.trim().toLowerCase());
  return named ?? placeholder(text) ?? (text === '' ? 'other' : 'text');
}

function placeholder(text: string): MessageKind | undefined {
  const first = text.charCodeAt(0);
  if (first !== 0x5b && first !== 0x3010 && first !== 0x21) return;
  const word = /^(?:[[【]([^[\]【】|:]{1,12})(?:[|:][^\]】]*)?[\]】]|!\[([^\]]{1,12})\]\(\S*\))(?:\([^)\s]*\))?$/.exec(text);
  const kind = byWord.get((word?.[1] ?? word?.[2] ?? '').toLowerCase());
  return kind === 'system' || kind === 'text' ? undefined : kind;
}
