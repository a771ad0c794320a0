/** What is kept about one person by this module, told and taken away. */
import type { CommandContext, QueryContext } from '#kernel';
import { rowsOf, sql, uuids } from '../rows.ts';
import { ordersWhere } from './find.ts';

export async function keptShop(ctx: QueryContext, enrolmentIds: readonly string[]) {
  const orders = await ordersWhere(ctx, sql`o.enrolment_id = ANY(${uuids(enrolmentIds)})`);
  return { orders: orders.map(({ nickname: _, ...order }) => order) };
}

/** What was not sent yet goes back onto the shelf; of what was sent the count stays, of nobody. */
export async function eraseShop(ctx: CommandContext, enrolmentId: string): Promise<void> {
  const own = sql`org_id = ${ctx.orgId} AND enrolment_id = ${enrolmentId}`;
  // Counted as they go: one that is cancelled or sent meanwhile is not put back a second time.
  await rowsOf(
    ctx,
    sql`WITH gone AS (DELETE FROM shop_order WHERE ${own} AND state = 'ordered' RETURNING good_id)
        UPDATE good g SET stock = g.stock + w.n FROM (SELECT good_id, count(*)::int4 AS n FROM gone GROUP BY 1) w
        WHERE g.org_id = ${ctx.orgId} AND g.id = w.good_id`,
  );
  await rowsOf(
    ctx,
    sql`UPDATE shop_order SET enrolment_id = NULL, recipient = NULL, phone = NULL, address = NULL, tracking = NULL, code = NULL, reason = NULL
        WHERE ${own}`,
  );
}
