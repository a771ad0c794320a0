/** The steps of the import's bench, each a process of its own: `node import-step.ts <step> <data folder> [file] [channel]`. */
import { createWriteStream, rmSync, statSync } from 'node:fs';
import { copyFile, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import v8 from 'node:v8';
import { uploadPath } from '../src/kernel/config.ts';
import type { Actor } from '../src/kernel/context.ts';
import { createLog } from '../src/kernel/log.ts';
import { migrate } from '../src/kernel/migrate.ts';
import { ensureMonths } from '../src/kernel/months.ts';
import { openPglite } from '../src/kernel/pglite.ts';
import { openPostgres } from '../src/kernel/postgres.ts';
import { createKernel } from '../src/kernel/run.ts';
import { FileReader } from '../src/modules/chat/importing/read-file.ts';
import { literal } from '../src/modules/chat/message-columns.ts';
import { dice, qqHead, qqRow, whatsappRow } from '../src/modules/chat/sample-chats.ts';
import { modules } from '../src/modules.ts';

const zone = 'Asia/Shanghai';
const DAY_MS = 86_400_000;
const PER_DAY = 1_400;
const LAST_DAY = Date.parse('2026-03-01T00:00:00Z');
const NOW = Date.parse('2026-03-02T08:00:00Z');
const org = '01900000-0000-7000-8000-000000000001';
const owner: Actor = { kind: 'staff', accountId: org, orgId: org, grants: [{ role: 'owner', communityId: null }] };

export type Format = 'qq' | 'whatsapp';
const url = process.env.DATABASE_URL;

function open(folder: string) {
  return url ? openPostgres(url) : openPglite(join(folder, 'database'));
}

/** People come and go over the months; few say most. @param longest characters of a message, beside the shortest 4 */
export async function writeChat(path: string, format: Format, rows: number, longest = 24): Promise<void> {
  const people = 10_000;
  const seed = 11;
  const roll = dice(seed);
  const out = createWriteStream(path);
  const days = Math.ceil(rows / PER_DAY);
  const words = Array.from('大家好今天打卡完成了请问这个怎么做呢谢谢老师我觉得很好明天继续加油吧一起努力学习资料在哪里');
  if (format === 'qq') out.write(qqHead('千人晨读群'));
  let written = 0;
  for (let day = 0; day < days; day++) {
    const times = Array.from({ length: Math.min(PER_DAY, rows - written) }, () => Math.floor(roll() * 16 * 3600)).sort((a, b) => a - b);
    let text = '';
    for (const second of times) {
      const who = Math.floor(((roll() ** 2 + day / days) % 1) * people);
      let said = '';
      for (let left = 4 + Math.floor(roll() * (longest - 4)); left > 0; left--) said += words[Math.floor(roll() * words.length)];
      const sort = roll();
      if (sort < 0.1) said = '打卡第5天';
      else if (sort < 0.2) said += '？';
      const row = { at: LAST_DAY - (days - 1 - day) * DAY_MS + second * 1000, who, text: said };
      text += format === 'qq' ? qqRow(row) : whatsappRow(row);
    }
    written += times.length;
    if (!out.write(text)) await new Promise((resolve) => out.once('drain', resolve));
  }
  await new Promise((resolve) => out.end(resolve));
}

/** Today's rows, after all of `writeChat`. */
export async function writeToday(path: string, rows: number, people = 10_000): Promise<void> {
  const roll = dice(5);
  const times = Array.from({ length: rows }, () => Math.floor(roll() * 16 * 3600)).sort((a, b) => a - b);
  const out = createWriteStream(path);
  out.write(qqHead('千人晨读群'));
  for (const second of times)
    out.write(qqRow({ at: LAST_DAY + DAY_MS + second * 1000, who: Math.floor(roll() ** 2 * people), text: '今天也来打卡吗？' }));
  await new Promise((resolve) => out.end(resolve));
}

async function prepare(folder: string): Promise<void> {
  const database = await open(folder);
  if (url)
    await database.exec(
      'DROP SCHEMA IF EXISTS pgboss CASCADE; DROP SCHEMA IF EXISTS auth CASCADE; DROP SCHEMA public CASCADE; CREATE SCHEMA public',
    );
  await migrate(database);
  await database.query('INSERT INTO organisation (org_id, name, zone, created_at) VALUES ($1, $2, $3, now()) ON CONFLICT DO NOTHING', [
    org,
    'bench',
    zone,
  ]);
  await database.close();
}

/** The same rows in the same batches into the same table, and nothing else. */
async function bare(folder: string, path: string): Promise<void> {
  const database = await open(folder);
  const reader = new FileReader({
    path,
    file: 'chat.txt',
    format: null,
    chat: null,
    zone,
    dayZone: zone,
    columns: null,
    pseudonymous: false,
    salt: '',
    communityId: '',
    channelId: '',
    erased: [],
    living: [],
    now: NOW,
  });
  const channel = '01900000-0000-7000-8000-00000000000a';
  let ms = 0;
  let cpu = 0;
  let reading = 0;
  let rows = 0;
  let slowest = 0;
  let from = performance.now();
  for await (const batch of reader.read()) {
    reading += performance.now() - from;
    const { columns: c, first, last } = batch;
    if (c && first !== null && last !== null) {
      await ensureMonths(database, 'message', first, last);
      const who = literal(c.people, (position) => position + 1);
      const started = performance.now();
      const cpuBefore = threadCpu();
      await database.transaction('', (session) =>
        session.query(
          `INSERT INTO message (org_id, channel_id, at, key, ord, kind, marks, by_id, identity_id, reply_key, text, mentions, listed)
           SELECT $1::uuid, $2::uuid, to_timestamp(r.at / 1000.0), key, ord, kind, marks, false, identity, reply, text, mentions::json, listed::json
           FROM unnest($3::int8[], $4::uuid[], $5::int4[], $6::int2[], $7::int2[], $8::int4[], $9::uuid[],
             $10::text[], $11::text[], $12::text[]) AS r(at, key, ord, kind, marks, identity, reply, text, mentions, listed)
           ON CONFLICT (org_id, channel_id, at, key) DO NOTHING`,
          [org, channel, c.at, c.key, c.ord, c.kind, c.marks, who, c.reply, c.text, c.mentions, c.listed],
        ),
      );
      const took = performance.now() - started;
      cpu += threadCpu() - cpuBefore;
      slowest = Math.max(slowest, took);
      ms += took;
      rows += batch.rows;
    }
    from = performance.now();
  }
  await database.close();
  report({ ms, cpu, rows, reading, slowest });
}

async function kernelOn(folder: string) {
  const database = await open(folder);
  const spent = new Map<string, { cpu: number; calls: number; slowest: number }>();
  let cpuBefore = threadCpu();
  const note = (line: { operation?: string; ms?: number }) => {
    const cpu = threadCpu() - cpuBefore;
    cpuBefore += cpu;
    const name = line.operation ?? 'task';
    const own = spent.get(name) ?? { cpu: 0, calls: 0, slowest: 0 };
    spent.set(name, { cpu: own.cpu + cpu, calls: own.calls + 1, slowest: Math.max(own.slowest, line.ms ?? 0) });
  };
  const silent = createLog('silent');
  const log = process.env.SPENT ? { ...silent, info: note } : silent;
  const kernel = await createKernel({ database, modules, dataDir: folder, log: log as typeof silent, now: () => NOW, live: false });
  const stop = async () => {
    if (process.env.SPENT) {
      for (const [name, { cpu, calls, slowest }] of [...spent].sort((a, b) => b[1].cpu - a[1].cpu).slice(0, 14)) {
        console.error(`    ${name} × ${calls}: processor ${Math.round(cpu)} ms, slowest ${slowest} ms`);
      }
    }
    await kernel.stop(5);
    await database.close();
  };
  return { kernel, stop };
}

async function importFile(folder: string, path: string, channelId: string): Promise<void> {
  const { kernel, stop } = await kernelOn(folder);
  const uploadId = kernel.newId();
  const place = uploadPath(folder, org, uploadId);
  await mkdir(dirname(place), { recursive: true });
  await copyFile(path, place);
  await kernel.run('chat.registerUpload', { uploadId, file: 'chat.txt', bytes: statSync(place).size }, owner);
  const started = performance.now();
  const cpuBefore = threadCpu();
  const target = channelId ? { channelId } : { channelName: '千人晨读群' };
  const run = await kernel.run<{ id: string; channelId: string }>('chat.import', { uploadId, ground: 'consent', zone, ...target }, owner);
  const leave = kernel.hub.subscribe(`imports/${run.id}`, (data) => {
    if (data.phase === 'summing') reading ??= performance.now() - started;
  });
  let reading: number | undefined;
  await kernel.drain();
  const ms = performance.now() - started;
  const cpu = threadCpu() - cpuBefore;
  leave();
  const { records: rows, state } = await kernel.run<{ records: number; state: string }>('chat.importState', { importId: run.id }, owner);
  if (state !== 'done') throw new Error(`the import ended as ${state}`);
  rmSync(place);
  await stop();
  report({ ms, cpu, rows, reading: reading ?? 0, channelId: run.channelId });
}

async function overview(folder: string, _path: string, channelId: string): Promise<void> {
  const { kernel, stop } = await kernelOn(folder);
  const times: number[] = [];
  for (let n = 0; n < 120; n++) {
    const started = performance.now();
    await kernel.run('insights.group', { channelId }, owner);
    times.push(performance.now() - started);
  }
  await stop();
  times.sort((a, b) => a - b);
  report({ ms: times[Math.floor(times.length * 0.95)] ?? 0 });
}

/** Processor time of this thread, ms: what a busy machine does not stretch. */
function threadCpu(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

export interface Figures {
  ms: number;
  /** Of the thread that holds the embedded database. */
  cpu?: number;
  rows?: number;
  reading?: number;
  slowest?: number;
  channelId?: string;
}

function report(figures: Figures): void {
  process.stdout.write(`${JSON.stringify(figures)}\n`);
}

export const steps = { prepare, bare, import: importFile, overview };

const [, script = '', step = '', folder = '', path = '', channelId = ''] = process.argv;
if (script === fileURLToPath(import.meta.url)) {
  // As in bin/start.js: worker threads go by limits of their own.
  v8.setFlagsFromString('--max-semi-space-size=0');
  if (!Object.hasOwn(steps, step)) throw new RangeError(`no step is called ${step}`);
  await steps[step as keyof typeof steps](folder, path, channelId);
}
