/** What a removed channel leaves behind here; tags and notes follow it by foreign key. */
import type { CommandContext } from '#kernel';
import { rowsOf, sql } from '../rows.ts';

/**
 * Entries of the ledger that name nobody any more go; those that join people who stay must stay too, even over somebody who is
 * gone. They hold numbers only.
 */
export async function forgetChannel(ctx: CommandContext, { channelId }: { channelId: string }): Promise<void> {
  const { orgId } = ctx;
  await rowsOf(
    ctx,
    sql`DELETE FROM dismissed_pair WHERE org_id = ${orgId} AND (one_channel = ${channelId} OR other_channel = ${channelId})`,
  );
  const gone = await rowsOf<{ community: string; number: number }>(
    ctx,
    sql`SELECT community_id AS community, number FROM member_ledger l WHERE org_id = ${orgId} AND one_channel = ${channelId} AND other_channel = ${channelId}
          AND NOT EXISTS (SELECT 1 FROM member_ledger o WHERE o.org_id = l.org_id AND o.community_id = l.community_id
            AND (o.one_channel = ${channelId}) <> (o.other_channel = ${channelId}))`,
  );
  for (const { community, number } of gone) {
    await rowsOf(
      ctx,
      sql`DELETE FROM member_ledger WHERE org_id = ${orgId} AND community_id = ${community} AND (undoes = ${number} OR number = ${number})`,
    );
  }
  ctx.unchanged();
}
