/** Where the demo may be made, and what its groups are called. */

/** Addresses that only this machine reaches. */
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|::1|\[::1\])$/i;

interface Reach {
  HOST: string;
  PUBLIC_URL?: string | undefined;
  TRUSTED_PROXIES?: string | undefined;
}

/** Not where others could reach it, directly or by a proxy: whoever comes first would own the installation. */
export function madeFor({ HOST, PUBLIC_URL, TRUSTED_PROXIES }: Reach): boolean {
  return LOOPBACK.test(HOST) && PUBLIC_URL === undefined && TRUSTED_PROXIES === undefined;
}

/** What the organisation is called as long as there is a demo, and when it has gone: the groups that stay are nobody's demo. */
export const organisations = { during: '群策演示', after: '我的机构' } as const;

/** The mark stands first, where no list cuts it off. */
export function demoName(name: string): string {
  return `演示·${name}`;
}
