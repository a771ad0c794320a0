/** 红包记录与奖品预算: what was given to whom, when and for what, against budgets. Money moves outside; here it is only noted. */
import { module } from '#kernel';
import { prizes as contract } from './contract.ts';
import { list, makeBudget, note, prizeScope, takeBack } from './noting.ts';

export { erasePrizes, keptPrizes } from './erasing.ts';

export const prizes = module({
  name: 'prizes',
  contract,
  verbs: { list, makeBudget, note, takeBack },
  scopes: { prizeId: prizeScope },
});
