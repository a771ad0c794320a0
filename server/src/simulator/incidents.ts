/** What happens to a group besides talk: people come and are greeted, go, advertisers slip in and are shown out. */
import { Bag, type Dice } from './dice.ts';
import { presentAt } from './people.ts';
import type { Rhythm, Week } from './rhythm.ts';
import type { Rows } from './rows.ts';
import type { CommunitySpec, PlantedType, SimulatedMember } from './spec.ts';
import { fill } from './talk/talk.ts';

const MINUTE = 60_000;
const introduces: Record<PlantedType, number> = { leader: 1, active: 0.8, watching: 0.5, lurking: 0.12 };
/** Advertisers that are removed; the others are overlooked. */
const REMOVED = 0.85;

/** Adds rows of joining, greeting and going. */
export function comeAndGo(spec: CommunitySpec, members: readonly SimulatedMember[], rhythm: Rhythm, rows: Rows, dice: Dice): void {
  const { talk } = spec;
  const introductions = new Bag(dice.fork(), talk.introductions);
  const welcomes = new Bag(dice.fork(), talk.welcomes);
  const byId = new Map(members.map((member) => [member.id, member]));
  const hosts = members.filter(({ type }) => type === 'leader');
  const opening = rhythm.instant(rhythm.first, 8);
  for (const member of members) {
    const { name, joinedAt, goneAt, leftGroup } = member;
    if (goneAt !== null && leftGroup) rows.add({ at: goneAt, kind: 'leave', who: null, text: `"${name}"退出了群聊` });
    if (joinedAt <= opening) continue;
    const inviter = member.invitedBy === null ? undefined : byId.get(member.invitedBy);
    rows.add({ at: joinedAt, kind: 'join', who: null, text: joinText(member, inviter, members[0]) });
    if (member.spammer || !dice.chance(introduces[member.type])) continue;

    const at = joinedAt + dice.between(1, 30) * MINUTE;
    if (!presentAt(member, at)) continue;
    const given = new Map([['inviter', inviter?.name ?? '朋友']]);
    const text = fill(introductions.draw(), talk.slots, dice, given);
    const row = rows.add({ at, kind: 'text', who: member.id, text, planted: { topic: 'introduction' } });
    const welcomed = rhythm.weekAt(at)?.phase.welcome ?? 0;
    if (!dice.chance(welcomed)) continue;
    const greeters = [...hosts, ...(inviter ? [inviter] : [])].filter((one) => presentAt(one, at) && one !== member);
    const planted = { parent: row, thread: row, topic: 'introduction' };
    for (const greeter of dice.shuffled(greeters).slice(0, dice.whole(1, 2))) {
      const words = `@${name} ${fill(welcomes.draw(), talk.slots, dice, new Map())}`;
      rows.add({ at: at + dice.between(0.4, 12) * MINUTE, kind: 'text', who: greeter.id, text: words, planted });
    }
  }
}

function joinText(member: SimulatedMember, inviter: SimulatedMember | undefined, owner: SimulatedMember | undefined): string {
  if (inviter) return `"${inviter.name}"邀请"${member.name}"加入了群聊`;
  return `"${member.name}"通过扫描"${owner?.name ?? ''}"分享的二维码加入群聊`;
}

/** Advertisers as members of their own, with what they post and how they end. */
export function advertise(
  spec: CommunitySpec,
  weeks: readonly Week[],
  rhythm: Rhythm,
  rows: Rows,
  end: number,
  dice: Dice,
): SimulatedMember[] {
  const bag = spec.talk.spam.length > 0 ? new Bag(dice.fork(), spec.talk.spam) : null;
  const spammers: SimulatedMember[] = [];
  for (const { week } of weeks) {
    for (let left = bag ? dice.poisson(spec.spam) : 0; left > 0; left -= 1) {
      const joinedAt = rhythm.instant(week + dice.whole(0, 6), dice.between(9, 23));
      const posted = joinedAt + dice.between(3, 90) * MINUTE;
      const removed = posted + dice.between(4, 120) * MINUTE;
      if (joinedAt < rhythm.instant(rhythm.first, 9) || removed > end || !bag) continue;
      const gone = dice.chance(REMOVED);
      const id = `wxid_${dice.whole(0x10000000, 0x7fffffff).toString(36)}x${spammers.length}`;
      const name = `${dice.pick(['A', 'AA', ''])}${dice.pick(['福利官', '优惠券', '兼职', '代购', '客服'])}${dice.pick(['小美', '丽丽', '阿玲', '晴晴'])}${dice.whole(10, 99)}`;
      const fixed = { role: 'member', type: 'lurking', propensity: 0, habit: 0, invitedBy: null, spammer: true } as const;
      spammers.push({ id, name, joinedAt, goneAt: removed, leftGroup: gone, ...fixed });
      rows.add({ at: joinedAt, kind: 'join', who: null, text: `"${name}"通过扫描群二维码加入群聊` });
      rows.add({ at: posted, kind: 'text', who: id, text: bag.draw(), planted: { spam: true, topic: 'spam' } });
      if (gone) rows.add({ at: removed, kind: 'removal', who: null, text: `你将"${name}"移出了群聊` });
    }
  }
  return spammers;
}
