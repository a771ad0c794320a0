/** What is kept about one person by this module, told and taken away. */
import type { CommandContext, QueryContext } from '#kernel';
import { iso, isoOrNull, ms, rowsOf, sql, uuids } from '../rows.ts';
import { alumniWhere, ownEntryOf } from './find.ts';
import { invitationsWhere } from './inviting.ts';

export async function keptAlumni(ctx: QueryContext, enrolmentIds: readonly string[]) {
  const ids = uuids(enrolmentIds);
  const consents = await rowsOf<{ community: string; words: string; agreed: number; withdrawn: number | null }>(
    ctx,
    sql`SELECT c.name AS community, k.words, ${ms('k.agreed_at')} AS agreed, ${ms('k.withdrawn_at')} AS withdrawn FROM alumni_consent k
        JOIN enrolment e ON e.org_id = k.org_id AND e.id = k.enrolment_id
        JOIN community c ON c.org_id = e.org_id AND c.id = e.community_id
        WHERE k.org_id = ${ctx.orgId} AND k.enrolment_id = ANY(${ids}) ORDER BY k.agreed_at, k.id`,
  );
  const entries = await alumniWhere(ctx, sql`e.id = ANY(${ids})`);
  const invitations = await invitationsWhere(ctx, sql`i.enrolment_id = ANY(${ids})`);
  return {
    alumniConsents: consents.map(({ agreed, withdrawn, ...row }) => ({
      ...row,
      ...{ agreedAt: iso(agreed), withdrawnAt: isoOrNull(withdrawn) },
    })),
    alumniEntries: entries.map((entry) => ({ community: entry.community, ...ownEntryOf(entry) })),
    alumniInvitations: invitations.map(({ community, kind, invitedAt, until, state }) => ({ community, kind, invitedAt, until, state })),
  };
}

/** All of it goes: nothing here counts for others. A place they wait for by an invitation goes with the name they gave as alumni. */
export async function eraseAlumni(ctx: CommandContext, enrolmentId: string): Promise<void> {
  await rowsOf(
    ctx,
    sql`DELETE FROM application a USING alumni_invitation i
        WHERE a.org_id = ${ctx.orgId} AND i.org_id = a.org_id AND i.enrolment_id = ${enrolmentId} AND i.outcome = 'accepted'
          AND a.member_id = i.member_id AND a.community_id = i.community_id AND a.enrolment_id IS NULL`,
  );
  for (const table of ['alumnus', 'alumni_consent', 'alumni_invitation'])
    await rowsOf(ctx, sql`DELETE FROM ${sql.identifier(table)} WHERE org_id = ${ctx.orgId} AND enrolment_id = ${enrolmentId}`);
}
