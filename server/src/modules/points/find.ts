/** Rules of a community as they stood on a day, and what belongs to whom. */
import type { QueryContext } from '#kernel';
import { iso, ms, rowsOf, sql } from '../rows.ts';
import { type Rules, rules as rulesSchema } from './contract.ts';

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

/** Of those that had begun on that day the latest decided. @param day civil */
export async function rulesOn(ctx: QueryContext, communityId: string, day: string): Promise<{ version: number; rules: Rules }> {
  const [row] = await rowsOf<{ version: number; rules: unknown }>(
    ctx,
    sql`SELECT version, rules FROM points_rules WHERE org_id = ${ctx.orgId} AND community_id = ${communityId} AND effective_on <= ${day}::date
        ORDER BY version DESC LIMIT 1`,
  );
  return row ? { version: row.version, rules: rulesSchema.parse(row.rules) } : { version: 0, rules: NONE };
}

/** Scope of the input field `entryId`. */
export const entryScope = (ctx: QueryContext, id: string) => scopeIn(ctx, 'points_entry', id);
/** Scope of the input field `badgeId`. */
export const badgeScope = (ctx: QueryContext, id: string) => scopeIn(ctx, 'points_badge', id);
/** Scope of the input field `contestId`. */
export const contestScope = (ctx: QueryContext, id: string) => scopeIn(ctx, 'squad_contest', id);

async function scopeIn(ctx: QueryContext, table: string, id: string): Promise<string | null> {
  const [row] = await rowsOf<{ id: string }>(
    ctx,
    sql`SELECT community_id AS id FROM ${sql.raw(table)} WHERE org_id = ${ctx.orgId} AND id = ${id}`,
  );
  return row?.id ?? null;
}
