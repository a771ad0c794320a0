import { DomainError, prepared, type QueryContext, type Verbs } from '#kernel';
import { dayNumber } from '#vocabulary/zone';
import { findCampaign } from '../checkins/index.ts';
import { applyBlueprint } from './apply.ts';
import type { Blueprint, BlueprintCheckin } from './blueprint.ts';
import type { blueprints } from './contract.ts';
import { applied, campaignIds } from './find.ts';
import { differences, keptOf, latestRules } from './plan.ts';
import { shippedBlueprints } from './shipped.ts';

export const verbs: Verbs<typeof blueprints> = {
  list: prepared(shippedBlueprints, async (_ctx: QueryContext, _input: object, shipped: readonly Blueprint[]) => ({
    blueprints: shipped.map(({ id, name, summary, forWhom, interest, operate }) => ({
      ...{ id, name, summary, forWhom, days: interest.charter.days },
      checkins: operate.checkins.map((checkin) => ({ name: checkin.name, days: checkin.days, policy: checkin.policy })),
    })),
  })),

  show: prepared(shippedBlueprints, async (_ctx: QueryContext, { blueprintId }: { blueprintId: string }, shipped: readonly Blueprint[]) => {
    const document = shipped.find(({ id }) => id === blueprintId);
    if (!document) throw new DomainError('blueprint.unknown', { blueprintId });
    return { document, kept: keptOf(document) };
  }),

  plan: async (ctx, wanted) => ({ differences: await differences(ctx, wanted), kept: keptOf(wanted.document) }),
  apply: applyBlueprint,

  export: async (ctx, { communityId }) => {
    const kept = await applied(ctx, communityId);
    if (!kept) throw new DomainError('blueprint.none', { communityId });
    const { document, startsOn } = kept;
    const ids = await campaignIds(ctx, communityId, startsOn);
    const checkins: BlueprintCheckin[] = [];
    for (const { key } of document.operate.checkins) {
      const id = ids.get(key);
      if (id) checkins.push(await asItIs(ctx, key, id, startsOn));
    }
    return { document: { ...document, operate: { ...document.operate, checkins } }, startsOn };
  },
};

async function asItIs(ctx: QueryContext, key: string, campaignId: string, from: string): Promise<BlueprintCheckin> {
  const campaign = await findCampaign(ctx, campaignId);
  const { name, goal, startsOn, endsOn } = campaign;
  return { key, name, goal, offset: startsOn - dayNumber(from), days: endsOn - startsOn + 1, policy: latestRules(campaign) };
}
