import { DomainError, type QueryContext } from '#kernel';
import { rowsOf, sql } from '../rows.ts';
import { staffInvitation } from './invitation.ts';

interface Facts {
  community: string;
  slogan: string | null;
  goal: string | null;
  startsOn: string | null;
  days: number | null;
  running: boolean | null;
}

/** What stands on the poster. Other modules' tables by name: they know of enrolments, so this one may not know of them. @throws DomainError `invitation.unknown` */
export async function poster(ctx: QueryContext, { communityId }: { communityId: string }) {
  const { invitation } = await staffInvitation(ctx, { communityId });
  if (!invitation) throw new DomainError('invitation.unknown');
  const now = sql`${new Date(ctx.now()).toISOString()}::timestamptz`;
  const [found] = await rowsOf<Facts>(
    ctx,
    sql`SELECT c.name AS community, k.goal, k.starts_on::text AS "startsOn", k.ends_on - k.starts_on + 1 AS days, k.starts_on <= t.today AS running,
          coalesce((SELECT b.slogan FROM community_brand b WHERE b.org_id = c.org_id AND b.community_id = c.id),
            (SELECT b.document->'interest'->'charter'->>'slogan' FROM community_blueprint b WHERE b.org_id = c.org_id AND b.community_id = c.id)) AS slogan
        FROM community c CROSS JOIN LATERAL (SELECT (${now} AT TIME ZONE c.zone)::date AS today) t
        LEFT JOIN LATERAL (SELECT * FROM campaign k WHERE k.org_id = c.org_id AND k.community_id = c.id AND k.ends_on >= t.today
          ORDER BY k.starts_on <= t.today, k.starts_on LIMIT 1) k ON true
        WHERE c.org_id = ${ctx.orgId} AND c.id = ${communityId}`,
  );
  if (!found) throw new DomainError('community.unknown', { communityId });
  const { community, slogan, goal, startsOn, days, running } = found;
  return {
    path: invitation.path,
    community,
    slogan: slogan || goal || '',
    camp: startsOn === null ? null : { startsOn, days: days ?? 0, running: running ?? false },
    people: invitation.people,
  };
}
