import { type AnchorHTMLAttributes, type MouseEvent, useSyncExternalStore } from 'react';

const MOVED = 'qunce:moved';

/** Shows another page of this app; `replace` leaves no way back to this one. */
export function go(to: string, replace = false): void {
  history[replace ? 'replaceState' : 'pushState'](null, '', to);
  dispatchEvent(new Event(MOVED));
  scrollTo(0, 0);
}

function listen(changed: () => void) {
  for (const event of [MOVED, 'popstate']) addEventListener(event, changed);
  return () => {
    for (const event of [MOVED, 'popstate']) removeEventListener(event, changed);
  };
}

/** Where the app is: `/checkin` for /m/checkin, and what stands behind the question mark. */
export function useRoute(): { path: string; query: URLSearchParams } {
  const address = useSyncExternalStore(listen, () => location.pathname + location.search);
  const { pathname, searchParams } = new URL(address, location.origin);
  return { path: pathname.replace(/^\/m/, '').replace(/\/$/, '') || '/', query: searchParams };
}

/** An ordinary link that is followed without loading everything again. */
export function Link({ href, ...rest }: AnchorHTMLAttributes<HTMLAnchorElement> & { href: string }) {
  const follow = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    go(href);
  };
  return <a {...rest} href={href} onClick={follow} />;
}
