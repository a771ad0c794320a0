import type { MessageKind, SystemKind } from '#vocabulary/records';

/** What stands in a body for something that is no text. */
const TAGS: [MessageKind, string][] = [
  ['image', '图片|照片|闪照|涂鸦|动图'],
  ['sticker', '表情|大表情|动画表情|原创表情|魔法表情|超级表情|收藏表情|商城表情|特殊表情|动作消息'],
  ['voice', '语音|语音消息'],
  ['video', '视频|短视频|小视频'],
  ['file', '文件|离线文件|群文件'],
  ['redPacket', 'QQ红包|红包|口令红包|语音红包'],
  ['transfer', '转账|QQ转账'],
  ['location', '位置|地理位置|共享位置'],
  ['contact', '名片|推荐联系人|推荐群聊|推荐好友'],
  ['forward', '聊天记录|合并转发|转发消息'],
  ['poke', '戳一戳|窗口抖动|抖一抖|厘米秀'],
  ['poll', '投票|群投票'],
  ['call', '语音通话|视频通话|群语音|群视频'],
  ['link', '分享|链接|QQ小程序|小程序|音乐|群活动|群公告|群相册'],
];
const KINDS = new Map<string, MessageKind>(TAGS.flatMap(([kind, list]) => list.split('|').map((tag) => [tag, kind])));
/** Tags whose text behind them belongs to them: a packet's greeting, a file's name, the advice to update. */
const WITH_TEXT = new Set<MessageKind>(['redPacket', 'transfer', 'file', 'poke', 'link', 'location', 'contact', 'poll', 'call', 'forward']);
const ONE_TAG = /\[([^[\]\s]{1,8})\]/g;

/** Kind of a member's message. Pictures and faces between words leave it a text. */
export function messageKind(text: string): MessageKind {
  const body = text.trim();
  if (body.charCodeAt(0) !== 91) return /^.{0,20}发送了一个窗口抖动/.test(body) ? 'poke' : 'text';
  const end = body.indexOf(']');
  const first = KINDS.get(body.slice(1, end));
  if (!first) return 'text';
  if (WITH_TEXT.has(first)) return first;
  const rest = body.replace(ONE_TAG, (whole, tag: string) => (KINDS.has(tag) ? '' : whole));
  return rest.trim() === '' ? first : 'text';
}

/** "甲领取了你的红包" is shown under the collector's own name. */
export function isCollecting(text: string, name: string): boolean {
  const at = text.indexOf('领取了');
  if (at < 0 || text.length > 80 || !/^领取了.{1,40}红包[。.]?$/s.test(text.slice(at))) return false;
  const who = text.slice(0, at).trim();
  return who === '' || who === '你' || who === name;
}

export interface SystemText {
  kind: SystemKind;
  actor?: string;
  people?: string[];
}

const GROUP = '(?:本群|该群|群聊|群组|群|讨论组)';
// Order matters: "甲邀请乙加入了本群" is not 甲邀请乙 joining.
const RULES: [SystemKind, RegExp][] = [
  ['recall', /^(?<actor>.{0,60}?)(?:已)?撤回了(?:一条|.{1,60}?的(?:一条)?)?(?:成员)?消息/s],
  ['notice', /^(?:\[图片\] ?)?.{0,80}(?:分享文件|发表动态|发表公告|上传了|共同好友|禁言|群公告|全员)/s],
  ['join', new RegExp(`^(?<actor>.{1,60}?)邀请(?:了)?(?<people>.{1,200}?)(?:加入|进入)了?${GROUP}`, 's')],
  ['removal', new RegExp(`^(?<actor>.{1,60}?)(?:已)?将(?<people>.{1,200}?)(?:移出|踢出|请出)了?${GROUP}`, 's')],
  ['removal', new RegExp(`^(?<people>.{1,200}?)(?:已)?被(?<actor>.{0,60}?)(?:移出|踢出|请出)了?${GROUP}`, 's')],
  ['join', new RegExp(`^(?:欢迎)?(?<one>.{1,60}?)(?:已|已经|通过.{1,40}|扫描.{1,40})?(?:加入|进入)了?${GROUP}`, 's')],
  ['leave', new RegExp(`^(?<one>.{1,60}?)(?:已|已经)?(?:退出|离开)了?${GROUP}`, 's')],
  [
    'rename',
    /^(?<actor>.{1,60}?)(?:已)?(?:将|把)?.{0,60}(?:群名|群名称|群聊名称|群名片|群昵称).{0,40}(?:修改|更改|改)|^(?<actor>.{1,60}?)修改(?:了)?群名/s,
  ],
  ['notice', /管理员|群主|公告|群资料|群介绍|群头像/],
];

/** Reads what QQ itself says in a group. `你` is left out: the export does not tell who that is. */
export function systemText(text: string): SystemText {
  const body = text.trim();
  if (body.length > 600) return { kind: 'other' };
  for (const [kind, pattern] of RULES) {
    const match = pattern.exec(body);
    if (!match) continue;
    const actor = named(match.groups?.actor ?? match.groups?.one);
    const people = (match.groups?.people ?? match.groups?.one ?? '')
      .split(/、|，|, /)
      .map(named)
      .filter((name) => name !== '');
    return { kind, ...(actor === '' || actor === '管理员' ? {} : { actor }), ...(people.length > 0 ? { people } : {}) };
  }
  return { kind: 'other' };
}

function named(raw: string | undefined): string {
  const name = (raw ?? '').trim();
  return name === '你' || name === '您' ? '' : name;
}
