import { sql } from 'drizzle-orm';
import type { QueryContext } from '#kernel';
import { type Picture, weeklyOf } from '#picture';
import { rowsOf } from '../chat/index.ts';
import { findChannel } from '../communities/index.ts';

/** Read from the stored picture alone; null without one, or where it has no week with records. */
export async function weekly(ctx: QueryContext, { channelId, week }: { channelId: string; week?: string | undefined }) {
  const { name } = await findChannel(ctx, channelId);
  const [row] = await rowsOf<{ picture: Picture }>(
    ctx,
    sql`SELECT picture FROM picture WHERE org_id = ${ctx.orgId} AND channel_id = ${channelId}`,
  );
  return { channelId, name, report: row ? weeklyOf(name, row.picture, week) : null };
}
