/** What is kept about one person by this module, told and taken away. */
import type { CommandContext, QueryContext } from '#kernel';
import { iso, isoOrNull, ms, rowsOf, sql, uuids } from '../rows.ts';

interface Kept {
  enrolmentId: string;
  campaign: string;
  name: string;
  need: number;
  have: number;
  reason: string | null;
}

export async function keptGraduation(ctx: QueryContext, enrolmentIds: readonly string[]) {
  const rows = await rowsOf<Kept & { awarded: number; revoked: number | null }>(
    ctx,
    sql`SELECT k.enrolment_id AS "enrolmentId", c.name AS campaign, k.name, k.need, k.have, k.reason,
          ${ms('k.awarded_at')} AS awarded, ${ms('k.revoked_at')} AS revoked
        FROM certificate k JOIN campaign c ON c.org_id = k.org_id AND c.id = k.campaign_id
        WHERE k.org_id = ${ctx.orgId} AND k.enrolment_id = ANY(${uuids(enrolmentIds)}) ORDER BY k.awarded_at, k.id`,
  );
  return {
    certificates: rows.map(({ awarded, revoked, ...row }) => ({ ...row, awardedAt: iso(awarded), revokedAt: isoOrNull(revoked) })),
  };
}

/** A certificate without a name proves nothing: it goes, and its code verifies nothing from then on. */
export async function eraseGraduation(ctx: CommandContext, enrolmentId: string): Promise<void> {
  await rowsOf(ctx, sql`DELETE FROM certificate WHERE org_id = ${ctx.orgId} AND enrolment_id = ${enrolmentId}`);
}
