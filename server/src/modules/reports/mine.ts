import { DomainError, type QueryContext } from '#kernel';
import { dayText } from '#vocabulary/zone';
import { accountOf, staffInvitation } from '../admissions/index.ts';
import { type Campaign, findCampaign, type WholeCourse, wholeCourses } from '../checkins/index.ts';
import { iso, ms, rowsOf, sql } from '../rows.ts';
import type { EvidenceCode, Milestone, OwnReport } from './contract.ts';
import { evidenceOf, spanOf } from './evidence.ts';

const byCount: [Milestone, number][] = [
  ['first', 1],
  ['days7', 7],
  ['days14', 14],
  ['days21', 21],
  ['days30', 30],
  ['days50', 50],
  ['days66', 66],
  ['days100', 100],
];
const MOST_PRAISES = 5;

/** @throws DomainError `campaign.unknown` where there is none or the caller takes no part in it */
export async function mine(ctx: QueryContext, { campaignId }: { campaignId: string }): Promise<OwnReport> {
  const campaign = await findCampaign(ctx, campaignId);
  const [own] = await wholeCourses(ctx, campaign, sql`e.member_id = ${accountOf(ctx)} AND e.left_at IS NULL`);
  if (!own) throw new DomainError('campaign.unknown', { campaignId });
  const { days, startsOn, endsOn, communityId } = campaign;
  const evidence = (await evidenceOf(ctx, campaign, own.enrolmentId)).get(own.enrolmentId);
  const count = (code: EvidenceCode) => evidence?.get(code) ?? 0;
  const { invitation } = await staffInvitation(ctx, { communityId });
  return {
    ...{ campaignId, communityId, community: campaign.community, campaign: campaign.name, nickname: own.nickname },
    zone: days.policyOn(endsOn).zone,
    startsOn: dayText(startsOn),
    endsOn: dayText(endsOn),
    over: days.dayOf(ctx.now()) > endsOn,
    campDays: endsOn - startsOn + 1,
    days: own.standing.total,
    best: own.standing.best,
    milestones: milestonesOf(own, campaign),
    liked: count('liked'),
    likes: count('likes'),
    duties: count('duties'),
    praised: count('praises'),
    praises: await praisesOf(ctx, campaign, own.enrolmentId),
    mostLiked: await mostLiked(ctx, campaignId, own.enrolmentId),
    place: await placeOf(ctx, campaignId, own.standing.total),
    invitation: invitation?.state === 'open' ? invitation.path : null,
  };
}

/** In the order they were reached; a day made up counts on the day it is for. */
function milestonesOf({ entries }: WholeCourse, { startsOn, endsOn }: Campaign): OwnReport['milestones'] {
  const counted = entries.filter((entry) => entry.counted).map(({ day }) => day);
  const all = endsOn - startsOn + 1;
  const wanted: [Milestone, number][] = [...byCount.filter(([, at]) => at < all), ['half', Math.ceil(all / 2)], ['all', all]];
  return wanted
    .sort(([, a], [, b]) => a - b)
    .flatMap(([code, at]) => {
      const day = counted[at - 1];
      return day === undefined ? [] : [{ code, on: dayText(day) }];
    });
}

async function praisesOf(ctx: QueryContext, campaign: Campaign, enrolmentId: string): Promise<OwnReport['praises']> {
  const { from, to } = spanOf(campaign);
  const rows = await rowsOf<{ text: string; by: string | null; at: number }>(
    ctx,
    sql`SELECT p.text, nullif(b.nickname, '') AS by, ${ms('p.at')} AS at FROM praise p
        LEFT JOIN enrolment b ON b.org_id = p.org_id AND b.id = p.by_enrolment_id
        WHERE p.org_id = ${ctx.orgId} AND p.enrolment_id = ${enrolmentId} AND p.at >= ${from}::timestamptz AND p.at < ${to}::timestamptz
        ORDER BY p.id DESC LIMIT ${MOST_PRAISES}`,
  );
  return rows.map((row) => ({ ...row, at: iso(row.at) }));
}

async function mostLiked(ctx: QueryContext, campaignId: string, enrolmentId: string): Promise<OwnReport['mostLiked']> {
  const [row] = await rowsOf<{ day: string; likes: number; text: string }>(
    ctx,
    sql`SELECT k.day::text AS day, count(*)::int4 AS likes, coalesce(k.content->>'text', '') AS text FROM checkin k
        JOIN checkin_like l ON l.org_id = k.org_id AND l.campaign_id = k.campaign_id AND l.enrolment_id = k.enrolment_id AND l.day = k.day
        WHERE k.org_id = ${ctx.orgId} AND k.campaign_id = ${campaignId} AND k.enrolment_id = ${enrolmentId}
        GROUP BY k.org_id, k.campaign_id, k.enrolment_id, k.day, k.content ORDER BY 2 DESC, k.day LIMIT 1`,
  );
  return row ?? null;
}

/** Among those who checked in and still take part; nobody is told a place in the lower half. */
async function placeOf(ctx: QueryContext, campaignId: string, total: number): Promise<OwnReport['place']> {
  if (total === 0) return null;
  const [row] = await rowsOf<{ rank: number; people: number }>(
    ctx,
    sql`SELECT (count(*) FILTER (WHERE s.total > ${total}))::int4 + 1 AS rank, count(*)::int4 AS people FROM checkin_standing s
        JOIN enrolment e ON e.org_id = s.org_id AND e.id = s.enrolment_id AND e.left_at IS NULL
        WHERE s.org_id = ${ctx.orgId} AND s.campaign_id = ${campaignId} AND s.total > 0`,
  );
  return row && row.people > 1 && row.rank * 2 <= row.people ? row : null;
}
