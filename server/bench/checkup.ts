/** `qunce checkup` of 200,000 WhatsApp lines to a finished HTML report beside `chat-analytics` on the same file. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { whatsappFile } from '../src/testing/chat-files.ts';
import { type Measure, median, type ProcessTime, type Result, seconds, timeProcess } from './measure.ts';

const LINES = 200_000;
const PAIRS = 5;
const TARGET = 5;

const qunce = fileURLToPath(new URL('../bin/qunce.js', import.meta.url));
const analytics = fileURLToPath(new URL('./CLI.js', import.meta.resolve('chat-analytics')));

export const checkup: Measure = {
  name: 'checkup',
  async run() {
    const work = mkdtempSync(join(tmpdir(), 'qunce-bench-'));
    try {
      const file = join(work, 'chat.txt');
      writeFileSync(file, whatsappFile({ lines: LINES, people: 2_000, seed: 7 }));
      const ours = () => timeProcess([qunce, 'checkup', file, '--html', join(work, 'qunce.html')]);
      const theirs = () => timeProcess([analytics, '-p', 'whatsapp', '-i', file, '-o', join(work, 'analytics.html')]);
      // The first start of either fills caches of files and of compiled code.
      ours();
      theirs();
      const pairs: [ProcessTime, ProcessTime][] = [];
      for (let pair = 0; pair < PAIRS; pair += 1) {
        if (pair % 2 === 0) pairs.push([ours(), theirs()]);
        else {
          const other = theirs();
          pairs.push([ours(), other]);
        }
      }
      return [result(pairs)];
    } finally {
      rmSync(work, { recursive: true, force: true });
    }
  },
};

/** Whole processes, start to finished file; the median of the pairs' ratios. */
function result(pairs: readonly [ProcessTime, ProcessTime][]): Result {
  const ratio = median(pairs.map(([ours, theirs]) => theirs.wall / ours.wall));
  const cpu = pairs.flatMap(([ours, theirs]) => (ours.cpu === null || theirs.cpu === null ? [] : [{ ours: ours.cpu, theirs: theirs.cpu }]));
  const processor = cpu.length > 0 ? median(cpu.map(({ ours, theirs }) => theirs / ours)).toFixed(1) : null;
  return {
    name: `checkup of ${LINES.toLocaleString('en')} WhatsApp lines to HTML`,
    value: seconds(median(pairs.map(([ours]) => ours.wall))),
    baseline: `chat-analytics ${seconds(median(pairs.map(([, theirs]) => theirs.wall)))}`,
    ratio,
    target: `≥ ${TARGET} × the speed`,
    met: ratio >= TARGET,
    ...(processor ? { note: `${processor} × by processor time of all threads` } : {}),
  };
}
