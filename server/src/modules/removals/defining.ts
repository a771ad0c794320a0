/** What puts somebody at risk in a community: versions that are only added. */
import type { CommandContext, QueryContext } from '#kernel';
import { findCommunity } from '../communities/index.ts';
import { versionsIn } from '../versions.ts';
import { type RemovalRules, removalRules } from './contract.ts';
import { shippedRemovalRules } from './shipped.ts';

interface HeldRules {
  rules: RemovalRules | null;
  /** 0: there are none. */
  version: number;
}

const versions = versionsIn('removal_rules_version', removalRules, 'removalRules.changedMeanwhile');

export async function rulesOf(ctx: QueryContext, communityId: string): Promise<HeldRules> {
  const { rules = null, version = 0 } = (await versions.latest(ctx, communityId)) ?? {};
  return { rules, version };
}

/** Where none were set, what would follow is told by the proposal. */
export async function rulesOrOffered(ctx: QueryContext, communityId: string): Promise<RemovalRules> {
  return (await rulesOf(ctx, communityId)).rules ?? shippedRemovalRules;
}

/** As it was set for this community; empty where no rules were. */
export async function refundRule(ctx: QueryContext, communityId: string): Promise<string> {
  return (await rulesOf(ctx, communityId)).rules?.refund ?? '';
}

export async function shownRules(ctx: QueryContext, { communityId }: { communityId: string }) {
  return { ...(await rulesOf(ctx, communityId)), offered: shippedRemovalRules };
}

interface Wanted {
  communityId: string;
  removalRules: RemovalRules;
  version: number;
}

/** @throws DomainError `community.unknown`, `removalRules.changedMeanwhile` */
export async function setRules(
  ctx: CommandContext,
  { communityId, removalRules: rules, version: seen }: Wanted,
): Promise<{ version: number }> {
  await findCommunity(ctx, communityId);
  const { version, added } = await versions.add(ctx, communityId, rules, seen);
  if (added) ctx.emit('removalRules.set', { communityId }, { version });
  else ctx.unchanged();
  return { version };
}
