/** What is kept about one person by this module, told and taken away. */
import type { CommandContext, QueryContext } from '#kernel';
import { iso, isoOrNull, ms, rowsOf, sql, uuids } from '../rows.ts';

interface KeptEntry {
  community: string;
  amount: number;
  kind: string;
  day: string;
  reason: string;
}

interface KeptBadge {
  community: string;
  name: string;
  reason: string | null;
}

export async function keptPoints(ctx: QueryContext, enrolmentIds: readonly string[]) {
  const ids = uuids(enrolmentIds);
  const entries = await rowsOf<KeptEntry & { at: number }>(
    ctx,
    sql`SELECT c.name AS community, p.amount, p.kind, p.day::text AS day, p.reason, ${ms('p.at')} AS at
        FROM points_entry p JOIN community c ON c.org_id = p.org_id AND c.id = p.community_id
        WHERE p.org_id = ${ctx.orgId} AND p.enrolment_id = ANY(${ids}) ORDER BY p.id`,
  );
  const badges = await rowsOf<KeptBadge & { earned: number; revoked: number | null }>(
    ctx,
    sql`SELECT c.name AS community, b.name, b.reason, ${ms('b.earned_at')} AS earned, ${ms('b.revoked_at')} AS revoked
        FROM points_badge b JOIN community c ON c.org_id = b.org_id AND c.id = b.community_id
        WHERE b.org_id = ${ctx.orgId} AND b.enrolment_id = ANY(${ids}) ORDER BY b.earned_at, b.id`,
  );
  return {
    points: entries.map(({ at, ...row }) => ({ ...row, at: iso(at) })),
    badges: badges.map(({ earned, revoked, ...row }) => ({ ...row, earnedAt: iso(earned), revokedAt: isoOrNull(revoked) })),
  };
}

/** Words and badges go; entries stay, of nobody, so that squads and sums keep what they had. Boards follow the leaving. */
export async function erasePoints(ctx: CommandContext, enrolmentId: string): Promise<void> {
  const own = sql`org_id = ${ctx.orgId} AND enrolment_id = ${enrolmentId}`;
  await rowsOf(ctx, sql`UPDATE points_entry SET reason = '' WHERE ${own} AND reason <> ''`);
  await rowsOf(ctx, sql`DELETE FROM points_badge WHERE ${own}`);
}
