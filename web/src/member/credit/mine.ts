import { useAsk } from '../ask.ts';
import { call, patience } from '../connection.ts';

const mine = () => call.credit.mine({}, patience());

export type Licence = Awaited<ReturnType<typeof mine>>['licences'][number];
export type Entry = Licence['entries'][number];

export const useLicences = () => useAsk('credit', mine);
