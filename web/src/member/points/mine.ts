import { useAsk } from '../ask.ts';
import { call, patience } from '../connection.ts';

const mine = () => call.points.mine({}, patience());

/** What the caller has in each community. */
export const usePoints = () => useAsk('points', mine);
export type OwnPoints = Awaited<ReturnType<typeof mine>>['communities'][number];
export type Contest = NonNullable<OwnPoints['contest']>;
