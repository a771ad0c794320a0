/** A member's own link to the invitation: whoever applies by it was recommended by them. */
import { randomBytes } from 'node:crypto';
import { type CommandContext, DomainError, type QueryContext } from '#kernel';
import { and, eq, inArray, isNull } from '../rows.ts';
import { requireOwnEnrolment } from './find.ts';
import { staffInvitation } from './invitation.ts';
import { enrolment, recommendationCode } from './schema.ts';

/** The same link as long as the invitation keeps its own. @throws DomainError `access.denied`, `invitation.closed` */
export async function recommend(ctx: CommandContext, { communityId }: { communityId: string }): Promise<{ path: string }> {
  const own = await requireOwnEnrolment(ctx, communityId, 'admissions.recommend');
  const { invitation } = await staffInvitation(ctx, { communityId });
  if (invitation?.state !== 'open') throw new DomainError('invitation.closed');
  const made = { orgId: ctx.orgId, enrolmentId: own.enrolmentId, code: randomBytes(9).toString('base64url') };
  const [added] = await ctx.db.insert(recommendationCode).values(made).onConflictDoNothing().returning();
  if (added) ctx.emit('recommendation.linkMade', { communityId, subjectId: own.enrolmentId });
  else ctx.unchanged();
  const [row] = await ctx.db
    .select()
    .from(recommendationCode)
    .where(and(eq(recommendationCode.orgId, ctx.orgId), eq(recommendationCode.enrolmentId, own.enrolmentId)));
  if (!row) throw new Error('a code without a row');
  return { path: `${invitation.path}~${row.code}` };
}

/** Who takes part in the community and has this code; null for any other, which spoils no application. */
export async function recommenderOf(ctx: QueryContext, communityId: string, code: string): Promise<string | null> {
  if (code === '') return null;
  const [row] = await ctx.db
    .select({ id: enrolment.id })
    .from(recommendationCode)
    .innerJoin(enrolment, and(eq(enrolment.orgId, recommendationCode.orgId), eq(enrolment.id, recommendationCode.enrolmentId)))
    .where(
      and(
        eq(recommendationCode.orgId, ctx.orgId),
        eq(recommendationCode.code, code),
        eq(enrolment.communityId, communityId),
        isNull(enrolment.leftAt),
      ),
    );
  return row?.id ?? null;
}

/** Nicknames by enrolment. */
export async function nicknamesOf(ctx: QueryContext, ids: readonly (string | null)[]): Promise<Map<string, string>> {
  const wanted = [...new Set(ids.filter((id) => id !== null))];
  if (wanted.length === 0) return new Map();
  const rows = await ctx.db
    .select({ id: enrolment.id, nickname: enrolment.nickname })
    .from(enrolment)
    .where(and(eq(enrolment.orgId, ctx.orgId), inArray(enrolment.id, wanted)));
  return new Map(rows.map(({ id, nickname }) => [id, nickname]));
}
