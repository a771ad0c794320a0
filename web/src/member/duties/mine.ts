import { useAsk } from '../ask.ts';
import { call, patience } from '../connection.ts';

type Mine = Awaited<ReturnType<typeof mine>>;
export type DueItem = Mine['items'][number];
export type Roster = Mine['rosters'][number];
export type Swap = Mine['swaps'][number];

const mine = () => call.duties.mine({}, patience());

/** What the caller has to do, turns to come, swaps that wait. */
export const useDuties = () => useAsk('duties', mine);
