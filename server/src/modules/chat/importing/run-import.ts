/** The import as a task: the worker reads, this thread writes, nothing is held but two batches. */
import { DomainError, type TaskContext } from '#kernel';
import type { ImportRun } from '../contract.ts';
import type { Inviter } from '../rosters/snapshot.ts';
import { refresh } from '../summing/refresh.ts';
import { type ChatWorker, withWorker } from '../worker.ts';
import type { ImportJob } from './import-steps.ts';
import type { Batch } from './read-file.ts';
import type { Recorded, RecordInput } from './record.ts';
import { saltOf } from './salt.ts';
import { pathOf, removeFile } from './uploads.ts';

/** How much of the whole is reading; the rest is summing up. Measured on a first import of a million rows. */
const READING_SHARE = 0.75;
const TELL_EVERY_MS = 500;
const PEOPLE_AT_ONCE = 1_000;
const DAY_MS = 86_400_000;

export async function runImport(ctx: TaskContext, importId: string): Promise<void> {
  const job = await ctx.call<ImportJob | null>('chat.beginImport', { importId });
  if (!job) return;
  const teller = new Teller(ctx, importId, job);
  try {
    const finished = await withWorker((worker) => readAll(ctx, worker, importId, job, teller));
    await refresh(ctx, job.channelId, { progress: (share) => teller.refreshed(share) });
    if (finished) await end(ctx, importId, job, null);
  } catch (error) {
    // A stopping process leaves the import running: its job comes again at the next start.
    if (ctx.signal.aborted || !(error instanceof DomainError)) throw error;
    await end(ctx, importId, job, error);
  } finally {
    const run = await ctx.call<ImportRun>('chat.importState', { importId }).catch(() => null);
    if (run) teller.last(run);
  }
}

/** Called when an import has failed for good for a reason nobody foresaw. */
async function end(
  ctx: TaskContext,
  importId: string,
  { channelId, uploadId, pseudonymous, erased }: ImportJob,
  error: DomainError | null,
): Promise<void> {
  await ctx.call('chat.endImport', { importId, channelId, error: error && { code: error.code, data: error.data } });
  // Whoever wants only counts does not want the words kept in a file; nor does who was erased.
  if (!error && (pseudonymous || erased.length > 0)) await removeFile(ctx, uploadId);
}

/** @returns false when it was cancelled */
async function readAll(ctx: TaskContext, worker: ChatWorker, importId: string, job: ImportJob, teller: Teller): Promise<boolean> {
  const { channelId, file, format, chat, zone, dayZone, columns, pseudonymous, communityId, erased } = job;
  const salt = pseudonymous || erased.length > 0 ? await saltOf(ctx) : '';
  const path = pathOf(ctx, job.uploadId);
  const living = erased.length > 0 ? await ctx.call<string[]>('chat.livingNames', { channelId }) : [];
  const options = { path, file, format, chat, zone, dayZone, columns, pseudonymous, salt, communityId, channelId, erased, living };
  await worker.call('open', { ...options, now: ctx.now() });
  const writer = new Writer(ctx, importId, channelId);
  const committed = new Set(job.batches);
  // Two are asked for ahead: one being read while another is written.
  const ask = () => {
    const batch = next(worker);
    // Once something else has failed, what was asked ahead is looked at by nobody: that is no second failure.
    batch.catch(() => undefined);
    return batch;
  };
  const asked = [ask(), ask()];
  let toEmpty = job.toEmpty;
  let running = true;
  for (;;) {
    const batch = await asked.shift();
    if (!batch) break;
    asked.push(ask());
    ctx.signal.throwIfAborted();
    // Only now is it sure that the file can be read.
    if (toEmpty) await emptyChannel(ctx, importId, channelId);
    toEmpty = false;
    const added = await writer.write(batch, committed.has(batch.number));
    if (added === null) {
      running = false;
      break;
    }
    teller.read(batch, added);
  }
  await Promise.all(asked);
  const inviters = await recordNames(ctx, worker, importId, channelId);
  if (running) await ctx.call('chat.settleRoster', { importId, channelId, inviters });
  return running;
}

async function next(worker: ChatWorker): Promise<Batch | null> {
  return worker.call('next');
}

async function emptyChannel(ctx: TaskContext, importId: string, channelId: string): Promise<void> {
  while (await ctx.call<boolean>('chat.deleteMonth', { channelId })) ctx.signal.throwIfAborted();
  await ctx.call('chat.forgetChannel', { importId, channelId });
}

async function recordNames(ctx: TaskContext, worker: ChatWorker, importId: string, channelId: string): Promise<Inviter[]> {
  const inviters: Inviter[] = [];
  for (let from = 0; ; from += PEOPLE_AT_ONCE) {
    const people = await worker.call('people', from, PEOPLE_AT_ONCE);
    if (people.length > 0) await ctx.call('chat.recordNames', { importId, channelId, people });
    for (const { who, invitedBy } of people) if (invitedBy !== undefined) inviters.push([who, invitedBy]);
    if (people.length < PEOPLE_AT_ONCE) return inviters;
  }
}

/** Knows which identity stands for which person of the file. */
class Writer {
  private readonly ctx: TaskContext;
  private readonly importId: string;
  private readonly channelId: string;
  private identities = new Int32Array(4_096);
  private known = 0;
  private newPeople: Batch['people'] = [];
  private readonly months = new Set<string>();

  constructor(ctx: TaskContext, importId: string, channelId: string) {
    this.ctx = ctx;
    this.importId = importId;
    this.channelId = channelId;
  }

  /** @returns rows added, or null when the import was cancelled */
  async write(batch: Batch, committed: boolean): Promise<number | null> {
    for (const person of batch.people) this.newPeople.push(person);
    if (committed) return 0;
    await this.ensureMonths(batch.days);
    const { importId, channelId, newPeople, identities, known: firstNewPosition } = this;
    const input: RecordInput = { importId, channelId, batch, newPeople, identities, firstNewPosition };
    const recorded = await this.ctx.call<Recorded>('chat.record', input);
    if (!recorded.running) return null;
    this.learn(recorded.identities);
    return recorded.added;
  }

  private learn(fresh: number[]): void {
    const needed = this.known + fresh.length;
    if (needed > this.identities.length) {
      const larger = new Int32Array(Math.max(needed, this.identities.length * 2));
      larger.set(this.identities);
      this.identities = larger;
    }
    this.identities.set(fresh, this.known);
    this.known = needed;
    this.newPeople = [];
  }

  /** A civil day may reach into the UTC months on either side. */
  private async ensureMonths(days: number[]): Promise<void> {
    for (const day of days) {
      for (const at of [(day - 1) * DAY_MS, (day + 2) * DAY_MS]) {
        const month = new Date(at).toISOString().slice(0, 7);
        if (this.months.has(month)) continue;
        await this.ctx.ensureMonths('message', at, at);
        this.months.add(month);
      }
    }
  }
}

/** Tells progress twice a second at most. */
class Teller {
  private readonly ctx: TaskContext;
  private readonly topic: string;
  private readonly bytes: number;
  private readonly started = performance.now();
  private told = Number.NEGATIVE_INFINITY;
  private state: Record<string, unknown> = {};
  private added: number;

  constructor(ctx: TaskContext, importId: string, { bytes, added }: ImportJob) {
    this.ctx = ctx;
    this.topic = `imports/${importId}`;
    this.bytes = bytes;
    this.added = added;
  }

  read({ account }: Batch, added: number): void {
    this.added += added;
    const { read, records, rejectedRecords, rejectedBytes, members } = account;
    // Unpacked bytes may be more than the file's own.
    const bytesRead = Math.min(read, this.bytes);
    this.state = { bytes: this.bytes, bytesRead, records, added: this.added, rejectedRecords, rejectedBytes, members };
    this.tell('reading', (READING_SHARE * bytesRead) / Math.max(1, this.bytes));
  }

  refreshed(share: number): void {
    this.tell('summing', READING_SHARE + (1 - READING_SHARE) * share);
  }

  last(run: ImportRun): void {
    const { state, bytes, bytesRead, records, added, rejectedRecords, rejectedBytes, members, error } = run;
    const share = state === 'done' ? 1 : null;
    const rest = { secondsLeft: 0, share, error, bytes, bytesRead, records, added, rejectedRecords, rejectedBytes, members };
    this.ctx.progress(this.topic, { state, phase: 'ended', ...rest });
  }

  private tell(phase: 'reading' | 'summing', share: number): void {
    const now = performance.now();
    if (now - this.told < TELL_EVERY_MS) return;
    this.told = now;
    const secondsLeft = share > 0.01 ? Math.round((((now - this.started) / 1000) * (1 - share)) / share) : null;
    this.ctx.progress(this.topic, { state: 'running', phase, share, secondsLeft, ...this.state });
  }
}
