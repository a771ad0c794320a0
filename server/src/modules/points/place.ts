/** Where somebody earns: in which community, zone and squad. */
import { DomainError, type QueryContext } from '#kernel';
import { dayText, zoneClock } from '#vocabulary/zone';
import { ms, rowsOf, sql } from '../rows.ts';

export interface Place {
  enrolmentId: string;
  communityId: string;
  zone: string;
  joinedAt: number;
  squadId: string | null;
}

/** @throws DomainError `enrolment.unknown` */
export async function placeOf(ctx: QueryContext, enrolmentId: string): Promise<Place> {
  const [found] = await rowsOf<Place>(
    ctx,
    sql`SELECT e.id AS "enrolmentId", e.community_id AS "communityId", c.zone, ${ms('e.joined_at')} AS "joinedAt",
          (SELECT m.squad_id FROM squad_member m WHERE m.org_id = e.org_id AND m.enrolment_id = e.id AND m.until IS NULL) AS "squadId"
        FROM enrolment e JOIN community c ON c.org_id = e.org_id AND c.id = e.community_id
        WHERE e.org_id = ${ctx.orgId} AND e.id = ${enrolmentId}`,
  );
  if (!found) throw new DomainError('enrolment.unknown', { enrolmentId });
  return found;
}

export const today = (ctx: QueryContext, { zone }: { zone: string }) => dayText(zoneClock(zone).dayOf(ctx.now()));
