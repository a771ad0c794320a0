import type { QueryContext } from '#kernel';
import { dayText } from '#vocabulary/zone';
import type { Campaign, CheckinKind } from '../checkins/index.ts';
import { ms, rowsOf, sql } from '../rows.ts';
import type { ChangeKind } from './contract.ts';
import { campaignsOf, chosenOf, leadersOf, shownCampaign, sizesOf, squadsOf, takersOf } from './find.ts';
import { warningsOf } from './warnings.ts';

/** Everyone of a community with their squad and check-in of today, in a handful of plain statements. */
export async function tree(ctx: QueryContext, { communityId, campaignId }: { communityId: string; campaignId?: string | undefined }) {
  const sizes = await sizesOf(ctx, communityId);
  const campaign = chosenOf(ctx, await campaignsOf(ctx, communityId), campaignId);
  const takers = await takersOf(ctx, communityId);
  const kinds = await kindsOfToday(ctx, campaign);
  const rows = takers.map((taker) => ({ ...taker, today: kinds.get(taker.enrolmentId) ?? null }));
  const found = await squadsOf(ctx, communityId);
  const leaders = await leadersOf(
    ctx,
    found.map(({ id }) => id),
  );
  const bySquad = Map.groupBy(rows, ({ squadId }) => squadId);
  const peopleOf = (squadId: string | null) => (bySquad.get(squadId) ?? []).map(({ squadId: _, ...person }) => person);
  const squads = found.map(({ id, name }) => {
    const people = peopleOf(id);
    const onLeaveToday = people.filter(({ today }) => today === 'leave').length;
    const doneToday = people.filter(({ today }) => today !== null).length - onLeaveToday;
    return { id, name, leader: leaders.get(id) ?? null, doneToday, onLeaveToday, people };
  });
  const without = peopleOf(null);
  return {
    sizes,
    people: rows.length,
    campaign: shownCampaign(ctx, campaign),
    squads,
    without,
    warnings: warningsOf({ people: rows.length, without: without.length, squads }, sizes),
    lastChange: await lastChange(ctx, communityId),
  };
}

async function kindsOfToday(ctx: QueryContext, campaign: Campaign | null): Promise<Map<string, CheckinKind>> {
  if (!campaign) return new Map();
  const today = dayText(campaign.days.dayOf(ctx.now()));
  const rows = await rowsOf<{ id: string; kind: CheckinKind }>(
    ctx,
    sql`SELECT enrolment_id AS id, kind FROM checkin WHERE org_id = ${ctx.orgId} AND campaign_id = ${campaign.id} AND day = ${today}::date`,
  );
  return new Map(rows.map(({ id, kind }) => [id, kind]));
}

/** The one that `undo` would take back. */
export async function lastChange(ctx: QueryContext, communityId: string) {
  const [row] = await rowsOf<{ id: string; kind: ChangeKind; at: number; people: number }>(
    ctx,
    sql`SELECT id, kind, ${ms('at')} AS at, people FROM squad_change
        WHERE org_id = ${ctx.orgId} AND community_id = ${communityId} AND kind <> 'undo' AND undone_at IS NULL ORDER BY id DESC LIMIT 1`,
  );
  return row ? { ...row, at: new Date(row.at).toISOString() } : null;
}
