import { useAsk } from '../ask.ts';
import { call, patience } from '../connection.ts';

const welcome = () => call.welcome.mine({}, patience());
type Answer = Awaited<ReturnType<typeof welcome>>;
/** First steps of the caller in one community. */
export type Community = Answer['communities'][number];
export type Introduction = NonNullable<Community['introduction']>;

export const useWelcome = () => useAsk('welcome', welcome);

export const openSteps = ({ steps }: Pick<Community, 'steps'>) => steps.filter(({ done }) => !done).length;

/** The civil day of an instant where this phone is. */
export const civilDay = (at: string) => new Intl.DateTimeFormat('sv-SE').format(new Date(at));

/** The one named in the address, else the first with something left to do. */
export function chosenCommunity(communities: readonly Community[], named: string | null): Community | undefined {
  return communities.find(({ communityId }) => communityId === named) ?? communities.find((one) => openSteps(one) > 0) ?? communities[0];
}
