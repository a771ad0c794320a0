/** What staff decide about a campaign: its name, its dates, its rules. */
import { type CommandContext, DomainError, type QueryContext, visibleCommunities } from '#kernel';
import { dayNumber, dayText, zoneClock } from '#vocabulary/zone';
import { findCommunity } from '../communities/index.ts';
import { and, eq, iso, rowsOf, sql, uuids } from '../rows.ts';
import type { Policy } from './contract.ts';
import { countsOf, countsOfOne } from './counts.ts';
import { civilDays, windowFits } from './days.ts';
import { type Campaign, campaignsWhere, findCampaign, shown, shownWindow } from './find.ts';
import { campaignPolicy, campaign as campaignTable } from './schema.ts';

/** Two years: a calendar still fits one answer. */
const MOST_DAYS = 731;
const stateOrder = ['running', 'upcoming', 'ended'];

export async function listCampaigns(ctx: QueryContext, { communityId }: { communityId?: string | undefined }) {
  const visible = visibleCommunities(ctx);
  const seen = visible === 'all' ? sql`TRUE` : sql`c.community_id = ANY(${uuids(visible)})`;
  const found = await campaignsWhere(ctx, communityId ? sql`${seen} AND c.community_id = ${communityId}` : seen);
  const counts = await countsOf(ctx, found);
  const campaigns = found.map((campaign) => {
    const { people = 0, doneToday = 0 } = counts.get(campaign.id) ?? {};
    return { ...shown(campaign, ctx.now()), community: campaign.community, people, doneToday };
  });
  return { campaigns: campaigns.sort((a, b) => stateOrder.indexOf(a.state) - stateOrder.indexOf(b.state)) };
}

interface NewCampaign {
  communityId: string;
  name: string;
  goal: string;
  startsOn: string;
  endsOn: string;
  policy: Policy;
}

/** @throws DomainError `community.unknown`, `campaign.dates`, and what `refuseRules` says */
export async function createCampaign(ctx: CommandContext, { communityId, policy, ...input }: NewCampaign) {
  await findCommunity(ctx, communityId);
  refuseDates(input);
  refuseRules(policy);
  const [id, at] = [ctx.newId(), new Date(ctx.now())];
  await ctx.db.insert(campaignTable).values({ orgId: ctx.orgId, id, communityId, ...input, createdAt: at });
  const rules = { version: 1, effectiveOn: input.startsOn, policy, decidedAt: at };
  await ctx.db.insert(campaignPolicy).values({ orgId: ctx.orgId, campaignId: id, ...rules });
  ctx.emit('campaign.created', { communityId, subjectId: id });
  return shown(await findCampaign(ctx, id), ctx.now());
}

export async function showCampaign(ctx: QueryContext, { campaignId }: { campaignId: string }) {
  const campaign = await findCampaign(ctx, campaignId);
  const { people, doneToday, onLeaveToday, counted, possible } = await countsOfOne(ctx, campaign);
  const now = ctx.now();
  return {
    ...shown(campaign, now),
    policy: campaign.days.policyOn(campaign.days.dayOf(now)),
    versions: campaign.versions.map(({ version, from, decidedAt, policy }) => ({
      version,
      effectiveOn: dayText(from),
      decidedAt: iso(decidedAt),
      policy,
    })),
    window: shownWindow(campaign, now),
    ...{ people, doneToday, onLeaveToday, counted, possible },
  };
}

interface Changes {
  campaignId: string;
  name?: string | undefined;
  goal?: string | undefined;
  endsOn?: string | undefined;
}

/** @throws DomainError `campaign.unknown`, `campaign.dates` */
export async function updateCampaign(ctx: CommandContext, { campaignId, name, goal, endsOn }: Changes) {
  const before = await findCampaign(ctx, campaignId);
  const after = { name: name ?? before.name, goal: goal ?? before.goal, endsOn: endsOn ?? dayText(before.endsOn) };
  const moved = after.endsOn !== dayText(before.endsOn);
  if (moved) {
    refuseDates({ startsOn: dayText(before.startsOn), endsOn: after.endsOn });
    if (dayNumber(after.endsOn) < before.days.dayOf(ctx.now())) throw datesError(dayText(before.startsOn), after.endsOn);
  }
  if (!moved && after.name === before.name && after.goal === before.goal) ctx.unchanged();
  else {
    await ctx.db
      .update(campaignTable)
      .set(after)
      .where(and(eq(campaignTable.orgId, ctx.orgId), eq(campaignTable.id, campaignId)));
    ctx.emit('campaign.changed', { communityId: before.communityId, subjectId: campaignId }, { moved });
  }
  return shown(await findCampaign(ctx, campaignId), ctx.now());
}

/**
 * Those that run in a dissolving community end on its last day, or on the day of the last check-in after it; one that has not begun
 * by then never does. @param lastDay civil day, 'YYYY-MM-DD'
 */
export async function endCampaigns(ctx: CommandContext, communityId: string, lastDay: string): Promise<void> {
  const ended = await rowsOf<{ id: string }>(
    ctx,
    sql`UPDATE campaign c SET ends_on = g.last FROM (
          SELECT r.id, least(r.ends_on, greatest(${lastDay}::date, (SELECT max(k.day) FROM checkin k
            WHERE k.org_id = r.org_id AND k.campaign_id = r.id AND k.kind <> 'leave'))) AS last
          FROM campaign r WHERE r.org_id = ${ctx.orgId} AND r.community_id = ${communityId}) g
        WHERE c.org_id = ${ctx.orgId} AND c.id = g.id AND c.starts_on <= g.last AND c.ends_on > g.last RETURNING c.id`,
  );
  for (const { id } of ended) ctx.emit('campaign.changed', { communityId, subjectId: id }, { moved: true });
}

interface NewRules {
  campaignId: string;
  effectiveOn: string;
  policy: Policy;
}

/** The first day, of the campaign's own days, from which these rules could hold if they were decided now. */
export function earliestRules({ versions, days }: Campaign, policy: Policy, now: number): number {
  const today = days.dayOf(now);
  const version = Math.max(...versions.map((one) => one.version)) + 1;
  for (let from = today + 1; ; from += 1)
    if (civilDays([...versions, { version, from, decidedAt: now, policy }]).dayOf(now) === today) return from;
}

/** @throws DomainError `campaign.unknown`, `policy.past`, `policy.changedMeanwhile`, and what `refuseRules` says */
export async function changePolicy(ctx: CommandContext, { campaignId, effectiveOn, policy }: NewRules) {
  const campaign = await findCampaign(ctx, campaignId);
  const { communityId, versions, days } = campaign;
  refuseRules(policy);
  const [now, from] = [ctx.now(), dayNumber(effectiveOn)];
  const today = days.dayOf(now);
  const next = { version: Math.max(...versions.map(({ version }) => version)) + 1, from, decidedAt: now, policy };
  // In a zone far ahead the first day may have begun already, though here it is tomorrow.
  if (from <= today || civilDays([...versions, next]).dayOf(now) !== today)
    throw new DomainError('policy.past', { day: effectiveOn, first: dayText(earliestRules(campaign, policy, now)) });
  const added = await ctx.db
    .insert(campaignPolicy)
    .values({ orgId: ctx.orgId, campaignId, version: next.version, effectiveOn, policy, decidedAt: new Date(now) })
    .onConflictDoNothing()
    .returning({ version: campaignPolicy.version });
  if (added.length === 0) throw new DomainError('policy.changedMeanwhile', {});
  ctx.emit('campaign.rulesChanged', { communityId, subjectId: campaignId }, { version: next.version });
  return { version: next.version, effectiveOn };
}

/** @throws DomainError `campaign.dates` */
function refuseDates({ startsOn, endsOn }: { startsOn: string; endsOn: string }): void {
  const days = dayNumber(endsOn) - dayNumber(startsOn) + 1;
  if (days < 1 || days > MOST_DAYS) throw datesError(startsOn, endsOn);
}

const datesError = (startsOn: string, endsOn: string) => new DomainError('campaign.dates', { startsOn, endsOn, most: MOST_DAYS });

/** @throws DomainError `zone.unknown`, `campaign.window`, `campaign.number` */
function refuseRules(policy: Policy): void {
  zoneClock(policy.zone);
  const { boundary, opens, closes } = policy;
  if (!windowFits(policy)) throw new DomainError('campaign.window', { boundary, opens, closes });
  const { number } = policy.content;
  if (number && number.min > number.max) throw new DomainError('campaign.number', { min: number.min, max: number.max });
}
