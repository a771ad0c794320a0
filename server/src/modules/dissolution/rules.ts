/** When something may be announced and done. Pure; civil days are numbers, in the zone of the community. */
import { dayNumber } from '#vocabulary/zone';

/** Time to read it, to save what one wants to keep, and to say goodbye. */
const DAYS_AHEAD = 3;

/** Who did one thing of their own in thirty days is active: with fewer days a holiday would count as leaving. */
export const ACTIVE = { days: 30, need: 1 } as const;

export function firstLastDay(today: number): number {
  return today + DAYS_AHEAD;
}

/** The last day belongs to the community as a whole. @param lastDay 'YYYY-MM-DD' */
export function isOver(lastDay: string, today: number): boolean {
  return today > dayNumber(lastDay);
}

interface Standing {
  dissolved: boolean;
  lastDay: string | null;
  people: number;
  today: number;
}

/** Nobody has to wait for a last day that concerns nobody. */
export function mayDissolve({ dissolved, lastDay, people, today }: Standing): 'yes' | 'notAnnounced' | 'tooSoon' | 'dissolved' {
  if (dissolved) return 'dissolved';
  if (people === 0) return 'yes';
  if (lastDay === null) return 'notAnnounced';
  return isOver(lastDay, today) ? 'yes' : 'tooSoon';
}
