/** Check-ins found in what was said in a group: which messages count, by the same rules as the page. Pure. */
import type { Policy } from './contract.ts';
import type { Campaign, Entry } from './find.ts';
import { judgeContent, judgeTime } from './judging.ts';

export interface Said {
  at: number;
  /** Enrolment of the sender; null where nobody is bound to it. */
  enrolmentId: string | null;
  /** What the message says about itself when it was read. */
  reading: 'keyword' | 'number' | 'jielong' | null;
  text: string;
  /** Names on a 接龙. */
  listed: readonly string[];
}

export interface Found {
  enrolmentId: string;
  entry: Entry;
}

/** Words with which the reading of a message tells a check-in from a reminder to check in. */
const READ = /打卡|签到/;

/** Does the message count as sent by its sender, by the rules of that day? */
function sourceOf({ reading, text }: Said, rules: Policy['chat']): 'chat' | 'jielong' | null {
  if (!rules) return null;
  if (reading === 'jielong') return rules.jielong ? 'jielong' : null;
  if (reading === 'number' && rules.number) return 'chat';
  return rules.keywords.some((word) => text.includes(word) && (!READ.test(word) || reading === 'keyword')) ? 'chat' : null;
}

/**
 * The first message that counts of each member and day, in the order of days. Whoever is named on a 接龙 has checked in with
 * it as well, where the name is one member's alone. Words are judged but not kept: they stay with the chat, and go with it.
 * @param messages by instant
 * @param named enrolment by name
 * @param known tells days to be left alone: they have their row, staff have decided on them, or the sender takes no part
 */
export function foundIn(
  messages: readonly Said[],
  { days, startsOn, endsOn }: Campaign,
  named: ReadonlyMap<string, string>,
  known: (enrolmentId: string, day: number) => boolean,
): Found[] {
  const found = new Map<string, Found>();
  for (const said of messages) {
    const day = days.dayOf(said.at);
    if (day < startsOn || day > endsOn) continue;
    const policy = days.policyOn(day);
    const source = sourceOf(said, policy.chat);
    const timing = judgeTime(days.windowOf(day), said.at, policy.late);
    if (!source || timing.kind === 'shut') continue;
    const text = source === 'chat' ? said.text : '';
    if (judgeContent(policy.content, { text }).some(({ met }) => !met)) continue;
    const listed = source === 'jielong' ? said.listed.flatMap((name) => named.get(name) ?? []) : [];
    for (const enrolmentId of new Set([...(said.enrolmentId ? [said.enrolmentId] : []), ...listed])) {
      const key = `${enrolmentId} ${day}`;
      if (found.has(key) || known(enrolmentId, day)) continue;
      found.set(key, { enrolmentId, entry: { day, ...timing, source, byStaff: false, at: said.at, content: {} } });
    }
  }
  return [...found.values()].sort((a, b) => a.entry.day - b.entry.day);
}
