/** The desk of whoever leads a squad: the squad today, and one person of it. */
import { type CommandContext, DomainError, type QueryContext } from '#kernel';
import { dayText } from '#vocabulary/zone';
import { callersEnrolment } from '../admissions/index.ts';
import { type Campaign, type CheckinKind, correct, person as personInCampaign, runsOf } from '../checkins/index.ts';
import { ms, rowsOf, sql } from '../rows.ts';
import { rightsIn } from './callers.ts';
import { campaignsOf, chosenOf, findSquad, inOrder, leadersOf, requireInSquad, runs, shownCampaign } from './find.ts';
import { praisesOf } from './saying.ts';

interface MateRow {
  enrolmentId: string;
  nickname: string;
  today: CheckinKind | null;
  at: number | null;
  lastDay: string | null;
  total: number | null;
}

interface InSquad {
  squadId: string;
  enrolmentId: string;
}

export async function today(ctx: QueryContext, { squadId, campaignId }: { squadId: string; campaignId?: string | undefined }) {
  const { communityId, ...squad } = await findSquad(ctx, squadId);
  const campaigns = await campaignsOf(ctx, communityId);
  const campaign = chosenOf(ctx, campaigns, campaignId);
  const me = (await callersEnrolment(ctx, communityId))?.enrolmentId;
  const rows = inOrder(await matesOf(ctx, squadId, campaign));
  const ids = rows.map(({ enrolmentId }) => enrolmentId);
  const streaks = campaign ? await runsOf(ctx, campaign, ids) : new Map<string, { streak: number }>();
  const people = rows.map(({ at, total, ...row }) => ({
    ...row,
    at: at === null ? null : new Date(at).toISOString(),
    total: total ?? 0,
    streak: streaks.get(row.enrolmentId)?.streak ?? 0,
    me: row.enrolmentId === me,
  }));
  // Whom somebody looks for here is who is missing.
  people.sort((a, b) => Number(a.today !== null) - Number(b.today !== null));
  return {
    ...squad,
    communityId,
    leader: (await leadersOf(ctx, [squadId])).get(squadId) ?? null,
    rights: rightsIn(ctx, communityId, squadId),
    campaign: shownCampaign(ctx, campaign),
    campaigns: campaigns.filter((one) => runs(ctx, one) || one === campaign).map(({ id, name }) => ({ id, name })),
    doneToday: people.filter((one) => one.today !== null && one.today !== 'leave').length,
    people,
  };
}

/** Who is in a squad, with their check-in of today. */
export function matesOf(ctx: QueryContext, squadId: string, campaign: Campaign | null): Promise<MateRow[]> {
  const day = campaign ? dayText(campaign.days.dayOf(ctx.now())) : null;
  return rowsOf(
    ctx,
    sql`SELECT e.id AS "enrolmentId", e.nickname, k.kind AS today, ${ms('k.at')} AS at,
          t.last_day::text AS "lastDay", t.total
        FROM squad_member m JOIN enrolment e ON e.org_id = m.org_id AND e.id = m.enrolment_id AND e.left_at IS NULL
        LEFT JOIN checkin k ON k.org_id = e.org_id AND k.campaign_id = ${campaign?.id ?? null}::uuid AND k.enrolment_id = e.id AND k.day = ${day}::date
        LEFT JOIN checkin_standing t ON t.org_id = e.org_id AND t.campaign_id = ${campaign?.id ?? null}::uuid AND t.enrolment_id = e.id
        WHERE m.org_id = ${ctx.orgId} AND m.squad_id = ${squadId} AND m.until IS NULL`,
  );
}

/** What members see of each other, and the calendar; reasons of corrections stay with staff. @throws DomainError `squad.notIn` */
export async function person(ctx: QueryContext, { squadId, enrolmentId, campaignId }: InSquad & { campaignId?: string | undefined }) {
  const { communityId } = await findSquad(ctx, squadId);
  const { nickname } = await requireInSquad(ctx, squadId, enrolmentId);
  const campaign = chosenOf(ctx, await campaignsOf(ctx, communityId), campaignId);
  const found = campaign ? await personInCampaign(ctx, { campaignId: campaign.id, enrolmentId }) : null;
  return {
    enrolmentId,
    nickname,
    campaign: shownCampaign(ctx, campaign),
    standing: found?.standing ?? null,
    calendar: found?.calendar ?? [],
    posts: (found?.posts ?? []).map(({ day, at, kind, text, number, link }) => ({ day, at, kind, text, number, link })),
    praises: await praisesOf(ctx, enrolmentId, squadId),
    me: (await callersEnrolment(ctx, communityId))?.enrolmentId === enrolmentId,
  };
}

interface Correction extends InSquad {
  campaignId: string;
  day: string;
  becomes: CheckinKind | null;
  reason: string;
}

/** @throws DomainError `squad.notIn`, `squad.ownDay`, `campaign.unknown` for one of another community, and what `checkins.correct` says */
export async function correctDay(ctx: CommandContext, { squadId, ...input }: Correction) {
  const { communityId } = await findSquad(ctx, squadId);
  await requireInSquad(ctx, squadId, input.enrolmentId);
  if ((await callersEnrolment(ctx, communityId))?.enrolmentId === input.enrolmentId)
    throw new DomainError('squad.ownDay', { day: input.day });
  chosenOf(ctx, await campaignsOf(ctx, communityId), input.campaignId);
  return correct(ctx, input);
}
