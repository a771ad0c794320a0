/** Ordering, taking back, receiving: what members do. Stock, limit and points are decided while the good is held. */
import { type CommandContext, DomainError, type QueryContext } from '#kernel';
import { requireOwnEnrolment } from '../admissions/index.ts';
import { giveBack, spend } from '../points/index.ts';
import { iso, rowsOf, sql } from '../rows.ts';
import type { Address, Good, Order } from './contract.ts';
import { daysKept, goodsWhere, heldGood, heldOrder, ordersWhere } from './find.ts';

const causeOf = (orderId: string) => `shop.order:${orderId}`;

interface Wanted {
  goodId: string;
  requestId: string;
  /** As the member saw it. */
  price: number;
  to: Address | null;
}

/**
 * @throws DomainError `good.unknown`, `good.offSale`, `good.soldOut`, `good.limit` {most}, `good.price` {price}, `good.address`,
 * `points.insufficient` {need, have}
 */
export async function order(ctx: CommandContext, { goodId, requestId, price, to }: Wanted) {
  const good = await heldGood(ctx, goodId);
  const { communityId, delivery } = good;
  const { enrolmentId } = await requireOwnEnrolment(ctx, communityId, 'shop.order');
  const [before] = await rowsOf<{ orderId: string }>(
    ctx,
    sql`SELECT id AS "orderId" FROM shop_order WHERE org_id = ${ctx.orgId} AND enrolment_id = ${enrolmentId} AND request_id = ${requestId}`,
  );
  if (before) {
    ctx.unchanged();
    return { ...before, balance: await balanceOf(ctx, enrolmentId) };
  }
  if (!good.onSale) throw new DomainError('good.offSale');
  if (good.stock === 0) throw new DomainError('good.soldOut');
  if (good.price !== price) throw new DomainError('good.price', { price: good.price });
  if (good.perPerson !== null && (await ordersOf(ctx, goodId, enrolmentId)) >= good.perPerson)
    throw new DomainError('good.limit', { most: good.perPerson });
  if (delivery === 'address' && to === null) throw new DomainError('good.address');
  // Of whoever gets a code or meets somebody nothing is kept that is not needed.
  const sentTo = delivery === 'address' ? to : null;
  const orderId = ctx.newId();
  const { balance } = await spend(ctx, { enrolmentId, points: price, cause: causeOf(orderId) });
  await rowsOf(ctx, sql`UPDATE good SET stock = stock - 1 WHERE org_id = ${ctx.orgId} AND id = ${goodId}`);
  await rowsOf(
    ctx,
    sql`INSERT INTO shop_order (org_id, id, community_id, good_id, enrolment_id, request_id, name, price, delivery, state, ordered_at, recipient, phone, address)
        VALUES (${ctx.orgId}, ${orderId}, ${communityId}, ${goodId}, ${enrolmentId}, ${requestId}, ${good.name}, ${price}, ${delivery}, 'ordered',
          ${iso(ctx.now())}, ${sentTo?.recipient ?? null}, ${sentTo?.phone ?? null}, ${sentTo?.address ?? null})`,
  );
  ctx.emit('order.placed', { communityId, subjectId: orderId });
  return { orderId, balance };
}

async function ordersOf(ctx: QueryContext, goodId: string, enrolmentId: string): Promise<number> {
  const [row] = await rowsOf<{ n: number }>(
    ctx,
    sql`SELECT count(*)::int4 AS n FROM shop_order
        WHERE org_id = ${ctx.orgId} AND good_id = ${goodId} AND enrolment_id = ${enrolmentId} AND state <> 'cancelled'`,
  );
  return row?.n ?? 0;
}

/** By name: another module's table. */
async function balanceOf(ctx: QueryContext, enrolmentId: string): Promise<number> {
  const own = sql`org_id = ${ctx.orgId} AND enrolment_id = ${enrolmentId}`;
  const [row] = await rowsOf<{ balance: number }>(ctx, sql`SELECT balance FROM points_account WHERE ${own}`);
  return row?.balance ?? 0;
}

/** @throws DomainError `order.unknown`, `order.state` */
export async function withdrawOrder(ctx: CommandContext, { orderId }: { orderId: string }) {
  const held = await ownOrder(ctx, orderId, 'shop.withdrawOrder');
  if (held.state !== 'ordered' && held.state !== 'cancelled') throw new DomainError('order.state');
  await cancelHeld(ctx, held, null);
  return {};
}

/** An order held by its caller: the points go back where they came from, the good onto the shelf, the address goes. Once. */
export async function cancelHeld(ctx: CommandContext, held: Awaited<ReturnType<typeof heldOrder>>, reason: string | null): Promise<void> {
  const { id, state, goodId, communityId, enrolmentId } = held;
  if (state === 'cancelled') return ctx.unchanged();
  await rowsOf(
    ctx,
    sql`UPDATE shop_order SET state = 'cancelled', cancelled_at = ${iso(ctx.now())}, reason = ${reason}, recipient = NULL, phone = NULL,
          address = NULL, code = NULL WHERE org_id = ${ctx.orgId} AND id = ${id}`,
  );
  await rowsOf(ctx, sql`UPDATE good SET stock = stock + 1 WHERE org_id = ${ctx.orgId} AND id = ${goodId}`);
  if (enrolmentId !== null) await giveBack(ctx, { enrolmentId, cause: causeOf(id) });
  ctx.emit('order.cancelled', { communityId, subjectId: id });
}

/** @throws DomainError `order.unknown`, `order.state` */
export async function receive(ctx: CommandContext, { orderId }: { orderId: string }) {
  const { state, communityId } = await ownOrder(ctx, orderId, 'shop.receive');
  if (state === 'received') ctx.unchanged();
  else if (state !== 'sent') throw new DomainError('order.state');
  else {
    await rowsOf(
      ctx,
      sql`UPDATE shop_order SET state = 'received', received_at = ${iso(ctx.now())} WHERE org_id = ${ctx.orgId} AND id = ${orderId}`,
    );
    ctx.emit('order.received', { communityId, subjectId: orderId });
  }
  return {};
}

/** To others it is unknown. */
async function ownOrder(ctx: CommandContext, orderId: string, operation: string) {
  const held = await heldOrder(ctx, orderId);
  const { enrolmentId } = await requireOwnEnrolment(ctx, held.communityId, operation);
  if (held.enrolmentId !== enrolmentId) throw new DomainError('order.unknown', { orderId });
  return held;
}

export async function mine(ctx: QueryContext, { communityId }: { communityId: string }) {
  const { enrolmentId } = await requireOwnEnrolment(ctx, communityId, 'shop.mine');
  const balance = await balanceOf(ctx, enrolmentId);
  const orders: Order[] = await ordersWhere(ctx, sql`o.enrolment_id = ${enrolmentId}`);
  const goods = await goodsWhere(ctx, sql`g.community_id = ${communityId} AND g.on_sale`);
  const counted = (good: Good) => orders.filter(({ goodId, state }) => goodId === good.id && state !== 'cancelled').length;
  return { balance, daysKept, orders, goods: goods.map((good) => ({ ...good, ...judged(good, counted(good), balance) })) };
}

const refusals = { stock: 'soldOut', limit: 'limit', points: 'points' } as const;

function judged({ stock, perPerson, price }: Good, had: number, balance: number) {
  const needs = [
    { code: 'stock' as const, need: 1, have: stock, met: stock > 0 },
    ...(perPerson === null ? [] : [{ code: 'limit' as const, need: perPerson, have: had, met: had < perPerson }]),
    { code: 'points' as const, need: price, have: balance, met: balance >= price },
  ];
  const unmet = needs.find(({ met }) => !met);
  return { needs, mayOrder: unmet ? refusals[unmet.code] : ('yes' as const) };
}
