import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { DomainError, type JobInput, type Task, type TaskContext, uploadPath } from '#kernel';
import { lookAtFile, removeFile } from '../chat/index.ts';
import type { Pending } from './find.ts';
import type { FetchedPage, PullJob } from './pulling.ts';
import { type Answer, ask } from './remote.ts';
import { follow, messagesUrl, passing, readPage } from './rules.ts';
import { unseal } from './seal.ts';

const PAGE_SECONDS = 120;

export const tasks: Record<string, Task> = {
  'sources.queueDue': { cron: '*/10 * * * *', run: (ctx) => ctx.call('sources.queueDue', {}) },

  // One page; its import's end queues the next. Tried again after 2, 4, 8, 16 and 32 seconds while the exporter is away.
  'sources.pull': { run: pull, retry: 5 },

  'sources.settle': {
    on: ['import.finished'],
    run: (ctx, input) => ctx.call('sources.settlePage', { importId: textIn(input, 'subjectId'), stored: true }),
  },
  'sources.giveUp': {
    on: ['import.failed', 'import.cancelled'],
    run: (ctx, input) => ctx.call('sources.settlePage', { importId: textIn(input, 'subjectId'), stored: false }),
  },
};

async function pull(ctx: TaskContext, input: JobInput): Promise<void> {
  const of = { channelId: textIn(input, 'channelId'), run: textIn(input, 'run') };
  const job = await ctx.call<PullJob | null>('sources.beginPull', of);
  if (!job) return;
  try {
    await refuseWhileErasing(ctx, job);
    await takePage(ctx, of, job);
  } catch (error) {
    // A stopping process leaves its claim: the same job comes again.
    if (ctx.signal.aborted) throw error;
    const known = error instanceof DomainError ? error : new DomainError('internal', { requestId: ctx.requestId });
    await ctx.call('sources.failPull', { ...of, error: { code: known.code, data: known.data } });
    if (known !== error || passing(known.code)) throw error;
  }
}

/** Nothing comes into a community while somebody is being erased from it. @throws DomainError `source.erasing` */
async function refuseWhileErasing(ctx: TaskContext, { communityId }: PullJob): Promise<void> {
  const { erasures } = await ctx.call<{ erasures: { finishedAt: string | null }[] }>('privacy.erasures', { communityId });
  if (erasures.some(({ finishedAt }) => finishedAt === null)) throw new DomainError('source.erasing');
}

async function takePage(ctx: TaskContext, of: { channelId: string; run: string }, job: PullJob): Promise<void> {
  const token = job.token === null ? null : await unseal(ctx, of.channelId, job.token);
  const url = messagesUrl(job.baseUrl, job.conversation, job.cursor);
  const answer = await ask(url, { token, seconds: PAGE_SECONDS, missing: 'source.conversationGone', signal: ctx.signal });
  const read = readPage(answer.body, ctx.now());
  if (!read) throw new DomainError('source.notProtocol', { host: url.host });
  const progress = follow(job.cursor, read, job.latest, job.first);
  if (!progress) throw new DomainError('source.stuck', { host: url.host });
  const page: Pending = { ...progress, digest: digestOf(answer.body) };
  const nothing = read.messages.length === 0 && !read.described;
  if (nothing || page.digest === job.digest) await ctx.call('sources.skipPage', { ...of, page });
  else await bringPage(ctx, of, job, answer, page);
}

/** The page as it came, as a file; then an import like any other. */
async function bringPage(ctx: TaskContext, of: { channelId: string; run: string }, job: PullJob, { bytes }: Answer, page: Pending) {
  const uploadId = ctx.newId();
  const path = uploadPath(ctx.dataDir, ctx.orgId, uploadId);
  const file = `${new Date(ctx.now()).toISOString().slice(0, 10)}-pull.json`;
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await writeFile(path, bytes, { mode: 0o600 });
  let begun: string | null = null;
  try {
    await ctx.call('chat.registerUpload', { uploadId, file, bytes: bytes.length });
    const { zone, ground, pseudonymous } = job;
    const seen = await lookAtFile(ctx, { uploadId, mode: 'append', format: 'chatlab-json', zone, ground, pseudonymous });
    const fetched: FetchedPage = { ...of, uploadId, seen, page };
    begun = await ctx.call<string | null>('sources.importPage', fetched);
  } finally {
    if (begun === null) await removeFile(ctx, uploadId);
  }
}

/** Of what the page says, without when it was written. */
function digestOf(body: unknown): string {
  const { meta, members, messages }: { meta?: unknown; members?: unknown; messages?: unknown } = body ?? {};
  return createHash('sha256')
    .update(JSON.stringify([meta, members, messages]))
    .digest('base64url');
}

function textIn(input: JobInput, field: string): string {
  const text = input[field];
  if (typeof text !== 'string') throw new TypeError(`the job names no ${field}`);
  return text;
}
