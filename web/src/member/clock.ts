import { useEffect, useState } from 'react';

let ahead = 0;

/** The server tells the time; a phone may be minutes off. */
export function setClock(now: string): void {
  ahead = Date.parse(now) - Date.now();
}

export const serverNow = () => Date.now() + ahead;

/** The server's clock in milliseconds, anew every second. */
export function useNow(): number {
  const [now, setNow] = useState(serverNow);
  useEffect(() => {
    const timer = setInterval(() => setNow(serverNow()), 1000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
