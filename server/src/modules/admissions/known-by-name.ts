import type { QueryContext } from '#kernel';
import { rowsOf, sql } from '../rows.ts';

export interface Known {
  channelId: string;
  channel: string;
  personId: string;
  /** On the group's latest list of members. */
  inGroup: boolean;
}

/**
 * Who in the community's groups, by their rosters and chats, goes by exactly one of these names. A name that two people bear says
 * nothing, nor does one of somebody who is enrolled already: both are left out.
 */
export async function knownByName(ctx: QueryContext, communityId: string, names: readonly string[]): Promise<Map<string, Known>> {
  if (names.length === 0) return new Map();
  const wanted = sql.join(
    [...new Set(names)].map((name) => sql`${name}`),
    sql`, `,
  );
  const rows = await rowsOf<Known & { name: string; person: string; bound: boolean }>(
    ctx,
    sql`SELECT a.name, c.id AS "channelId", c.name AS channel, i.who AS "personId", i.in_roster AS "inGroup",
          coalesce(i.member_id::text, i.channel_id::text || ' ' || i.id::text) AS person,
          EXISTS (SELECT 1 FROM enrolment_identity b WHERE b.org_id = i.org_id AND b.channel_id = i.channel_id AND b.identity_id = i.id) AS bound
        FROM channel c JOIN alias a ON a.org_id = c.org_id AND a.channel_id = c.id
        JOIN identity i ON i.org_id = a.org_id AND i.channel_id = a.channel_id AND i.id = a.identity_id
        WHERE c.org_id = ${ctx.orgId} AND c.community_id = ${communityId} AND a.name IN (${wanted})
        ORDER BY i.in_roster DESC, c.id, i.id`,
  );
  const known = new Map<string, Known>();
  for (const [name, bearers] of Map.groupBy(rows, (row) => row.name)) {
    const [first] = bearers;
    if (!first || bearers.some(({ person, bound }) => bound || person !== first.person)) continue;
    const { channelId, channel, personId, inGroup } = first;
    known.set(name, { channelId, channel, personId, inGroup });
  }
  return known;
}
