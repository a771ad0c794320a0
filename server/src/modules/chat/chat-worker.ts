/**
 * The worker thread: reading files, summing days, taking pictures. One request at a time, in order; batches are made only
 * when asked for, which is all the backpressure there is.
 */
import { parentPort } from 'node:worker_threads';
import { loadCutter, summariseTopics } from '#picture';
import { DomainError } from '#vocabulary/errors';
import { type Batch, FileReader, type ReadOptions } from './importing/read-file.ts';
import type { FactPage } from './message-columns.ts';
import type { Groups } from './summing/grouping.ts';
import { type PictureRows, StoredPicture } from './summing/picture-rows.ts';
import { memberTotals, type RunOfDays, type StoredDay, Summing, type Targets, weekTotals } from './summing/summing.ts';
import { packTopics, saidRows } from './summing/topic-columns.ts';

let reader: FileReader | null = null;
let batches: AsyncGenerator<Batch> | null = null;
let summing = new Summing('UTC');
let stored: StoredPicture | null = null;
const held: Partial<PictureRows> = {};

const methods = {
  open(options: ReadOptions): void {
    reader = new FileReader(options);
    batches = reader.read();
  },
  async next(): Promise<Batch | null> {
    const step = await batches?.next();
    return step && !step.done ? step.value : null;
  },
  people: (from: number, count: number) => reader?.people().slice(from, from + count) ?? [],
  startDays(zone: string, groups: Groups): void {
    summing = new Summing(zone, groups);
  },
  bounds: (first: number, last: number) => summing.bounds(first, last),
  beginRun: (run: RunOfDays) => summing.begin(run),
  page(page: FactPage, targets: Targets, last: boolean) {
    return { ...summing.page(page, targets, last), waiting: summing.waiting };
  },
  years: (limit: number) => summing.takeYears(limit),
  touched: () => summing.takeTouched(),
  memberTotals: (years: string | null) => memberTotals(years === null ? [] : JSON.parse(years)),
  weekTotals: (weeks: number[], days: StoredDay[]) => weekTotals(weeks, days),
  cutDay: async (day: number, talk: string | null) => packTopics(summariseTopics(day, saidRows(talk), await loadCutter())),
  hold(part: Partial<PictureRows>): void {
    Object.assign(held, part);
  },
  picture() {
    // The caller has given every part by now.
    stored = new StoredPicture(held as PictureRows);
    return { picture: stored.picture, line: stored.line };
  },
  changedPeople: (limit: number) => stored?.changed(limit) ?? { changed: [], gone: [], last: true },
};

export type WorkerMethods = typeof methods;
export interface Request {
  id: number;
  method: keyof WorkerMethods;
  args: unknown[];
}
export type Reply = { id: number } & (
  | { ok: true; value: unknown }
  | { ok: false; code: string | null; data: Record<string, string | number>; message: string }
);

let queue: Promise<void> = Promise.resolve();
parentPort?.on('message', (request: Request) => {
  queue = queue.then(async () => parentPort?.postMessage(await answer(request)));
});

async function answer({ id, method, args }: Request): Promise<Reply> {
  try {
    return { id, ok: true, value: await called(method)(...args) };
  } catch (error) {
    if (error instanceof DomainError) return { id, ok: false, code: error.code, data: error.data, message: error.message };
    return { id, ok: false, code: null, data: {}, message: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

/** The caller's side checks arguments against `WorkerMethods`; here only their number is left. */
function called(method: keyof WorkerMethods): (...args: unknown[]) => unknown {
  return methods[method] as (...args: unknown[]) => unknown;
}
