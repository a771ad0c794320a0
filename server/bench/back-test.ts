/**
 * Rewrites server/src/picture/stage/back-test.ts: how outlooks would have turned out in rooms that were kept out of the
 * rates they are made from. node server/bench/back-test.ts FOLDER
 *
 * Each room in turn is foretold, week by week, from the rates of the others (same stage and trend, else stage, else all,
 * as server/src/picture/stage/outlook.ts chooses). A week counts where its future is recorded up to the horizon. The
 * Brier score (mean squared error) stands beside that of one constant: the rate of all weeks of the other rooms.
 */
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stageHistory } from '../src/picture/stage/stage-history.ts';
import { readRoom } from './rooms.ts';
import { chance, horizons, type Sighting, sightingsOf } from './sightings.ts';

/** As in outlook.ts: a thinner cell says less than its stage as a whole. */
const WEEKS_PER_CELL = 26;

const [folder] = process.argv.slice(2);
if (!folder) throw new Error('usage: node server/bench/back-test.ts FOLDER');
const rooms = readdirSync(folder)
  .filter((file) => file.endsWith('.txt'))
  .sort()
  .map((file) => {
    const room = readRoom(join(folder, file));
    return {
      name: file.replace(/_.*/, ''),
      seen: sightingsOf(file, room, stageHistory(room).weeks).filter(({ stage }) => stage !== 'dead'),
    };
  });

const rows = rooms.flatMap(({ name, seen }) => {
  const others = rooms.filter((room) => room.name !== name).flatMap((room) => room.seen);
  return horizons.map((days) => {
    const known = seen.filter((week) => week.silent || week.days >= days);
    const outcomes = known.map((week) => (week.silent && week.days <= days ? 1 : 0));
    const foretold = known.map((week) => rateFor(others, week, days));
    const constant = chance(others, days);
    return {
      room: name,
      days,
      weeks: known.length,
      foretold: round(mean(foretold)),
      happened: round(mean(outcomes)),
      brier: round(mean(foretold.map((p, index) => (p - (outcomes[index] ?? 0)) ** 2))),
      brierConstant: round(mean(outcomes.map((outcome) => (constant - outcome) ** 2))),
    };
  });
});

function rateFor(others: readonly Sighting[], { stage, trend }: Sighting, days: number): number {
  const cell = others.filter((week) => week.stage === stage && week.trend === trend);
  const whole = others.filter((week) => week.stage === stage);
  return chance(cell.length >= WEEKS_PER_CELL ? cell : whole.length >= WEEKS_PER_CELL ? whole : others, days);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}

function round(value: number): number {
  return Number(value.toFixed(4));
}

const lines = rows.map(
  (row) =>
    `  { ${Object.entries(row)
      .map(([key, value]) => `${key}: ${typeof value === 'string' ? `'${value}'` : value}`)
      .join(', ')} },`,
);
writeFileSync(
  new URL('../src/picture/stage/back-test.ts', import.meta.url),
  `/**
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
${lines.join('\n')}
];
`,
);
console.table(rows);
