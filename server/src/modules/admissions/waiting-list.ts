/** Room, and who gets it next. Whoever decides on applications of a community holds the row of its invitation, one at a time. */
import type { CommandContext, QueryContext } from '#kernel';
import { and, asc, count, eq, inArray, isNull } from '../rows.ts';
import { addKnown, addMember, hashOf, type Known, newToken } from './enrolling.ts';
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

/** The applicant is enrolled, as the member they are if the organisation knows them. The invitation must be held and have room. */
export async function admit(
  ctx: CommandContext,
  { id, communityId, name, memberId }: Pick<Application, 'id' | 'communityId' | 'name' | 'memberId'>,
): Promise<void> {
  const known = memberId === null ? null : await addKnown(ctx, communityId, { memberId, nickname: name });
  const enrolmentId = memberId === null ? await addMember(ctx, communityId, name, []) : (known?.id ?? null);
  await ctx.db
    .update(application)
    .set({ state: enrolmentId === null ? 'refused' : 'approved', enrolmentId, decidedAt: new Date(ctx.now()) })
    .where(and(eq(application.orgId, ctx.orgId), eq(application.id, id)));
  ctx.emit(enrolmentId === null ? 'application.refused' : 'application.approved', { communityId, subjectId: id });
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

/** What became of somebody who was to come in; `gone`: they were erased from there, for good. */
export type MovedIn = 'moved' | 'there' | 'waiting' | 'gone';

/**
 * Members of another community come in, in the order given and after those who wait already; whoever finds no room waits for a place.
 * @returns by member
 */
export async function moveIn(ctx: CommandContext, communityId: string, people: readonly Known[]): Promise<Map<string, MovedIn>> {
  const held = await lockInvitation(ctx, communityId);
  const capacity = held?.capacity ?? null;
  let taking = held ? await fillPlaces(ctx, held) : 0;
  const became = new Map<string, MovedIn>();
  for (const one of people) {
    if (!hasRoom(capacity, taking)) {
      became.set(one.memberId, await queueKnown(ctx, communityId, one));
      continue;
    }
    const added = await addKnown(ctx, communityId, one);
    became.set(one.memberId, added === null ? 'gone' : added.there ? 'there' : 'moved');
    if (added && !added.there) taking += 1;
  }
  return became;
}

async function queueKnown(ctx: CommandContext, communityId: string, { memberId, nickname }: Known): Promise<MovedIn> {
  const [own] = await ctx.db
    .select({ leftAt: enrolment.leftAt, erasedAt: enrolment.erasedAt })
    .from(enrolment)
    .where(and(eq(enrolment.orgId, ctx.orgId), eq(enrolment.communityId, communityId), eq(enrolment.memberId, memberId)));
  if (own?.erasedAt) return 'gone';
  if (own && own.leftAt === null) return 'there';
  const [id, at] = [ctx.newId(), new Date(ctx.now())];
  // Their account is their way in, so nobody is handed a secret; what they agreed to is kept where they said yes.
  await ctx.db.insert(application).values({
    ...{ orgId: ctx.orgId, id, communityId, memberId, name: nickname, secretHash: hashOf(newToken()) },
    ...{ answer: '', state: 'waitlisted', reason: '', signs: [], appliedAt: at, consent: '', consentAt: at },
  });
  ctx.emit('application.waitlisted', { communityId, subjectId: id });
  return 'waiting';
}

/** Nobody gets in any more; who waits for a decision or a place is told why. */
export async function closeEntry(ctx: CommandContext, communityId: string, reason: string): Promise<void> {
  const held = await lockInvitation(ctx, communityId);
  if (held?.open) {
    await ctx.db
      .update(invitation)
      .set({ open: false })
      .where(and(eq(invitation.orgId, ctx.orgId), eq(invitation.id, held.id)));
    ctx.emit('invitation.changed', { communityId, subjectId: held.id }, { open: false });
  }
  const undecided = inArray(application.state, ['waiting', 'waitlisted']);
  const refused = await ctx.db
    .update(application)
    .set({ state: 'refused', reason, decidedAt: new Date(ctx.now()) })
    .where(and(eq(application.orgId, ctx.orgId), eq(application.communityId, communityId), undecided))
    .returning({ id: application.id });
  for (const { id } of refused) ctx.emit('application.refused', { communityId, subjectId: id });
}
