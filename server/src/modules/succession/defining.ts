/** What roles need, their trials and checklists, and the ladder: versions of one document a community, only added to. */
import { type CommandContext, DomainError, type QueryContext } from '#kernel';
import { findCommunity } from '../communities/index.ts';
import { findRole, type Role } from '../roles/index.ts';
import { versionsIn } from '../versions.ts';
import type { RoleRules } from './contract.ts';
import { type CommunityRules, communityRules } from './shapes.ts';
import { shippedLadder, shippedRules } from './shipped.ts';

interface Held {
  rules: CommunityRules;
  /** 0: nothing was said yet. */
  version: number;
}

const versions = versionsIn('succession_rules', communityRules, 'succession.changedMeanwhile');

export async function heldRules(ctx: QueryContext, communityId: string): Promise<Held> {
  return (await versions.latest(ctx, communityId)) ?? { rules: { ladder: [...shippedLadder], roles: [] }, version: 0 };
}

export function rulesOf({ rules }: Held, role: Pick<Role, 'id' | 'name'>): RoleRules {
  return rules.roles.find(({ roleId }) => roleId === role.id)?.rules ?? shippedRules(rules.ladder.indexOf(role.name));
}

/** @throws DomainError `role.unknown`, `succession.changedMeanwhile` */
export async function setRules(
  ctx: CommandContext,
  { roleId, roleRules: rules, version }: { roleId: string; roleRules: RoleRules; version: number },
) {
  const { communityId } = await findRole(ctx, roleId);
  const { rules: before } = await heldRules(ctx, communityId);
  const others = before.roles.filter((one) => one.roleId !== roleId);
  return append(ctx, communityId, { ...before, roles: [...others, { roleId, rules }] }, version);
}

/** @throws DomainError `community.unknown`, `succession.changedMeanwhile`, `succession.ladderTwice` */
export async function setLadder(
  ctx: CommandContext,
  { communityId, ladder, version }: { communityId: string; ladder: string[]; version: number },
) {
  await findCommunity(ctx, communityId);
  if (new Set(ladder).size !== ladder.length) throw new DomainError('succession.ladderTwice', {});
  const { rules: before } = await heldRules(ctx, communityId);
  return append(ctx, communityId, { ...before, ladder }, version);
}

async function append(ctx: CommandContext, communityId: string, rules: CommunityRules, seen: number): Promise<{ version: number }> {
  const { version, added } = await versions.add(ctx, communityId, rules, seen);
  if (added) ctx.emit('successionRules.set', { communityId }, { version });
  else ctx.unchanged();
  return { version };
}
