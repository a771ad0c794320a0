/** The shelf and the orders: what staff do. */
import { type CommandContext, DomainError, type QueryContext } from '#kernel';
import { iso, rowsOf, sql } from '../rows.ts';
import type { Good, Order } from './contract.ts';
import { daysKept, goodsWhere, heldGood, heldOrder, ordersWhere } from './find.ts';
import { cancelHeld } from './ordering.ts';

const DAY_MS = 86_400_000;

export async function goods(ctx: QueryContext, { communityId }: { communityId: string }) {
  return { goods: await goodsWhere(ctx, sql`g.community_id = ${communityId}`) };
}

type Terms = Pick<Good, 'name' | 'description' | 'price' | 'perPerson' | 'onSale'>;

export async function makeGood(ctx: CommandContext, good: Terms & Pick<Good, 'stock' | 'delivery'> & { communityId: string }) {
  const { communityId, name, description, price, stock, perPerson, delivery, onSale } = good;
  const id = ctx.newId();
  await rowsOf(
    ctx,
    sql`INSERT INTO good (org_id, id, community_id, name, description, price, stock, per_person, delivery, on_sale, made_at)
        VALUES (${ctx.orgId}, ${id}, ${communityId}, ${name}, ${description}, ${price}, ${stock}, ${perPerson}, ${delivery}, ${onSale}, ${iso(ctx.now())})`,
  );
  ctx.emit('good.made', { communityId, subjectId: id });
  return { id };
}

/**
 * What is left is changed by a difference: an order made meanwhile is not lost.
 * @throws DomainError `good.unknown`, `good.stock` {stock} where less would be left than nothing
 */
export async function changeGood(ctx: CommandContext, { goodId, addStock, ...terms }: Terms & { goodId: string; addStock: number }) {
  const { communityId, stock } = await heldGood(ctx, goodId);
  if (stock + addStock < 0) throw new DomainError('good.stock', { stock });
  await rowsOf(
    ctx,
    sql`UPDATE good SET name = ${terms.name}, description = ${terms.description}, price = ${terms.price}, per_person = ${terms.perPerson},
          on_sale = ${terms.onSale}, stock = stock + ${addStock} WHERE org_id = ${ctx.orgId} AND id = ${goodId}`,
  );
  ctx.emit('good.changed', { communityId, subjectId: goodId }, { addStock });
  return { stock: stock + addStock };
}

export async function orders(ctx: QueryContext, { communityId, state }: { communityId: string; state?: Order['state'] | undefined }) {
  const rows = await rowsOf<{ state: Order['state']; n: number }>(
    ctx,
    sql`SELECT state, count(*)::int4 AS n FROM shop_order WHERE org_id = ${ctx.orgId} AND community_id = ${communityId} GROUP BY 1`,
  );
  const counts = { ordered: 0, sent: 0, received: 0, cancelled: 0 };
  for (const row of rows) counts[row.state] = row.n;
  const wanted = state === undefined ? sql`true` : sql`o.state = ${state}`;
  return { daysKept, counts, orders: await ordersWhere(ctx, sql`o.community_id = ${communityId} AND ${wanted}`) };
}

interface Sending {
  communityId: string;
  orders: { orderId: string; tracking: string; code: string }[];
}

/** @throws DomainError `order.code` where something is to be handed over by a code and none is given */
export async function send(ctx: CommandContext, { communityId, orders }: Sending) {
  let sent = 0;
  // In one order, so that two who send at once do not wait for each other.
  for (const { orderId, tracking, code } of orders.toSorted((a, b) => (a.orderId < b.orderId ? -1 : 1))) {
    const held = await heldOrder(ctx, orderId).catch(() => null);
    if (held?.communityId !== communityId || held.state !== 'ordered') continue;
    if (held.delivery === 'code' && code === '') throw new DomainError('order.code', { name: held.name });
    await rowsOf(
      ctx,
      sql`UPDATE shop_order SET state = 'sent', sent_at = ${iso(ctx.now())}, tracking = ${held.delivery === 'address' ? tracking || null : null},
            code = ${held.delivery === 'code' ? code : null} WHERE org_id = ${ctx.orgId} AND id = ${orderId}`,
    );
    ctx.emit('order.sent', { communityId, subjectId: orderId });
    sent += 1;
  }
  if (sent === 0) ctx.unchanged();
  return { sent };
}

/** @throws DomainError `order.unknown`, `order.state` */
export async function cancelOrder(ctx: CommandContext, { orderId, reason }: { orderId: string; reason: string }) {
  const held = await heldOrder(ctx, orderId);
  if (held.state === 'received') throw new DomainError('order.state');
  await cancelHeld(ctx, held, reason);
  return {};
}

/** Addresses nobody needs any more. */
export async function forgetAddresses(ctx: CommandContext): Promise<void> {
  const before = (days: number) => iso(ctx.now() - days * DAY_MS);
  const gone = await rowsOf<{ id: string }>(
    ctx,
    sql`UPDATE shop_order SET recipient = NULL, phone = NULL, address = NULL WHERE org_id = ${ctx.orgId} AND address IS NOT NULL
          AND (received_at <= ${before(daysKept.received)} OR sent_at <= ${before(daysKept.sent)}) RETURNING id`,
  );
  if (gone.length === 0) ctx.unchanged();
  else ctx.emit('order.addressesForgotten', {}, { orders: gone.length });
}
