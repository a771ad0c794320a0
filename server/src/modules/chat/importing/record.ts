/** Rows into the database: one batch of an import, one transaction. */
import type { CommandContext } from '#kernel';
import { affectedBy, rowsOf, sql } from '../../rows.ts';
import { literal, type MessageColumns, quoted, quotedOrNull } from '../message-columns.ts';
import type { Batch } from './read-file.ts';

export interface RecordInput {
  importId: string;
  channelId: string;
  batch: Batch;
  /** People of this and earlier batches who have no identity yet. */
  newPeople: Batch['people'];
  /** Position → identity of all others; −1 where not known yet. */
  identities: Int32Array;
  firstNewPosition: number;
}

export interface Recorded {
  /** False: the import was cancelled meanwhile and nothing was written. */
  running: boolean;
  added: number;
  identities: number[];
}

export async function record(ctx: CommandContext, input: RecordInput): Promise<Recorded> {
  const { importId, channelId, batch } = input;
  const { orgId } = ctx;
  // The row's lock puts writers of one channel in line; a cancel that comes first is seen here.
  const [state] = await rowsOf<{ last: number; state: string; community: string }>(
    ctx,
    sql`SELECT s.last_identity AS last, i.state, c.community_id AS community
        FROM chat_state s
        JOIN import_run i ON i.org_id = s.org_id AND i.channel_id = s.channel_id
        JOIN channel c ON c.org_id = s.org_id AND c.id = s.channel_id
        WHERE s.org_id = ${orgId} AND s.channel_id = ${channelId} AND i.id = ${importId} FOR UPDATE OF s`,
  );
  if (state?.state !== 'running') {
    ctx.unchanged();
    return { running: false, added: 0, identities: [] };
  }
  const identities = await addPeople(ctx, channelId, input.newPeople, state.last);
  let written = { added: 0, improved: 0 };
  if (batch.columns) {
    const known = identitiesOf(batch.columns.people, input, identities);
    written = await addMessages(ctx, channelId, batch, batch.columns, known);
    if (written.added + written.improved > 0) await markDays(ctx, channelId, batch, batch.columns.key);
  }
  await addRejected(ctx, importId, batch);
  await countBatch(ctx, input, written.added);
  if (written.added > 0) {
    ctx.emit(
      'chat.recorded',
      { communityId: state.community, channelId, subjectId: importId },
      { batch: batch.number, added: written.added },
    );
  } else ctx.unchanged();
  return { running: true, added: written.added, identities };
}

/** Identities of people new to this run, in their order. Those another import brought before keep theirs. */
export async function addPeople(ctx: CommandContext, channelId: string, people: Batch['people'], last: number): Promise<number[]> {
  if (people.length === 0) return [];
  const identities = await lookUpPeople(ctx, channelId, people);
  const unknown = people.filter(({ who }) => !identities.has(who));
  if (unknown.length > 0) {
    const { orgId } = ctx;
    await rowsOf(
      ctx,
      sql`INSERT INTO identity (org_id, channel_id, id, who, identified_by)
          SELECT ${orgId}::uuid, ${channelId}::uuid, ${last}::int + n, who, by
          FROM unnest(${literal(unknown, ({ who }) => quoted(who))}::text[], ${literal(unknown, ({ by }) => by)}::text[])
            WITH ORDINALITY AS p(who, by, n)
          ON CONFLICT (org_id, who, channel_id) DO NOTHING`,
    );
    await rowsOf(
      ctx,
      sql`UPDATE chat_state SET last_identity = ${last + unknown.length} WHERE org_id = ${orgId} AND channel_id = ${channelId}`,
    );
    // The channel's state is locked, so nobody else handed out these numbers.
    for (const [index, { who }] of unknown.entries()) identities.set(who, last + index + 1);
  }
  return people.map(({ who }) => identities.get(who) ?? 0);
}

async function lookUpPeople(ctx: CommandContext, channelId: string, people: Batch['people']): Promise<Map<string, number>> {
  const rows = await rowsOf<{ people: [string, number][] | null }>(
    ctx,
    // Lateral, with a limit: one look-up a person by the index, whatever the planner thinks the table holds.
    sql`SELECT json_agg(json_build_array(p.who, i.id)) AS people
        FROM unnest(${literal(people, ({ who }) => quoted(who))}::text[]) AS p(who)
        CROSS JOIN LATERAL (SELECT id FROM identity WHERE org_id = ${ctx.orgId} AND who = p.who AND channel_id = ${channelId} LIMIT 1) i`,
  );
  return new Map(rows[0]?.people ?? []);
}

function identitiesOf(positions: Int32Array, { identities, firstNewPosition }: RecordInput, fresh: number[]): string {
  return literal(positions, (position) => {
    if (position < 0) return 'NULL';
    return (position >= firstNewPosition ? fresh[position - firstNewPosition] : identities[position]) ?? 'NULL';
  });
}

async function addMessages(ctx: CommandContext, channelId: string, batch: Batch, c: MessageColumns, identities: string) {
  const { orgId } = ctx;
  const twins = batch.byId ? await twinsOf(ctx, channelId, batch, c) : { earlier: [], later: [] };
  await dropRows(ctx, channelId, twins.later);
  const known = twins.earlier.length === 0 ? sql`` : sql`WHERE r.key <> ALL(${literal(twins.earlier, ({ key }) => key)}::uuid[])`;
  const added = await affectedBy(
    ctx,
    sql`INSERT INTO message (org_id, channel_id, at, key, ord, kind, marks, by_id, identity_id, reply_key, text, mentions, listed)
        SELECT ${orgId}::uuid, ${channelId}::uuid, to_timestamp(r.at / 1000.0), r.key, r.ord, r.kind, r.marks, ${batch.byId}::boolean,
          r.identity, r.reply, r.text, r.mentions::json, r.listed::json
        FROM unnest(${c.at}::int8[], ${c.key}::uuid[], ${c.ord}::int4[], ${c.kind}::int2[], ${c.marks}::int2[],
          ${identities}::int4[], ${c.reply}::uuid[], ${c.text}::text[], ${c.mentions}::text[], ${c.listed}::text[])
          AS r(at, key, ord, kind, marks, identity, reply, text, mentions, listed)
        ${known}
        ON CONFLICT (org_id, channel_id, at, key) DO NOTHING`,
  );
  const dropped = twins.later.length;
  if (added === batch.rows) return { added: added - dropped, improved: dropped };
  // Which of two versions of a row stays must not hang on which file came first.
  const improved = await affectedBy(
    ctx,
    sql`UPDATE message m SET ord = r.ord, text = r.text
        FROM unnest(${c.at}::int8[], ${c.key}::uuid[], ${c.ord}::int4[], ${c.text}::text[]) AS r(at, key, ord, text)
        WHERE m.org_id = ${orgId}::uuid AND m.channel_id = ${channelId}::uuid AND m.at >= ${instant(batch.first)}::timestamptz
          AND m.at <= ${instant(batch.last)}::timestamptz AND m.at = to_timestamp(r.at / 1000.0) AND m.key = r.key
          AND (r.ord < m.ord OR (r.ord = m.ord AND r.text COLLATE "C" < m.text COLLATE "C"))`,
  );
  return { added: added - dropped, improved: improved + dropped };
}

interface Twin {
  key: string;
  /** Of the row that is stored, as the database writes it. */
  at: string;
  earlier: boolean;
}

/**
 * Two exports may give one row instants of different precision or clock; with the platform's own id, a day apart is the
 * same row. The earlier instant stays, as in memory.
 */
async function twinsOf(
  ctx: CommandContext,
  channelId: string,
  batch: Batch,
  c: MessageColumns,
): Promise<{ earlier: Twin[]; later: Twin[] }> {
  const rows = await rowsOf<Twin>(
    ctx,
    sql`SELECT m.key::text AS key, m.at::text AS at, m.at < to_timestamp(r.at / 1000.0) AS earlier
        FROM unnest(${c.at}::int8[], ${c.key}::uuid[]) AS r(at, key)
        CROSS JOIN LATERAL (SELECT key, at FROM message WHERE org_id = ${ctx.orgId} AND key = r.key AND channel_id = ${channelId} AND by_id
          AND at >= ${instant((batch.first ?? 0) - DAY_MS)}::timestamptz AND at <= ${instant((batch.last ?? 0) + DAY_MS)}::timestamptz LIMIT 9) m
        WHERE m.at <> to_timestamp(r.at / 1000.0)`,
  );
  return { earlier: rows.filter(({ earlier }) => earlier), later: rows.filter(({ earlier }) => !earlier) };
}

async function dropRows(ctx: CommandContext, channelId: string, twins: Twin[]): Promise<void> {
  for (const { key, at } of twins) {
    await rowsOf(
      ctx,
      sql`DELETE FROM message WHERE org_id = ${ctx.orgId} AND channel_id = ${channelId} AND at = ${at}::timestamptz AND key = ${key}::uuid`,
    );
  }
}

const DAY_MS = 86_400_000;
function instant(ms: number | null): string {
  return new Date(ms ?? 0).toISOString();
}

/** The batch's days, and the days whose replies waited for one of its rows. */
async function markDays(ctx: CommandContext, channelId: string, batch: Batch, keys: string): Promise<void> {
  const { orgId } = ctx;
  // With ids a later twin may have gone from the day after.
  const days = batch.byId ? new Set(batch.days.flatMap((day) => [day, day + 1])) : batch.days;
  await rowsOf(
    ctx,
    sql`INSERT INTO dirty_day (org_id, channel_id, day) SELECT ${orgId}::uuid, ${channelId}::uuid, day
        FROM unnest(${literal(days, Number)}::int4[]) AS d(day)
        ON CONFLICT (org_id, channel_id, day) DO UPDATE SET mark = dirty_day.mark + 1`,
  );
  if (!batch.byId) return;
  await rowsOf(
    ctx,
    sql`INSERT INTO dirty_day (org_id, channel_id, day)
        SELECT DISTINCT ${orgId}::uuid, ${channelId}::uuid, o.day FROM unnest(${keys}::uuid[]) AS r(key)
        CROSS JOIN LATERAL (SELECT day FROM open_reply WHERE org_id = ${orgId} AND key = r.key AND channel_id = ${channelId} LIMIT 1000) o
        ON CONFLICT (org_id, channel_id, day) DO UPDATE SET mark = dirty_day.mark + 1`,
  );
}

async function addRejected(ctx: CommandContext, importId: string, { rejected }: Batch): Promise<void> {
  if (rejected.length === 0) return;
  const column = (item: (row: Batch['rejected'][number]) => string | number) => literal(rejected, item);
  await rowsOf(
    ctx,
    sql`INSERT INTO rejected_row (org_id, import_id, number, source, "offset", bytes, line, reason, sample)
        SELECT ${ctx.orgId}::uuid, ${importId}::uuid, number, source, "offset", bytes, line, reason, sample
        FROM unnest(${column((row) => row.number)}::int4[], ${column((row) => quoted(row.source))}::text[],
          ${column((row) => row.offset)}::int8[], ${column((row) => row.bytes)}::int8[],
          ${column((row) => row.line ?? 'NULL')}::int8[], ${column((row) => row.reason)}::text[],
          ${column((row) => quotedOrNull(row.sample))}::text[])
          AS r(number, source, "offset", bytes, line, reason, sample)
        ON CONFLICT (org_id, import_id, number) DO NOTHING`,
  );
}

/** What was read, told with the batch: an import that is cut off shows the figures of what it stored. */
async function countBatch(ctx: CommandContext, { importId, channelId, batch }: RecordInput, added: number): Promise<void> {
  const { orgId } = ctx;
  const { account } = batch;
  await rowsOf(
    ctx,
    sql`INSERT INTO import_batch (org_id, import_id, batch) VALUES (${orgId}, ${importId}, ${batch.number})
        ON CONFLICT (org_id, import_id, batch) DO NOTHING`,
  );
  await rowsOf(
    ctx,
    sql`UPDATE import_run SET format = ${account.format}, bytes_read = ${account.read}, records = ${account.records}, added = added + ${added},
          rejected_records = ${account.rejectedRecords}, rejected_bytes = ${account.rejectedBytes}, members = ${account.members},
          first_at = least(first_at, ${batch.first === null ? null : instant(batch.first)}::timestamptz),
          last_at = greatest(last_at, ${batch.last === null ? null : instant(batch.last)}::timestamptz)
        WHERE org_id = ${orgId} AND id = ${importId}`,
  );
  await rowsOf(ctx, sql`UPDATE chat_state SET revision = revision + 1 WHERE org_id = ${orgId} AND channel_id = ${channelId}`);
}
