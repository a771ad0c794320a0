import type { CommandContext } from '#kernel';
import type { ErasureWork } from '../chat/index.ts';
import { rowsOf, sql } from '../rows.ts';

/** That somebody moved stays, for the counts; by which figures goes. */
export async function eraseFromSegments(ctx: CommandContext, { people }: ErasureWork): Promise<void> {
  for (const { channelId, identity } of people) {
    await rowsOf(
      ctx,
      sql`UPDATE segment_change SET reason = '[]' WHERE org_id = ${ctx.orgId} AND channel_id = ${channelId} AND identity_id = ${identity}`,
    );
  }
}
