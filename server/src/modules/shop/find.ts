import { DomainError, type QueryContext } from '#kernel';
import { iso, isoOrNull, ms, rowsOf, type SQL, sql } from '../rows.ts';
import { communityOf } from '../scope.ts';
import type { Address, Good, Order } from './contract.ts';

/** An address is kept so many days after its order was received; where nobody says so, after it was sent. */
export const daysKept = { received: 7, sent: 30 };

/** The latest first. */
export function goodsWhere(ctx: QueryContext, condition: SQL): Promise<(Good & { communityId: string; ordered: number })[]> {
  return rowsOf(
    ctx,
    sql`SELECT g.id, g.community_id AS "communityId", g.name, g.description, g.price, g.stock, g.per_person AS "perPerson", g.delivery,
          g.on_sale AS "onSale", (SELECT count(*)::int4 FROM shop_order o WHERE o.org_id = g.org_id AND o.good_id = g.id AND o.state <> 'cancelled') AS ordered
        FROM good g WHERE g.org_id = ${ctx.orgId} AND ${condition} ORDER BY g.made_at DESC, g.id DESC`,
  );
}

/** For a command: whoever orders or changes it meanwhile waits. @throws DomainError `good.unknown` */
export async function heldGood(ctx: QueryContext, id: string): Promise<Good & { communityId: string }> {
  await rowsOf(ctx, sql`SELECT 1 FROM good WHERE org_id = ${ctx.orgId} AND id = ${id} FOR UPDATE`);
  const [found] = await goodsWhere(ctx, sql`g.id = ${id}`);
  if (!found) throw new DomainError('good.unknown', { goodId: id });
  return found;
}

type Kept = Omit<Order, 'orderedAt' | 'sentAt' | 'receivedAt' | 'cancelledAt' | 'address'> & Record<keyof Address, string | null>;
type Row = Kept & Record<'ordered' | 'sent' | 'received' | 'cancelled', number | null> & Owned;
interface Owned {
  communityId: string;
  enrolmentId: string | null;
  nickname: string | null;
}

/** Those that wait first, the longest waiting before; then the latest. */
export async function ordersWhere(ctx: QueryContext, condition: SQL): Promise<(Order & Owned)[]> {
  const rows = await rowsOf<Row>(
    ctx,
    sql`SELECT o.id, o.community_id AS "communityId", o.good_id AS "goodId", o.enrolment_id AS "enrolmentId", e.nickname, o.name, o.price,
          o.delivery, o.state, ${ms('o.ordered_at')} AS ordered, ${ms('o.sent_at')} AS sent, ${ms('o.received_at')} AS received,
          ${ms('o.cancelled_at')} AS cancelled, o.reason, o.recipient, o.phone, o.address, o.tracking, o.code
        FROM shop_order o LEFT JOIN enrolment e ON e.org_id = o.org_id AND e.id = o.enrolment_id AND e.erased_at IS NULL
        WHERE o.org_id = ${ctx.orgId} AND ${condition}
        ORDER BY o.state = 'ordered' DESC, CASE WHEN o.state = 'ordered' THEN o.ordered_at END, o.ordered_at DESC, o.id`,
  );
  return rows.map(({ ordered, sent, received, cancelled, recipient, phone, address, ...row }) => ({
    ...row,
    orderedAt: iso(ordered ?? 0),
    sentAt: isoOrNull(sent),
    receivedAt: isoOrNull(received),
    cancelledAt: isoOrNull(cancelled),
    address: recipient === null || phone === null || address === null ? null : { recipient, phone, address },
  }));
}

/** For a command. @throws DomainError `order.unknown` */
export async function heldOrder(ctx: QueryContext, id: string): Promise<Order & Owned> {
  await rowsOf(ctx, sql`SELECT 1 FROM shop_order WHERE org_id = ${ctx.orgId} AND id = ${id} FOR UPDATE`);
  const [found] = await ordersWhere(ctx, sql`o.id = ${id}`);
  if (!found) throw new DomainError('order.unknown', { orderId: id });
  return found;
}

/** Scope of the input field `goodId`. */
export const goodScope = communityOf(sql`good t`);

/** Scope of the input field `orderId`. */
export const orderScope = communityOf(sql`shop_order t`);
