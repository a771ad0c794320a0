/**
 * How often rooms fell silent within 30, 60 and 90 days, by stage and trend. Made by server/bench/base-rates.ts from the
 * logs of three developer rooms on Gitter, 2016–2020 (Appium, Docker, Gitter; LiveChat2021/LiveChat, MIT): every week of
 * each, silence = 28 days with fewer than max(5, 2 % of the highest 28-day count so far) messages. Do not edit by hand.
 */
export interface BaseRate {
  weeks: number;
  rooms: number;
  d30: number;
  d60: number;
  d90: number;
}

/** Named in the reader's language under `population.<this>`. */
export const population = 'developerRooms2016to2020';

/** Keys: `stage/trend`, `stage`, `all`. */
export const baseRates: Readonly<Record<string, BaseRate>> = {
  all: { weeks: 600, rooms: 3, d30: 0.0218, d60: 0.0371, d90: 0.0527 },
  decline: { weeks: 458, rooms: 3, d30: 0.0286, d60: 0.0488, d90: 0.0695 },
  'decline/down': { weeks: 30, rooms: 3, d30: 0, d60: 0, d90: 0 },
  'decline/flat': { weeks: 402, rooms: 3, d30: 0.0326, d60: 0.0557, d90: 0.0794 },
  'decline/up': { weeks: 26, rooms: 3, d30: 0, d60: 0, d90: 0 },
  growth: { weeks: 4, rooms: 2, d30: 0, d60: 0, d90: 0 },
  'growth/flat': { weeks: 2, rooms: 2, d30: 0, d60: 0, d90: 0 },
  'growth/up': { weeks: 2, rooms: 2, d30: 0, d60: 0, d90: 0 },
  introduction: { weeks: 3, rooms: 3, d30: 0, d60: 0, d90: 0 },
  'introduction/down': { weeks: 1, rooms: 1, d30: 0, d60: 0, d90: 0 },
  'introduction/flat': { weeks: 2, rooms: 2, d30: 0, d60: 0, d90: 0 },
  maturity: { weeks: 135, rooms: 3, d30: 0, d60: 0, d90: 0 },
  'maturity/down': { weeks: 6, rooms: 3, d30: 0, d60: 0, d90: 0 },
  'maturity/flat': { weeks: 124, rooms: 3, d30: 0, d60: 0, d90: 0 },
  'maturity/up': { weeks: 5, rooms: 3, d30: 0, d60: 0, d90: 0 },
};
