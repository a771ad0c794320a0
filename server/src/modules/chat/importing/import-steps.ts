/** The import task's own commands, besides `chat.record`: begin, empty the channel, write names, end. */
import type { ColumnMapping } from '#formats';
import type { CommandContext, QueryContext } from '#kernel';
import type { PersonObservation } from '#picture';
import { findChannel } from '../../communities/index.ts';
import { affectedBy, ms, rowsOf, sql } from '../../rows.ts';
import { ERASED_PATTERN, type ErasedDigest } from '../erasing/digests.ts';
import { literal, quoted } from '../message-columns.ts';
import { addEntries } from '../rosters/snapshot.ts';
import { addPeople } from './record.ts';

interface OfImport {
  importId: string;
}

export interface ImportJob {
  channelId: string;
  uploadId: string;
  file: string;
  bytes: number;
  format: string | null;
  chat: string | null;
  columns: ColumnMapping | null;
  zone: string;
  dayZone: string;
  pseudonymous: boolean;
  communityId: string;
  /** What was erased from the community: not to be brought back. */
  erased: ErasedDigest[];
  /** `replace`, and the channel still holds what it held before. */
  toEmpty: boolean;
  batches: number[];
  added: number;
}

/** @returns null when there is nothing to run any more */
export async function beginImport(ctx: CommandContext, { importId }: OfImport): Promise<ImportJob | null> {
  const { orgId } = ctx;
  const [run] = await rowsOf<Omit<ImportJob, 'dayZone' | 'batches' | 'communityId' | 'erased'> & { state: string }>(
    ctx,
    sql`SELECT state, channel_id AS "channelId", upload_id AS "uploadId", file, bytes, wanted_format AS format, wanted_chat AS chat, columns, zone,
          pseudonymous, mode = 'replace' AND NOT emptied AS "toEmpty", added
        FROM import_run WHERE org_id = ${orgId} AND id = ${importId}`,
  );
  ctx.unchanged();
  if (!run || (run.state !== 'queued' && run.state !== 'running')) return null;
  const { zone: dayZone, communityId } = await findChannel(ctx, run.channelId);
  await rowsOf(
    ctx,
    sql`UPDATE import_run SET state = 'running', started_at = coalesce(started_at, ${new Date(ctx.now()).toISOString()})
        WHERE org_id = ${orgId} AND id = ${importId}`,
  );
  await rowsOf(
    ctx,
    sql`INSERT INTO chat_state (org_id, channel_id, zone) VALUES (${orgId}, ${run.channelId}, ${dayZone})
        ON CONFLICT (org_id, channel_id) DO NOTHING`,
  );
  const batches = await rowsOf<{ batch: number }>(
    ctx,
    sql`SELECT batch FROM import_batch WHERE org_id = ${orgId} AND import_id = ${importId}`,
  );
  const { state: _, ...job } = run;
  const erased = await erasedDigests(ctx, communityId);
  return { ...job, dayZone, communityId, erased, batches: batches.map(({ batch }) => batch) };
}

async function erasedDigests(ctx: QueryContext, communityId: string): Promise<ErasedDigest[]> {
  const [row] = await rowsOf<{ erased: ErasedDigest[] | null }>(
    ctx,
    sql`SELECT json_agg(json_build_array(digest, length, label)) AS erased FROM erased_digest
        WHERE org_id = ${ctx.orgId} AND community_id = ${communityId}`,
  );
  return row?.erased ?? [];
}

/** Every name that somebody of the channel bears or bore who is not erased. */
export async function livingNames(ctx: QueryContext, { channelId }: { channelId: string }): Promise<string[]> {
  const living = sql`i.org_id = ${ctx.orgId} AND i.channel_id = ${channelId} AND i.who !~ ${ERASED_PATTERN}::text`;
  const [row] = await rowsOf<{ names: string[] | null }>(
    ctx,
    // Of those known by name alone the key says it too: an import that was cut off has written no names yet.
    sql`SELECT json_agg(name) AS names FROM (
          SELECT a.name FROM identity i JOIN alias a ON a.org_id = i.org_id AND a.channel_id = i.channel_id AND a.identity_id = i.id WHERE ${living}
          UNION SELECT substr(i.who, 6) FROM identity i WHERE ${living} AND i.identified_by = 'name') n`,
  );
  return row?.names ?? [];
}

/** The next month of a channel's messages; false when none is left. One month a transaction. */
export async function deleteMonth(ctx: CommandContext, { channelId }: { channelId: string }): Promise<boolean> {
  const own = sql`org_id = ${ctx.orgId} AND channel_id = ${channelId}`;
  const [row] = await rowsOf<{ month: string | null }>(
    ctx,
    sql`SELECT date_trunc('month', min(at))::text AS month FROM message WHERE ${own}`,
  );
  ctx.unchanged();
  if (!row?.month) return false;
  await rowsOf(
    ctx,
    sql`DELETE FROM message WHERE ${own} AND at >= ${row.month}::timestamptz AND at < ${row.month}::timestamptz + interval '1 month'`,
  );
  return true;
}

/** What was computed and who was known: rows that no foreign key takes away with their channel. */
async function deleteComputed(ctx: CommandContext, channelId: string): Promise<void> {
  const tables = [
    'dirty_day',
    'channel_day',
    'open_reply',
    'member_year',
    'member_total',
    'channel_week',
    'member_picture',
    'name_key',
    'alias',
    'roster_entry',
    'roster_snapshot',
  ];
  for (const table of tables) {
    await rowsOf(ctx, sql`DELETE FROM ${sql.identifier(table)} WHERE org_id = ${ctx.orgId} AND channel_id = ${channelId}`);
  }
}

export async function eraseChannel(ctx: CommandContext, { channelId }: { channelId: string }): Promise<void> {
  await deleteComputed(ctx, channelId);
  await rowsOf(ctx, sql`DELETE FROM identity WHERE org_id = ${ctx.orgId} AND channel_id = ${channelId}`);
  ctx.emit('chat.erased', { channelId });
}

/** What was computed from the messages that are gone, the people, and what earlier imports covered. */
export async function forgetChannel(ctx: CommandContext, { importId, channelId }: OfImport & { channelId: string }): Promise<void> {
  const { orgId } = ctx;
  const own = sql`org_id = ${orgId} AND channel_id = ${channelId}`;
  await deleteComputed(ctx, channelId);
  await forgetPeople(ctx, channelId);
  await rowsOf(ctx, sql`UPDATE import_run SET first_at = NULL, last_at = NULL WHERE ${own} AND id <> ${importId}`);
  await rowsOf(ctx, sql`UPDATE import_run SET emptied = true WHERE org_id = ${orgId} AND id = ${importId}`);
  await rowsOf(ctx, sql`UPDATE chat_state SET revision = revision + 1 WHERE ${own}`);
  ctx.emit('chat.emptied', { channelId, subjectId: importId });
}

/** People whom staff have merged, tagged or written about keep their number, for the file that comes next. */
async function forgetPeople(ctx: CommandContext, channelId: string): Promise<void> {
  const of = (table: string) =>
    sql`EXISTS (SELECT 1 FROM ${sql.identifier(table)} t WHERE t.org_id = i.org_id AND t.channel_id = i.channel_id AND t.identity_id = i.id)`;
  const own = sql`i.org_id = ${ctx.orgId} AND i.channel_id = ${channelId}`;
  await rowsOf(
    ctx,
    sql`DELETE FROM identity i WHERE ${own} AND i.member_id IS NULL AND NOT ${of('member_tag')} AND NOT ${of('member_note')}`,
  );
  await rowsOf(ctx, sql`UPDATE identity i SET in_roster = false, role = NULL, joined_at = NULL WHERE ${own}`);
}

/** Names, roles and roster of some people of a file. */
export async function recordNames(
  ctx: CommandContext,
  { importId, channelId, people }: OfImport & { channelId: string; people: PersonObservation[] },
): Promise<void> {
  const { orgId } = ctx;
  const [state] = await rowsOf<{ last: number }>(
    ctx,
    sql`SELECT last_identity AS last FROM chat_state WHERE org_id = ${orgId} AND channel_id = ${channelId} FOR UPDATE`,
  );
  const identities = await addPeople(ctx, channelId, people, state?.last ?? 0);
  const names = people.flatMap((person, row) => person.names.map((name, place) => ({ ...name, place, id: identities[row] ?? 0 })));
  const named = names.length === 0 ? 0 : await addNames(ctx, channelId, names);
  const numbered = people.map((person, row) => ({ ...person, id: identities[row] ?? 0 }));
  await addEntries(ctx, { channelId, importId }, numbered);
  const rows = numbered.filter(({ inRoster, role, joinedAt }) => inRoster || role !== null || joinedAt !== null);
  const described = rows.length === 0 ? 0 : await describePeople(ctx, channelId, rows);
  if (named + described > 0) {
    await rowsOf(ctx, sql`UPDATE chat_state SET revision = revision + 1 WHERE org_id = ${orgId} AND channel_id = ${channelId}`);
  }
  ctx.unchanged();
}

function describePeople(ctx: CommandContext, channelId: string, rows: (PersonObservation & { id: number })[]): Promise<number> {
  return affectedBy(
    ctx,
    sql`UPDATE identity i SET in_roster = i.in_roster OR p.in_roster, joined_at = least(i.joined_at, p.joined_at),
          role = CASE WHEN i.role = 'owner' OR p.role IS NULL THEN i.role WHEN i.role = 'admin' AND p.role = 'member' THEN i.role ELSE p.role END
        FROM (SELECT id, in_roster, role, to_timestamp(joined / 1000.0) AS joined_at
              FROM unnest(${literal(rows, ({ id }) => id)}::int4[], ${literal(rows, ({ inRoster }) => String(inRoster))}::boolean[],
                ${literal(rows, ({ role }) => role ?? 'NULL')}::text[], ${literal(rows, ({ joinedAt }) => joinedAt ?? 'NULL')}::int8[])
                AS u(id, in_roster, role, joined)) p
        WHERE i.org_id = ${ctx.orgId} AND i.channel_id = ${channelId} AND i.id = p.id
          AND ((p.in_roster AND NOT i.in_roster) OR (p.role IS NOT NULL AND p.role IS DISTINCT FROM i.role)
            OR p.joined_at < coalesce(i.joined_at, 'infinity'))`,
  );
}

interface NameRow {
  id: number;
  name: string;
  place: number;
  first: number | null;
  last: number | null;
}

function addNames(ctx: CommandContext, channelId: string, names: NameRow[]): Promise<number> {
  return affectedBy(
    ctx,
    sql`INSERT INTO alias (org_id, channel_id, identity_id, name, place, first_at, last_at)
        SELECT ${ctx.orgId}::uuid, ${channelId}::uuid, id, name, place, to_timestamp(first / 1000.0), to_timestamp(last / 1000.0)
        FROM unnest(${literal(names, ({ id }) => id)}::int4[], ${literal(names, ({ name }) => quoted(name))}::text[],
          ${literal(names, ({ place }) => place)}::int4[], ${literal(names, ({ first }) => first ?? 'NULL')}::int8[],
          ${literal(names, ({ last }) => last ?? 'NULL')}::int8[]) AS n(id, name, place, first, last)
        ON CONFLICT (org_id, channel_id, identity_id, name) DO UPDATE
          SET first_at = least(alias.first_at, excluded.first_at), last_at = greatest(alias.last_at, excluded.last_at)
          WHERE excluded.first_at < coalesce(alias.first_at, 'infinity') OR excluded.last_at > coalesce(alias.last_at, '-infinity')`,
  );
}

export interface Ending extends OfImport {
  channelId: string;
  /** null: it went well. */
  error: { code: string; data: Record<string, string | number> } | null;
}

export async function endImport(ctx: CommandContext, { importId, channelId, error }: Ending): Promise<void> {
  const state = error ? 'failed' : 'done';
  const ended = await affectedBy(
    ctx,
    sql`UPDATE import_run SET state = ${state}, error = ${error ? JSON.stringify(error) : null}::jsonb, finished_at = ${new Date(ctx.now()).toISOString()}
        WHERE org_id = ${ctx.orgId} AND id = ${importId} AND state = 'running'`,
  );
  if (ended === 0) ctx.unchanged();
  else ctx.emit(error ? 'import.failed' : 'import.finished', { channelId, subjectId: importId }, error ? { code: error.code } : {});
}

/** Uploads older than `days` that no import waits for, or runs on. */
export async function staleUploads(ctx: QueryContext, { days }: { days: number }): Promise<string[]> {
  const rows = await rowsOf<{ id: string; at: number }>(
    ctx,
    sql`SELECT u.id, ${ms('u.created_at')} AS at FROM upload u WHERE u.org_id = ${ctx.orgId}
          AND u.created_at < ${new Date(ctx.now() - days * 86_400_000).toISOString()}::timestamptz
          AND NOT EXISTS (SELECT 1 FROM import_run i WHERE i.org_id = u.org_id AND i.upload_id = u.id AND i.state IN ('queued', 'running'))`,
  );
  return rows.map(({ id }) => id);
}
