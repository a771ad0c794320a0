/**
 * 积分商城: goods for points, orders and their way to whoever ordered. Owns goods and orders; points are spent and given back by
 * their module in the same transaction.
 */
import { internalCommand, module } from '#kernel';
import { shop as contract } from './contract.ts';
import { goodScope, orderScope } from './find.ts';
import { cancelOrder, changeGood, forgetAddresses, goods, makeGood, orders, send } from './keeping.ts';
import { mine, order, receive, withdrawOrder } from './ordering.ts';

export { eraseShop, keptShop } from './erasing.ts';

export const shop = module({
  name: 'shop',
  contract,
  verbs: { goods, makeGood, changeGood, orders, send, cancelOrder, mine, order, withdrawOrder, receive },
  internal: { forgetAddresses: internalCommand(forgetAddresses) },
  tasks: { 'shop.forget': { cron: '35 19 * * *', run: (ctx) => ctx.call('shop.forgetAddresses', {}) } },
  scopes: { goodId: goodScope, orderId: orderScope },
});
