/** What stands before whoever thinks of dissolving: what is open, who is active, who answered. */
import type { QueryContext } from '#kernel';
import { DAY_MS, dayText, zoneClock } from '#vocabulary/zone';
import type { MovedIn } from '../admissions/index.ts';
import { campaignsWhere, shown as shownCampaign } from '../checkins/index.ts';
import { findCommunity } from '../communities/index.ts';
import { preview as completion } from '../graduation/index.ts';
import { refundRule } from '../removals/index.ts';
import { iso, rowsOf, type SQL, sql } from '../rows.ts';
import { successorsOf } from './announcing.ts';
import { type OpenCode, openCodes } from './contract.ts';
import { type Announced, announcedIn } from './find.ts';
import { ACTIVE, firstLastDay, mayDissolve } from './rules.ts';

/** @throws DomainError `community.unknown` */
export async function preview(ctx: QueryContext, { communityId }: { communityId: string }) {
  const { name, zone, dissolvedAt } = await findCommunity(ctx, communityId);
  const today = zoneClock(zone).dayOf(ctx.now());
  const announced = await announcedIn(ctx, communityId);
  const said = new Map((announced ? await answersTo(ctx, announced) : []).map((one) => [one.enrolmentId, one]));
  const active = await activityOf(ctx, communityId);
  const people = active.map((one) => {
    const { comes = null, outcome = null } = said.get(one.enrolmentId) ?? {};
    return { ...one, met: one.have >= ACTIVE.need, comes, outcome };
  });
  return {
    name,
    dissolvedAt,
    firstLastDay: dayText(firstLastDay(today)),
    announcement: announced,
    open: dissolvedAt === null ? await openIn(ctx, communityId) : [],
    rule: ACTIVE,
    people,
    counts: {
      people: people.length,
      survivors: people.filter(({ met }) => met).length,
      yes: people.filter(({ comes }) => comes === true).length,
      no: people.filter(({ comes }) => comes === false).length,
    },
    successors: await successorsOf(ctx, communityId),
    refundRule: await refundRule(ctx, communityId),
    may: mayDissolve({ dissolved: dissolvedAt !== null, lastDay: announced?.lastDay ?? null, people: people.length, today }),
  };
}

export interface Answered {
  enrolmentId: string;
  memberId: string;
  nickname: string;
  comes: boolean;
  outcome: MovedIn | null;
}

/** Answers to the successor as it is announced, of those who take part, the first to answer first. */
export async function answersTo(ctx: QueryContext, { id, successor }: Announced): Promise<Answered[]> {
  return rowsOf<Answered>(
    ctx,
    sql`SELECT a.enrolment_id AS "enrolmentId", e.member_id AS "memberId", e.nickname, a.comes, a.outcome FROM dissolution_answer a
        JOIN enrolment e ON e.org_id = a.org_id AND e.id = a.enrolment_id AND e.left_at IS NULL
        WHERE a.org_id = ${ctx.orgId} AND a.dissolution_id = ${id} AND a.successor_id = ${successor?.id ?? null}::uuid
        ORDER BY a.at, a.enrolment_id`,
  );
}

interface Active {
  enrolmentId: string;
  nickname: string;
  have: number;
}

/** Of everybody: days checked in, works, reviews given and days with words in a chat group in the last thirty days; most first. */
function activityOf(ctx: QueryContext, communityId: string): Promise<Active[]> {
  const since = sql`${iso(ctx.now() - ACTIVE.days * DAY_MS)}::timestamptz`;
  const of = (table: SQL) => sql`(SELECT count(*) FROM ${table})`;
  return rowsOf<Active>(
    ctx,
    sql`SELECT e.id AS "enrolmentId", e.nickname, (
            ${of(sql`checkin k WHERE k.org_id = e.org_id AND k.enrolment_id = e.id AND k.kind <> 'leave' AND k.source <> 'staff' AND k.at >= ${since}`)}
            + ${of(sql`submission s WHERE s.org_id = e.org_id AND s.enrolment_id = e.id AND s.withdrawn_at IS NULL AND s.at >= ${since}`)}
            + ${of(sql`peer_review r WHERE r.org_id = e.org_id AND r.reviewer_id = e.id AND r.given_at >= ${since}`)}
            + ${of(sql`enrolment_identity b JOIN identity i ON i.org_id = b.org_id AND i.channel_id = b.channel_id AND i.id = b.identity_id
              JOIN member_picture p ON p.org_id = i.org_id AND p.channel_id = i.channel_id AND p.who = i.who
              WHERE b.org_id = e.org_id AND b.enrolment_id = e.id AND p.last_at >= ${since}`)})::int4 AS have
        FROM enrolment e WHERE e.org_id = ${ctx.orgId} AND e.community_id = ${communityId} AND e.left_at IS NULL ORDER BY have DESC, e.id`,
  );
}

/** By the tables of those who keep it. */
async function openIn(ctx: QueryContext, communityId: string): Promise<{ code: OpenCode; count: number }[]> {
  const now = sql`${iso(ctx.now())}::timestamptz`;
  const of = (alias: string) => sql`${sql.raw(alias)}.org_id = ${ctx.orgId} AND ${sql.raw(alias)}.community_id = ${communityId}`;
  const here = sql`JOIN enrolment e ON e.org_id = x.org_id AND e.id = x.enrolment_id WHERE ${of('e')} AND e.left_at IS NULL`;
  const works = sql`submission x JOIN assignment a ON a.org_id = x.org_id AND a.id = x.assignment_id`;
  const counted: Partial<Record<OpenCode, SQL>> = {
    assignments: sql`assignment a WHERE ${of('a')} AND a.published_at IS NOT NULL AND a.due_at > ${now}`,
    ungraded: sql`${works} WHERE ${of('a')} AND x.withdrawn_at IS NULL AND (a.settled_at IS NULL OR x.staff_since IS NOT NULL)
      AND NOT EXISTS (SELECT 1 FROM peer_review r WHERE r.org_id = x.org_id AND r.submission_id = x.id AND r.given_at IS NOT NULL)`,
    gradeAppeals: sql`grade_appeal g JOIN ${works} ON x.org_id = g.org_id AND x.id = g.submission_id
      WHERE ${of('a')} AND g.decided_at IS NULL`,
    creditAppeals: sql`credit_appeal p JOIN credit_entry x ON x.org_id = p.org_id AND x.id = p.entry_id ${here} AND p.decided_at IS NULL`,
    orders: sql`shop_order a WHERE ${of('a')} AND a.state IN ('ordered', 'sent')`,
    raffles: sql`raffle a WHERE ${of('a')} AND a.drawn_at IS NULL AND a.cancelled_at IS NULL`,
    removals: sql`removal_case x ${here} AND x.closed_at IS NULL`,
    points: sql`points_account x ${here} AND x.balance > 0
      AND EXISTS (SELECT 1 FROM good g WHERE g.org_id = e.org_id AND g.community_id = e.community_id)`,
  };
  const lines = Object.entries(counted).map(([code, from]) => sql`SELECT ${code}::text AS code, count(*)::int4 AS count FROM ${from}`);
  const rows = await rowsOf<{ code: OpenCode; count: number }>(ctx, sql.join(lines, sql` UNION ALL `));
  const { running, unawarded } = await campaignsIn(ctx, communityId);
  const counts = new Map([
    ...rows.map(({ code, count }) => [code, count] as const),
    ['campaigns', running],
    ['certificates', unawarded],
  ] as [OpenCode, number][]);
  return openCodes.flatMap((code) => {
    const count = counts.get(code) ?? 0;
    return count > 0 ? [{ code, count }] : [];
  });
}

/** Campaigns that run or are to come, and people of any campaign who have met what it asks for and have no certificate. */
async function campaignsIn(ctx: QueryContext, communityId: string): Promise<{ running: number; unawarded: number }> {
  let [running, unawarded] = [0, 0];
  for (const campaign of await campaignsWhere(ctx, sql`c.community_id = ${communityId}`)) {
    const { state } = shownCampaign(campaign, ctx.now());
    if (state !== 'ended') running += 1;
    if (state === 'upcoming') continue;
    const { people } = await completion(ctx, { campaignId: campaign.id });
    unawarded += people.filter(({ met, certificate }) => met && certificate === null).length;
  }
  return { running, unawarded };
}
