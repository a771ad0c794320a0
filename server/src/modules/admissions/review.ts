/** The queue of applications, for staff. Deciding twice is deciding once. */
import { type CommandContext, DomainError, type QueryContext } from '#kernel';
import { and, asc, count, desc, eq, inArray } from '../rows.ts';
import type { ApplicationShown } from './contract.ts';
import { guardiansOf } from './guardian.ts';
import { knownByName } from './known-by-name.ts';
import { nicknamesOf } from './recommending.ts';
import { hasRoom } from './rules.ts';
import { application } from './schema.ts';
import { quizResults } from './trying.ts';
import { type Application, admit, fillPlaces, lockInvitation } from './waiting-list.ts';

const PAGE = 200;

interface Chosen {
  communityId: string;
  applicationIds: string[];
}

export async function applications(ctx: QueryContext, { communityId, state }: { communityId: string; state: Application['state'] }) {
  const own = and(eq(application.orgId, ctx.orgId), eq(application.communityId, communityId));
  const open = state === 'waiting' || state === 'waitlisted';
  const rows = await ctx.db
    .select()
    .from(application)
    .where(and(own, eq(application.state, state)))
    .orderBy(...(open ? [asc(application.appliedAt), asc(application.id)] : [desc(application.decidedAt), desc(application.id)]))
    .limit(PAGE);
  const counted = await ctx.db.select({ state: application.state, n: count() }).from(application).where(own).groupBy(application.state);
  const counts = { waiting: 0, waitlisted: 0, approved: 0, refused: 0, ...Object.fromEntries(counted.map((one) => [one.state, one.n])) };
  const known = open
    ? await knownByName(
        ctx,
        communityId,
        rows.map(({ name }) => name),
      )
    : new Map();
  const recommenders = await nicknamesOf(
    ctx,
    rows.map(({ recommendedBy }) => recommendedBy),
  );
  const quizzes = await quizResults(
    ctx,
    communityId,
    rows.map(({ secretHash }) => secretHash),
  );
  const guardians = await guardiansOf(
    ctx,
    rows.map(({ id }) => id),
  );
  return {
    counts,
    applications: rows.map((row): ApplicationShown => {
      const { id, name, answer, reason, signs, appliedAt, decidedAt, secretHash } = row;
      const instants = { appliedAt: appliedAt.toISOString(), decidedAt: decidedAt?.toISOString() ?? null };
      const recommendedBy = recommenders.get(row.recommendedBy ?? '') || null;
      const found = { match: known.get(name) ?? null, quiz: quizzes.get(secretHash) ?? null, guardian: guardians.get(id) ?? null };
      return { id, name, answer, state: row.state, reason, signs, ...instants, recommendedBy, ...found };
    }),
  };
}

/** @throws DomainError `application.unknown` */
export async function approve(ctx: CommandContext, chosen: Chosen) {
  const invitation = await heldInvitation(ctx, chosen);
  let people = await fillPlaces(ctx, invitation);
  // Looked at after that: whoever has just been let in is not let in a second time.
  const rows = await applicationsOf(ctx, chosen);
  const done = { approved: 0, waitlisted: 0, unchanged: 0 };
  for (const one of rows) {
    const { id, communityId, state } = one;
    if (state !== 'waiting' && state !== 'waitlisted') done.unchanged += 1;
    else if (hasRoom(invitation.capacity, people)) {
      await admit(ctx, one);
      people += 1;
      done.approved += 1;
    } else if (state === 'waiting') {
      await decide(ctx, id, { state: 'waitlisted' });
      ctx.emit('application.waitlisted', { communityId, subjectId: id });
      done.waitlisted += 1;
    } else done.unchanged += 1;
  }
  if (done.unchanged === rows.length) ctx.unchanged();
  return done;
}

/** @throws DomainError `application.unknown` */
export async function refuse(ctx: CommandContext, { reason, ...chosen }: Chosen & { reason: string }) {
  return changeAll(ctx, chosen, ['waiting', 'waitlisted'], 'application.refused', { state: 'refused', reason });
}

/** @throws DomainError `application.unknown` */
export async function reopen(ctx: CommandContext, chosen: Chosen) {
  return changeAll(ctx, chosen, ['refused'], 'application.reopened', { state: 'waiting', reason: '' });
}

async function changeAll(
  ctx: CommandContext,
  chosen: Chosen,
  from: readonly Application['state'][],
  event: string,
  to: Pick<Application, 'state' | 'reason'>,
) {
  await heldInvitation(ctx, chosen);
  const rows = await applicationsOf(ctx, chosen);
  const changed = rows.filter(({ state }) => from.includes(state));
  for (const { id, communityId } of changed) {
    await decide(ctx, id, to);
    ctx.emit(event, { communityId, subjectId: id });
  }
  if (changed.length === 0) ctx.unchanged();
  return { changed: changed.length, unchanged: rows.length - changed.length };
}

async function decide(ctx: CommandContext, id: string, to: Partial<Application>): Promise<void> {
  await ctx.db
    .update(application)
    .set({ ...to, decidedAt: to.state === 'waiting' ? null : new Date(ctx.now()) })
    .where(and(eq(application.orgId, ctx.orgId), eq(application.id, id)));
}

/** Before anything that is decided on is looked at. */
async function heldInvitation(ctx: CommandContext, { communityId }: Chosen) {
  const invitation = await lockInvitation(ctx, communityId);
  if (!invitation) throw new DomainError('application.unknown');
  return invitation;
}

/** The longest waiting first. */
async function applicationsOf(ctx: CommandContext, { communityId, applicationIds }: Chosen) {
  const ids = [...new Set(applicationIds)];
  const rows = await ctx.db
    .select()
    .from(application)
    .where(and(eq(application.orgId, ctx.orgId), eq(application.communityId, communityId), inArray(application.id, ids)))
    .orderBy(asc(application.appliedAt), asc(application.id));
  if (rows.length !== ids.length) throw new DomainError('application.unknown');
  return rows;
}
