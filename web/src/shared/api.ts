import { createTanstackQueryUtils } from '@orpc/tanstack-query';
import { QueryClient } from '@tanstack/react-query';
import { coded, connect } from './call.ts';

export { coded, errorText } from './call.ts';

export const call = connect('console');
/** Query and mutation options: `useQuery(api.insights.portfolio.queryOptions({ input: {} }))`. */
export const api = createTanstackQueryUtils(call);

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { staleTime: 15_000, retry: (count, error) => count < 2 && !isRefusal(error), refetchOnWindowFocus: false },
  },
});

/** Asking again would be answered the same. */
function isRefusal(error: unknown): boolean {
  const { code } = coded(error);
  return code.endsWith('.unknown') || ['access.signIn', 'access.denied', 'input.invalid'].includes(code);
}

/** better-auth's own routes: session cookie in, session cookie out. */
export async function auth<T>(path: string, payload?: object): Promise<{ ok: true; answer: T } | { ok: false; status: number }> {
  const response = await fetch(`/api/auth${path}`, {
    headers: { 'content-type': 'application/json', 'x-qunce': 'console' },
    ...(payload ? { method: 'POST', body: JSON.stringify(payload) } : {}),
  }).catch(() => null);
  if (!response) return { ok: false, status: 0 };
  return response.ok ? { ok: true, answer: await response.json() } : { ok: false, status: response.status };
}

/** Why a password or a code was not taken. */
export function refusal(status: number, wrong: string): string {
  if (status === 0) return 'network';
  return status === 429 ? 'signIn.tooMany' : wrong;
}

/** `second`: the password was right, and a code is asked for. */
export async function signIn(email: string, password: string): Promise<{ ok: true; second: boolean } | { ok: false; code: string }> {
  const result = await auth<{ twoFactorRedirect?: boolean }>('/sign-in/email', { email, password });
  if (!result.ok) return { ok: false, code: refusal(result.status, 'signIn.wrong') };
  return { ok: true, second: result.answer.twoFactorRedirect === true };
}

export async function signOut(): Promise<void> {
  await fetch('/api/auth/sign-out', { method: 'POST', headers: { 'content-type': 'application/json', 'x-qunce': 'console' }, body: '{}' });
  queryClient.clear();
}
