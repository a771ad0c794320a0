/** From the start of the process to the printed address, on a folder that exists. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Measure, median, seconds, timeProcess } from './measure.ts';
import { setUp, startServer } from './running-server.ts';

const ROUNDS = 5;
const MOST_SECONDS = 3;

export const start: Measure = {
  name: 'start',
  async run() {
    const work = mkdtempSync(join(tmpdir(), 'qunce-bench-'));
    try {
      // The first start makes the folder, the second fills the caches of compiled code.
      const first = await startServer(work);
      await setUp(first);
      await first.stop();
      await (await startServer(work)).stop();
      const times: number[] = [];
      const bare: number[] = [];
      for (let round = 0; round < ROUNDS; round++) {
        const server = await startServer(work);
        times.push(server.startedIn / 1000);
        await server.stop();
        bare.push(timeProcess(['-e', '']).wall);
      }
      const value = median(times);
      const baseline = median(bare);
      return [
        {
          name: 'warm start of the server, to the printed address',
          value: seconds(value),
          baseline: `Node alone ${seconds(baseline)}`,
          ratio: value / baseline,
          target: `< ${MOST_SECONDS} s`,
          met: value < MOST_SECONDS,
        },
      ];
    } finally {
      rmSync(work, { recursive: true, force: true });
    }
  },
};
