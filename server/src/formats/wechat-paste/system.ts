import type { SystemKind } from '#vocabulary/records';
import { readPat } from '../wechat/system.ts';

interface SystemLine {
  kind: SystemKind;
  /** Display name of who did it; absent where the line says 你/我. */
  actor?: string;
  people?: string[];
}

const Q = '["“”「」『』\']';
/** A name, in quotes or bare; bare ones hold no sentence marks. */
const name = (group: string) => `(?:${Q}\\s?(?<${group}>[^"“”「」『』]{1,80})\\s?${Q}|(?<${group}Bare>[^"“”「」，。！？,!?：:]{1,32}?))`;
const rule = (source: string) => new RegExp(`^\\s*${source}[。.]?\\s*$`);
const who = name('who');
const whom = name('whom');

const rules: [SystemKind, RegExp, 'who joins' | 'whom' | 'actor'][] = [
  ['join', rule(`${who}\\s?邀请\\s?${whom}\\s?加入了?群聊(?:[，,].*)?`), 'whom'],
  ['join', rule(`${who}\\s?通过扫描\\s?(?:你|我|${whom})\\s?分享的二维码加入了?群聊`), 'who joins'],
  ['join', rule(`${who}\\s?(?:通过.{1,40})?(?:加入|进入)了?群聊`), 'who joins'],
  ['removal', rule(`${who}\\s?(?:将|把)\\s?${whom}\\s?移出了?群聊`), 'whom'],
  ['leave', rule(`${who}\\s?(?:已)?退出了?群聊`), 'who joins'],
  ['recall', rule(`${who}\\s?撤回了(?:一条|成员.{0,40}的一条)消息(?:\\s*重新编辑)?`), 'actor'],
  ['rename', rule(`${who}\\s?修改群名为\\s?.{1,80}`), 'actor'],
  ['notice', rule(`${who}\\s?(?:发布|更新|修改)了(?:新的)?群公告`), 'actor'],
  ['other', rule(`${who}\\s?领取了\\s?${whom}的\\s?(?:微信)?红包`), 'actor'],
  ['other', rule(`${who}\\s?(?:已成为新群主|开启了群聊邀请确认|恢复默认进群方式|发起了语音通话|加入了群待办)`), 'actor'],
];
const PLAIN: [SystemKind, RegExp][] = [
  [
    'other',
    /^\s*(?:-+\s*)?(?:以下(?:为|是)新消息|以上是打招呼的内容|查看更多消息|消息已发出，但被对方拒收了?|.{0,6}红包已被领完.{0,20})(?:\s*-+)?\s*$/,
  ],
  ['notice', /^\s*(?:群公告已更新|本群公告已更新)\s*$/],
  ['other', /^\s*收到红包，请在手机上查看\s*$/],
];
const WORDS = /群聊|撤回了|修改群名为|群公告|红包|拍了拍|群主|新消息|打招呼|更多消息|拒收|语音通话|群待办/;

/** One of WeChat's own grey lines, or null. */
export function readSystemLine(line: string): SystemLine | null {
  if (line.length > 300 || !WORDS.test(line)) return null;
  for (const [kind, pattern, about] of rules) {
    const groups = pattern.exec(line)?.groups;
    if (!groups) continue;
    const actor = groups.who ?? groups.whoBare ?? '';
    const target = groups.whom ?? groups.whomBare ?? '';
    if (about === 'who joins') return { kind, people: namesOf(actor) };
    const by = actor.trim() === '' || /^[你我]$/.test(actor.trim()) ? {} : { actor: actor.trim() };
    return about === 'whom' ? { kind, ...by, people: namesOf(target) } : { kind, ...by };
  }
  const patter = readPat(line);
  if (patter !== null) return { kind: 'other', ...(!/^[我你]?$/.test(patter) && { actor: patter }) };
  const plain = PLAIN.find(([, pattern]) => pattern.test(line));
  return plain ? { kind: plain[0] } : null;
}

function namesOf(text: string): string[] {
  return text
    .split('、')
    .map((part) => part.trim())
    .filter((part) => part !== '' && !/^[你我]$/.test(part));
}
