/** What roles need, their trials and checklists, and the ladder: versions of one document a community, only added to. */
import { isDeepStrictEqual } from 'node:util';
import { type CommandContext, DomainError, type QueryContext } from '#kernel';
import { findCommunity } from '../communities/index.ts';
import { findRole, type Role } from '../roles/index.ts';
import { affectedBy, iso, rowsOf, sql } from '../rows.ts';
import type { RoleRules } from './contract.ts';
import { type CommunityRules, communityRules } from './shapes.ts';
import { shippedLadder, shippedRules } from './shipped.ts';

interface Held {
  rules: CommunityRules;
  /** 0: nothing was said yet. */
  version: number;
}

export async function heldRules(ctx: QueryContext, communityId: string): Promise<Held> {
  const [row] = await rowsOf<{ rules: unknown; version: number }>(
    ctx,
    sql`SELECT rules, version FROM succession_rules WHERE org_id = ${ctx.orgId} AND community_id = ${communityId} ORDER BY version DESC LIMIT 1`,
  );
  if (!row) return { rules: { ladder: [...shippedLadder], roles: [] }, version: 0 };
  return { rules: communityRules.parse(row.rules), version: row.version };
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
  const before = await heldRules(ctx, communityId);
  if (before.version !== seen) throw new DomainError('succession.changedMeanwhile', {});
  if (isDeepStrictEqual(before.rules, rules)) {
    ctx.unchanged();
    return { version: seen };
  }
  const version = seen + 1;
  const added = await affectedBy(
    ctx,
    sql`INSERT INTO succession_rules (org_id, community_id, version, rules, decided_at)
        VALUES (${ctx.orgId}, ${communityId}, ${version}, ${JSON.stringify(rules)}::text::jsonb, ${iso(ctx.now())}) ON CONFLICT DO NOTHING`,
  );
  if (added === 0) throw new DomainError('succession.changedMeanwhile', {});
  ctx.emit('successionRules.set', { communityId }, { version });
  return { version };
}
