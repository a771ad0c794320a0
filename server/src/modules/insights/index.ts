/** Pictures as they are shown: the portfolio, one group, its people. Reads what `chat` computed; writes nothing. */
import { module } from '#kernel';
import { insights as contract } from './contract.ts';
import { group, people, person } from './group.ts';
import { portfolio } from './portfolio.ts';
import { answersOf, backTest, said, staffEvents } from './talk.ts';

export const insights = module({
  name: 'insights',
  contract,
  verbs: { portfolio, group, people, person, said, answersOf, backTest, staffEvents },
});
