/** What was announced, as it stands. */
import type { QueryContext } from '#kernel';
import { zoneClock } from '#vocabulary/zone';
import { iso, ms, rowsOf, type SQL, sql } from '../rows.ts';
import type { Announcement } from './contract.ts';
import { isOver } from './rules.ts';

interface Row {
  id: string;
  communityId: string;
  community: string;
  zone: string;
  version: number;
  lastDay: string;
  words: string;
  refund: string;
  successorId: string | null;
  successor: string | null;
  announcedAt: number;
  saidAt: number;
  dissolvedAt: number | null;
}

export interface Announced extends Announcement {
  id: string;
  communityId: string;
  community: string;
  dissolvedAt: string | null;
}

/** Of those that hold, the latest version each. @param condition of an aliased `dissolution d` */
export async function announcedWhere(ctx: QueryContext, condition: SQL): Promise<Announced[]> {
  const rows = await rowsOf<Row>(
    ctx,
    sql`SELECT DISTINCT ON (d.id) d.id, d.community_id AS "communityId", o.name AS community, o.zone, v.version, v.last_day::text AS "lastDay",
          v.words, v.refund, v.successor_id AS "successorId", s.name AS successor, ${ms('d.announced_at')} AS "announcedAt",
          ${ms('v.said_at')} AS "saidAt", ${ms('d.done_at')} AS "dissolvedAt"
        FROM dissolution d JOIN community o ON o.org_id = d.org_id AND o.id = d.community_id
        JOIN dissolution_version v ON v.org_id = d.org_id AND v.dissolution_id = d.id
        LEFT JOIN community s ON s.org_id = v.org_id AND s.id = v.successor_id
        WHERE d.org_id = ${ctx.orgId} AND d.withdrawn_at IS NULL AND ${condition} ORDER BY d.id, v.version DESC`,
  );
  return rows.map(({ zone, successorId, successor, announcedAt, saidAt, dissolvedAt, ...row }) => ({
    ...row,
    successor: successorId === null ? null : { id: successorId, name: successor ?? '' },
    announcedAt: iso(announcedAt),
    saidAt: iso(saidAt),
    dissolvedAt: dissolvedAt === null ? null : iso(dissolvedAt),
    over: isOver(row.lastDay, zoneClock(zone).dayOf(ctx.now())),
  }));
}

/** Null where nothing was announced, or it was withdrawn. */
export async function announcedIn(ctx: QueryContext, communityId: string): Promise<Announced | null> {
  const [found] = await announcedWhere(ctx, sql`d.community_id = ${communityId}`);
  return found ?? null;
}
