/**
 * How outlooks would have turned out: each of three developer rooms on Gitter, 2016–2020 (LiveChat2021/LiveChat, MIT),
 * foretold week by week from the other two. Made by server/bench/back-test.ts, which says how. Do not edit by hand.
 */
export interface BackTestRow {
  room: string;
  /** Horizon. */
  days: number;
  /** Weeks whose future is recorded that far. Weeks of one room share its fate: they are not so many independent tries. */
  weeks: number;
  /** Mean chance foretold, and share of weeks after which silence began. */
  foretold: number;
  happened: number;
  /** Mean squared error of the chance, and of the constant rate of the other rooms. */
  brier: number;
  brierConstant: number;
}

export const backTest: readonly BackTestRow[] = [
  { room: 'appium', days: 30, weeks: 200, foretold: 0, happened: 0.065, brier: 0.065, brierConstant: 0.065 },
  { room: 'appium', days: 60, weeks: 200, foretold: 0, happened: 0.11, brier: 0.11, brierConstant: 0.11 },
  { room: 'appium', days: 90, weeks: 200, foretold: 0, happened: 0.155, brier: 0.155, brierConstant: 0.155 },
  { room: 'docker', days: 30, weeks: 196, foretold: 0.0276, happened: 0, brier: 0.0012, brierConstant: 0.0011 },
  { room: 'docker', days: 60, weeks: 191, foretold: 0.0463, happened: 0, brier: 0.0035, brierConstant: 0.0031 },
  { room: 'docker', days: 90, weeks: 187, foretold: 0.0648, happened: 0, brier: 0.0069, brierConstant: 0.0062 },
  { room: 'gitter', days: 30, weeks: 196, foretold: 0.0465, happened: 0, brier: 0.0024, brierConstant: 0.0011 },
  { room: 'gitter', days: 60, weeks: 192, foretold: 0.0791, happened: 0, brier: 0.0071, brierConstant: 0.0031 },
  { room: 'gitter', days: 90, weeks: 187, foretold: 0.1124, happened: 0, brier: 0.0143, brierConstant: 0.0062 },
];
