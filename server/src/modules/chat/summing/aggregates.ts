/** Reads and writes of the refresh: each a transaction of its own, short enough for the embedded database's one connection. */
import type { CommandContext, QueryContext } from '#kernel';
import { findChannel } from '../../communities/index.ts';
import { ms, rowsOf, type SQL, sql } from '../../rows.ts';
import { type FactPage, literal, quoted } from '../message-columns.ts';
import type { DayRow } from './day-columns.ts';
import type { StoredDay, StoredTotal, SummedDays, Targets, YearColumns } from './summing.ts';

export interface RefreshState {
  zone: string;
  revision: number;
  dirty: { day: number; mark: number }[];
  /** The aggregates are those of another zone, or there are none. */
  otherZone: boolean;
  /** Who belongs to whom has changed since the days were summed. */
  regrouped: boolean;
  pictureRevision: number | null;
}

export async function refreshState(ctx: QueryContext, { channelId }: { channelId: string }): Promise<RefreshState | null> {
  const [state] = await rowsOf<{ zone: string | null; revision: number; picture: number | null; regrouped: boolean }>(
    ctx,
    sql`SELECT s.zone, s.revision, p.revision AS picture,
          EXISTS (SELECT 1 FROM identity i WHERE i.org_id = ${ctx.orgId} AND i.channel_id = ${channelId}
            AND (i.member_id IS NOT NULL OR i.summed_with IS NOT NULL) AND i.member_id IS DISTINCT FROM i.summed_with) AS regrouped
        FROM chat_state s
        LEFT JOIN picture p ON p.org_id = s.org_id AND p.channel_id = s.channel_id
        WHERE s.org_id = ${ctx.orgId} AND s.channel_id = ${channelId}`,
  );
  // No channel, no state: it was removed since this was asked for.
  if (!state) return null;
  const { zone } = await findChannel(ctx, channelId);
  const dirty = await rowsOf<{ day: number; mark: number }>(
    ctx,
    sql`SELECT day, mark FROM dirty_day WHERE org_id = ${ctx.orgId} AND channel_id = ${channelId} ORDER BY day`,
  );
  const { revision, picture: pictureRevision, regrouped } = state;
  return { zone, revision, dirty, otherZone: state.zone !== zone, regrouped, pictureRevision };
}

/** Another zone has other days: all aggregates go, and every day of the channel is dirty. `days` are first and last day in the new zone. */
export async function resetDays(
  ctx: CommandContext,
  { channelId, zone, first, last }: { channelId: string; zone: string; first: number; last: number },
) {
  for (const table of ['dirty_day', 'channel_day', 'open_reply', 'member_year', 'member_total', 'channel_week']) {
    await rowsOf(ctx, sql`DELETE FROM ${sql.identifier(table)} WHERE org_id = ${ctx.orgId} AND channel_id = ${channelId}`);
  }
  await rowsOf(
    ctx,
    sql`INSERT INTO dirty_day (org_id, channel_id, day) SELECT ${ctx.orgId}::uuid, ${channelId}::uuid, day
        FROM generate_series(${first}::int, ${last}::int) AS d(day) ON CONFLICT (org_id, channel_id, day) DO NOTHING`,
  );
  await rowsOf(
    ctx,
    sql`UPDATE chat_state SET zone = ${zone}, revision = revision + 1 WHERE org_id = ${ctx.orgId} AND channel_id = ${channelId}`,
  );
  ctx.unchanged();
}

/** First and last row of a channel, epoch ms. */
export async function extent(ctx: QueryContext, { channelId }: { channelId: string }): Promise<{ first: number; last: number } | null> {
  const [row] = await rowsOf<{ first: number | null; last: number | null }>(
    ctx,
    sql`SELECT ${ms('min(at)')} AS first, ${ms('max(at)')} AS last FROM message WHERE org_id = ${ctx.orgId} AND channel_id = ${channelId}`,
  );
  return row && row.first !== null && row.last !== null ? { first: row.first, last: row.last } : null;
}

export function at(epochMs: number): SQL {
  return sql`${new Date(epochMs).toISOString()}::timestamptz`;
}

/** What stands in the days `first`…`last`, and the last day before them. */
export async function storedDays(ctx: QueryContext, { channelId, first, last }: { channelId: string; first: number; last: number }) {
  const own = sql`org_id = ${ctx.orgId} AND channel_id = ${channelId}`;
  const [before] = await rowsOf<{ total: string }>(
    ctx,
    sql`SELECT total::text AS total FROM channel_day WHERE ${own} AND day < ${first} ORDER BY day DESC LIMIT 1`,
  );
  const stored = await rowsOf<StoredDay>(
    ctx,
    sql`SELECT day, total::text AS total, members::text AS members FROM channel_day
        WHERE ${own} AND day BETWEEN ${first} AND ${last} ORDER BY day`,
  );
  return { before: before?.total ?? null, stored };
}

interface PageInput {
  channelId: string;
  /** Epoch ms, `to` excluded. */
  from: number;
  to: number;
  after: PageEnd | null;
}
interface PageEnd {
  at: number;
  ord: number;
  key: string;
}
export interface Page {
  page: FactPage;
  targets: Targets;
  /** Where the next page begins; null after the last. */
  end: PageEnd | null;
}

const PAGE_ROWS = 8_000;
const REPLY_WINDOW_MS = 45 * 86_400_000;

/** The next rows of a stretch of days, in order, with what their replies answer. */
export async function readFacts(ctx: QueryContext, { channelId, from, to, after }: PageInput): Promise<Page> {
  const own = sql`org_id = ${ctx.orgId} AND channel_id = ${channelId}`;
  const start = after
    ? sql`at >= ${at(after.at)} AND (at, ord, key) > (${at(after.at)}, ${after.ord}::int, ${after.key}::uuid)`
    : sql`at >= ${at(from)}`;
  const [page] = await rowsOf<FactPage & { replies: string | null; end_at: number; end_ord: number; end_key: string }>(
    ctx,
    sql`SELECT count(*)::int AS rows, string_agg(at_ms::text, ',') AS at, string_agg((kind * 16 + marks)::text, ',') AS what,
          string_agg(coalesce(identity_id, 0)::text, ',') AS who, array_agg(reply_key) FILTER (WHERE reply_key IS NOT NULL)::text AS replies,
          json_agg(json_build_array(n, reply_key, mentions, listed, CASE WHEN marks & 1 = 1 THEN left(text, 200) END))
            FILTER (WHERE reply_key IS NOT NULL OR mentions IS NOT NULL OR listed IS NOT NULL OR marks & 1 = 1) AS more,
          max(at_ms) AS end_at, max(ord) FILTER (WHERE n = ${PAGE_ROWS - 1}::int) AS end_ord,
          max(key::text) FILTER (WHERE n = ${PAGE_ROWS - 1}::int) AS end_key
        FROM (SELECT ${ms('at')} AS at_ms, ord, key, kind, marks, identity_id, reply_key, mentions, listed, text,
                row_number() OVER (ORDER BY at, ord, key) - 1 AS n
              FROM message WHERE ${own} AND ${start} AND at < ${at(to)} ORDER BY at, ord, key LIMIT ${PAGE_ROWS}) m`,
  );
  if (!page) throw new Error('an aggregate without a row');
  const end = page.rows < PAGE_ROWS ? null : { at: page.end_at, ord: page.end_ord, key: page.end_key };
  const targets = page.replies === null ? [] : await targetsOf(ctx, channelId, page.replies, from, to);
  return { page: { rows: page.rows, at: page.at, what: page.what, who: page.who, more: page.more }, targets, end };
}

/** Most answers follow within weeks; only what is not found there is looked for in all of history. */
async function targetsOf(ctx: QueryContext, channelId: string, keys: string, from: number, to: number): Promise<Targets> {
  const near = await lookUp(ctx, channelId, keys, sql`AND m.at >= ${at(from - REPLY_WINDOW_MS)} AND m.at < ${at(to)}`);
  const found = new Set(near.map(([key]) => key));
  const missing = new Set(keys.slice(1, -1).split(',')).difference(found);
  if (missing.size === 0) return near;
  return [...near, ...(await lookUp(ctx, channelId, literal(missing, String), sql``))];
}

async function lookUp(ctx: QueryContext, channelId: string, keys: string, bounds: SQL): Promise<Targets> {
  const [row] = await rowsOf<{ targets: Targets | null }>(
    ctx,
    sql`SELECT json_agg(json_build_array(m.key, m.identity_id, ${ms('m.at')}) ORDER BY m.at) AS targets
        FROM (SELECT DISTINCT key FROM unnest(${keys}::uuid[]) AS u(key)) r
        CROSS JOIN LATERAL (SELECT key, identity_id, at FROM message m WHERE m.org_id = ${ctx.orgId} AND m.channel_id = ${channelId} AND m.by_id
          AND m.key = r.key ${bounds} LIMIT 1) m`,
  );
  return row?.targets ?? [];
}

export interface StoreDaysInput extends Pick<SummedDays, 'rows' | 'open' | 'gone' | 'emptied'> {
  channelId: string;
}

export async function storeDays(ctx: CommandContext, { channelId, rows, open, gone, emptied }: StoreDaysInput): Promise<void> {
  const { orgId } = ctx;
  const own = sql`org_id = ${orgId} AND channel_id = ${channelId}`;
  const days = literal([...rows.map(({ day }) => day), ...emptied], Number);
  // As it is now: what came since the days were read has marked its days anew.
  const [state] = await rowsOf<{ revision: number }>(ctx, sql`SELECT revision FROM chat_state WHERE ${own}`);
  for (const row of rows) await storeDay(ctx, channelId, row, state?.revision ?? 0);
  await rowsOf(ctx, sql`DELETE FROM open_reply WHERE ${own} AND day = ANY(${days}::int4[])`);
  if (open.length > 0) {
    await rowsOf(
      ctx,
      sql`INSERT INTO open_reply (org_id, channel_id, key, day) SELECT ${orgId}::uuid, ${channelId}::uuid, key, day
          FROM unnest(${literal(open, ({ key }) => key)}::uuid[], ${literal(open, ({ day }) => day)}::int4[]) AS o(key, day)
          ON CONFLICT (org_id, channel_id, day, key) DO NOTHING`,
    );
  }
  if (emptied.length > 0) {
    await rowsOf(ctx, sql`DELETE FROM channel_day WHERE ${own} AND day = ANY(${literal(emptied, Number)}::int4[])`);
  }
  for (const { who, day, year } of gone) {
    await rowsOf(
      ctx,
      sql`UPDATE member_year SET days = days - ${String(day)}::text WHERE ${own} AND identity_id = ${who} AND year = ${year}`,
    );
    await rowsOf(ctx, sql`UPDATE member_total SET total = NULL WHERE ${own} AND identity_id = ${who}`);
  }
  ctx.unchanged();
}

function storeDay(ctx: CommandContext, channelId: string, row: DayRow, revision: number) {
  return rowsOf(
    ctx,
    sql`INSERT INTO channel_day (org_id, channel_id, day, total, members, edges, mentions, listed, checkins, questions, revision)
        VALUES (${ctx.orgId}, ${channelId}, ${row.day}, ${row.total}, ${row.members}, ${row.edges}, ${row.mentions}, ${row.listed},
          ${row.checkins}, ${row.questions}, ${revision})
        ON CONFLICT (org_id, channel_id, day) DO UPDATE SET total = excluded.total, members = excluded.members, edges = excluded.edges,
          mentions = excluded.mentions, listed = excluded.listed, checkins = excluded.checkins, questions = excluded.questions, topics = NULL,
          revision = excluded.revision`,
  );
}

export async function storeYears(ctx: CommandContext, { channelId, years }: { channelId: string; years: YearColumns }): Promise<void> {
  await rowsOf(
    ctx,
    sql`INSERT INTO member_year (org_id, channel_id, identity_id, year, days) SELECT ${ctx.orgId}::uuid, ${channelId}::uuid, who, year, days::jsonb
        FROM unnest(${years.who}::int4[], ${years.year}::int2[], ${years.days}::text[]) AS y(who, year, days)
        ON CONFLICT (org_id, channel_id, identity_id, year) DO UPDATE SET days = member_year.days || excluded.days`,
  );
  ctx.unchanged();
}

/** All years of some members, as json text. */
export async function readYears(
  ctx: QueryContext,
  { channelId, members }: { channelId: string; members: number[] },
): Promise<string | null> {
  const [row] = await rowsOf<{ years: string | null }>(
    ctx,
    // Lateral, so that each member costs one look-up by the key: `= ANY(…)` walked through all of a channel on PostgreSQL 15.
    sql`SELECT '[' || string_agg(y.years, ',') || ']' AS years FROM unnest(${literal(members, Number)}::int4[]) AS m(id)
        CROSS JOIN LATERAL (SELECT string_agg('[' || identity_id || ',' || days::text || ']', ',') AS years FROM member_year
          WHERE org_id = ${ctx.orgId} AND channel_id = ${channelId} AND identity_id = m.id) y`,
  );
  return row?.years ?? null;
}

/** Members whose total waits although no day of theirs was summed in this run: a run before was cut off. */
export async function waitingTotals(ctx: QueryContext, { channelId }: { channelId: string }): Promise<number[]> {
  const rows = await rowsOf<{ who: number }>(
    ctx,
    sql`SELECT identity_id AS who FROM member_total WHERE org_id = ${ctx.orgId} AND channel_id = ${channelId} AND total IS NULL`,
  );
  return rows.map(({ who }) => who);
}

export async function storeTotals(
  ctx: CommandContext,
  { channelId, members, totals }: { channelId: string; members: number[]; totals: StoredTotal[] },
): Promise<void> {
  const kept = totals.filter(({ total }) => total !== null);
  const ids = new Set(kept.map(({ who }) => who));
  const gone = members.filter((who) => !ids.has(who));
  const { orgId } = ctx;
  if (kept.length > 0) {
    await rowsOf(
      ctx,
      sql`INSERT INTO member_total (org_id, channel_id, identity_id, first_day, first_at, total)
          SELECT ${orgId}::uuid, ${channelId}::uuid, who, day, to_timestamp(at / 1000.0), total::json
          FROM unnest(${literal(kept, ({ who }) => who)}::int4[], ${literal(kept, ({ firstDay }) => firstDay ?? 0)}::int4[],
            ${literal(kept, ({ firstAt }) => firstAt ?? 0)}::int8[], ${literal(kept, ({ total }) => quoted(total ?? ''))}::text[])
            AS t(who, day, at, total)
          ON CONFLICT (org_id, channel_id, identity_id) DO UPDATE
            SET first_day = excluded.first_day, first_at = excluded.first_at, total = excluded.total`,
    );
  }
  if (gone.length > 0) {
    const list = literal(gone, Number);
    await rowsOf(
      ctx,
      sql`DELETE FROM member_total WHERE org_id = ${orgId} AND channel_id = ${channelId} AND identity_id = ANY(${list}::int4[])`,
    );
  }
  ctx.unchanged();
}

export async function daysOfWeeks(ctx: QueryContext, { channelId, weeks }: { channelId: string; weeks: number[] }): Promise<StoredDay[]> {
  return rowsOf<StoredDay>(
    ctx,
    sql`SELECT day, total::text AS total, members::text AS members FROM channel_day WHERE org_id = ${ctx.orgId} AND channel_id = ${channelId}
        AND day = ANY(${literal(
          weeks.flatMap((week) => [0, 1, 2, 3, 4, 5, 6].map((n) => week + n)),
          Number,
        )}::int4[])`,
  );
}

export async function storeWeeks(
  ctx: CommandContext,
  { channelId, weeks }: { channelId: string; weeks: { week: number; total: string | null }[] },
): Promise<void> {
  for (const { week, total } of weeks) {
    const own = sql`org_id = ${ctx.orgId} AND channel_id = ${channelId} AND week = ${week}`;
    if (total === null) await rowsOf(ctx, sql`DELETE FROM channel_week WHERE ${own}`);
    else {
      await rowsOf(
        ctx,
        sql`INSERT INTO channel_week (org_id, channel_id, week, total) VALUES (${ctx.orgId}, ${channelId}, ${week}, ${total})
            ON CONFLICT (org_id, channel_id, week) DO UPDATE SET total = excluded.total`,
      );
    }
  }
  ctx.unchanged();
}

/** Marks the first stored day after `day`: what it starts from has changed. */
export async function markNext(ctx: CommandContext, { channelId, day }: { channelId: string; day: number }): Promise<void> {
  await rowsOf(
    ctx,
    sql`INSERT INTO dirty_day (org_id, channel_id, day) SELECT org_id, channel_id, min(day) FROM channel_day
        WHERE org_id = ${ctx.orgId} AND channel_id = ${channelId} AND day > ${day} GROUP BY org_id, channel_id
        ON CONFLICT (org_id, channel_id, day) DO UPDATE SET mark = dirty_day.mark + 1`,
  );
  ctx.unchanged();
}

/** The days are done, but for those marked again meanwhile. */
export async function settleDays(
  ctx: CommandContext,
  { channelId, days }: { channelId: string; days: { day: number; mark: number }[] },
): Promise<void> {
  await rowsOf(
    ctx,
    sql`DELETE FROM dirty_day d USING unnest(${literal(days, ({ day }) => day)}::int4[], ${literal(days, ({ mark }) => mark)}::int4[]) AS s(day, mark)
        WHERE d.org_id = ${ctx.orgId} AND d.channel_id = ${channelId} AND d.day = s.day AND d.mark = s.mark`,
  );
  ctx.unchanged();
}
