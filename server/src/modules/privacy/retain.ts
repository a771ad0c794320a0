/** How long things are kept: the setting, and what the daily task does by it. */
import type { CommandContext, QueryContext } from '#kernel';
import { rowsOf, sql } from '../rows.ts';
import type { Retention } from './contract.ts';
import { defaults } from './rules.ts';

export async function retention(ctx: QueryContext): Promise<Retention> {
  const [row] = await rowsOf<Retention>(
    ctx,
    sql`SELECT event_months AS "eventMonths", text_months AS "textMonths", upload_days AS "uploadDays" FROM retention WHERE org_id = ${ctx.orgId}`,
  );
  return row ?? defaults;
}

export async function setRetention(ctx: CommandContext, wanted: Retention): Promise<Retention> {
  const before = await retention(ctx);
  const { eventMonths, textMonths, uploadDays } = wanted;
  if (before.eventMonths === eventMonths && before.textMonths === textMonths && before.uploadDays === uploadDays) {
    ctx.unchanged();
    return before;
  }
  await rowsOf(
    ctx,
    sql`INSERT INTO retention (org_id, event_months, text_months, upload_days) VALUES (${ctx.orgId}, ${eventMonths}, ${textMonths}, ${uploadDays})
        ON CONFLICT (org_id) DO UPDATE SET event_months = excluded.event_months, text_months = excluded.text_months,
          upload_days = excluded.upload_days`,
  );
  ctx.emit('retention.changed', {}, { eventMonths, textMonths, uploadDays });
  return wanted;
}

export async function uploadDays(ctx: QueryContext): Promise<{ days: number }> {
  return { days: (await retention(ctx)).uploadDays };
}

/** @param before ISO instant */
export async function forgetEvents(ctx: CommandContext, { before }: { before: string }): Promise<number> {
  const [row] = await rowsOf<{ gone: number }>(ctx, sql`SELECT forget_events(${before}::timestamptz) AS gone`);
  const gone = Number(row?.gone ?? 0);
  if (gone > 0) ctx.emit('events.forgotten', {}, { before, events: gone });
  else ctx.unchanged();
  return gone;
}

/** Months before an instant that hold words, each with its channel. */
export async function oldWords(ctx: QueryContext, { before }: { before: string }): Promise<{ channelId: string; month: string }[]> {
  return rowsOf(
    ctx,
    sql`SELECT DISTINCT channel_id AS "channelId", date_trunc('month', at)::text AS month FROM message
        WHERE org_id = ${ctx.orgId} AND at < ${before}::timestamptz AND (text <> '' OR mentions IS NOT NULL) ORDER BY 1, 2`,
  );
}

/**
 * Empties a month's messages, and what of their words lies in the days: the last 90 days at most are looked at for words, so no
 * picture changes. Names in lists stay, since they are the check-ins.
 */
export async function blankMonth(ctx: CommandContext, { channelId, month }: { channelId: string; month: string }): Promise<void> {
  const own = sql`org_id = ${ctx.orgId} AND channel_id = ${channelId}`;
  const end = sql`${month}::timestamptz + interval '1 month'`;
  const gone = await rowsOf<{ one: number }>(
    ctx,
    sql`WITH blanked AS (UPDATE message SET text = '', mentions = NULL WHERE ${own} AND at >= ${month}::timestamptz AND at < ${end}
          AND (text <> '' OR mentions IS NOT NULL) RETURNING 1) SELECT count(*)::int AS one FROM blanked`,
  );
  await rowsOf(
    ctx,
    sql`UPDATE channel_day SET questions = NULL, topics = NULL, mentions = '[]' WHERE ${own}
          AND day < (extract(epoch FROM ${end}) / 86400)::int - 1 AND (questions IS NOT NULL OR topics IS NOT NULL OR mentions::text <> '[]')`,
  );
  ctx.emit('words.forgotten', { channelId }, { month: month.slice(0, 7), messages: gone[0]?.one ?? 0 });
}

/** Samples of rows that could not be read hold words too. */
export async function blankRejected(ctx: CommandContext, { before }: { before: string }): Promise<void> {
  await rowsOf(
    ctx,
    sql`UPDATE rejected_row SET sample = '' WHERE org_id = ${ctx.orgId} AND sample <> '' AND import_id IN (
          SELECT id FROM import_run WHERE org_id = ${ctx.orgId} AND created_at < ${before}::timestamptz)`,
  );
  ctx.unchanged();
}
