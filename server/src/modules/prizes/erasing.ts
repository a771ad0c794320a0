/** What is kept about one person by this module, told and taken away. */
import type { CommandContext, QueryContext } from '#kernel';
import { rowsOf, sql, uuids } from '../rows.ts';
import { givenWhere } from './noting.ts';

export async function keptPrizes(ctx: QueryContext, enrolmentIds: readonly string[]) {
  const given = await givenWhere(ctx, sql`p.enrolment_id = ANY(${uuids(enrolmentIds)})`);
  return { prizes: given.map(({ nickname: _, ...prize }) => prize) };
}

/** The sum stays, of nobody and without words, so that a budget still adds up. */
export async function erasePrizes(ctx: CommandContext, enrolmentId: string): Promise<void> {
  await rowsOf(
    ctx,
    sql`UPDATE prize_given SET enrolment_id = NULL, what = '', why = '', over_reason = CASE WHEN over_reason IS NULL THEN NULL ELSE '' END,
          taken_back_reason = CASE WHEN taken_back_reason IS NULL THEN NULL ELSE '' END
        WHERE org_id = ${ctx.orgId} AND enrolment_id = ${enrolmentId}`,
  );
}
