/** The next class (下一期) of a running community: its document and campaigns on other days, without its people. */
import { type CommandContext, DomainError, type QueryContext } from '#kernel';
import { dayNumber, dayText } from '#vocabulary/zone';
import { createCommunity, findCommunity } from '../communities/index.ts';
import { and, eq, rowsOf, sql } from '../rows.ts';
import { applyBlueprint, oneAtATime } from './apply.ts';
import type { Blueprint } from './blueprint.ts';
import { exported } from './exporting.ts';
import { nextName } from './next-name.ts';
import { communityParent } from './schema.ts';

interface Wanted {
  communityId: string;
  startsOn: string;
  name?: string | undefined;
}

/** @throws DomainError `community.unknown`, `blueprint.none` */
export async function clonePlan(ctx: QueryContext, { communityId, startsOn, name }: Wanted) {
  const parent = await findCommunity(ctx, communityId);
  const { document, startsOn: from } = await exported(ctx, communityId);
  const first = firstDay(document, startsOn);
  const shift = dayNumber(first) - dayNumber(from);
  const proposed = name ?? (await freeName(ctx, parent, first));
  return {
    name: proposed,
    nameTaken: (await namedSo(ctx, proposed)).length > 0,
    startsOn: first,
    campaigns: document.operate.checkins.map(({ key, name: campaign, offset, days }) => {
      const begins = dayNumber(from) + offset;
      const span = (by: number) => ({ startsOn: dayText(begins + by), endsOn: dayText(begins + by + days - 1) });
      return { key, name: campaign, was: span(0), ...span(shift) };
    }),
    vacant: document.structure.roles.map(({ name: role, per, people }) => ({ name: role, per, people })),
    document,
  };
}

/**
 * The same `cloneId`, or the same parent, name and days again: the community made then, nothing changes.
 * @throws DomainError `community.unknown`, `blueprint.none`, and what applying a document refuses
 */
export async function clone(ctx: CommandContext, { cloneId, ...wanted }: Wanted & { cloneId?: string | undefined }) {
  await oneAtATime(ctx);
  const { name, startsOn, document } = await clonePlan(ctx, wanted);
  const before = await clonedBefore(ctx, wanted.communityId, { cloneId, name, startsOn });
  if (before) {
    ctx.unchanged();
    return { communityId: before, created: false };
  }
  const { zone } = await findCommunity(ctx, wanted.communityId);
  const { id: communityId } = await createCommunity(ctx, { name, zone });
  await applyBlueprint(ctx, { communityId, document, startsOn });
  const link = { parentId: wanted.communityId, cloneId: cloneId ?? ctx.newId(), base: document, baseAt: new Date(ctx.now()) };
  await ctx.db.insert(communityParent).values({ orgId: ctx.orgId, communityId, ...link });
  ctx.emit('blueprint.cloned', { communityId, subjectId: wanted.communityId }, { startsOn });
  return { communityId, created: true };
}

/** Counts on until no other community is called so; the class that begins on these days already keeps its name. */
async function freeName(ctx: QueryContext, parent: { id: string; name: string }, startsOn: string): Promise<string> {
  let name = parent.name;
  for (let tries = 0; tries < 100; tries += 1) {
    const next = nextName(name, startsOn).slice(0, 120);
    if (next === name) return name;
    name = next;
    if ((await namedSo(ctx, name)).length === 0 || (await clonedSo(ctx, parent.id, name, startsOn))) return name;
  }
  return name;
}

/** Day 0 of the document when its first campaign begins on this day. */
function firstDay({ operate }: Blueprint, startsOn: string): string {
  return dayText(dayNumber(startsOn) - Math.min(...operate.checkins.map(({ offset }) => offset)));
}

async function clonedBefore(
  ctx: QueryContext,
  parentId: string,
  { cloneId, name, startsOn }: { cloneId: string | undefined; name: string; startsOn: string },
): Promise<string | null> {
  if (cloneId) {
    const [made] = await ctx.db
      .select()
      .from(communityParent)
      .where(and(eq(communityParent.orgId, ctx.orgId), eq(communityParent.cloneId, cloneId)));
    if (made && made.parentId !== parentId) throw new DomainError('blueprint.cloneIdUsed', { cloneId });
    if (made) return made.communityId;
  }
  return clonedSo(ctx, parentId, name, startsOn);
}

async function clonedSo(ctx: QueryContext, parentId: string, name: string, startsOn: string): Promise<string | null> {
  const [same] = await rowsOf<{ id: string }>(
    ctx,
    sql`SELECT p.community_id AS id FROM community_parent p
        JOIN community c ON c.org_id = p.org_id AND c.id = p.community_id
        JOIN community_blueprint b ON b.org_id = p.org_id AND b.community_id = p.community_id
        WHERE p.org_id = ${ctx.orgId} AND p.parent_id = ${parentId} AND c.name = ${name} AND b.starts_on = ${startsOn}::date LIMIT 1`,
  );
  return same?.id ?? null;
}

function namedSo(ctx: QueryContext, name: string) {
  return rowsOf(ctx, sql`SELECT 1 FROM community WHERE org_id = ${ctx.orgId} AND name = ${name} LIMIT 1`);
}
