/** The numbered rules of a community: versions that are only added. */
import { isDeepStrictEqual } from 'node:util';
import { type CommandContext, DomainError, type QueryContext } from '#kernel';
import { findCommunity } from '../communities/index.ts';
import { affectedBy, iso, isoOrNull, ms, rowsOf, sql } from '../rows.ts';
import { type CreditRule, type CreditRules, creditRules } from './contract.ts';
import { shippedCreditRules } from './shipped.ts';

export interface HeldRules {
  rules: CreditRules;
  version: number;
  decidedAt: string;
}

/** Of these communities, each version that is kept; the latest last. */
async function versionsWhere(ctx: QueryContext, communityId: string, latest: boolean): Promise<HeldRules[]> {
  const rows = await rowsOf<{ rules: unknown; version: number; at: number }>(
    ctx,
    sql`SELECT rules, version, ${ms('decided_at')} AS at FROM credit_rules_version WHERE org_id = ${ctx.orgId} AND community_id = ${communityId}
        ORDER BY version DESC LIMIT ${latest ? 1 : null}`,
  );
  return rows.map(({ rules, version, at }) => ({ rules: creditRules.parse(rules), version, decidedAt: iso(at) }));
}

/** The ones that hold now; null: there are none. */
export async function rulesOf(ctx: QueryContext, communityId: string): Promise<HeldRules | null> {
  return (await versionsWhere(ctx, communityId, true))[0] ?? null;
}

/** By version. */
export async function allRulesOf(ctx: QueryContext, communityId: string): Promise<Map<number, CreditRules>> {
  return new Map((await versionsWhere(ctx, communityId, false)).map(({ version, rules }) => [version, rules]));
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
  const before = await rulesOf(ctx, communityId);
  if ((before?.version ?? 0) !== seen) throw new DomainError('creditRules.changedMeanwhile', { communityId });
  if (before && isDeepStrictEqual(before.rules, rules)) {
    ctx.unchanged();
    return { version: seen };
  }
  const version = seen + 1;
  const added = await affectedBy(
    ctx,
    sql`INSERT INTO credit_rules_version (org_id, community_id, version, rules, decided_at)
        VALUES (${ctx.orgId}, ${communityId}, ${version}, ${JSON.stringify(rules)}::text::jsonb, ${iso(ctx.now())}) ON CONFLICT DO NOTHING`,
  );
  if (added === 0) throw new DomainError('creditRules.changedMeanwhile', { communityId });
  ctx.emit('creditRules.set', { communityId }, { version, rules: rules.rules.length });
  return { version };
}
