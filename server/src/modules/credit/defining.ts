/** The numbered rules of a community: versions that are only added. */
import { type CommandContext, DomainError, type QueryContext } from '#kernel';
import { findCommunity } from '../communities/index.ts';
import { isoOrNull } from '../rows.ts';
import { type Version, versionsIn } from '../versions.ts';
import { type CreditRule, type CreditRules, creditRules } from './contract.ts';
import { shippedCreditRules } from './shipped.ts';

export type HeldRules = Version<CreditRules>;

const versions = versionsIn('credit_rules_version', creditRules, 'creditRules.changedMeanwhile');

/** The ones that hold now; null: there are none. */
export const rulesOf = versions.latest;

/** By version. */
export async function allRulesOf(ctx: QueryContext, communityId: string): Promise<Map<number, CreditRules>> {
  return new Map((await versions.all(ctx, communityId)).map(({ version, rules }) => [version, rules]));
}

/** @throws DomainError `creditRules.none` */
export async function requireRules(ctx: QueryContext, communityId: string): Promise<HeldRules> {
  const held = await rulesOf(ctx, communityId);
  if (!held) throw new DomainError('creditRules.none', { communityId });
  return held;
}

/** @throws DomainError `creditRule.unknown` {number} */
export function ruleIn({ rules }: CreditRules, number: string): CreditRule {
  const found = rules.find((rule) => rule.number === number);
  if (!found) throw new DomainError('creditRule.unknown', { number });
  return found;
}

export async function shownRulesOf(ctx: QueryContext, { communityId }: { communityId: string }) {
  const held = await rulesOf(ctx, communityId);
  const { rules = null, version = 0, decidedAt = null } = held ?? {};
  return { rules, version, decidedAt: isoOrNull(decidedAt), offered: shippedCreditRules };
}

interface Wanted {
  communityId: string;
  creditRules: CreditRules;
  version: number;
}

/** @throws DomainError `community.unknown`, `creditRules.changedMeanwhile` */
export async function setRules(
  ctx: CommandContext,
  { communityId, creditRules: rules, version: seen }: Wanted,
): Promise<{ version: number }> {
  await findCommunity(ctx, communityId);
  const { version, added } = await versions.add(ctx, communityId, rules, seen);
  if (added) ctx.emit('creditRules.set', { communityId }, { version, rules: rules.rules.length });
  else ctx.unchanged();
  return { version };
}
