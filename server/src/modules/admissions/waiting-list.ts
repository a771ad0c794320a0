/** Room, and who gets it next. Whoever decides on applications of a community holds the row of its invitation, one at a time. */
import type { CommandContext, QueryContext } from '#kernel';
import { and, asc, count, eq, isNull } from '../rows.ts';
import { addMember } from './enrolling.ts';
import { hasRoom } from './rules.ts';
import { application, enrolment, invitation } from './schema.ts';

export type Invitation = typeof invitation.$inferSelect;
export type Application = typeof application.$inferSelect;

/** Held until the transaction ends; null where a community has none. */
export async function lockInvitation(ctx: CommandContext, communityId: string): Promise<Invitation | null> {
  const [row] = await ctx.db
    .select()
    .from(invitation)
    .where(and(eq(invitation.orgId, ctx.orgId), eq(invitation.communityId, communityId)))
    .for('update');
  return row ?? null;
}

/** Who takes part now. */
export async function peopleIn(ctx: QueryContext, communityId: string): Promise<number> {
  const [row] = await ctx.db
    .select({ people: count() })
    .from(enrolment)
    .where(and(eq(enrolment.orgId, ctx.orgId), eq(enrolment.communityId, communityId), isNull(enrolment.leftAt)));
  return row?.people ?? 0;
}

/** The applicant is enrolled. The invitation must be held and have room. */
export async function admit(
  ctx: CommandContext,
  { id, communityId, name }: Pick<Application, 'id' | 'communityId' | 'name'>,
): Promise<void> {
  const enrolmentId = await addMember(ctx, communityId, name, []);
  await ctx.db
    .update(application)
    .set({ state: 'approved', enrolmentId, decidedAt: new Date(ctx.now()) })
    .where(and(eq(application.orgId, ctx.orgId), eq(application.id, id)));
  ctx.emit('application.approved', { communityId, subjectId: id });
}

/** Gives free places to the waiting list, the longest waiting first. The invitation must be held. @returns people in the community */
export async function fillPlaces(
  ctx: CommandContext,
  { communityId, capacity }: Pick<Invitation, 'communityId' | 'capacity'>,
): Promise<number> {
  let people = await peopleIn(ctx, communityId);
  if (!hasRoom(capacity, people)) return people;
  const next = await ctx.db
    .select()
    .from(application)
    .where(and(eq(application.orgId, ctx.orgId), eq(application.communityId, communityId), eq(application.state, 'waitlisted')))
    .orderBy(asc(application.appliedAt), asc(application.id))
    .limit(capacity === null ? 100_000 : capacity - people);
  for (const one of next) await admit(ctx, one);
  people += next.length;
  return people;
}

/** Somebody has left. */
export async function moveUp(ctx: CommandContext, communityId: string): Promise<void> {
  const held = await lockInvitation(ctx, communityId);
  if (held) await fillPlaces(ctx, held);
}
