/** Squads made, named and removed by hand, and one person moved. */
import { type CommandContext, DomainError } from '#kernel';
import { holdCommunity } from '../communities/index.ts';
import { and, eq, rowsOf, sql } from '../rows.ts';
import { begin, enter, leaveSquads, whereTheyAre } from './changing.ts';
import type { Sizes } from './contract.ts';
import { findSquad, sizesOf, squadsOf } from './find.ts';
import { squad, squadSizes } from './schema.ts';

export async function setSizes(ctx: CommandContext, { communityId, ...sizes }: Sizes & { communityId: string }) {
  const before = await sizesOf(ctx, communityId);
  if (before.classSize === sizes.classSize && before.squadSize === sizes.squadSize && before.span === sizes.span) {
    ctx.unchanged();
    return before;
  }
  await ctx.db
    .insert(squadSizes)
    .values({ orgId: ctx.orgId, communityId, ...sizes })
    .onConflictDoUpdate({ target: [squadSizes.orgId, squadSizes.communityId], set: sizes });
  ctx.emit('squads.sized', { communityId }, sizes);
  return sizes;
}

interface Move {
  communityId: string;
  enrolmentIds: string[];
  toSquadId: string | null;
}

/**
 * Whoever is there already stays. @throws DomainError `squad.unknown` also for a squad of another community, `enrolment.unknown`
 * where somebody takes no part here: then nobody is moved
 */
export async function move(ctx: CommandContext, { communityId, enrolmentIds, toSquadId }: Move) {
  await holdCommunity(ctx, communityId);
  if (toSquadId !== null && (await findSquad(ctx, toSquadId)).communityId !== communityId)
    throw new DomainError('squad.unknown', { squadId: toSquadId });
  const here = await whereTheyAre(ctx, communityId);
  for (const enrolmentId of enrolmentIds) if (!here.has(enrolmentId)) throw new DomainError('enrolment.unknown', { enrolmentId });
  const moved = [...new Set(enrolmentIds)].filter((id) => here.get(id)?.squadId !== toSquadId);
  if (moved.length === 0) {
    ctx.unchanged();
    return { moved: 0, changeId: null };
  }
  const changeId = await begin(ctx, communityId, 'move', moved.length);
  await leaveSquads(ctx, changeId, moved);
  if (toSquadId !== null)
    await enter(
      ctx,
      moved.map((enrolmentId) => ({ squadId: toSquadId, enrolmentId, begunBy: changeId })),
    );
  ctx.emit('squad.moved', { communityId, subjectId: changeId }, { to: toSquadId, people: moved.length });
  return { moved: moved.length, changeId };
}

/** @throws DomainError `squad.exists` */
export async function add(ctx: CommandContext, { communityId, name }: { communityId: string; name: string }) {
  await holdCommunity(ctx, communityId);
  const existing = await refuseName(ctx, communityId, name);
  const id = ctx.newId();
  const place = Math.max(0, ...existing.map((one) => one.place)) + 1;
  await ctx.db.insert(squad).values({ orgId: ctx.orgId, id, communityId, name, place, madeAt: new Date(ctx.now()) });
  ctx.emit('squad.added', { communityId, subjectId: id });
  return { id, name };
}

/** @throws DomainError `squad.unknown`, `squad.exists` */
export async function rename(ctx: CommandContext, { squadId, name }: { squadId: string; name: string }) {
  const before = await findHeld(ctx, squadId);
  if (before.name === name) {
    ctx.unchanged();
    return { id: squadId, name };
  }
  await refuseName(ctx, before.communityId, name);
  await ctx.db
    .update(squad)
    .set({ name })
    .where(and(eq(squad.orgId, ctx.orgId), eq(squad.id, squadId)));
  ctx.emit('squad.renamed', { communityId: before.communityId, subjectId: squadId });
  return { id: squadId, name };
}

/** Rights of its leaders end with it. @throws DomainError `squad.unknown` */
export async function remove(ctx: CommandContext, { squadId }: { squadId: string }) {
  const { communityId } = await findHeld(ctx, squadId);
  const people = await rowsOf<{ id: string }>(
    ctx,
    sql`SELECT enrolment_id AS id FROM squad_member WHERE org_id = ${ctx.orgId} AND squad_id = ${squadId} AND until IS NULL`,
  );
  const changeId = await begin(ctx, communityId, 'remove', people.length);
  await leaveSquads(
    ctx,
    changeId,
    people.map(({ id }) => id),
  );
  await ctx.db
    .update(squad)
    .set({ removedAt: new Date(ctx.now()), removedBy: changeId })
    .where(and(eq(squad.orgId, ctx.orgId), eq(squad.id, squadId)));
  ctx.emit('squad.removed', { communityId, subjectId: squadId }, { people: people.length });
  return { people: people.length, changeId };
}

/** As it stands once its community is held: it may have been removed meanwhile. @throws DomainError `squad.unknown` */
async function findHeld(ctx: CommandContext, squadId: string) {
  await holdCommunity(ctx, (await findSquad(ctx, squadId)).communityId);
  return findSquad(ctx, squadId);
}

async function refuseName(ctx: CommandContext, communityId: string, name: string) {
  const existing = await squadsOf(ctx, communityId);
  if (existing.some((one) => one.name === name)) throw new DomainError('squad.exists', { name });
  return existing;
}
