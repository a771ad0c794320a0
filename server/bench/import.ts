/**
 * Import into the database beside the bare insert of the same rows, and what an update costs in a small and
 * a large group. On the embedded database; with DATABASE_URL on that server, whose database is emptied.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Figures, type Format, type steps, writeChat, writeToday } from './import-step.ts';
import { type Measure, type Result, seconds } from './measure.ts';

const ROWS = 1_000_000;
const MOST_RATIO = 2.5;
const MOST_UPDATE = 1.3;
/** The server's own (bin/start.js). */
const serverFlags = ['--max-semi-space-size=2'];
const engine = process.env.DATABASE_URL ? 'PostgreSQL' : 'embedded';
const MOST_OVERVIEW_MS = process.env.DATABASE_URL ? 60 : 120;

export const imports: Measure = {
  name: `import, ${engine}`,
  async run() {
    const work = mkdtempSync(join(tmpdir(), 'qunce-bench-'));
    try {
      const today = join(work, 'today.txt');
      await writeToday(today, 1_000);
      const small = await importOnce(work, 'qq', ROWS / 10);
      const before = await update(work, today, small);
      const large = await importOnce(work, 'qq', ROWS);
      const after = await update(work, today, large);
      const overview = await step('overview', join(work, 'data'), today, large.whole.channelId ?? '');
      const other = await importOnce(work, 'whatsapp', ROWS);
      return [importResult('QQ txt', large), importResult('WhatsApp txt', other), updateResult(before, after), overviewResult(overview.ms)];
    } finally {
      rmSync(work, { recursive: true, force: true });
    }
  },
};

interface Once {
  bare: Figures;
  whole: Figures;
}

/** Each on a fresh data folder that exists before the clock starts. */
async function importOnce(work: string, format: Format, rows: number): Promise<Once> {
  const folder = join(work, 'data');
  const path = join(work, `${format}.txt`);
  await writeChat(path, format, rows);
  const fresh = async () => {
    rmSync(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    await step('prepare', folder);
  };
  await fresh();
  const bare = await step('bare', folder, path);
  await fresh();
  const whole = await step('import', folder, path);
  rmSync(path);
  return { bare, whole };
}

function update(work: string, today: string, { whole }: Once): Promise<Figures> {
  return step('import', join(work, 'data'), today, whole.channelId ?? '');
}

function step(name: keyof typeof steps, ...args: string[]): Promise<Figures> {
  const file = fileURLToPath(new URL('./import-step.ts', import.meta.url));
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...serverFlags, file, name, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
    let said = '';
    child.stdout.on('data', (chunk) => {
      said += chunk;
    });
    child.on('exit', (code) => (code === 0 ? resolve(JSON.parse(said || '{"ms":0}')) : reject(new Error(`${name} ended with ${code}`))));
  });
}

function importResult(format: string, { bare, whole }: Once): Result {
  const ratio = whole.ms / bare.ms;
  const cpu = (whole.cpu ?? 0) / (bare.cpu ?? 1);
  return {
    name: `import of 1,000,000 rows of ${format}, ${engine}`,
    value: seconds(whole.ms / 1000),
    baseline: `bare unnest insert of the same rows ${seconds(bare.ms / 1000)}`,
    ratio,
    target: `≤ ${MOST_RATIO}`,
    met: ratio <= MOST_RATIO,
    note: `${cpu.toFixed(2)} by processor time of the main thread; slowest bare batch ${Math.round(bare.slowest ?? 0)} ms`,
  };
}

function updateResult(small: Figures, large: Figures): Result {
  const ratio = large.ms / small.ms;
  return {
    name: `1,000 messages of today into a group of 1,000,000, ${engine}`,
    value: seconds(large.ms / 1000),
    baseline: `into a group of 100,000 ${seconds(small.ms / 1000)}`,
    ratio,
    target: `≤ ${MOST_UPDATE}`,
    met: ratio <= MOST_UPDATE,
    note: `${((large.cpu ?? 0) / (small.cpu ?? 1)).toFixed(2)} by processor time`,
  };
}

function overviewResult(ms: number): Result {
  return {
    name: `group overview at 1,000,000 messages, p95, ${engine}`,
    value: `${ms.toFixed(0)} ms`,
    baseline: '120 queries',
    ratio: null,
    target: `≤ ${MOST_OVERVIEW_MS} ms`,
    met: ms <= MOST_OVERVIEW_MS,
  };
}
