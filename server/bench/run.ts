/**
 * `npm run bench` runs every measure, `npm run bench -- checkup import` some. Each prints its figures beside a baseline of
 * the same run; the rows of docs/benchmarks.md that were measured are written anew, the others stay.
 */
import { cpus } from 'node:os';
import type { Measure, Result } from './measure.ts';
import { keepResults } from './table.ts';

/** A measure's code and what it stands on are loaded when its turn comes. */
const measures: Record<string, () => Promise<Measure>> = {
  checkup: async () => (await import('./checkup.ts')).checkup,
  picture: async () => (await import('./picture.ts')).picture,
  decoders: async () => (await import('./decoders.ts')).decoders,
  import: async () => (await import('./import.ts')).imports,
  members: async () => (await import('./members.ts')).members,
  portfolio: async () => (await import('./portfolio.ts')).portfolio,
  checkins: async () => (await import('./checkins.ts')).checkins,
  points: async () => (await import('./points.ts')).points,
  memory: async () => (await import('./memory.ts')).memory,
  start: async () => (await import('./start.ts')).start,
  quality: async () => (await import('./quality.ts')).quality,
  homework: async () => (await import('./homework.ts')).homework,
  raffles: async () => (await import('./raffles.ts')).raffles,
  console: async () => (await import('./console-size.ts')).consoleSize,
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !Object.hasOwn(measures, name));
if (unknown.length > 0) {
  console.error(`no measure is called ${unknown.join(', ')}; there are: ${Object.keys(measures).join(' ')}`);
  process.exit(2);
}

console.log(`Node ${process.version}, ${cpus().length} cores\n`);
let missed = 0;
for (const [name, load] of Object.entries(measures)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const measure = await load();
  const results = await measure.run();
  for (const result of results) {
    console.log(lineOf(result));
    if (result.met === false) missed += 1;
  }
  keepResults(measure.name, results);
}
console.log(missed === 0 ? '\nEvery target measured was met.' : `\n${missed} of the targets measured were missed.`);

function lineOf({ name, value, baseline, ratio, target, met, note }: Result): string {
  const verdict = met === null ? '' : met ? '  met' : '  MISSED';
  const times = ratio === null ? '' : `  ratio ${ratio.toFixed(2)}`;
  return `${name}: ${value} (${baseline})${times}  target ${target}${verdict}${note ? `\n    ${note}` : ''}`;
}
