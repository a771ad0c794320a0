/** Who is in a community and when: founders, joins by themselves and by invitation, going in silence or with a click. */
import { DAY_MS } from '#vocabulary/zone';
import type { Dice } from './dice.ts';
import { nicknames } from './names.ts';
import type { Rhythm, Week } from './rhythm.ts';
import type { CommunitySpec, PlantedType, SimulatedMember } from './spec.ts';

/** Spread of the lognormal propensity and its middle by type: together they give a Gini near that of real rooms (.73–.81). */
const SPREAD = 0.65;
const middle: Record<PlantedType, number> = { leader: 16, active: 8, watching: 0.75, lurking: 0.02 };
const habit: Record<PlantedType, readonly [number, number]> = {
  leader: [0.85, 0.99],
  active: [0.6, 0.99],
  watching: [0.35, 0.85],
  lurking: [0, 0],
};
/** Ordinary members' hazard of going is 1. */
const hazard: Record<PlantedType, number> = { leader: 0.25, active: 0.6, watching: 1, lurking: 1.1 };
const types: readonly (readonly [PlantedType, number])[] = [
  ['active', 0.14],
  ['watching', 0.42],
  ['lurking', 0.44],
];
const INVITED = 0.55;
/** Of those who go, so many leave the group itself. */
const LEAVES = 0.35;

export function population(spec: CommunitySpec, weeks: readonly Week[], rhythm: Rhythm, end: number, dice: Dice): SimulatedMember[] {
  const names = nicknames(dice.fork());
  const members: SimulatedMember[] = [];
  const add = (type: PlantedType, joinedAt: number, invitedBy: string | null, role: SimulatedMember['role'] = 'member') => {
    const [low, high] = habit[type];
    const id = `wxid_${dice.whole(0x10000000, 0x7fffffff).toString(36)}${dice.whole(0x100000, 0x7fffff).toString(36)}`;
    const propensity = middle[type] * Math.exp(SPREAD * dice.normal());
    members.push({
      id,
      name: names.next(),
      role,
      type,
      propensity,
      habit: dice.between(low, high),
      joinedAt,
      goneAt: null,
      leftGroup: false,
      invitedBy,
      spammer: false,
    });
  };

  const opening = rhythm.instant(rhythm.first, 8);
  for (let i = 0; i < spec.founders; i += 1) {
    const type = i < spec.leaders ? 'leader' : typeOf(dice);
    add(type, opening - 1, null, i === 0 ? 'owner' : i < 3 && i < spec.leaders ? 'admin' : 'member');
  }
  for (const { week, phase } of weeks) {
    go(members, week, phase.dropout, rhythm, dice);
    for (let left = dice.poisson(phase.joins); left > 0; left -= 1) {
      const at = rhythm.instant(week + dice.whole(0, 6), dice.between(8, 22.5));
      if (at < opening || at >= end) continue;
      const here = members.filter((member) => presentAt(member, at));
      const inviter = dice.chance(INVITED) ? here[dice.weighted(here.map(({ propensity }) => Math.sqrt(propensity)))] : undefined;
      add(typeOf(dice), at, inviter?.id ?? null);
    }
  }
  return members
    .filter(({ joinedAt }) => joinedAt < end)
    .map((member) => (member.goneAt !== null && member.goneAt >= end ? stays(member) : member));
}

export function presentAt({ joinedAt, goneAt }: Pick<SimulatedMember, 'joinedAt' | 'goneAt'>, at: number): boolean {
  return joinedAt < at && (goneAt === null || at < goneAt);
}

/** The owner stays: somebody has to hold the group. */
function go(members: SimulatedMember[], week: number, dropout: number, rhythm: Rhythm, dice: Dice): void {
  for (const member of members) {
    if (member.goneAt !== null || member.role === 'owner') continue;
    if (!dice.chance(1 - Math.exp(-dropout * hazard[member.type]))) continue;
    member.goneAt = Math.max(rhythm.instant(week + dice.whole(0, 6), dice.between(9, 23)), member.joinedAt + DAY_MS);
    member.leftGroup = dice.chance(LEAVES);
  }
}

function stays(member: SimulatedMember): SimulatedMember {
  return { ...member, goneAt: null, leftGroup: false };
}

function typeOf(dice: Dice): PlantedType {
  return types[dice.weighted(types.map(([, share]) => share))]?.[0] ?? 'watching';
}
