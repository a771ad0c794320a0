/** Peak memory of the server as `npm start` runs it, on a folder that exists, while files of several sizes are imported. */
import { cpSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeChat } from './import-step.ts';
import type { Measure, Result } from './measure.ts';
import { setUp, startServer } from './running-server.ts';

const MOST_MB = 450;
const MOST_APART = 0.15;
/** Long messages: what is asked is whether memory follows the size of the file. */
const LONGEST = 1_000;
const ROWS_OF_100_MB = 66_000;

export const memory: Measure = {
  name: 'memory',
  async run() {
    const work = mkdtempSync(join(tmpdir(), 'qunce-bench-'));
    try {
      const origin = join(work, 'origin');
      const first = await startServer(origin);
      await setUp(first);
      await first.stop();
      const many = await peakOf(work, origin, { rows: 1_000_000, longest: 24 });
      const small = await peakOf(work, origin, { rows: ROWS_OF_100_MB, longest: LONGEST });
      const large = await peakOf(work, origin, { rows: ROWS_OF_100_MB * 10, longest: LONGEST });
      return [atMost(many, '1,000,000 rows of 10,000 people'), atMost(large, 'a large file'), apart(small, large)];
    } finally {
      rmSync(work, { recursive: true, force: true });
    }
  },
};

interface Peak {
  peakMb: number;
  idleMb: number;
  fileMb: number;
}

async function peakOf(work: string, origin: string, { rows, longest }: { rows: number; longest: number }): Promise<Peak> {
  const file = join(work, 'chat.txt');
  const folder = join(work, 'data');
  await writeChat(file, 'qq', rows, longest);
  cpSync(origin, folder, { recursive: true });
  const server = await startServer(folder);
  const idleMb = server.peakMb();
  server.call('import', file, '--ground', 'consent', '--new', 'bench');
  const peakMb = server.peakMb();
  await server.stop();
  const fileMb = Math.round(statSync(file).size / 1e6);
  rmSync(folder, { recursive: true });
  rmSync(file);
  return { peakMb, idleMb, fileMb };
}

function atMost({ peakMb, idleMb, fileMb }: Peak, what: string): Result {
  return {
    name: `peak memory of the server importing ${what}`,
    value: `${peakMb} MB`,
    baseline: `${idleMb} MB before the import, file of ${fileMb} MB`,
    ratio: peakMb / idleMb,
    target: `≤ ${MOST_MB} MB`,
    met: peakMb <= MOST_MB,
  };
}

function apart(small: Peak, large: Peak): Result {
  const ratio = large.peakMb / small.peakMb;
  return {
    name: 'peak memory of the server, large file against small',
    value: `${large.peakMb} MB for ${large.fileMb} MB`,
    baseline: `${small.peakMb} MB for ${small.fileMb} MB`,
    ratio,
    target: `within ${MOST_APART * 100} %`,
    met: Math.abs(ratio - 1) <= MOST_APART,
  };
}
