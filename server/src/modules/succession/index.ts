/**
 * Succession (储备班委): the bench of a role with evidence and reasons, who is willing or was asked, trials that a person decides,
 * handing over, recall, and who moves up into the next class. Appointing itself is that of roles, what is to be done that of duties.
 */
import { module } from '#kernel';
import { bench } from './bench.ts';
import { succession as contract } from './contract.ts';
import { setLadder, setRules } from './defining.ts';
import { scopes } from './find.ts';
import { handOver } from './handing-over.ts';
import { mine } from './mine.ts';
import { nextClass } from './next-class.ts';
import { answer, offer, sayWilling, withdraw } from './offers.ts';
import { posts, recall } from './posts.ts';
import { decideTrial, startTrial } from './trials.ts';

export { eraseSuccession, keptSuccession } from './erasing.ts';

export const succession = module({
  name: 'succession',
  contract,
  verbs: {
    bench,
    setRules,
    setLadder,
    posts,
    offer,
    withdraw,
    startTrial,
    decideTrial,
    recall,
    handOver,
    nextClass,
    mine,
    sayWilling,
    answer,
  },
  scopes,
});
