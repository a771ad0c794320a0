/**
 * The campaigns of one round of a community: those carried out from the kept document, and those opened by hand meanwhile.
 * A campaign opened by hand has a key of its own, `own-` and the end of its id, until a document that names it is kept.
 */
import type { CommandContext, QueryContext } from '#kernel';
import { dayNumber } from '#vocabulary/zone';
import { rowsOf, sql } from '../rows.ts';
import { type BlueprintCheckin, MOST_CHECKINS } from './blueprint.ts';
import { campaignIds } from './find.ts';
import { blueprintCampaign } from './schema.ts';

export interface Span {
  startsOn: number;
  endsOn: number;
}

interface OwnCampaign extends Span {
  id: string;
  key: string;
}

const ownKey = (campaignId: string) => `own-${campaignId.replaceAll('-', '').slice(-12)}`;

/** Opened by hand, of any time, the earliest first. */
async function ownCampaigns(ctx: QueryContext, communityId: string): Promise<OwnCampaign[]> {
  const rows = await rowsOf<{ id: string; startsOn: string; endsOn: string }>(
    ctx,
    sql`SELECT c.id, c.starts_on::text AS "startsOn", c.ends_on::text AS "endsOn" FROM campaign c
        WHERE c.org_id = ${ctx.orgId} AND c.community_id = ${communityId}
          AND NOT EXISTS (SELECT 1 FROM blueprint_campaign b WHERE b.org_id = c.org_id AND b.campaign_id = c.id)
        ORDER BY c.starts_on, c.id`,
  );
  return rows.map(({ id, startsOn, endsOn }) => ({ id, key: ownKey(id), startsOn: dayNumber(startsOn), endsOn: dayNumber(endsOn) }));
}

const overlaps = (one: Span, other: Span) => one.startsOn <= other.endsOn && other.startsOn <= one.endsOn;

/** Opened by hand and running while the round did. */
export async function ownInRound(ctx: QueryContext, communityId: string, round: Span, room: number): Promise<OwnCampaign[]> {
  const all = await ownCampaigns(ctx, communityId);
  return all.filter((one) => overlaps(one, round)).slice(0, Math.max(0, room));
}

/** Of a community without a document: the campaign that ends last, and all that overlap with it or with one of these. */
export async function lastOwnRound(ctx: QueryContext, communityId: string): Promise<OwnCampaign[]> {
  const all = await ownCampaigns(ctx, communityId);
  let round = all.toSorted((a, b) => b.endsOn - a.endsOn).slice(0, 1);
  for (;;) {
    const wider = all.filter((one) => round.some((other) => overlaps(one, other)));
    if (wider.length === round.length) return wider.slice(-MOST_CHECKINS);
    round = wider;
  }
}

/** The campaigns that stand for these check-ins in the round that began on this day, by key. */
export async function roundIds(
  ctx: QueryContext,
  communityId: string,
  startsOn: string,
  checkins: readonly BlueprintCheckin[],
): Promise<Map<string, string>> {
  const ids = await campaignIds(ctx, communityId, startsOn);
  if (checkins.every(({ key }) => ids.has(key) || !key.startsWith('own-'))) return ids;
  for (const { id, key, startsOn: first } of await ownCampaigns(ctx, communityId)) {
    const wanted = checkins.find((checkin) => checkin.key === key);
    if (wanted && !ids.has(key) && dayNumber(startsOn) + wanted.offset === first) ids.set(key, id);
  }
  return ids;
}

/** From now on these campaigns are the document's. */
export async function claim(ctx: CommandContext, communityId: string, startsOn: string, ids: ReadonlyMap<string, string>): Promise<void> {
  const rows = [...ids].map(([key, campaignId]) => ({ orgId: ctx.orgId, communityId, startsOn, key, campaignId }));
  if (rows.length > 0) await ctx.db.insert(blueprintCampaign).values(rows).onConflictDoNothing();
}
