/** What is kept about one person by this module, told and taken away. */
import type { CommandContext, QueryContext } from '#kernel';
import { iso, rowsOf, sql, uuids } from '../rows.ts';
import { agreementsOf } from './agreeing.ts';
import { keptExams } from './exam.ts';
import { holdersWhere, licenceOf } from './ledger.ts';
import { shownEntries } from './showing.ts';

export async function keptCredit(ctx: QueryContext, enrolmentIds: readonly string[]) {
  const credit = [];
  for (const { enrolmentId, communityId } of await holdersWhere(ctx, sql`e.id = ANY(${uuids(enrolmentIds)})`)) {
    const entries = (await shownEntries(ctx, await licenceOf(ctx, enrolmentId))).map((entry) => ({ ...entry }));
    const exams = await keptExams(ctx, enrolmentId, communityId);
    const rulesAgreed = (await agreementsOf(ctx, enrolmentId)).map(({ version, at }) => ({ version, at: iso(at) }));
    if (entries.length + exams.length + rulesAgreed.length > 0) credit.push({ enrolmentId, entries, exams, rulesAgreed });
  }
  return { credit };
}

/** Everything that hangs on the licence goes with it. */
export async function eraseCredit(ctx: CommandContext, enrolmentId: string): Promise<void> {
  await rowsOf(ctx, sql`DELETE FROM credit_rules_agreement WHERE org_id = ${ctx.orgId} AND enrolment_id = ${enrolmentId}`);
  await rowsOf(ctx, sql`DELETE FROM credit_licence WHERE org_id = ${ctx.orgId} AND enrolment_id = ${enrolmentId}`);
}
