import { type CommandContext, DomainError, type QueryContext } from '#kernel';
import { findCommunity } from '../communities/index.ts';
import { and, eq } from '../rows.ts';
import type { InvitationShown } from './contract.ts';
import { newToken } from './enrolling.ts';
import { guardianWords } from './guardian.ts';
import { termsOf } from './quiz.ts';
import { placesLeft, stateOf } from './rules.ts';
import { invitation } from './schema.ts';
import { fillPlaces, type Invitation, lockInvitation, peopleIn } from './waiting-list.ts';

/** Version of the text of consent on the page of application (`join.consent` in locales). A changed text gets a new one. */
export const CONSENT = '2026-11-22';

interface OfCommunity {
  communityId: string;
}
type Wanted = OfCommunity & Pick<Invitation, 'greeting' | 'question' | 'capacity' | 'decide' | 'open'> & { until: string | null };

export async function staffInvitation(ctx: QueryContext, { communityId }: OfCommunity): Promise<{ invitation: InvitationShown | null }> {
  const [row] = await ctx.db
    .select()
    .from(invitation)
    .where(and(eq(invitation.orgId, ctx.orgId), eq(invitation.communityId, communityId)));
  return { invitation: row ? await shown(ctx, row) : null };
}

/** A larger capacity lets the waiting list in at once. */
export async function invite(ctx: CommandContext, { communityId, until, ...rest }: Wanted): Promise<InvitationShown> {
  const wanted = { ...rest, until: until === null ? null : new Date(until) };
  const made = { orgId: ctx.orgId, id: ctx.newId(), communityId, code: newToken(), madeAt: new Date(ctx.now()), ...wanted };
  const [added] = await ctx.db.insert(invitation).values(made).onConflictDoNothing().returning({ id: invitation.id });
  if (added) {
    ctx.emit('invitation.made', { communityId, subjectId: made.id });
    return shown(ctx, made);
  }
  const before = await held(ctx, communityId);
  const after = { ...before, ...wanted };
  if (same(before, after)) ctx.unchanged();
  else {
    await set(ctx, before.id, wanted);
    ctx.emit('invitation.changed', { communityId, subjectId: before.id }, { open: after.open });
    await fillPlaces(ctx, after);
  }
  return shown(ctx, after);
}

/** @throws DomainError `invitation.unknown` */
export async function renewInvitation(ctx: CommandContext, { communityId }: OfCommunity): Promise<InvitationShown> {
  const before = await held(ctx, communityId);
  const code = newToken();
  await set(ctx, before.id, { code });
  ctx.emit('invitation.renewed', { communityId, subjectId: before.id });
  return shown(ctx, { ...before, code });
}

/** For whoever holds the link. @throws DomainError `invitation.unknown` */
export async function openInvitation(ctx: QueryContext, { code }: { code: string }) {
  const found = await byCode(ctx, code);
  const { communityId, greeting, question, capacity, decide } = found;
  return {
    community: (await findCommunity(ctx, communityId)).name,
    greeting,
    question,
    decide,
    state: stateOf(found, ctx.now()),
    placesLeft: placesLeft(capacity, capacity === null ? 0 : await peopleIn(ctx, communityId)),
    consent: CONSENT,
    quiz: await termsOf(ctx, communityId),
    guardian: await guardianWords(ctx, communityId),
  };
}

/** @throws DomainError `invitation.unknown` */
export async function byCode(ctx: QueryContext, code: string): Promise<Invitation> {
  const [found] = await ctx.db
    .select()
    .from(invitation)
    .where(and(eq(invitation.orgId, ctx.orgId), eq(invitation.code, code)));
  if (!found) throw new DomainError('invitation.unknown');
  return found;
}

/** @throws DomainError `invitation.unknown` */
async function held(ctx: CommandContext, communityId: string): Promise<Invitation> {
  const found = await lockInvitation(ctx, communityId);
  if (!found) throw new DomainError('invitation.unknown');
  return found;
}

async function set(ctx: CommandContext, id: string, to: Partial<Invitation>): Promise<void> {
  await ctx.db
    .update(invitation)
    .set(to)
    .where(and(eq(invitation.orgId, ctx.orgId), eq(invitation.id, id)));
}

function same(one: Invitation, other: Invitation): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

async function shown(ctx: QueryContext, row: Invitation): Promise<InvitationShown> {
  const { greeting, question, capacity, decide, open, until, code } = row;
  return {
    // After the sign, like a sign-in link: the page reads it, no log on the way keeps it.
    path: `/m/join#${code}`,
    greeting,
    question,
    capacity,
    decide,
    open,
    until: until?.toISOString() ?? null,
    state: stateOf(row, ctx.now()),
    people: await peopleIn(ctx, row.communityId),
  };
}
