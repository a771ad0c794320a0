/** People of a community by any of their names. */
import { sql } from 'drizzle-orm';
import type { QueryContext } from '#kernel';
import { rowsOf, type StoredPerson, searchCondition } from '../chat/index.ts';
import { iso } from './find.ts';

interface Found extends Pick<StoredPerson, 'name' | 'messages' | 'lastAt' | 'more'> {
  channelId: string;
  channelName: string;
  platform: string;
  personId: string;
}

export async function search(
  ctx: QueryContext,
  { communityId, search: wanted, limit }: { communityId: string; search: string; limit: number },
) {
  const rows = await rowsOf<Found>(
    ctx,
    sql`SELECT p.channel_id AS "channelId", c.name AS "channelName", c.platform, p.who AS "personId", p.name, p.more, p.messages, p.last_at AS "lastAt"
        FROM channel c JOIN member_picture p ON p.org_id = c.org_id AND p.channel_id = c.id
        WHERE c.org_id = ${ctx.orgId} AND c.community_id = ${communityId} AND p.org_id = ${ctx.orgId} AND ${searchCondition(wanted)}
        ORDER BY p.messages DESC, p.who LIMIT ${limit}`,
  );
  return { people: rows.map(({ more: [, aliases], lastAt, ...row }) => ({ ...row, aliases, lastAt: iso(lastAt) })) };
}
