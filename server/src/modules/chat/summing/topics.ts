/**
 * The words of a day → its phrases, for days in the window of a picture. A step of its own after the sums: it alone needs
 * texts and the segmenter, and history before the window needs neither. Summing a day again empties its column.
 */
import type { CommandContext, QueryContext, TaskContext } from '#kernel';
import { enoughForTopics, ROWS_A_DAY } from '#picture';
import { zoneClock } from '#vocabulary/zone';
import { ms, rowsOf, sql } from '../../rows.ts';
import { literal, quoted } from '../message-columns.ts';
import type { ChatWorker } from '../worker.ts';
import { at } from './aggregates.ts';

interface OfChannel {
  channelId: string;
}

/** Days of the window without topics; none where there is too little talk to have any. */
export async function uncutDays(ctx: QueryContext, { channelId, since }: OfChannel & { since: number }): Promise<number[]> {
  const rows = await rowsOf<{ day: number; texts: number; cut: boolean }>(
    ctx,
    sql`SELECT day, coalesce((total->'byKind'->>'text')::int, 0) AS texts, topics IS NOT NULL AS cut FROM channel_day
        WHERE org_id = ${ctx.orgId} AND channel_id = ${channelId} AND day >= ${since} ORDER BY day`,
  );
  const days = rows.map(({ day, texts }) => ({ day, byKind: { text: texts } }));
  return enoughForTopics(days, since) ? rows.filter(({ cut }) => !cut).map(({ day }) => day) : [];
}

/** Talk of a stretch in order of time, every k-th row of a busy one; json `[[at, identity, question, text]]`. */
export async function talkOf(ctx: QueryContext, { channelId, from, to }: OfChannel & { from: number; to: number }): Promise<string | null> {
  const [row] = await rowsOf<{ text: string | null }>(
    ctx,
    // The conditions are those of `isTalk`: kind 0 = text, marks bit 0 = question, bits 1–2 = check-in.
    sql`SELECT json_agg(json_build_array(at_ms, identity_id, marks & 1, text) ORDER BY n)::text AS text FROM (
          SELECT ${ms('at')} AS at_ms, identity_id, marks, left(text, 1000) AS text,
            row_number() OVER (ORDER BY at, ord, key) - 1 AS n, count(*) OVER () AS total
          FROM message WHERE org_id = ${ctx.orgId} AND channel_id = ${channelId} AND at >= ${at(from)} AND at < ${at(to)}
            AND kind = 0 AND identity_id IS NOT NULL AND text <> '' AND marks & 6 = 0 AND listed IS NULL) m
        WHERE n % greatest(1, (total + ${ROWS_A_DAY - 1}::int) / ${ROWS_A_DAY}::int) = 0`,
  );
  return row?.text ?? null;
}

export async function storeTopics(ctx: CommandContext, { channelId, rows }: OfChannel & { rows: [day: number, topics: string][] }) {
  await rowsOf(
    ctx,
    sql`UPDATE channel_day d SET topics = t.topics::json
        FROM unnest(${literal(rows, ([day]) => day)}::int4[], ${literal(rows, ([, topics]) => quoted(topics))}::text[]) AS t(day, topics)
        WHERE d.org_id = ${ctx.orgId} AND d.channel_id = ${channelId} AND d.day = t.day`,
  );
  ctx.unchanged();
}

const DAYS_AT_ONCE = 4;

/** Cuts what was not cut yet. @param since first civil day of the window */
export async function cutDays(ctx: TaskContext, worker: ChatWorker, channelId: string, zone: string, since: number): Promise<void> {
  const clock = zoneClock(zone);
  const days = await ctx.call<number[]>('chat.uncutDays', { channelId, since });
  for (let first = 0; first < days.length; first += DAYS_AT_ONCE) {
    ctx.signal.throwIfAborted();
    const rows: [number, string][] = [];
    for (const day of days.slice(first, first + DAYS_AT_ONCE)) {
      const talk = await ctx.call<string | null>('chat.talkOf', { channelId, from: clock.startOfDay(day), to: clock.startOfDay(day + 1) });
      rows.push([day, await worker.call('cutDay', day, talk)]);
    }
    await ctx.call('chat.storeTopics', { channelId, rows });
  }
}
