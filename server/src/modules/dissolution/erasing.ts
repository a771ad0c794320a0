/** What is kept about one person by this module, told and taken away. */
import type { CommandContext, QueryContext } from '#kernel';
import { namesOf } from '../names.ts';
import { iso, ms, rowsOf, sql, uuids } from '../rows.ts';

export async function keptDissolution(ctx: QueryContext, enrolmentIds: readonly string[]) {
  const rows = await rowsOf<{ community: string; successor: string; comes: boolean; at: number; outcome: string | null }>(
    ctx,
    sql`SELECT c.name AS community, s.name AS successor, a.comes, ${ms('a.at')} AS at, a.outcome FROM dissolution_answer a
        JOIN enrolment e ON e.org_id = a.org_id AND e.id = a.enrolment_id JOIN community c ON c.org_id = e.org_id AND c.id = e.community_id
        JOIN community s ON s.org_id = a.org_id AND s.id = a.successor_id
        WHERE a.org_id = ${ctx.orgId} AND a.enrolment_id = ANY(${uuids(enrolmentIds)}) ORDER BY a.at`,
  );
  return { goingAlong: rows.map(({ at, ...row }) => ({ ...row, at: iso(at) })) };
}

/** What they answered goes, and their name where it was announced. Called while the name is still known. */
export async function eraseDissolution(ctx: CommandContext, enrolmentId: string): Promise<void> {
  await rowsOf(ctx, sql`DELETE FROM dissolution_answer WHERE org_id = ${ctx.orgId} AND enrolment_id = ${enrolmentId}`);
  const person = await namesOf(ctx, enrolmentId);
  for (const name of person?.names ?? [])
    await rowsOf(
      ctx,
      sql`UPDATE dissolution_version SET words = replace(words, ${name}, ''), refund = replace(refund, ${name}, '')
          WHERE org_id = ${ctx.orgId} AND strpos(words || refund, ${name}) > 0
            AND dissolution_id IN (SELECT id FROM dissolution WHERE org_id = ${ctx.orgId} AND community_id = ${person?.communityId ?? null}::uuid)`,
    );
}
