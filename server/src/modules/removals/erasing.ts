/** What is kept about one person by this module, told and taken away. */
import type { CommandContext, QueryContext } from '#kernel';
import { iso, isoOrNull, rowsOf, sql, uuids } from '../rows.ts';
import { casesWhere } from './cases.ts';

export async function keptRemovals(ctx: QueryContext, enrolmentIds: readonly string[]) {
  const found = await casesWhere(ctx, sql`c.enrolment_id = ANY(${uuids(enrolmentIds)})`);
  return {
    atRisk: found.map(({ source, need, have, openedAt, noticedAt, proposedAt, closedAt, outcome, reason }) => ({
      ...{ source, need, have, outcome, reason, openedAt: iso(openedAt), noticedAt: isoOrNull(noticedAt) },
      ...{ proposedAt: isoOrNull(proposedAt), closedAt: isoOrNull(closedAt) },
    })),
  };
}

export async function eraseRemovals(ctx: CommandContext, enrolmentId: string): Promise<void> {
  await rowsOf(ctx, sql`DELETE FROM removal_case WHERE org_id = ${ctx.orgId} AND enrolment_id = ${enrolmentId}`);
}
