import { sql } from 'drizzle-orm';
import type { QueryContext } from '#kernel';
import { dayNumber } from '#vocabulary/zone';
import { rowsOf } from '../chat/index.ts';
import type { CheckinKind } from './contract.ts';
import { type Campaign, callersPlace, courseOf, listOf } from './find.ts';
import { type Row, stillRunning } from './standing.ts';

interface Kept {
  enrolmentId: string;
  nickname: string;
  total: number;
}

/** By days that count, then the longer run, then who reached it earlier. Whoever has none has no place. */
export async function ranking(ctx: QueryContext, { campaignId, limit }: { campaignId: string; limit: number }) {
  const { campaign, taker } = await callersPlace(ctx, campaignId);
  const top = await rowsOf<Kept>(
    ctx,
    sql`SELECT s.enrolment_id AS "enrolmentId", e.nickname, s.total FROM checkin_standing s
        JOIN enrolment e ON e.org_id = s.org_id AND e.id = s.enrolment_id AND e.left_at IS NULL
        WHERE s.org_id = ${ctx.orgId} AND s.campaign_id = ${campaignId} AND s.total > 0
        ORDER BY s.total DESC, s.streak DESC, s.last_at, s.enrolment_id LIMIT ${limit}`,
  );
  const own = (await ownRanks(ctx, [{ campaignId, enrolmentId: taker.enrolmentId }])).get(campaignId);
  const streaks = await streaksOf(ctx, campaign, [...top.map(({ enrolmentId }) => enrolmentId), taker.enrolmentId]);
  const [{ people } = { people: 0 }] = await rowsOf<{ people: number }>(
    ctx,
    sql`SELECT count(*)::int4 AS people FROM enrolment WHERE org_id = ${ctx.orgId} AND community_id = ${campaign.communityId} AND left_at IS NULL`,
  );
  const line = ({ enrolmentId, nickname, total }: Kept, rank: number) => {
    return { enrolmentId, nickname, rank, total, streak: streaks.get(enrolmentId) ?? 0, me: enrolmentId === taker.enrolmentId };
  };
  return { people, top: top.map((row, place) => line(row, place + 1)), me: own ? line({ ...taker, total: own.total }, own.rank) : null };
}

interface Rank {
  campaignId: string;
  rank: number;
  total: number;
}

/** By campaign, for whoever has a day that counts: one more than those who are better. */
export async function ownRanks(ctx: QueryContext, own: readonly { campaignId: string; enrolmentId: string }[]): Promise<Map<string, Rank>> {
  const ranks = await rowsOf<Rank>(
    ctx,
    sql`SELECT s.campaign_id AS "campaignId", s.total, 1 + (
          SELECT count(*)::int4 FROM checkin_standing b JOIN enrolment e ON e.org_id = b.org_id AND e.id = b.enrolment_id AND e.left_at IS NULL
          WHERE b.org_id = s.org_id AND b.campaign_id = s.campaign_id AND b.total >= s.total AND (b.total > s.total OR b.streak > s.streak
            OR (b.streak = s.streak AND (b.last_at, b.enrolment_id) < (s.last_at, s.enrolment_id)))) AS rank
        FROM checkin_standing s WHERE s.org_id = ${ctx.orgId} AND s.total > 0 AND (s.campaign_id, s.enrolment_id) IN (
          SELECT * FROM unnest(${listOf(own.map(({ campaignId }) => campaignId))}::text::uuid[],
            ${listOf(own.map(({ enrolmentId }) => enrolmentId))}::text::uuid[]))`,
  );
  return new Map(ranks.map((rank) => [rank.campaignId, rank]));
}

interface Ran {
  enrolmentId: string;
  streak: number;
  lastDay: string;
  joinedAt: number;
  rows: { day: string; kind: CheckinKind; counted: boolean }[];
}

/** Runs as they stand today, by enrolment: the kept one where it has not been broken since its last day. */
export async function streaksOf(ctx: QueryContext, campaign: Campaign, enrolmentIds: readonly string[]): Promise<Map<string, number>> {
  // A week of rows before the last day tells how many of its free days were spent.
  const ran = await rowsOf<Ran>(
    ctx,
    sql`SELECT s.enrolment_id AS "enrolmentId", s.streak, s.last_day::text AS "lastDay", (extract(epoch FROM e.joined_at) * 1000)::float8 AS "joinedAt",
          (SELECT json_agg(json_build_object('day', k.day::text, 'kind', k.kind, 'counted', k.counted)) FROM checkin k
            WHERE k.org_id = s.org_id AND k.campaign_id = s.campaign_id AND k.enrolment_id = s.enrolment_id AND k.day > s.last_day - 7) AS rows
        FROM checkin_standing s JOIN enrolment e ON e.org_id = s.org_id AND e.id = s.enrolment_id
        WHERE s.org_id = ${ctx.orgId} AND s.campaign_id = ${campaign.id} AND s.last_day IS NOT NULL
          AND s.enrolment_id = ANY(${listOf(enrolmentIds)}::text::uuid[])`,
  );
  return new Map(
    ran.map(({ enrolmentId, streak, lastDay, joinedAt, rows }) => {
      const read = rows.map((row): Row => ({ ...row, day: dayNumber(row.day), byStaff: false }));
      const course = courseOf(campaign, joinedAt, ctx.now());
      return [enrolmentId, stillRunning(read, dayNumber(lastDay), course) ? streak : 0];
    }),
  );
}
