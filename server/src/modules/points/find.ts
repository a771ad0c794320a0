/** Rules of a community as they stood on a day, and what belongs to whom. */
import type { QueryContext, Scope } from '#kernel';
import { iso, ms, rowsOf, sql } from '../rows.ts';
import { communityOf } from '../scope.ts';
import { type EntryKind, type Rules, rules as rulesSchema } from './contract.ts';

interface RulesVersion {
  /** 0: none was ever set, and nothing earns points. */
  version: number;
  effectiveOn: string;
  decidedAt: string;
  rules: Rules;
}

export const NONE: Rules = rulesSchema.parse({});

/** The latest decided first. */
export async function versionsOf(ctx: QueryContext, communityId: string): Promise<RulesVersion[]> {
  const rows = await rowsOf<{ version: number; effectiveOn: string; decided: number; rules: unknown }>(
    ctx,
    sql`SELECT version, effective_on::text AS "effectiveOn", ${ms('decided_at')} AS decided, rules FROM points_rules
        WHERE org_id = ${ctx.orgId} AND community_id = ${communityId} ORDER BY version DESC`,
  );
  return rows.map(({ decided, rules, ...row }) => ({ ...row, decidedAt: iso(decided), rules: rulesSchema.parse(rules) }));
}

/** Of this kind on that day, reversals subtracted. */
export async function earnedOn(
  ctx: QueryContext,
  { enrolmentId, kind, day }: { enrolmentId: string; kind: EntryKind; day: string },
): Promise<number> {
  const [row] = await rowsOf<{ points: number }>(
    ctx,
    sql`SELECT coalesce(sum(amount), 0)::int4 AS points FROM points_entry
        WHERE org_id = ${ctx.orgId} AND enrolment_id = ${enrolmentId} AND day = ${day}::date AND kind = ${kind}`,
  );
  return row?.points ?? 0;
}

/** Of those that had begun on that day the latest decided. @param day civil */
export async function rulesOn(ctx: QueryContext, communityId: string, day: string): Promise<{ version: number; rules: Rules }> {
  const [row] = await rowsOf<{ version: number; rules: unknown }>(
    ctx,
    sql`SELECT version, rules FROM points_rules WHERE org_id = ${ctx.orgId} AND community_id = ${communityId} AND effective_on <= ${day}::date
        ORDER BY version DESC LIMIT 1`,
  );
  return row ? { version: row.version, rules: rulesSchema.parse(row.rules) } : { version: 0, rules: NONE };
}

/** Communities of what input fields name. */
export const scopes: Record<string, Scope> = {
  entryId: communityOf(sql`points_entry t`),
  badgeId: communityOf(sql`points_badge t`),
  contestId: communityOf(sql`squad_contest t`),
};
