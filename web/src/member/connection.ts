import { coded, connect } from '../shared/call.ts';

export const call = connect('member');

/** A phone between two cells may leave a request hanging for minutes. */
const PATIENCE_MS = 15_000;
export const patience = () => ({ signal: AbortSignal.timeout(PATIENCE_MS) });

/** Worth sending again as it is: nobody has decided against it. */
export function notDelivered(error: unknown): boolean {
  return ['network', 'internal', 'server.busy', 'request.tooMany', 'INTERNAL_SERVER_ERROR'].includes(coded(error).code);
}

const post = (path: string, payload: object) =>
  fetch(`/api/auth${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-qunce': 'member' },
    body: JSON.stringify(payload),
    ...patience(),
  });

/** Redeems a sign-in link; null when it worked, else the code of what went wrong. */
export async function redeem(token: string): Promise<string | null> {
  const answer = await post('/magic-link/verify', { token }).catch(() => null);
  if (!answer) return 'network';
  if (answer.ok) return null;
  return answer.status === 429 ? 'signIn.tooMany' : answer.status >= 500 ? 'server.busy' : 'signIn.link';
}

/** @throws TypeError without a network: then the session is still there. */
export async function signOut(): Promise<void> {
  await post('/sign-out', {});
}
