/** `node server/bench/kill-import.ts [kills]`: kills an importing process so often (50), at random moments; all rows must be as if nothing had happened. */
import { killImport } from '../src/testing/killed-import.ts';

const wanted = Number(process.argv[2] ?? 50);
let kills = 0;
for (let seed = 1; kills < wanted; seed++) {
  const round = await killImport({ rows: 20_000, kills: Math.min(10, wanted - kills), seed });
  kills += round.kills;
  console.log(`${kills} of ${wanted} kills: ${round.found === round.expected ? 'the same rows' : 'DIFFERENT ROWS'}`);
  if (round.found !== round.expected) process.exit(1);
}
