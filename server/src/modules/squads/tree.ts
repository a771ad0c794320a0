import { sql } from 'drizzle-orm';
import type { QueryContext } from '#kernel';
import { dayText } from '#vocabulary/zone';
import { rowsOf } from '../chat/index.ts';
import type { Campaign } from '../checkins/index.ts';
import type { ChangeKind } from './contract.ts';
import { campaignsOf, chosenOf, inOrder, leadersOf, shownCampaign, sizesOf, squadsOf } from './find.ts';
import { warningsOf } from './warnings.ts';

type Kind = 'onTime' | 'late' | 'madeUp' | 'leave';

interface PlacedRow {
  enrolmentId: string;
  nickname: string;
  squadId: string | null;
  today: Kind | null;
}

/** Everyone of a community with their squad and check-in of today, in five statements. */
export async function tree(ctx: QueryContext, { communityId, campaignId }: { communityId: string; campaignId?: string | undefined }) {
  const sizes = await sizesOf(ctx, communityId);
  const campaign = chosenOf(ctx, await campaignsOf(ctx, communityId), campaignId);
  const rows = inOrder(await placedRows(ctx, communityId, campaign));
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

function placedRows(ctx: QueryContext, communityId: string, campaign: Campaign | null): Promise<PlacedRow[]> {
  const today = campaign ? dayText(campaign.days.dayOf(ctx.now())) : null;
  return rowsOf(
    ctx,
    sql`SELECT e.id AS "enrolmentId", e.nickname, s.id AS "squadId", k.kind AS today FROM enrolment e
        LEFT JOIN squad_member m ON m.org_id = e.org_id AND m.enrolment_id = e.id AND m.until IS NULL
        LEFT JOIN squad s ON s.org_id = m.org_id AND s.id = m.squad_id AND s.removed_at IS NULL
        LEFT JOIN checkin k ON k.org_id = e.org_id AND k.campaign_id = ${campaign?.id ?? null}::uuid AND k.enrolment_id = e.id AND k.day = ${today}::date
        WHERE e.org_id = ${ctx.orgId} AND e.community_id = ${communityId} AND e.left_at IS NULL`,
  );
}

/** The one that `undo` would take back. */
export async function lastChange(ctx: QueryContext, communityId: string) {
  const [row] = await rowsOf<{ id: string; kind: ChangeKind; at: number; people: number }>(
    ctx,
    sql`SELECT id, kind, (extract(epoch FROM at) * 1000)::float8 AS at, people FROM squad_change
        WHERE org_id = ${ctx.orgId} AND community_id = ${communityId} AND kind <> 'undo' AND undone_at IS NULL ORDER BY id DESC LIMIT 1`,
  );
  return row ? { ...row, at: new Date(row.at).toISOString() } : null;
}
