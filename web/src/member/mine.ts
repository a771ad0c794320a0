import { prefetch, useAsk } from './ask.ts';
import { setClock } from './clock.ts';
import { call, patience } from './connection.ts';

async function today() {
  const answer = await call.checkins.today({}, patience());
  setClock(answer.now);
  return answer;
}
type Today = Awaited<ReturnType<typeof today>>;
/** One campaign of the caller's, with everything its check-in page shows. */
export type Campaign = Today['campaigns'][number];
export type Policy = Campaign['policy'];
export type Given = NonNullable<Campaign['done']>['content'];
export type CalendarDay = Campaign['calendar'][number];

/** All campaigns of the caller. */
export const useToday = () => useAsk('today', today);

/** Who the caller is, and where enrolled. */
export const useMine = () => useAsk('mine', mine);
const mine = () => call.admissions.mine({}, patience());

/** How the communities look in which the caller takes part. */
export const useBrands = () => useAsk('brands', brands);
const brands = () => call.brands.mine({}, patience());

/** Asks all while the page itself is still on its way. */
export function prefetchMine(): void {
  if (/^\/m\/(?:enter|join|certificate|raffle|exit|alumni|album)$/.test(location.pathname)) return;
  prefetch('today', today);
  prefetch('mine', mine);
  prefetch('brands', brands);
}

const CHOSEN = 'qunce.campaign';

/** The campaign named in the address, else the last one looked at, else the first one that runs. */
export function chosen(campaigns: readonly Campaign[], named: string | null): Campaign | undefined {
  const wanted = named ?? localStorage.getItem(CHOSEN);
  const found = campaigns.find(({ id }) => id === wanted);
  if (found && named) localStorage.setItem(CHOSEN, found.id);
  return found ?? campaigns.find(({ state }) => state === 'running') ?? campaigns[0];
}
