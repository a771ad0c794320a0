import type { QueryContext } from '#kernel';
import { and, eq } from '../rows.ts';
import { type Blueprint, blueprint } from './blueprint.ts';
import { blueprintCampaign, communityBlueprint } from './schema.ts';

interface Applied {
  document: Blueprint;
  startsOn: string;
}

/** What was last applied to a community; null where nothing was. */
export async function applied(ctx: QueryContext, communityId: string): Promise<Applied | null> {
  const [row] = await ctx.db
    .select()
    .from(communityBlueprint)
    .where(and(eq(communityBlueprint.orgId, ctx.orgId), eq(communityBlueprint.communityId, communityId)));
  return row ? { document: blueprint.parse(row.document), startsOn: row.startsOn } : null;
}

/** By the key of the check-in: the campaigns a document was carried out as, for one first day. */
export async function campaignIds(ctx: QueryContext, communityId: string, startsOn: string): Promise<Map<string, string>> {
  const { orgId, key, campaignId } = blueprintCampaign;
  const rows = await ctx.db
    .select({ key, campaignId })
    .from(blueprintCampaign)
    .where(and(eq(orgId, ctx.orgId), eq(blueprintCampaign.communityId, communityId), eq(blueprintCampaign.startsOn, startsOn)));
  return new Map(rows.map((row) => [row.key, row.campaignId]));
}

/** Communities to which a document was applied for this first day, with the document. */
export async function appliedFor(ctx: QueryContext, startsOn: string): Promise<{ communityId: string; document: Blueprint }[]> {
  const rows = await ctx.db
    .select()
    .from(communityBlueprint)
    .where(and(eq(communityBlueprint.orgId, ctx.orgId), eq(communityBlueprint.startsOn, startsOn)));
  return rows.map(({ communityId, document }) => ({ communityId, document: blueprint.parse(document) }));
}
