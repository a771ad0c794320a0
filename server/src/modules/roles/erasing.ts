/** Which roles somebody held, told and taken away. */
import type { CommandContext, QueryContext } from '#kernel';
import { iso, ms, rowsOf, sql, uuids } from '../rows.ts';

export interface KeptRoles {
  roles: { community: string; role: string; squad: string | null; since: string; until: string | null }[];
}

/** All roles these enrolments hold or held. */
export async function keptRoles(ctx: QueryContext, enrolmentIds: readonly string[]): Promise<KeptRoles> {
  const rows = await rowsOf<{ community: string; role: string; squad: string | null; since: number; until: number | null }>(
    ctx,
    sql`SELECT c.name AS community, r.name AS role, s.name AS squad, ${ms('h.since')} AS since,
          ${ms('least(h.until, h.ended_at)')} AS until
        FROM role_holder h JOIN role r ON r.org_id = h.org_id AND r.id = h.role_id
        JOIN community c ON c.org_id = r.org_id AND c.id = r.community_id LEFT JOIN squad s ON s.org_id = h.org_id AND s.id = h.squad_id
        WHERE h.org_id = ${ctx.orgId} AND h.enrolment_id = ANY(${uuids(enrolmentIds)}) ORDER BY h.since, h.id`,
  );
  return { roles: rows.map(({ since, until, ...row }) => ({ ...row, since: iso(since), until: until === null ? null : iso(until) })) };
}

/** The rows bear no words; what the person holds ends. */
export async function eraseRoles(ctx: CommandContext, enrolmentId: string): Promise<void> {
  const at = new Date(ctx.now()).toISOString();
  await rowsOf(
    ctx,
    sql`UPDATE role_holder SET ended_at = ${at}::timestamptz WHERE org_id = ${ctx.orgId} AND enrolment_id = ${enrolmentId} AND ended_at IS NULL`,
  );
}
