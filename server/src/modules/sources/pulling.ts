/** The pull task's own commands. The place in the conversation moves on with the import that stored the page, never before it. */
import type { CommandContext } from '#kernel';
import { type Beginning, listImports, startImport } from '../chat/index.ts';
import { findChannel } from '../communities/index.ts';
import { iso, ms, rowsOf, sql } from '../rows.ts';
import type { Source } from './contract.ts';
import { findSource, isClaimed, type Pending, type SourceRow, sourceWhere } from './find.ts';
import { type Cursor, nextDue } from './rules.ts';

/** An import that is still not done after a day will not be. */
const STUCK_MS = 86_400_000;

interface OfRun {
  channelId: string;
  run: string;
}

/** What a pull needs to know; the token is still sealed. */
export interface PullJob {
  communityId: string;
  baseUrl: string;
  conversation: string;
  token: string | null;
  cursor: Cursor;
  first: number;
  latest: number | null;
  digest: string | null;
  ground: Source['ground'];
  pseudonymous: boolean;
  zone: string;
}

/** Queues a pull of every source whose time has come. */
export async function queueDue(ctx: CommandContext): Promise<void> {
  const now = ctx.now();
  const rows = await rowsOf<{ channelId: string; everyHours: number; due: number }>(
    ctx,
    sql`SELECT channel_id AS "channelId", every_hours AS "everyHours", ${ms('due_at')} AS due FROM source
        WHERE org_id = ${ctx.orgId} AND NOT paused AND due_at <= ${new Date(now).toISOString()}
          AND channel_id NOT IN (SELECT c.id FROM channel c JOIN community o ON o.org_id = c.org_id AND o.id = c.community_id
            WHERE c.org_id = ${ctx.orgId} AND o.dissolved_at IS NOT NULL)
        ORDER BY due_at, channel_id FOR UPDATE`,
  );
  for (const { channelId, everyHours, due } of rows) {
    const next = new Date(nextDue(due, everyHours, now)).toISOString();
    await rowsOf(ctx, sql`UPDATE source SET due_at = ${next} WHERE org_id = ${ctx.orgId} AND channel_id = ${channelId}`);
    ctx.enqueue('sources.pull', { channelId, run: ctx.newId() }, { key: channelId });
  }
  ctx.unchanged();
}

/** Takes the source for this run. @returns null when there is nothing to do: gone, paused, or a pull is going on */
export async function beginPull(ctx: CommandContext, { channelId, run }: OfRun): Promise<PullJob | null> {
  ctx.unchanged();
  const found = await sourceWhere(ctx, sql`channel_id = ${channelId}`, true);
  if (!found || found.paused || (found.claimedBy !== run && isClaimed(found, ctx.now()))) return null;
  const row = await withoutOldImport(ctx, found);
  if (row.importId !== null) return null;
  await change(
    ctx,
    channelId,
    sql`claimed_by = ${run}, claimed_at = ${iso(ctx.now())}, adding = CASE WHEN midway THEN adding ELSE 0 END, import_id = NULL, pending = NULL`,
  );
  const { baseUrl, conversation, token, since, offset, until, firstSince: first, latest, digest, ground, pseudonymous } = row;
  const { communityId, zone } = await findChannel(ctx, channelId);
  return { communityId, baseUrl, conversation, token, cursor: { since, offset, until }, first, latest, digest, ground, pseudonymous, zone };
}

/** An import whose end was not heard of is settled now; one that failed or went leaves its page to be fetched again. */
async function withoutOldImport(ctx: CommandContext, row: SourceRow): Promise<SourceRow> {
  if (row.importId === null) return row;
  const old = (await listImports(ctx, row)).imports.find(({ id }) => id === row.importId);
  const fresh = old && ctx.now() - Date.parse(old.createdAt) < STUCK_MS;
  if (fresh && ['recognised', 'queued', 'running'].includes(old.state)) return row;
  if (old?.state === 'done' && row.pending) await adopt(ctx, row.channelId, row.pending, old.added);
  else await change(ctx, row.channelId, sql`import_id = NULL, pending = NULL`);
  return findSource(ctx, row.channelId);
}

export interface FetchedPage extends OfRun {
  uploadId: string;
  seen: Beginning;
  page: Pending;
}

/** The page's import begins, and the source knows which it is, or neither. @returns null when the run lost the source meanwhile */
export async function importPage(ctx: CommandContext, { channelId, run, uploadId, seen, page }: FetchedPage): Promise<string | null> {
  const row = await sourceWhere(ctx, sql`channel_id = ${channelId} AND claimed_by = ${run}`, true);
  if (!row) {
    ctx.unchanged();
    return null;
  }
  const { zone } = await findChannel(ctx, channelId);
  const { ground, pseudonymous } = row;
  const { id } = await startImport(ctx, { uploadId, channelId, mode: 'append', format: 'chatlab-json', zone, ground, pseudonymous }, seen);
  const pending = JSON.stringify(page);
  await change(ctx, channelId, sql`import_id = ${id}, pending = ${pending}::jsonb, claimed_by = NULL, claimed_at = NULL`);
  return id;
}

/** A page that holds nothing new. */
export async function skipPage(ctx: CommandContext, { channelId, run, page }: OfRun & { page: Pending }): Promise<void> {
  const row = await sourceWhere(ctx, sql`channel_id = ${channelId} AND claimed_by = ${run}`, true);
  ctx.unchanged();
  if (row && (await adopt(ctx, channelId, page, 0))) await goOn(ctx, channelId);
}

export async function failPull(
  ctx: CommandContext,
  { channelId, run, error }: OfRun & { error: NonNullable<Source['error']> },
): Promise<void> {
  const row = await sourceWhere(ctx, sql`channel_id = ${channelId} AND claimed_by = ${run}`, true);
  if (row) await blame(ctx, row, error);
  else ctx.unchanged();
}

/** An import has ended, one of a source's pages perhaps. */
export async function settlePage(ctx: CommandContext, { importId, stored }: { importId: string; stored: boolean }): Promise<void> {
  const row = await sourceWhere(ctx, sql`import_id = ${importId}`, true);
  if (!row) ctx.unchanged();
  else if (stored && row.pending) {
    const { added = 0 } = (await listImports(ctx, row)).imports.find(({ id }) => id === importId) ?? {};
    if (await adopt(ctx, row.channelId, row.pending, added)) await goOn(ctx, row.channelId);
  } else await blame(ctx, row, { code: 'source.importFailed', data: {} });
}

/** Moves on behind a page that is stored. @returns whether more pages are to come */
async function adopt(ctx: CommandContext, channelId: string, { cursor, more, latest, digest }: Pending, added: number): Promise<boolean> {
  await change(
    ctx,
    channelId,
    sql`since = ${cursor.since}, page_offset = ${cursor.offset}, until = ${cursor.until}, midway = ${more}, digest = ${digest},
      latest_at = ${latest === null ? null : iso(latest)}, adding = adding + ${added}::int8, error = NULL,
      added = CASE WHEN ${more} THEN added ELSE adding + ${added}::int8 END,
      pulled_at = CASE WHEN ${more} THEN pulled_at ELSE ${iso(ctx.now())}::timestamptz END,
      import_id = NULL, pending = NULL, claimed_by = NULL, claimed_at = NULL`,
  );
  const { communityId } = await findChannel(ctx, channelId);
  if (added > 0) ctx.emit('source.pulled', { communityId, channelId }, { added });
  else ctx.unchanged();
  return more;
}

async function goOn(ctx: CommandContext, channelId: string): Promise<void> {
  ctx.enqueue('sources.pull', { channelId, run: ctx.newId() }, { key: channelId });
}

/** The log hears of a failure once, not at every try. */
async function blame(ctx: CommandContext, row: SourceRow, error: NonNullable<Source['error']>): Promise<void> {
  const { channelId } = row;
  const told = JSON.stringify(error);
  await change(ctx, channelId, sql`error = ${told}::jsonb, import_id = NULL, pending = NULL, claimed_by = NULL, claimed_at = NULL`);
  const { communityId } = await findChannel(ctx, channelId);
  if (row.error?.code === error.code) ctx.unchanged();
  else ctx.emit('source.failed', { communityId, channelId }, { code: error.code });
}

async function change(ctx: CommandContext, channelId: string, what: ReturnType<typeof sql>): Promise<void> {
  await rowsOf(ctx, sql`UPDATE source SET ${what} WHERE org_id = ${ctx.orgId} AND channel_id = ${channelId}`);
}
