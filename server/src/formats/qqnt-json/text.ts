import { withoutMarks } from '../marks.ts';

const CQ_WORDS: Record<string, string> = {
  image: '[图片]',
  mface: '[表情]',
  face: '[表情]',
  record: '[语音]',
  video: '[视频]',
  file: '[文件]',
  forward: '[聊天记录]',
  json: '[分享]',
  xml: '[分享]',
  share: '[分享]',
  music: '[音乐]',
  location: '[位置]',
  contact: '[名片]',
  poke: '[戳一戳]',
  redbag: '[QQ红包]',
  reply: '',
};
/** A recalled or unreadable row shows its number or type instead of words. */
const NOTHING = /^\[(?:\d{1,3}|UNKNOWN_\d+消息|无文本内容)\]$/;
const REPLY = /^\s*\[回复(?:消息|[ :：][^\]\n]{0,300})\]\s*/;
const NAMED_MEDIA = /\[(图片|视频|语音|表情|动画表情|商城表情)[:：][^\]\n]*\]/g;
const NAMED_FILE = /\[文件[:：] ?([^\]\n]*)\]/g;

/**
 * Words of a row as QQ itself writes them: file names leave the placeholders of pictures, the mark of an answer goes,
 * and of forwarded talk, which others wrote elsewhere, the placeholder is left.
 */
export function plainText(raw: string): string {
  let text = withoutMarks(raw);
  if (!text.includes('[')) return text.trim();
  text = text.replace(REPLY, '').trim();
  if (NOTHING.test(text)) return '';
  if (/^\[(?:转发消息|合并转发|聊天记录)/.test(text)) return '[聊天记录]';
  return text.replace(NAMED_MEDIA, '[$1]').replace(NAMED_FILE, '[文件]$1').trim();
}

/** The oldest files hold OneBot's codes: `[CQ:at,qq=10001]`, brackets and ampersands of the text escaped. */
export function withoutCodes(raw: string): string {
  return raw
    .replace(/\[CQ:(\w+)((?:,[^\]]*)?)\]/g, (_code, type: string, list: string) => {
      if (type !== 'at') return Object.hasOwn(CQ_WORDS, type) ? (CQ_WORDS[type] ?? '') : '';
      const parameters = new Map(list.split(',').map((pair) => [pair.split('=', 1)[0] ?? '', pair.slice(pair.indexOf('=') + 1)]));
      const who = parameters.get('name') || parameters.get('qq') || '';
      return `@${who === 'all' ? '全体成员' : who.replace(/^@/, '')} `;
    })
    .replaceAll('&#91;', '[')
    .replaceAll('&#93;', ']')
    .replaceAll('&#44;', ',')
    .replaceAll('&amp;', '&');
}
