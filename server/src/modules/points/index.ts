/**
 * Points (积分): a ledger that only grows and the balances it leaves, rules by which facts earn, boards, badges and titles, contests
 * of squads. Others may spend points and give them back in their own transaction. Nothing here is credit (信用分).
 */
import { module } from '#kernel';
import { badges, revokeBadge } from './badges.ts';
import { cancelContest, contests, startContest } from './contests.ts';
import { points as contract } from './contract.ts';
import { scopes } from './find.ts';
import { award, reverse } from './hand.ts';
import { board, squadBoard } from './ranking.ts';
import { ledger, mine, myLedger } from './reading.ts';
import { previewRules, setRules, shownRules } from './setting.ts';
import { internal, tasks } from './settle.ts';

export { contests } from './contests.ts';
export { erasePoints, keptPoints } from './erasing.ts';
export { post } from './ledger.ts';
export { giveBack, spend } from './reversing.ts';
export { latestRules as latestPointsRules, setRules as setPointsRules } from './setting.ts';

export const points = module({
  name: 'points',
  contract,
  verbs: {
    rules: shownRules,
    setRules,
    previewRules,
    ledger,
    award,
    reverse,
    board,
    squadBoard,
    badges,
    revokeBadge,
    contests,
    startContest,
    cancelContest,
    mine,
    myLedger,
    ranking: board,
    squadRanking: squadBoard,
  },
  internal,
  tasks,
  scopes,
});
