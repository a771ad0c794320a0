/**
 * Rewrites server/src/picture/stage/base-rates.ts from a folder of room logs and prints the stage of every month:
 *   node server/bench/base-rates.ts FOLDER
 *
 * A room is silent from day s when the 28 days s … s+27 hold fewer than max(5, 2 % of its highest 28-day count so far)
 * messages. Every week of every room with a stage and a trend asks: does silence begin within 30, 60, 90 days after its
 * Sunday? A week whose future is not fully recorded counts as long as it is (Kaplan–Meier), so that rooms do not look
 * immortal because their record ends. Weeks that are silent already ask how often silence goes on.
 */
import { readdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { dayText } from '#vocabulary/zone';
import { type StageWeek, stageHistory } from '../src/picture/stage/stage-history.ts';
import { readRoom } from './rooms.ts';
import { chance, horizons, type Sighting, sightingsOf } from './sightings.ts';

const [folder] = process.argv.slice(2);
if (!folder) throw new Error('usage: node server/bench/base-rates.ts FOLDER');
const files = readdirSync(folder)
  .filter((file) => file.endsWith('.txt'))
  .sort();

const sightings: Sighting[] = [];
for (const file of files) {
  const room = readRoom(join(folder, file));
  const { weeks } = stageHistory(room);
  printMonths(basename(file).replace(/_.*/, ''), weeks);
  sightings.push(...sightingsOf(file, room, weeks));
}
const rows = new Map<string, Sighting[]>();
for (const sighting of sightings) {
  for (const key of [`${sighting.stage}/${sighting.trend}`, sighting.stage, 'all']) rows.set(key, [...(rows.get(key) ?? []), sighting]);
}
const target = new URL('../src/picture/stage/base-rates.ts', import.meta.url);
writeFileSync(target, tableText([...rows].sort(([a], [b]) => (a < b ? -1 : 1))));
console.log(`\n${[...rows].map(([key, seen]) => `${key} ${rowText(seen)}`).join('\n')}`);

function rowText(seen: readonly Sighting[]): string {
  const rates = horizons.map((days) => `d${days}: ${Number(chance(seen, days).toFixed(4))}`).join(', ');
  return `{ weeks: ${seen.length}, rooms: ${new Set(seen.map((s) => s.room)).size}, ${rates} }`;
}

function tableText(table: readonly (readonly [string, readonly Sighting[]])[]): string {
  const lines = table.map(([key, seen]) => `  ${/\W/.test(key) ? `'${key}'` : key}: ${rowText(seen)},`);
  return `/**
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

/** Named in the reader's language under \`population.<this>\`. */
export const population = 'developerRooms2016to2020';

/** Keys: \`stage/trend\`, \`stage\`, \`all\`. */
export const baseRates: Readonly<Record<string, BaseRate>> = {
${lines.join('\n')}
};
`;
}

function printMonths(name: string, weeks: readonly StageWeek[]): void {
  const months = new Map<string, string>();
  for (const { week, stage } of weeks) {
    const month = dayText(week + 6).slice(0, 7);
    months.set(month, `${months.get(month) ?? ''}${stage === 'dead' ? 'X' : stage[0]}`);
  }
  console.log(`${name} ${[...months].map(([month, stages]) => `${month}:${stages}`).join(' ')}`);
}
