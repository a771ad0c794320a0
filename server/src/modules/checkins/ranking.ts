import type { QueryContext } from '#kernel';
import { dayNumber } from '#vocabulary/zone';
import { ms, rowsOf, sql, uuids } from '../rows.ts';
import type { CheckinKind } from './contract.ts';
import { countsOfOne } from './counts.ts';
import { type Campaign, callersPlace, courseOf } from './find.ts';
import { type Row, stillRunning } from './standing.ts';

interface Kept {
  enrolmentId: string;
  nickname: string;
  total: number;
}

/** By days that count; who has the same number shares a place, the longer run shown first, then who reached it earlier. */
export async function ranking(ctx: QueryContext, { campaignId, limit }: { campaignId: string; limit: number }) {
  const { campaign, taker } = await callersPlace(ctx, campaignId);
  const top = await rowsOf<Kept>(
    ctx,
    sql`SELECT s.enrolment_id AS "enrolmentId", e.nickname, s.total FROM checkin_standing s
        JOIN enrolment e ON e.org_id = s.org_id AND e.id = s.enrolment_id AND e.left_at IS NULL
        WHERE s.org_id = ${ctx.orgId} AND s.campaign_id = ${campaignId} AND s.total > 0
        ORDER BY s.total DESC, s.streak DESC, s.last_at, s.enrolment_id LIMIT ${limit}`,
  );
  const { people, rankOf } = await countsOfOne(ctx, campaign);
  const runs = await runsOf(ctx, campaign, [...top.map(({ enrolmentId }) => enrolmentId), taker.enrolmentId]);
  const line = ({ enrolmentId, nickname, total }: Kept) => {
    const streak = runs.get(enrolmentId)?.streak ?? 0;
    return { enrolmentId, nickname, rank: rankOf(total) ?? 0, total, streak, me: enrolmentId === taker.enrolmentId };
  };
  const total = runs.get(taker.enrolmentId)?.total ?? 0;
  return { people, top: top.map(line), me: total > 0 ? line({ ...taker, total }) : null };
}

interface Ran {
  enrolmentId: string;
  total: number;
  streak: number;
  lastDay: string;
  joinedAt: number;
  rows: { day: string; kind: CheckinKind; counted: boolean }[];
}

/** Totals and the runs as they stand today, by enrolment: the kept one where it has not been broken since its last day. */
export async function runsOf(
  ctx: QueryContext,
  campaign: Campaign,
  enrolmentIds: readonly string[],
): Promise<Map<string, { total: number; streak: number }>> {
  // A week of rows before the last day tells how many of its free days were spent.
  const ran = await rowsOf<Ran>(
    ctx,
    sql`SELECT s.enrolment_id AS "enrolmentId", s.total, s.streak, s.last_day::text AS "lastDay", ${ms('e.joined_at')} AS "joinedAt",
          (SELECT json_agg(json_build_object('day', k.day::text, 'kind', k.kind, 'counted', k.counted)) FROM checkin k
            WHERE k.org_id = s.org_id AND k.campaign_id = s.campaign_id AND k.enrolment_id = s.enrolment_id AND k.day > s.last_day - 7) AS rows
        FROM checkin_standing s JOIN enrolment e ON e.org_id = s.org_id AND e.id = s.enrolment_id
        WHERE s.org_id = ${ctx.orgId} AND s.campaign_id = ${campaign.id} AND s.last_day IS NOT NULL
          AND s.enrolment_id = ANY(${uuids(enrolmentIds)})`,
  );
  return new Map(
    ran.map(({ enrolmentId, total, streak, lastDay, joinedAt, rows }) => {
      const read = rows.map((row): Row => ({ ...row, day: dayNumber(row.day), byStaff: false }));
      const course = courseOf(campaign, joinedAt, ctx.now());
      return [enrolmentId, { total, streak: stillRunning(read, dayNumber(lastDay), course) ? streak : 0 }];
    }),
  );
}
