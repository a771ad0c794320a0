import type { Sizes, Warning } from './contract.ts';

interface Shape {
  people: number;
  without: number;
  squads: readonly { id: string; people: readonly { enrolmentId: string }[]; leader: { enrolmentId: string } | null }[];
}

/** What is out of proportion, with how many there may be and how many there are; the whole community first. */
export function warningsOf({ people, without, squads }: Shape, { classSize, squadSize, span }: Sizes): Warning[] {
  const warnings: Warning[] = [];
  const warn = (code: Warning['code'], need: number, have: number, squadId: string | null) => warnings.push({ code, need, have, squadId });
  if (people >= classSize) warn('class.full', classSize, people, null);
  if (without > 0 && squads.length > 0) warn('people.without', 0, without, null);
  const led = new Map<string, number>();
  for (const { leader, people: members } of squads) {
    if (!leader) continue;
    const others = members.filter(({ enrolmentId }) => enrolmentId !== leader.enrolmentId).length;
    led.set(leader.enrolmentId, (led.get(leader.enrolmentId) ?? 0) + others);
  }
  for (const { id, people: members, leader } of squads) {
    if (members.length > squadSize) warn('squad.full', squadSize, members.length, id);
    if (!leader) {
      if (members.length > 0) warn('leader.none', 1, 0, id);
      continue;
    }
    const under = led.get(leader.enrolmentId) ?? 0;
    if (under > span) warn('leader.span', span, under, id);
    if (!members.some(({ enrolmentId }) => enrolmentId === leader.enrolmentId)) warn('leader.elsewhere', 1, 0, id);
  }
  return warnings;
}
