/** People of a community by any of their names. */
import type { QueryContext } from '#kernel';
import { peopleNamed, type StoredPerson } from '../chat/index.ts';
import { isoOrNull, rowsOf, sql } from '../rows.ts';

interface Found extends Pick<StoredPerson, 'name' | 'messages' | 'lastAt' | 'more'> {
  channelId: string;
  channelName: string;
  platform: string;
  personId: string;
}

/** Those who said most first. */
export async function search(
  ctx: QueryContext,
  { communityId, search: wanted, limit }: { communityId: string; search: string; limit: number },
) {
  const named = peopleNamed(ctx, wanted, sql`SELECT id FROM channel WHERE org_id = ${ctx.orgId} AND community_id = ${communityId}`);
  if (named === null) return { people: [] };
  const rows = await rowsOf<Found>(
    ctx,
    sql`SELECT p.channel_id AS "channelId", c.name AS "channelName", c.platform, p.who AS "personId", p.name, p.more, p.messages, p.last_at AS "lastAt"
        FROM ${named} f
        CROSS JOIN LATERAL (SELECT * FROM member_picture WHERE org_id = ${ctx.orgId} AND channel_id = f.channel_id AND who = f.who LIMIT 1) p
        JOIN channel c ON c.org_id = ${ctx.orgId} AND c.id = p.channel_id
        ORDER BY p.messages DESC, p.who LIMIT ${limit}`,
  );
  return { people: rows.map(({ more: [, aliases], lastAt, ...row }) => ({ ...row, aliases, lastAt: isoOrNull(lastAt) })) };
}
