/** Pictures as they are shown: the portfolio, one group, its people. Reads what `chat` computed; writes nothing. */
import { module } from '#kernel';
import { compare } from './compare.ts';
import { insights as contract } from './contract.ts';
import { find } from './find.ts';
import { group, people, person } from './group.ts';
import { portfolio } from './portfolio.ts';
import { answersOf, backTest, said, staffEvents } from './talk.ts';
import { weekly } from './weekly.ts';

export const insights = module({
  name: 'insights',
  contract,
  verbs: { portfolio, compare, find, weekly, group, people, person, said, answersOf, backTest, staffEvents },
});
