/** What is kept about one person who takes part, told and taken away. */
import type { CommandContext, QueryContext } from '#kernel';
import { and, eq, inArray, isNull, isoOrNull, sql } from '../rows.ts';
import { dissolvedAt, enrolmentColumns } from './find.ts';
import { eraseGuardian, type KeptGuardian, keptGuardian } from './guardian.ts';
import { application, enrolment, enrolmentIdentity, member, recommendationCode, removeMemberAccount } from './schema.ts';
import { forgetTries, type KeptTry, keptTries } from './trying.ts';
import { moveUp } from './waiting-list.ts';

interface KeptEnrolment {
  id: string;
  communityId: string;
  community: string;
  nickname: string;
  joinedAt: string;
  leftAt: string | null;
  /** The community was dissolved, and everybody left with it. */
  dissolvedAt: string | null;
  /** Senders of chat groups that the person is known to be. */
  senders: { channelId: string; personId: string }[];
  /** What the person's own link to the invitation ends in; null: none was asked for. */
  recommendation: string | null;
  /** What the person wrote to get in, and the text of consent agreed to; null for those whom staff enrolled. */
  application: { name: string; answer: string; appliedAt: string; consent: string; consentAt: string; quiz: KeptTry[] } | null;
  /** What was said about a guardian’s consent, the earliest first. */
  guardian: KeptGuardian[];
}

/** Everything kept about a member by this module. */
export async function keptAbout(ctx: QueryContext, memberId: string): Promise<{ name: string; enrolments: KeptEnrolment[] }> {
  const [person] = await ctx.db
    .select({ name: member.name })
    .from(member)
    .where(and(eq(member.orgId, ctx.orgId), eq(member.id, memberId)));
  const rows = await ctx.db
    .select({
      id: enrolment.id,
      ...enrolmentColumns,
      dissolvedAt,
      leftAt: enrolment.leftAt,
      recommendation: sql<
        string | null
      >`(SELECT r.code FROM recommendation_code r WHERE r.org_id = enrolment.org_id AND r.enrolment_id = enrolment.id)`,
      senders: sql<KeptEnrolment['senders'] | null>`(
        SELECT json_agg(json_build_object('channelId', i.channel_id, 'personId', i.who) ORDER BY i.channel_id, i.id)
        FROM enrolment_identity b JOIN identity i ON i.org_id = b.org_id AND i.channel_id = b.channel_id AND i.id = b.identity_id
        WHERE b.org_id = enrolment.org_id AND b.enrolment_id = enrolment.id)`,
    })
    .from(enrolment)
    .where(and(eq(enrolment.orgId, ctx.orgId), eq(enrolment.memberId, memberId), isNull(enrolment.erasedAt)))
    .orderBy(enrolment.joinedAt, enrolment.id);
  const applied = await ctx.db
    .select()
    .from(application)
    .where(
      and(
        eq(application.orgId, ctx.orgId),
        inArray(
          application.enrolmentId,
          rows.map(({ id }) => id),
        ),
      ),
    );
  const enrolments: KeptEnrolment[] = [];
  for (const row of rows) {
    const [joinedAt, leftAt] = [row.joinedAt.toISOString(), row.leftAt?.toISOString() ?? null];
    const own = await written(
      ctx,
      applied.find(({ enrolmentId }) => enrolmentId === row.id),
    );
    const guardian = await keptGuardian(ctx, row.id);
    const dissolved = isoOrNull(row.dissolvedAt);
    enrolments.push({ ...row, application: own, guardian, joinedAt, leftAt, dissolvedAt: dissolved, senders: row.senders ?? [] });
  }
  return { name: person?.name ?? '', enrolments };
}

async function written(ctx: QueryContext, row: typeof application.$inferSelect | undefined): Promise<KeptEnrolment['application']> {
  if (!row) return null;
  const { name, answer, appliedAt, consent, consentAt, communityId, secretHash } = row;
  const quiz = await keptTries(ctx, communityId, secretHash);
  return { name, answer, appliedAt: appliedAt.toISOString(), consent, consentAt: consentAt.toISOString(), quiz };
}

/**
 * The name and the links go; the row stays, so that what was counted still adds up. The last enrolment takes member and account along.
 * @returns whether it was the last
 */
export async function eraseEnrolment(ctx: CommandContext, { id, memberId }: { id: string; memberId: string }): Promise<boolean> {
  const at = new Date(ctx.now());
  const own = and(eq(enrolment.orgId, ctx.orgId), eq(enrolment.id, id));
  const [erased] = await ctx.db
    .update(enrolment)
    .set({ nickname: '', erasedAt: at, leftAt: sql`coalesce(${enrolment.leftAt}, ${at.toISOString()}::timestamptz)` })
    .where(own)
    .returning({ communityId: enrolment.communityId });
  if (erased) await moveUp(ctx, erased.communityId);
  await eraseGuardian(ctx, id);
  await ctx.db.delete(enrolmentIdentity).where(and(eq(enrolmentIdentity.orgId, ctx.orgId), eq(enrolmentIdentity.enrolmentId, id)));
  const applied = await ctx.db
    .delete(application)
    .where(and(eq(application.orgId, ctx.orgId), eq(application.enrolmentId, id)))
    .returning({ secretHash: application.secretHash });
  for (const { secretHash } of applied) await forgetTries(ctx, secretHash);
  await ctx.db.delete(recommendationCode).where(and(eq(recommendationCode.orgId, ctx.orgId), eq(recommendationCode.enrolmentId, id)));
  await ctx.db
    .update(application)
    .set({ recommendedBy: null })
    .where(and(eq(application.orgId, ctx.orgId), eq(application.recommendedBy, id)));
  const left = await ctx.db
    .select({ id: enrolment.id })
    .from(enrolment)
    .where(and(eq(enrolment.orgId, ctx.orgId), eq(enrolment.memberId, memberId), isNull(enrolment.erasedAt)));
  if (left.length > 0) return false;
  // What waits for a place elsewhere, by name.
  await ctx.db.delete(application).where(and(eq(application.orgId, ctx.orgId), eq(application.memberId, memberId)));
  await ctx.db
    .update(member)
    .set({ name: '' })
    .where(and(eq(member.orgId, ctx.orgId), eq(member.id, memberId)));
  await ctx.db.execute(removeMemberAccount(memberId));
  return true;
}

/** Members who take part in this community alone go with their accounts and everything of theirs; others only leave it. */
export async function removeMembersOf(ctx: CommandContext, communityId: string): Promise<void> {
  const inIt = and(eq(enrolment.orgId, ctx.orgId), eq(enrolment.communityId, communityId));
  const only = await ctx.db
    .select({ id: enrolment.memberId })
    .from(enrolment)
    .where(
      and(
        inIt,
        sql`NOT EXISTS (SELECT 1 FROM enrolment o WHERE o.org_id = enrolment.org_id AND o.member_id = enrolment.member_id AND o.community_id <> ${communityId})`,
      ),
    );
  await ctx.db.delete(enrolment).where(inIt);
  for (const { id } of only) {
    await ctx.db.execute(removeMemberAccount(id));
    await ctx.db.delete(member).where(and(eq(member.orgId, ctx.orgId), eq(member.id, id)));
  }
}
