/** Squads made, named and removed by hand, and one person moved. */
import { and, eq, sql } from 'drizzle-orm';
import { type CommandContext, DomainError } from '#kernel';
import { findEnrolment } from '../admissions/index.ts';
import { rowsOf } from '../chat/index.ts';
import { begin, enter, leaveSquads, lock } from './changing.ts';
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

/** @throws DomainError `enrolment.unknown`, `enrolment.left`, `squad.unknown` also for a squad of another community */
export async function move(ctx: CommandContext, { enrolmentId, toSquadId }: { enrolmentId: string; toSquadId: string | null }) {
  const { communityId } = await findEnrolment(ctx, enrolmentId);
  await lock(ctx, communityId);
  if ((await findEnrolment(ctx, enrolmentId)).leftAt !== null) throw new DomainError('enrolment.left', { enrolmentId });
  if (toSquadId !== null && (await findSquad(ctx, toSquadId)).communityId !== communityId)
    throw new DomainError('squad.unknown', { squadId: toSquadId });
  const [here] = await rowsOf<{ squadId: string }>(
    ctx,
    sql`SELECT squad_id AS "squadId" FROM squad_member WHERE org_id = ${ctx.orgId} AND enrolment_id = ${enrolmentId} AND until IS NULL`,
  );
  if ((here?.squadId ?? null) === toSquadId) {
    ctx.unchanged();
    return { changeId: null };
  }
  const changeId = await begin(ctx, communityId, 'move', 1);
  await leaveSquads(ctx, changeId, [enrolmentId]);
  if (toSquadId !== null) await enter(ctx, [{ squadId: toSquadId, enrolmentId, begunBy: changeId }]);
  ctx.emit('squad.moved', { communityId, subjectId: enrolmentId }, { from: here?.squadId ?? null, to: toSquadId });
  return { changeId };
}

/** @throws DomainError `squad.exists` */
export async function add(ctx: CommandContext, { communityId, name }: { communityId: string; name: string }) {
  await lock(ctx, communityId);
  const existing = await refuseName(ctx, communityId, name);
  const id = ctx.newId();
  const place = Math.max(0, ...existing.map((one) => one.place)) + 1;
  await ctx.db.insert(squad).values({ orgId: ctx.orgId, id, communityId, name, place, madeAt: new Date(ctx.now()) });
  ctx.emit('squad.added', { communityId, subjectId: id });
  return { id, name };
}

/** @throws DomainError `squad.unknown`, `squad.exists` */
export async function rename(ctx: CommandContext, { squadId, name }: { squadId: string; name: string }) {
  const before = await findSquad(ctx, squadId);
  if (before.name === name) {
    ctx.unchanged();
    return { id: squadId, name };
  }
  await lock(ctx, before.communityId);
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
  const { communityId } = await findSquad(ctx, squadId);
  await lock(ctx, communityId);
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

async function refuseName(ctx: CommandContext, communityId: string, name: string) {
  const existing = await squadsOf(ctx, communityId);
  if (existing.some((one) => one.name === name)) throw new DomainError('squad.exists', { name });
  return existing;
}
