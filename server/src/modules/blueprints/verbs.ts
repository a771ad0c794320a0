import { DomainError, prepared, type QueryContext, type Verbs } from '#kernel';
import { applyBlueprint } from './apply.ts';
import type { Blueprint } from './blueprint.ts';
import type { documents } from './contract.ts';
import { exported } from './exporting.ts';
import { differences, keptOf } from './plan.ts';
import { shippedBlueprints } from './shipped.ts';

/** Of the documents themselves; what is made from a community is in `copying.ts`. */
export const verbs: Verbs<typeof documents> = {
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

  export: (ctx, { communityId }) => exported(ctx, communityId),
};
