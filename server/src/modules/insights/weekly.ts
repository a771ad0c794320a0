import type { QueryContext } from '#kernel';
import { type Picture, type WeekSpeakers, weeklyOf, weekSpan } from '#picture';
import { findChannel } from '../communities/index.ts';
import { rowsOf, sql } from '../rows.ts';

const SPEAKERS = 40;

/** Read from the stored picture, and who wrote in that week from its messages; null without a week with records. */
export async function weekly(ctx: QueryContext, { channelId, week }: { channelId: string; week?: string | undefined }) {
  const { name } = await findChannel(ctx, channelId);
  const [row] = await rowsOf<{ picture: Picture }>(
    ctx,
    sql`SELECT picture FROM picture WHERE org_id = ${ctx.orgId} AND channel_id = ${channelId}`,
  );
  const span = row ? weekSpan(row.picture, week) : null;
  if (!row || !span) return { channelId, name, report: null };
  return { channelId, name, report: weeklyOf(name, row.picture, week, await speakersOf(ctx, channelId, span)) };
}

/** Those who wrote most; several identities of one person count together, under the one its picture stands by. */
async function speakersOf(ctx: QueryContext, channelId: string, { from, to }: { from: number; to: number }): Promise<WeekSpeakers> {
  return rowsOf<WeekSpeakers[number]>(
    ctx,
    sql`SELECT p.who AS id, p.name, s.messages
        FROM (SELECT array_agg(i.who) AS keys, sum(m.messages)::int AS messages
              FROM (SELECT identity_id, count(*)::int AS messages FROM message
                    WHERE org_id = ${ctx.orgId} AND channel_id = ${channelId} AND kind < 100 AND identity_id IS NOT NULL
                      AND at >= ${new Date(from).toISOString()}::timestamptz AND at < ${new Date(to).toISOString()}::timestamptz
                    GROUP BY identity_id) m
              JOIN identity i ON i.org_id = ${ctx.orgId} AND i.channel_id = ${channelId} AND i.id = m.identity_id
              GROUP BY coalesce(i.member_id::text, i.who) ORDER BY 2 DESC, 1 LIMIT ${SPEAKERS}) s
        JOIN member_picture p ON p.org_id = ${ctx.orgId} AND p.channel_id = ${channelId} AND p.who = ANY(s.keys)
        ORDER BY s.messages DESC, p.who`,
  );
}
