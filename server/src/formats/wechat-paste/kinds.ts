import type { MessageKind } from '#vocabulary/records';

/** What stands between the brackets (up to a colon or space) → kind. WeChat's small faces (`[微笑]`) stay text. */
const placeholders: Record<string, MessageKind> = {
  图片: 'image',
  照片: 'image',
  photo: 'image',
  image: 'image',
  语音: 'voice',
  语音消息: 'voice',
  voice: 'voice',
  视频: 'video',
  小视频: 'video',
  video: 'video',
  动画表情: 'sticker',
  表情: 'sticker',
  sticker: 'sticker',
  文件: 'file',
  file: 'file',
  链接: 'link',
  分享: 'link',
  小程序: 'link',
  视频号: 'link',
  视频号直播: 'link',
  直播: 'link',
  音乐: 'link',
  商品: 'link',
  link: 'link',
  红包: 'redPacket',
  微信红包: 'redPacket',
  'red packet': 'redPacket',
  转账: 'transfer',
  微信转账: 'transfer',
  transfer: 'transfer',
  位置: 'location',
  实时位置: 'location',
  共享实时位置: 'location',
  location: 'location',
  名片: 'contact',
  个人名片: 'contact',
  'contact card': 'contact',
  聊天记录: 'forward',
  群聊的聊天记录: 'forward',
  'chat history': 'forward',
  投票: 'poll',
  群投票: 'poll',
  通话: 'call',
  语音通话: 'call',
  视频通话: 'call',
  笔记: 'other',
  收藏: 'other',
  礼物: 'other',
  不支持的消息: 'other',
};

/** Kind of a message from its body. */
export function kindOf(text: string): MessageKind {
  if (text === '') return 'other';
  if (text === '微信红包' || text.startsWith('微信红包\n')) return 'redPacket';
  const inside = /^[[［]\s*([^\]］:：\n]{1,12}?)\s*(?:[:：][^\]］\n]{0,300})?[\]］]/.exec(text)?.[1];
  return (inside && Object.hasOwn(placeholders, inside.toLowerCase()) && placeholders[inside.toLowerCase()]) || 'text';
}
