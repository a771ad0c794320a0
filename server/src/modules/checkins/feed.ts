import { type CommandContext, DomainError, type QueryContext } from '#kernel';
import { requireRights } from '../admissions/index.ts';
import { and, eq, iso, ms, rowsOf, type SQL, sql } from '../rows.ts';
import type { CheckinKind, Given } from './contract.ts';
import { type Campaign, callersPlace } from './find.ts';
import { runsOf } from './ranking.ts';
import { checkinLike } from './schema.ts';

interface PostRow {
  enrolmentId: string;
  nickname: string;
  day: string;
  at: number;
  kind: CheckinKind;
  content: Given;
  likes: number;
  liked: boolean;
}

/** @param me enrolment of the caller; null: staff */
export async function postsWhere(ctx: QueryContext, campaign: Campaign, me: string | null, condition: SQL, limit: number) {
  const rows = await rowsOf<PostRow>(
    ctx,
    // With ties: the next page begins before the last instant of this one.
    sql`SELECT k.enrolment_id AS "enrolmentId", e.nickname, k.day::text AS day, ${ms('k.at')} AS at, k.kind, k.content,
          (SELECT count(*)::int4 FROM checkin_like l WHERE l.org_id = k.org_id AND l.campaign_id = k.campaign_id
            AND l.enrolment_id = k.enrolment_id AND l.day = k.day) AS likes,
          EXISTS (SELECT 1 FROM checkin_like l WHERE l.org_id = k.org_id AND l.campaign_id = k.campaign_id
            AND l.enrolment_id = k.enrolment_id AND l.day = k.day AND l.by_enrolment_id = ${me}::uuid) AS liked
        FROM checkin k JOIN enrolment e ON e.org_id = k.org_id AND e.id = k.enrolment_id
        WHERE k.org_id = ${ctx.orgId} AND k.campaign_id = ${campaign.id} AND k.kind <> 'leave' AND ${condition}
        ORDER BY k.at DESC FETCH FIRST ${sql.raw(String(limit))} ROWS WITH TIES`,
  );
  const runs = await runsOf(ctx, campaign, [...new Set(rows.map(({ enrolmentId }) => enrolmentId))]);
  return rows.map(({ content, at, ...row }) => ({
    ...row,
    at: iso(at),
    streak: runs.get(row.enrolmentId)?.streak ?? 0,
    text: content.text ?? '',
    number: content.number ?? null,
    link: content.link ?? null,
    photos: content.photos ?? [],
    voice: content.voice ?? null,
    me: row.enrolmentId === me,
  }));
}

interface Wanted {
  campaignId: string;
  before?: string | undefined;
  limit: number;
}

/** What members sent themselves: what staff entered for them says nothing to the others. While rights are suspended only oneself reads it. */
export async function feed(ctx: QueryContext, { campaignId, before, limit }: Wanted) {
  const { campaign, taker } = await callersPlace(ctx, campaignId);
  const until = before ? sql`AND k.at < ${before}::timestamptz` : sql``;
  const posts = await postsWhere(
    ctx,
    campaign,
    taker.enrolmentId,
    sql`e.left_at IS NULL AND k.source <> 'staff' AND (e.rights_suspended_at IS NULL OR e.id = ${taker.enrolmentId}) ${until}`,
    limit,
  );
  return { posts, next: posts.length < limit ? null : (posts.at(-1)?.at ?? null) };
}

interface Like {
  campaignId: string;
  enrolmentId: string;
  day: string;
  liked: boolean;
}

/** @throws DomainError `checkin.unknown`, `rights.suspended` */
export async function like(ctx: CommandContext, { campaignId, enrolmentId, day, liked }: Like) {
  const { campaign, taker } = await callersPlace(ctx, campaignId);
  if (liked) await requireRights(ctx, taker.enrolmentId);
  const own = { orgId: ctx.orgId, campaignId, enrolmentId, day };
  const of = sql`org_id = ${ctx.orgId} AND campaign_id = ${campaignId} AND enrolment_id = ${enrolmentId} AND day = ${day}::date`;
  // Locked against being taken back meanwhile, so that a like finds what it points at.
  const found = await rowsOf(ctx, sql`SELECT 1 FROM checkin WHERE ${of} AND kind <> 'leave' FOR SHARE`);
  if (found.length === 0) throw new DomainError('checkin.unknown', { day });
  const changed = liked
    ? await ctx.db
        .insert(checkinLike)
        .values({ ...own, byEnrolmentId: taker.enrolmentId })
        .onConflictDoNothing()
        .returning({ day: checkinLike.day })
    : await ctx.db
        .delete(checkinLike)
        .where(
          and(
            eq(checkinLike.orgId, ctx.orgId),
            eq(checkinLike.campaignId, campaignId),
            eq(checkinLike.enrolmentId, enrolmentId),
            eq(checkinLike.day, day),
            eq(checkinLike.byEnrolmentId, taker.enrolmentId),
          ),
        )
        .returning({ day: checkinLike.day });
  if (changed.length === 0) ctx.unchanged();
  else
    ctx.emit(
      liked ? 'checkin.liked' : 'checkin.unliked',
      { communityId: campaign.communityId, subjectId: enrolmentId },
      { campaignId, day },
    );
  const [{ likes } = { likes: 0 }] = await rowsOf<{ likes: number }>(
    ctx,
    sql`SELECT count(*)::int4 AS likes FROM checkin_like WHERE ${of}`,
  );
  return { likes, liked };
}
