import { z } from 'zod';
import { operation } from '../../kernel/operation.ts';
import { id, instant } from '../../vocabulary/ids.ts';

const count = z.number().int().nonnegative();
const price = z.number().int().min(1).max(1_000_000);
const stock = z.number().int().min(0).max(1_000_000);
const deliveries = z.enum(['address', 'code', 'hand']);
const reason = z.string().trim().min(2).max(300);
const optional = (most: number) => z.string().trim().max(most).default('');

const terms = {
  name: z.string().trim().min(1).max(60),
  description: optional(1_000),
  price,
  /** Orders of one person; null: as many as they like. */
  perPerson: z.number().int().min(1).max(100).nullable().default(null),
};
const good = z.object({
  id,
  name: z.string(),
  description: z.string(),
  price,
  stock,
  perPerson: z.number().nullable(),
  /** Sent to an address, a code handed over, or given by hand. */
  delivery: deliveries,
  onSale: z.boolean(),
});
export type Good = z.output<typeof good>;

const address = z.object({
  recipient: z.string().trim().min(1).max(40),
  phone: z.string().trim().min(5).max(30),
  address: z.string().trim().min(5).max(200),
});
export type Address = z.output<typeof address>;

const states = z.enum(['ordered', 'sent', 'received', 'cancelled']);
const order = z.object({
  id,
  goodId: id,
  name: z.string(),
  price,
  delivery: deliveries,
  state: states,
  orderedAt: instant,
  sentAt: instant.nullable(),
  receivedAt: instant.nullable(),
  cancelledAt: instant.nullable(),
  reason: z.string().nullable(),
  /** As long as it is needed: see `daysKept`. */
  address: address.nullable(),
  tracking: z.string().nullable(),
  code: z.string().nullable(),
});
export type Order = z.output<typeof order>;

/** 积分商城: goods for points, never more than there are. */
export const shop = {
  goods: operation({
    kind: 'query',
    access: { role: 'coach', scope: 'community', of: 'communityId' },
    path: '/communities/{communityId}/goods',
    summary: 'Goods of a community’s shop with what is left of each and how many were ordered',
    input: z.object({ communityId: id }),
    output: z.object({ goods: z.array(good.extend({ ordered: count })) }),
  }),
  makeGood: operation({
    kind: 'command',
    access: { role: 'operator', scope: 'community', of: 'communityId' },
    path: '/communities/{communityId}/goods',
    summary: 'Put something on the shelf of the shop',
    input: z.object({ communityId: id, ...terms, stock, delivery: deliveries, onSale: z.boolean().default(true) }),
    output: z.object({ id }),
  }),
  changeGood: operation({
    kind: 'command',
    access: { role: 'operator', scope: 'community', of: 'goodId' },
    path: '/goods/{goodId}',
    method: 'PATCH',
    summary: 'Change a good, take it off sale or on again, and add to or take from what is left; orders stay as they were made',
    input: z.object({ goodId: id, ...terms, addStock: z.number().int().min(-1_000_000).max(1_000_000).default(0), onSale: z.boolean() }),
    output: z.object({ stock }),
  }),
  orders: operation({
    kind: 'query',
    access: { role: 'operator', scope: 'community', of: 'communityId' },
    path: '/communities/{communityId}/orders',
    summary: 'Orders of a community, those that wait for longest first, with addresses as long as they are kept',
    input: z.object({ communityId: id, state: states.optional() }),
    output: z.object({
      /** Days an address is kept after its order was received, and after it was sent where nobody said so. */
      daysKept: z.object({ received: count, sent: count }),
      orders: z.array(order.extend({ nickname: z.string().nullable() })),
      /** How many in each state. */
      counts: z.record(states, count),
    }),
  }),
  send: operation({
    kind: 'command',
    access: { role: 'operator', scope: 'community', of: 'communityId' },
    path: '/communities/{communityId}/orders/send',
    summary: 'Mark orders as sent, each with its tracking number or code; those that do not wait to be sent are left as they are',
    input: z.object({
      communityId: id,
      orders: z
        .array(z.object({ orderId: id, tracking: optional(60), code: optional(200) }))
        .min(1)
        .max(500),
    }),
    output: z.object({ sent: count }),
  }),
  cancelOrder: operation({
    kind: 'command',
    access: { role: 'operator', scope: 'community', of: 'orderId' },
    path: '/orders/{orderId}/cancel',
    summary: 'Cancel an order that was not received, with a reason the member sees; the points go back once',
    input: z.object({ orderId: id, reason }),
    output: z.object({}),
  }),
  mine: operation({
    kind: 'query',
    access: { role: 'member', scope: 'community', of: 'communityId' },
    path: '/communities/{communityId}/shop',
    summary: 'What is on sale, what the caller has to spend, and the caller’s orders',
    input: z.object({ communityId: id }),
    output: z.object({
      balance: count,
      daysKept: z.object({ received: count, sent: count }),
      goods: z.array(
        good.extend({
          /** Pieces left, own orders at most (`have` of them are made), points: each with what is needed, what there is, whether it will do. */
          needs: z.array(z.object({ code: z.enum(['stock', 'limit', 'points']), need: count, have: count, met: z.boolean() })),
          /** What stands against it first. */
          mayOrder: z.enum(['yes', 'soldOut', 'limit', 'points']),
        }),
      ),
      orders: z.array(order),
    }),
  }),
  order: operation({
    kind: 'command',
    access: { role: 'member', scope: 'community', of: 'goodId' },
    path: '/goods/{goodId}/orders',
    summary: 'Order a good for points; the same request again is the same order',
    /** `to`: only for what has to be sent. */
    input: z.object({ goodId: id, requestId: id, price, to: address.nullable().default(null) }),
    output: z.object({ orderId: id, balance: count }),
  }),
  withdrawOrder: operation({
    kind: 'command',
    access: { role: 'member', scope: 'community', of: 'orderId' },
    path: '/orders/{orderId}/withdraw',
    summary: 'Take back the own order while it waits to be sent; the points go back',
    input: z.object({ orderId: id }),
    output: z.object({}),
  }),
  receive: operation({
    kind: 'command',
    access: { role: 'member', scope: 'community', of: 'orderId' },
    path: '/orders/{orderId}/receive',
    summary: 'Say that the own order has arrived',
    input: z.object({ orderId: id }),
    output: z.object({}),
  }),
};
