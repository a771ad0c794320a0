/** Pictures as they are shown: the portfolio, one group, its people. Reads what `chat` computed; writes nothing. */
import { module } from '#kernel';
import { insights as contract } from './contract.ts';
import { group, people, person } from './group.ts';
import { portfolio } from './portfolio.ts';

export const insights = module({ name: 'insights', contract, verbs: { portfolio, group, people, person } });
