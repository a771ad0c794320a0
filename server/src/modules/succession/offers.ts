/** Who said they are willing, who was asked, and what they answered: nobody takes a role who did neither. */
import { type CommandContext, DomainError, type QueryContext, visibleCommunities } from '#kernel';
import { findEnrolment, ownEnrolmentIds, requireOwnEnrolment } from '../admissions/index.ts';
import { findRole } from '../roles/index.ts';
import { affectedBy, iso, rowsOf, type SQL, sql } from '../rows.ts';

interface Candidate {
  id: string;
  communityId: string;
  memberId: string;
}

/** @throws DomainError `enrolment.unknown`, `enrolment.left`, `candidate.suspended` */
export async function findCandidate(ctx: QueryContext, enrolmentId: string): Promise<Candidate> {
  const { id, communityId, memberId, leftAt } = await findEnrolment(ctx, enrolmentId);
  if (leftAt !== null) throw new DomainError('enrolment.left', { enrolmentId });
  const suspended = await rowsOf(
    ctx,
    sql`SELECT 1 AS there FROM enrolment WHERE org_id = ${ctx.orgId} AND id = ${enrolmentId} AND rights_suspended_at IS NOT NULL`,
  );
  if (suspended.length > 0) throw new DomainError('candidate.suspended', {});
  return { id, communityId, memberId };
}

/**
 * In the community of the role, or the class it was cloned from, which the caller has to run as well. Asked again, the question that
 * waits is the answer.
 * @throws DomainError `role.unknown`, `enrolment.unknown`, `enrolment.left`, `candidate.suspended`, `role.held`
 */
export async function offer(ctx: CommandContext, { roleId, enrolmentId }: { roleId: string; enrolmentId: string }) {
  const { communityId } = await findRole(ctx, roleId);
  const person = await findCandidate(ctx, enrolmentId);
  if (person.communityId !== communityId && !(await mayAskFrom(ctx, person.communityId, communityId)))
    throw new DomainError('enrolment.unknown', { enrolmentId });
  const held = await rowsOf(
    ctx,
    sql`SELECT 1 AS there FROM role_holder h JOIN enrolment e ON e.org_id = h.org_id AND e.id = h.enrolment_id AND e.member_id = ${person.memberId}
        WHERE h.org_id = ${ctx.orgId} AND h.role_id = ${roleId} AND h.ended_at IS NULL
          AND (h.until IS NULL OR h.until > ${iso(ctx.now())}::timestamptz)`,
  );
  if (held.length > 0) throw new DomainError('role.held', {});
  const id = ctx.newId();
  const added = await affectedBy(
    ctx,
    sql`INSERT INTO role_offer (org_id, id, role_id, enrolment_id, offered_at)
        VALUES (${ctx.orgId}, ${id}, ${roleId}, ${enrolmentId}, ${iso(ctx.now())}) ON CONFLICT DO NOTHING`,
  );
  if (added > 0) {
    ctx.emit('role.offered', { communityId, subjectId: enrolmentId }, { roleId });
    return { offerId: id };
  }
  ctx.unchanged();
  const [there] = await rowsOf<{ offerId: string }>(
    ctx,
    sql`SELECT id AS "offerId" FROM role_offer WHERE org_id = ${ctx.orgId} AND role_id = ${roleId} AND enrolment_id = ${enrolmentId}
          AND withdrawn_at IS NULL AND taken_at IS NULL AND agreed IS DISTINCT FROM false`,
  );
  if (!there) throw new DomainError('offer.unknown', {});
  return there;
}

async function mayAskFrom(ctx: QueryContext, from: string, to: string): Promise<boolean> {
  const visible = visibleCommunities(ctx, 'operator');
  if (visible !== 'all' && !visible.includes(from)) return false;
  const own = sql`org_id = ${ctx.orgId} AND community_id = ${to} AND parent_id = ${from}`;
  return (await rowsOf(ctx, sql`SELECT 1 AS there FROM community_parent WHERE ${own}`)).length > 0;
}

/** @throws DomainError `offer.unknown` where it was answered with no, withdrawn, or led to a trial already */
export async function withdraw(ctx: CommandContext, { offerId }: { offerId: string }) {
  await change(ctx, offerId, 'offer.withdrawn', sql`withdrawn_at = ${iso(ctx.now())}::timestamptz`);
  return {};
}

/** @throws DomainError `offer.unknown` */
export async function answer(ctx: CommandContext, { offerId, agree }: { offerId: string; agree: boolean }) {
  const own = await ownEnrolmentIds(ctx);
  const [found] = await rowsOf<{ enrolmentId: string; agreed: boolean | null }>(
    ctx,
    sql`SELECT enrolment_id AS "enrolmentId", agreed FROM role_offer WHERE org_id = ${ctx.orgId} AND id = ${offerId}`,
  );
  if (!found || !own.includes(found.enrolmentId)) throw new DomainError('offer.unknown', {});
  if (found.agreed === agree) ctx.unchanged();
  else {
    const to = sql`agreed = ${agree}::boolean, answered_at = ${iso(ctx.now())}::timestamptz`;
    await change(ctx, offerId, agree ? 'offer.agreed' : 'offer.declined', to);
  }
  return {};
}

/** Those not declined, withdrawn or used; an index lets there be one of a person and role. */
async function change(ctx: CommandContext, offerId: string, event: string, to: SQL) {
  const [changed] = await rowsOf<{ enrolmentId: string; roleId: string }>(
    ctx,
    sql`UPDATE role_offer SET ${to} WHERE org_id = ${ctx.orgId} AND id = ${offerId} AND withdrawn_at IS NULL AND taken_at IS NULL
          AND agreed IS DISTINCT FROM false RETURNING enrolment_id AS "enrolmentId", role_id AS "roleId"`,
  );
  if (!changed) throw new DomainError('offer.unknown', {});
  const { communityId } = await findEnrolment(ctx, changed.enrolmentId);
  ctx.emit(event, { communityId, subjectId: changed.enrolmentId }, { roleId: changed.roleId });
}

/** @throws DomainError `access.denied` */
export async function sayWilling(ctx: CommandContext, { communityId, willing }: { communityId: string; willing: boolean }) {
  const { enrolmentId } = await requireOwnEnrolment(ctx, communityId, 'succession.sayWilling');
  const changed = await affectedBy(
    ctx,
    willing
      ? sql`INSERT INTO succession_willing (org_id, enrolment_id, since) VALUES (${ctx.orgId}, ${enrolmentId}, ${iso(ctx.now())})
            ON CONFLICT DO NOTHING`
      : sql`DELETE FROM succession_willing WHERE org_id = ${ctx.orgId} AND enrolment_id = ${enrolmentId}`,
  );
  if (changed === 0) ctx.unchanged();
  else ctx.emit(willing ? 'succession.willing' : 'succession.unwilling', { communityId, subjectId: enrolmentId });
  return {};
}

/** Uses up the offer that was agreed to. @throws DomainError `candidate.notAsked` of whoever neither agreed nor is willing */
export async function takeConsent(ctx: CommandContext, { id, memberId }: Candidate, roleId: string): Promise<void> {
  const used = await affectedBy(
    ctx,
    sql`UPDATE role_offer o SET taken_at = ${iso(ctx.now())}::timestamptz FROM enrolment x
        WHERE o.org_id = ${ctx.orgId} AND o.role_id = ${roleId} AND o.agreed AND o.withdrawn_at IS NULL AND o.taken_at IS NULL
          AND x.org_id = o.org_id AND x.id = o.enrolment_id AND x.member_id = ${memberId}`,
  );
  if (used > 0) return;
  const willing = await rowsOf(ctx, sql`SELECT 1 AS there FROM succession_willing WHERE org_id = ${ctx.orgId} AND enrolment_id = ${id}`);
  if (willing.length === 0) throw new DomainError('candidate.notAsked', {});
}
