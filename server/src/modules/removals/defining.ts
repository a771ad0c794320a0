/** What puts somebody at risk in a community: versions that are only added. */
import { isDeepStrictEqual } from 'node:util';
import { type CommandContext, DomainError, type QueryContext } from '#kernel';
import { findCommunity } from '../communities/index.ts';
import { affectedBy, iso, rowsOf, sql } from '../rows.ts';
import { type RemovalRules, removalRules } from './contract.ts';
import { shippedRemovalRules } from './shipped.ts';

export interface HeldRules {
  rules: RemovalRules | null;
  /** 0: there are none. */
  version: number;
}

export async function rulesOf(ctx: QueryContext, communityId: string): Promise<HeldRules> {
  const [row] = await rowsOf<{ rules: unknown; version: number }>(
    ctx,
    sql`SELECT rules, version FROM removal_rules_version WHERE org_id = ${ctx.orgId} AND community_id = ${communityId} ORDER BY version DESC LIMIT 1`,
  );
  return row ? { rules: removalRules.parse(row.rules), version: row.version } : { rules: null, version: 0 };
}

/** Where none were set, what would follow is told by the proposal. */
export async function rulesOrOffered(ctx: QueryContext, communityId: string): Promise<RemovalRules> {
  return (await rulesOf(ctx, communityId)).rules ?? shippedRemovalRules;
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
  const before = await rulesOf(ctx, communityId);
  if (before.version !== seen) throw new DomainError('removalRules.changedMeanwhile', { communityId });
  if (isDeepStrictEqual(before.rules, rules)) {
    ctx.unchanged();
    return { version: seen };
  }
  const added = await affectedBy(
    ctx,
    sql`INSERT INTO removal_rules_version (org_id, community_id, version, rules, decided_at)
        VALUES (${ctx.orgId}, ${communityId}, ${seen + 1}, ${JSON.stringify(rules)}::text::jsonb, ${iso(ctx.now())}) ON CONFLICT DO NOTHING`,
  );
  if (added === 0) throw new DomainError('removalRules.changedMeanwhile', { communityId });
  ctx.emit('removalRules.set', { communityId }, { version: seen + 1 });
  return { version: seen + 1 };
}
