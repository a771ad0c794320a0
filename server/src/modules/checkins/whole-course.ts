/** Everyone's way through a campaign, for looking back: also of those who left on it. */
import type { QueryContext } from '#kernel';
import { iso, ms, rowsOf, type SQL, sql } from '../rows.ts';
import { type Campaign, type EntriesJson, type Entry, entriesJson, entryOf, type Taker } from './find.ts';
import { fullStanding } from './own-days.ts';
import type { FullStanding } from './standing.ts';

export interface WholeCourse extends Taker {
  memberId: string;
  /** Epoch ms; null while they take part. */
  leftAt: number | null;
  /** Their name is gone for good. */
  erased: boolean;
  /** As of now, or of when they left. */
  standing: FullStanding;
  entries: readonly Entry[];
}

interface CourseRow extends Taker {
  memberId: string;
  leftAt: number | null;
  erased: boolean;
  entries: EntriesJson;
}

/** Those who took part on at least one day of the campaign, or for whom one was entered. @param only of an aliased `enrolment e`: which of them */
export async function wholeCourses(ctx: QueryContext, campaign: Campaign, only: SQL = sql`TRUE`): Promise<WholeCourse[]> {
  const { days, startsOn, endsOn } = campaign;
  const rows = await rowsOf<CourseRow>(
    ctx,
    sql`SELECT e.id AS "enrolmentId", e.member_id AS "memberId", e.nickname, ${ms('e.joined_at')} AS "joinedAt",
          ${ms('e.left_at')} AS "leftAt", e.erased_at IS NOT NULL AS erased, d.entries
        FROM enrolment e LEFT JOIN (
          SELECT k.enrolment_id, ${entriesJson} AS entries FROM checkin k WHERE k.org_id = ${ctx.orgId} AND k.campaign_id = ${campaign.id} GROUP BY 1
        ) d ON d.enrolment_id = e.id
        WHERE e.org_id = ${ctx.orgId} AND e.community_id = ${campaign.communityId} AND (d.entries IS NOT NULL
          OR (e.joined_at < ${iso(days.startOf(endsOn + 1))}::timestamptz
            AND (e.left_at IS NULL OR e.left_at >= ${iso(days.startOf(startsOn))}::timestamptz))) AND ${only}`,
  );
  return rows.map(({ entries: read, ...row }) => {
    const entries = (read ?? []).map(entryOf).filter(({ day }) => day >= startsOn && day <= endsOn);
    const until = Math.min(ctx.now(), row.leftAt ?? ctx.now());
    return { ...row, entries, standing: fullStanding({ campaign, taker: row, entries }, entries, until) };
  });
}
