/** A ladder of memberships (阶梯会员): linked communities, each opened from its tier of one document. No payment is taken here. */
import { createHash } from 'node:crypto';
import { type CommandContext, DomainError, type QueryContext, visibleCommunities } from '#kernel';
import { dayNumber, dayText } from '#vocabulary/zone';
import { createCommunity, findCommunity } from '../communities/index.ts';
import { and, asc, eq } from '../rows.ts';
import { applyBlueprint, oneAtATime } from './apply.ts';
import { type Blueprint, blueprint, type Tier } from './blueprint.ts';
import { applied } from './find.ts';
import { zoneOf } from './plan.ts';
import { ladderTier } from './schema.ts';

interface Wanted {
  document: Blueprint;
  startsOn: string;
  name?: string | undefined;
}

/** The document of one community of the ladder: what its tier says, else what stands around it. */
export function tierDocument({ ladder: _, ...around }: Blueprint, tier: Tier): Blueprint {
  const { charter, ...interest } = around.interest;
  const { audience, goal, days, milestones, threshold, checkins, rituals, summary, forWhom } = tier;
  return blueprint.parse({
    ...around,
    id: `${around.id.slice(0, 28)}-${tier.key.slice(0, 10)}`.replace(/-+$/, ''),
    name: tier.name,
    summary: summary ?? around.summary,
    forWhom: forWhom ?? around.forWhom,
    interest: {
      ...interest,
      charter: {
        ...charter,
        audience: audience ?? charter.audience,
        goal: goal ?? charter.goal,
        days: days === undefined ? charter.days : days,
        milestones: milestones ?? charter.milestones,
      },
      threshold: threshold ?? interest.threshold,
    },
    operate: { ...around.operate, checkins: checkins ?? around.operate.checkins, rituals: rituals ?? around.operate.rituals },
    copy: { ...around.copy, prices: around.copy.prices.filter(({ name }) => name === tier.price) },
  });
}

/** @throws DomainError `blueprint.noLadder` */
function tiersOf({ document, startsOn, name = document.name }: Wanted) {
  if (!document.ladder) throw new DomainError('blueprint.noLadder', { blueprint: document.id });
  return document.ladder.map((tier) => {
    const own = tierDocument(document, tier);
    return { key: tier.key, name: `${name} · ${tier.name}`.slice(0, 120), document: own, startsOn };
  });
}

/** @throws DomainError `blueprint.noLadder` */
export async function ladderPlan(_ctx: QueryContext, wanted: Wanted) {
  const first = dayNumber(wanted.startsOn);
  return {
    tiers: tiersOf(wanted).map(({ key, name, document }) => ({
      ...{ key, name, goal: document.interest.charter.goal, prices: document.copy.prices },
      campaigns: document.operate.checkins.map((checkin) => ({
        name: checkin.name,
        startsOn: dayText(first + checkin.offset),
        endsOn: dayText(first + checkin.offset + checkin.days - 1),
      })),
    })),
  };
}

/** All tiers or none. The same document, day and name again: the ladder opened then. @throws DomainError `blueprint.noLadder` */
export async function openLadder(ctx: CommandContext, wanted: Wanted) {
  await oneAtATime(ctx);
  const openedBy = createHash('sha256')
    .update(JSON.stringify([wanted.document, wanted.startsOn, wanted.name ?? null]))
    .digest('base64url');
  const tiers = tiersOf(wanted);
  const before = await ctx.db
    .select()
    .from(ladderTier)
    .where(and(eq(ladderTier.orgId, ctx.orgId), eq(ladderTier.openedBy, openedBy)))
    .orderBy(asc(ladderTier.place));
  const [first] = before;
  if (first) {
    ctx.unchanged();
    return { ladderId: first.ladderId, communityIds: before.map(({ communityId }) => communityId), created: false };
  }
  const ladderId = ctx.newId();
  const communityIds: string[] = [];
  for (const [place, { name, document, startsOn }] of tiers.entries()) {
    const { id: communityId } = await createCommunity(ctx, { name, zone: zoneOf(document) });
    await applyBlueprint(ctx, { communityId, document, startsOn });
    await ctx.db.insert(ladderTier).values({ orgId: ctx.orgId, communityId, ladderId, place, openedBy });
    communityIds.push(communityId);
  }
  ctx.emit('blueprint.ladderOpened', { subjectId: ladderId }, { tiers: tiers.length });
  return { ladderId, communityIds, created: true };
}

/** The tiers beside this community that the caller may see, with prices and rights as they are kept now; empty: it is in no ladder. */
export async function ladder(ctx: QueryContext, { communityId }: { communityId: string }) {
  await findCommunity(ctx, communityId);
  const own = and(eq(ladderTier.orgId, ctx.orgId), eq(ladderTier.communityId, communityId));
  const [tier] = await ctx.db.select().from(ladderTier).where(own);
  if (!tier) return { tiers: [] };
  const rows = await ctx.db
    .select()
    .from(ladderTier)
    .where(and(eq(ladderTier.orgId, ctx.orgId), eq(ladderTier.ladderId, tier.ladderId)))
    .orderBy(asc(ladderTier.place));
  const visible = visibleCommunities(ctx);
  const tiers = [];
  for (const { communityId: other } of rows.filter((row) => visible === 'all' || visible.includes(row.communityId))) {
    const kept = await applied(ctx, other);
    const { name } = await findCommunity(ctx, other);
    const { prices = [] } = kept?.document.copy ?? {};
    tiers.push({ communityId: other, name, goal: kept?.document.interest.charter.goal ?? '', prices });
  }
  return { tiers };
}
