/**
 * 抽奖: raffles with terms that stay, a list of numbers sealed before the public number is known, and winners anybody can
 * recompute (docs/raffle.md). Owns raffles and entries. `recompute/` is all the arithmetic; the page of verification runs it too.
 */
import { internalCommand, module } from '#kernel';
import { raffles as contract } from './contract.ts';
import { enter, mine, withdraw } from './entries.ts';
import { raffleScope } from './find.ts';
import { list, published } from './looking.ts';
import { cancel, draw, open, sealDue } from './running.ts';

export { eraseRaffles, keptRaffles } from './erasing.ts';

export const raffles = module({
  name: 'raffles',
  contract,
  verbs: { list, open, draw, cancel, mine, enter, withdraw, published },
  internal: { sealDue: internalCommand(sealDue) },
  // Queued for the instant it closes; every five minutes besides, for what a restored backup or a restart left out.
  tasks: { 'raffles.seal': { cron: '*/5 * * * *', run: (ctx) => ctx.call('raffles.sealDue', {}) } },
  scopes: { raffleId: raffleScope },
});
