/**
 * An import into an embedded folder by a process that is killed (SIGKILL) at random moments and started again until it
 * is done; then everything stored is compared with an import nobody disturbed.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Actor } from '#kernel';
import { uploadPath } from '#kernel';
import { createLog } from '../kernel/log.ts';
import { migrate } from '../kernel/migrate.ts';
import { openPglite } from '../kernel/pglite.ts';
import { createKernel } from '../kernel/run.ts';
import { dice, qqFile, sampleChat } from '../modules/chat/sample-chats.ts';
import { modules } from '../modules.ts';

const org = '01900000-0000-7000-8000-000000000001';
const uploadId = '01900000-0000-7000-8000-000000000002';
const now = Date.parse('2026-03-02T08:00:00Z');
const owner: Actor = { kind: 'staff', accountId: org, orgId: org, grants: [{ role: 'owner', communityId: null }] };

/** An import quicker than the undisturbed one would be done before it is killed. */
const BEFORE_ITS_END = 0.8;

export interface Killed {
  kills: number;
  /** Digest of all rows and pictures after the undisturbed and the disturbed import. */
  expected: string;
  found: string;
}

/**
 * @param rows of the chat, 150 a day
 * @param kills how often a process is killed on the way to one finished import; what is done before it is killed starts over
 */
export async function killImport({ rows, kills, seed }: { rows: number; kills: number; seed: number }): Promise<Killed> {
  const roll = dice(seed);
  const work = mkdtempSync(join(tmpdir(), 'qunce-kill-'));
  try {
    const text = qqFile(
      sampleChat(seed, { from: Date.parse('2025-10-01T00:00:00Z'), days: Math.ceil(rows / 150), perDay: 150, people: 300 }),
    );
    const origin = join(work, 'origin');
    await prepare(origin, text);
    const calm = join(work, 'calm');
    cpSync(origin, calm, { recursive: true });
    const started = performance.now();
    await importIn(calm, null);
    const whole = performance.now() - started;
    const rough = join(work, 'rough');
    const startOver = () => {
      rmSync(rough, { recursive: true, force: true });
      cpSync(origin, rough, { recursive: true });
    };
    startOver();
    let killed = 0;
    while (killed < kills) {
      if (await importIn(rough, roll() * whole * BEFORE_ITS_END)) killed += 1;
      else startOver();
    }
    await importIn(rough, null);
    return { kills: killed, expected: await digestOf(calm), found: await digestOf(rough) };
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** @returns whether it was killed before it was done */
function importIn(folder: string, afterMs: number | null): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [fileURLToPath(import.meta.url), folder], { stdio: ['ignore', 'ignore', 'pipe'] });
    let complaint = '';
    child.stderr.on('data', (chunk) => {
      complaint = (complaint + chunk).slice(-2000);
    });
    const timer = afterMs === null ? null : setTimeout(() => child.kill('SIGKILL'), afterMs);
    child.on('exit', (code, signal) => {
      if (timer) clearTimeout(timer);
      if (code === 0 || signal === 'SIGKILL') resolve(signal === 'SIGKILL');
      else reject(new Error(`the import's process ended with ${code ?? signal}: ${complaint}`));
    });
  });
}

async function prepare(folder: string, text: string): Promise<void> {
  const path = uploadPath(folder, org, uploadId);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  const database = await openPglite(join(folder, 'database'));
  await migrate(database);
  await database.query("INSERT INTO organisation (org_id, name, zone, created_at) VALUES ($1, 'test', 'Asia/Shanghai', now())", [org]);
  const kernel = await kernelOn(database, folder);
  await kernel.run('chat.registerUpload', { uploadId, file: 'chat.txt', bytes: Buffer.byteLength(text) }, owner);
  await kernel.run('chat.import', { uploadId, ground: 'consent', channelName: 'killed' }, owner);
  await kernel.stop(5);
  await database.close();
}

function kernelOn(database: Awaited<ReturnType<typeof openPglite>>, dataDir: string) {
  return createKernel({ database, modules, dataDir, log: createLog('silent'), now: () => now, live: false });
}

async function digestOf(folder: string): Promise<string> {
  const database = await openPglite(join(folder, 'database'));
  const hash = createHash('sha256');
  for (const statement of [
    'SELECT state, records, added, rejected_records, members FROM import_run',
    'SELECT at, key, ord, kind, marks, identity_id, text FROM message ORDER BY at, ord, key',
    'SELECT id, who FROM identity ORDER BY id',
    'SELECT identity_id, name, first_at, last_at FROM alias ORDER BY 1, 2',
    'SELECT day, total::text, members::text, edges::text FROM channel_day ORDER BY day',
    'SELECT identity_id, year, days::text FROM member_year ORDER BY 1, 2',
    'SELECT identity_id, total::text FROM member_total ORDER BY 1',
    'SELECT week, total::text FROM channel_week ORDER BY 1',
    'SELECT picture::text FROM picture',
    'SELECT who, digest FROM member_picture ORDER BY 1',
    'SELECT day FROM dirty_day',
  ]) {
    hash.update(JSON.stringify(await database.query(statement)));
  }
  await database.close();
  return hash.digest('hex');
}

const [, script = '', folder] = process.argv;
if (folder !== undefined && script === fileURLToPath(import.meta.url)) {
  const database = await openPglite(join(folder, 'database'));
  const kernel = await kernelOn(database, folder);
  await kernel.drain();
  await kernel.stop(5);
  await database.close();
}
