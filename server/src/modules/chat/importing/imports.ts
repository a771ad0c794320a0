/** Imports from the operator's side: start, look, cancel, resume. */
import type { z } from 'zod';
import type { CommandContext, Ground, QueryContext } from '#kernel';
import { zoneClock } from '#vocabulary/zone';
import { createChannel, findChannel } from '../../communities/index.ts';
import { rowsOf, sql } from '../../rows.ts';
import type { chat as contract, ImportRun } from '../contract.ts';
import { findImport, importsWhere } from '../find.ts';
import { type Beginning, readBeginning } from './recognise.ts';

type Schema<K extends keyof typeof contract> = NonNullable<(typeof contract)[K]['~orpc']['inputSchema']>;
type ImportInput = z.output<Schema<'import'>>;

/** A file nobody can read is refused before anything is stored. */
export function lookAtFile(ground: Ground, { uploadId, format, zone, columns }: ImportInput): Promise<Beginning> {
  return readBeginning(ground, { uploadId, format, zone, columns });
}

export async function startImport(ctx: CommandContext, input: ImportInput, seen: Beginning): Promise<ImportRun> {
  zoneClock(input.zone);
  const channel = input.channelId === undefined ? await newChannel(ctx, input, seen) : await findChannel(ctx, input.channelId);
  const importId = ctx.newId();
  const format = seen.sources[0]?.format ?? '';
  await rowsOf(
    ctx,
    sql`INSERT INTO import_run (org_id, id, channel_id, upload_id, file, state, mode, wanted_format, wanted_chat, columns, format, zone, ground,
          pseudonymous, bytes, created_at)
        VALUES (${ctx.orgId}, ${importId}, ${channel.id}, ${input.uploadId}, ${seen.file}, 'queued', ${input.mode}, ${input.format ?? null},
          ${input.chat ?? null}, ${input.columns ? JSON.stringify(input.columns) : null}::jsonb, ${format}, ${input.zone}, ${input.ground},
          ${input.pseudonymous}, ${seen.bytes}, ${new Date(ctx.now()).toISOString()})`,
  );
  ctx.emit(
    'import.started',
    { communityId: channel.communityId, channelId: channel.id, subjectId: importId },
    { mode: input.mode, ground: input.ground, pseudonymous: input.pseudonymous, format },
  );
  ctx.enqueue('chat.runImport', { importId }, { key: importId });
  return findImport(ctx, importId);
}

function newChannel(ctx: CommandContext, input: ImportInput, seen: Beginning) {
  const shown = input.pseudonymous ? undefined : (input.chat ?? seen.chats[0]);
  const name = input.channelName ?? (shown || seen.file.replace(/\.[^.]+$/, '')).slice(0, 120);
  return createChannel(ctx, { communityId: input.communityId, name, platform: seen.sources[0]?.platform ?? 'other', zone: input.zone });
}

export async function listImports(ctx: QueryContext, { channelId }: { channelId: string }): Promise<{ imports: ImportRun[] }> {
  return { imports: await importsWhere(ctx, sql`channel_id = ${channelId}`) };
}

export async function cancelImport(ctx: CommandContext, { importId }: { importId: string }): Promise<ImportRun> {
  const run = await findImport(ctx, importId);
  if (run.state !== 'queued' && run.state !== 'running') {
    ctx.unchanged();
    return run;
  }
  await rowsOf(
    ctx,
    sql`UPDATE import_run SET state = 'cancelled', finished_at = ${new Date(ctx.now()).toISOString()} WHERE org_id = ${ctx.orgId} AND id = ${importId}`,
  );
  ctx.emit('import.cancelled', { channelId: run.channelId, subjectId: importId });
  return findImport(ctx, importId);
}

export async function resumeImport(ctx: CommandContext, { importId }: { importId: string }): Promise<ImportRun> {
  const run = await findImport(ctx, importId);
  if (run.state !== 'failed' && run.state !== 'cancelled') {
    ctx.unchanged();
    return run;
  }
  await rowsOf(
    ctx,
    sql`UPDATE import_run SET state = 'queued', error = NULL, finished_at = NULL WHERE org_id = ${ctx.orgId} AND id = ${importId}`,
  );
  ctx.emit('import.resumed', { channelId: run.channelId, subjectId: importId });
  ctx.enqueue('chat.runImport', { importId }, { key: importId });
  return findImport(ctx, importId);
}

interface RejectedRow {
  number: number;
  offset: number;
  bytes: number;
  line: number | null;
  reason: string;
  sample: string;
}

export async function listRejected(
  ctx: QueryContext,
  { importId, after = 0, limit }: { importId: string; after?: number | undefined; limit: number },
) {
  const found = await rowsOf<RejectedRow>(
    ctx,
    sql`SELECT number, "offset", bytes, line, reason, sample FROM rejected_row
        WHERE org_id = ${ctx.orgId} AND import_id = ${importId} AND number > ${after} ORDER BY number LIMIT ${limit + 1}`,
  );
  const shown = found.slice(0, limit);
  return { rows: shown.map(({ number: _, ...row }) => row), next: found.length > limit ? (shown.at(-1)?.number ?? null) : null };
}
