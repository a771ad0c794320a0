/** What has changed in a parent since its child was cloned, or last pulled from it, brought into the child. */
import { createHash } from 'node:crypto';
import { type CommandContext, DomainError, type QueryContext, visibleCommunities } from '#kernel';
import { findCommunity } from '../communities/index.ts';
import { and, eq } from '../rows.ts';
import { applyBlueprint, oneAtATime } from './apply.ts';
import { type Blueprint, blueprint, sameDocument } from './blueprint.ts';
import { type Exported, exported } from './exporting.ts';
import { merge, type Row } from './merging.ts';
import { differences } from './plan.ts';
import { communityParent } from './schema.ts';

interface Wanted {
  communityId: string;
  /** Paths of conflicts in which the parent's is taken. */
  take: string[];
}

export interface Parent {
  parentId: string;
  base: Blueprint;
  baseAt: string;
}

/** Null where it was not cloned, or from a community the caller may not see. */
export async function parentOf(ctx: QueryContext, communityId: string): Promise<Parent | null> {
  const [row] = await ctx.db
    .select()
    .from(communityParent)
    .where(and(eq(communityParent.orgId, ctx.orgId), eq(communityParent.communityId, communityId)));
  const visible = visibleCommunities(ctx);
  if (!row || (visible !== 'all' && !visible.includes(row.parentId))) return null;
  return { parentId: row.parentId, base: blueprint.parse(row.base), baseAt: row.baseAt.toISOString() };
}

/** @throws DomainError `community.unknown`, `blueprint.noParent`, `blueprint.notMerged` */
export async function pullPlan(ctx: QueryContext, wanted: Wanted) {
  const { parent, changes, conflicts, document, child, seen } = await merging(ctx, wanted);
  const { communityId } = wanted;
  const carried = changes.length === 0 ? [] : await differences(ctx, { communityId, document, startsOn: child.startsOn });
  const { name } = await findCommunity(ctx, parent.parentId);
  return {
    parent: { communityId: parent.parentId, name, since: parent.baseAt },
    changes: changes.map(row),
    conflicts: conflicts.map(({ path, base, child: own, parent: theirs }) => ({
      ...row({ path, here: own, there: theirs }),
      base: base ?? null,
    })),
    differences: carried,
    seen,
  };
}

/**
 * @param wanted.seen what the plan said it had seen: what was not shown is not pulled
 * @throws DomainError `community.unknown`, `blueprint.noParent`, `blueprint.notMerged`, `blueprint.changedMeanwhile`, and what
 * applying a document refuses
 */
export async function pull(ctx: CommandContext, { seen, ...wanted }: Wanted & { seen: string }) {
  await oneAtATime(ctx);
  const { communityId } = wanted;
  const found = await merging(ctx, wanted);
  if (found.seen !== seen) throw new DomainError('blueprint.changedMeanwhile', { communityId });
  if (found.upToDate) {
    ctx.unchanged();
    return { done: [] };
  }
  const { document, child, parent } = found;
  const { done } =
    found.changes.length === 0 ? { done: [] } : await applyBlueprint(ctx, { communityId, document, startsOn: child.startsOn }, 'pulled');
  await ctx.db
    .update(communityParent)
    .set({ base: found.now.document, baseAt: new Date(ctx.now()) })
    .where(and(eq(communityParent.orgId, ctx.orgId), eq(communityParent.communityId, communityId)));
  ctx.emit('blueprint.pulled', { communityId, subjectId: parent.parentId }, { changes: found.changes.length });
  return { done };
}

export const row = ({ path, here, there }: Row) => ({ path, here: here ?? null, there: there ?? null });

interface Merging {
  parent: Parent;
  now: Exported;
  child: Exported;
  document: Blueprint;
  changes: Row[];
  conflicts: ReturnType<typeof merge>['conflicts'];
  /** The parent is as it was. */
  upToDate: boolean;
  /** Of both documents as they are now. */
  seen: string;
}

async function merging(ctx: QueryContext, { communityId, take }: Wanted): Promise<Merging> {
  const parent = await parentOf(ctx, communityId);
  if (!parent) throw new DomainError('blueprint.noParent', { communityId });
  const now = await exported(ctx, parent.parentId);
  const child = await exported(ctx, communityId);
  const { document, changes, conflicts } = merge(parent.base, child.document, now.document, new Set(take));
  const whole = blueprint.safeParse(document);
  // Both have added until a list is longer than a document may hold, or each has taken away what the other kept.
  if (!whole.success) throw new DomainError('blueprint.notMerged', { communityId });
  const seen = createHash('sha256')
    .update(JSON.stringify([parent.base, now.document, child.document]))
    .digest('base64url');
  const upToDate = sameDocument(parent.base, now.document);
  return { parent, now, child, document: whole.data, changes, conflicts, upToDate, seen };
}
