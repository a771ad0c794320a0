import type { SystemKind } from '#vocabulary/records';

export interface SystemFact {
  kind: SystemKind;
  /** Display name of the acting member, when the text names one. */
  actor?: string;
  /** Display names of the people it is about. */
  people?: string[];
}

const ZH_GROUP = '(?:群聊|群组|群組|本群|该群|該群|此群|这个群|這個群|群)';
const EN_GROUP = '(?: (?:to |from )?(?:the |this )?(?:group chat|group|chat|channel))?';

/**
 * First match wins, so the order is part of the meaning: a red packet collected mentions people who did not join,
 * and a recall may quote anything. `a` = actor, `p` = people, `s` = both in one.
 */
const rules: [SystemKind, RegExp][] = [
  [
    'other',
    /(?:领取|領取|拆开|拆開|收到|抢到|搶到).{0,40}(?:红包|紅包)|(?:红包|紅包).{0,40}(?:领取|領取|领完|領完|过期|過期|退回)|red packet/iu,
  ],
  ['recall', /^(?<a>.+?)\s*(?:已?撤回了?|已?收回了?)(?:.{0,40}的)?\s*(?:[一1]?[条條则則]|成员|訊息|消息)/u],
  ['recall', /^(?<a>.+?) (?:has )?(?:recalled|withdrew|unsent|deleted) (?:a|this|the|an?other) message/iu],
  ['recall', /撤回了?[一1][条條则則]|message was (?:deleted|recalled)/iu],
  ['removal', new RegExp(`^(?<a>.+?)\\s*(?:将|將|把)\\s*(?<p>.+?)\\s*(?:移出|踢出|移除|请出|請出)(?:了)?\\s*${ZH_GROUP}?`, 'u')],
  ['removal', new RegExp(`^(?<p>.+?)\\s*(?:已)?被\\s*(?<a>.*?)\\s*(?:移出|踢出|移除|请出|請出)(?:了)?\\s*${ZH_GROUP}?`, 'u')],
  ['removal', new RegExp(`^(?<p>.+?) (?:was|were|has been|have been) (?:removed|kicked)${EN_GROUP}(?: by (?<a>.+?))?[.。]?$`, 'iu')],
  ['removal', new RegExp(`^(?<a>.+?) (?:removed|kicked) (?<p>.+?)${EN_GROUP}[.。]?$`, 'iu')],
  ['rename', /^(?<a>.+?)\s*(?:已)?(?:修改|更改|变更|變更)了?\s*(?:群名|群聊名|群组名|群組名)/u],
  ['rename', /^(?<a>.+?) (?:changed|renamed|set) the (?:(?:group )?(?:chat )?(?:name|subject|title)|name of the group|group\b)/iu],
  ['rename', /(?:群名|群聊名称|群聊名稱|群组名称|群組名稱)(?:称|稱)?(?:已)?(?:被)?(?:修改|更改|变更|變更|改)/u],
  ['leave', new RegExp(`^(?<s>.+?)\\s*(?:已经|已經|已|主动|主動)?(?:退出|离开|離開)(?:了)?\\s*${ZH_GROUP}`, 'u')],
  ['leave', new RegExp(`^(?<s>.+?) (?:has )?left${EN_GROUP}[.。]?$`, 'iu')],
  [
    'join',
    /^(?<p>.+?)\s*(?:通过|通過|透过|透過)(?:扫描|掃描|扫|掃)\s*(?<a>.+?)\s*分享的\s*(?:二维码|二維碼|QR ?code).*(?:加入|进入|進入)/iu,
  ],
  ['join', /^(?<a>.+?)\s*(?:邀请|邀請)\s*(?<p>.+?)\s*(?:加入|进入|進入)/u],
  ['join', new RegExp(`^(?<s>.+?)\\s*(?:(?:通过|通過|透过|透過|经|經|由).{1,40}?)?(?:已)?(?:加入|进入|進入)(?:了)?\\s*${ZH_GROUP}`, 'u')],
  [
    'join',
    /^(?<p>.+?) (?:has )?joined (?:the |this )?(?:group chat|group|chat)? ?(?:via|by scanning) (?:the )?QR code shared by (?<a>.+?)[.。]?$/iu,
  ],
  ['join', /^(?<s>.+?) (?:has )?joined(?: (?:the|this|using|via|from|by)\b.*)?[.。]?$/iu],
  ['join', new RegExp(`^(?<p>.+?) (?:was|were|has been|have been) (?:added|invited)${EN_GROUP}(?: by (?<a>.+?))?[.。]?$`, 'iu')],
  ['join', new RegExp(`^(?<a>.+?) (?:invited|added) (?<p>.+?)${EN_GROUP}[.。]?$`, 'iu')],
  [
    'notice',
    /公告|置顶|置頂|禁言|管理员|管理員|群主|隐私|隱私|创建了|創建了|建立了|群聊邀请|announcement|pinned|muted|admin|owner|encrypt|created/iu,
  ],
];

/** What a platform's system text says: Chinese and English wordings of WeChat, QQ, WhatsApp and their kin. */
export function readSystem(text: string): SystemFact {
  const line = text.trim().replace(/\s+/gu, ' ');
  for (const [kind, pattern] of rules) {
    const match = pattern.exec(line);
    if (!match) continue;
    const { a, p, s } = match.groups ?? {};
    const people = names(p ?? s ?? '');
    const [actor] = names(a ?? s ?? '');
    return { kind, ...(actor && { actor }), ...(people.length > 0 && { people }) };
  }
  return { kind: 'other' };
}

/** `"A"、"B"和"C"` → A, B, C. The exporter's own 你 / You names nobody. */
function names(text: string): string[] {
  // Some exporters add the id: 张三(wxid_abc).
  const bare = (name: string) =>
    name.replace(/[(（](?:wxid_\w+|\d{5,12}|[\w-]+@\w+)[)）](?=\W*$)/u, '').replace(/^[\s"“”「」『』‘’']+|[\s"“”「」『』‘’']+$/gu, '');
  return text
    .split(/、|，|,\s|["”」]\s*,|["”」]\s*(?:和|与|與|and)\s*["“「]|\s(?:和|and)\s/u)
    .map(bare)
    .filter((name) => name !== '' && name !== '你' && name !== '您' && !/^you$/i.test(name));
}

/** Names and numbers under which the platform itself speaks. */
export function isSystemSender(name: string): boolean {
  return /^(?:10000|1000000|system|notifymessage|系统消息|系統訊息|系统)$/i.test(name);
}
