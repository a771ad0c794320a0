/** Invitations of alumni to a class: made by a person, answered once by the alumnus, over after fourteen days of silence. */
import { type CommandContext, DomainError, type QueryContext, visibleCommunities } from '#kernel';
import { accountOf, moveIn } from '../admissions/index.ts';
import { findCommunity, requireAlive } from '../communities/index.ts';
import { affectedBy, iso, ms, rowsOf, type SQL, sql, uuids } from '../rows.ts';
import type { InvitationKind } from './contract.ts';
import { alumniWhere } from './find.ts';
import { ANSWER_DAYS, type InvitationState, stateOf } from './rules.ts';

const DAY_MS = 86_400_000;

interface Row {
  alumniInvitationId: string;
  enrolmentId: string;
  community: string;
  from: string;
  kind: InvitationKind;
  invitedAt: number;
  until: number;
  outcome: Exclude<InvitationState, 'open'> | null;
  became: 'enrolled' | 'waitlisted' | null;
}

/** The latest first. @param condition on `i`, an invitation */
export async function invitationsWhere(ctx: QueryContext, condition: SQL) {
  const rows = await rowsOf<Row>(
    ctx,
    sql`SELECT i.id AS "alumniInvitationId", i.enrolment_id AS "enrolmentId", c.name AS community, f.name AS from, i.kind,
          ${ms('i.invited_at')} AS "invitedAt", ${ms('i.until')} AS until, i.outcome,
          CASE WHEN i.outcome <> 'accepted' THEN NULL
            WHEN EXISTS (SELECT 1 FROM enrolment n WHERE n.org_id = i.org_id AND n.community_id = i.community_id AND n.member_id = i.member_id
              AND n.left_at IS NULL) THEN 'enrolled'
            WHEN EXISTS (SELECT 1 FROM application a WHERE a.org_id = i.org_id AND a.community_id = i.community_id AND a.member_id = i.member_id
              AND a.state = 'waitlisted') THEN 'waitlisted' END AS became
        FROM alumni_invitation i JOIN community c ON c.org_id = i.org_id AND c.id = i.community_id
        JOIN enrolment e ON e.org_id = i.org_id AND e.id = i.enrolment_id
        JOIN community f ON f.org_id = e.org_id AND f.id = e.community_id
        WHERE i.org_id = ${ctx.orgId} AND ${condition} ORDER BY i.invited_at DESC, i.id DESC`,
  );
  return rows.map(({ outcome, invitedAt, until, ...row }) => ({
    ...row,
    ...{ invitedAt: iso(invitedAt), until: iso(until), state: stateOf({ outcome, until }, ctx.now()) },
  }));
}

/** Open ones, and what became of the others until their days are over. */
export async function invitationsOf(ctx: QueryContext, memberId: string) {
  const found = await invitationsWhere(ctx, sql`i.member_id = ${memberId} AND i.until > ${iso(ctx.now())}::timestamptz`);
  return found.filter(({ state }) => state !== 'withdrawn').map(({ enrolmentId: _, ...row }) => row);
}

interface Wanted {
  communityId: string;
  nextId: string;
  enrolmentIds: string[];
  invitationKind: InvitationKind;
}

/** Only those whose consent stands. @throws DomainError `community.unknown`, `community.dissolved`, `alumnus.unknown` */
export async function invite(ctx: CommandContext, { communityId, nextId, enrolmentIds, invitationKind }: Wanted) {
  const visible = visibleCommunities(ctx, 'operator');
  if (visible !== 'all' && !visible.includes(nextId)) throw new DomainError('community.unknown', { communityId: nextId });
  await findCommunity(ctx, nextId);
  await requireAlive(ctx, [nextId]);
  const ids = [...new Set(enrolmentIds)];
  const people = await alumniWhere(ctx, sql`e.community_id = ${communityId} AND e.id = ANY(${uuids(ids)})`);
  if (people.length !== ids.length) throw new DomainError('alumnus.unknown');
  const members = uuids(people.map(({ memberId }) => memberId));
  const there = new Set(
    (
      await rowsOf<{ id: string }>(
        ctx,
        sql`SELECT member_id AS id FROM enrolment WHERE org_id = ${ctx.orgId} AND community_id = ${nextId} AND member_id = ANY(${members})
              AND (left_at IS NULL OR erased_at IS NOT NULL)
            UNION SELECT member_id FROM application WHERE org_id = ${ctx.orgId} AND community_id = ${nextId} AND member_id = ANY(${members})
              AND state = 'waitlisted'`,
      )
    ).map(({ id }) => id),
  );
  const able = people.filter(({ memberId }) => !there.has(memberId));
  const now = iso(ctx.now());
  await rowsOf(
    ctx,
    sql`UPDATE alumni_invitation SET outcome = 'expired', ended_at = until WHERE org_id = ${ctx.orgId} AND community_id = ${nextId}
          AND member_id = ANY(${members}) AND outcome IS NULL AND until <= ${now}::timestamptz`,
  );
  const invited = await affectedBy(
    ctx,
    sql`INSERT INTO alumni_invitation (org_id, id, enrolment_id, member_id, community_id, kind, invited_at, until)
        SELECT ${ctx.orgId}::uuid, p.id, p.enrolment, p.member, ${nextId}::uuid, ${invitationKind}::text, ${now}::timestamptz,
          ${iso(ctx.now() + ANSWER_DAYS * DAY_MS)}::timestamptz
        FROM unnest(${uuids(able.map(() => ctx.newId()))}, ${uuids(able.map(({ enrolmentId }) => enrolmentId))},
          ${uuids(able.map(({ memberId }) => memberId))}) AS p(id, enrolment, member)
        ON CONFLICT DO NOTHING`,
  );
  if (invited === 0) ctx.unchanged();
  else ctx.emit('alumni.invited', { communityId, subjectId: nextId }, { invited, kind: invitationKind });
  return { invited, open: able.length - invited, unable: people.length - able.length };
}

/**
 * A yes goes the way of an application that was approved. Said twice it is said once.
 * @throws DomainError `alumniInvitation.unknown`, `alumniInvitation.over`
 */
export async function answer(ctx: CommandContext, { alumniInvitationId: id, agree }: { alumniInvitationId: string; agree: boolean }) {
  const memberId = accountOf(ctx);
  const outcome = agree ? 'accepted' : 'declined';
  const now = iso(ctx.now());
  const own = sql`org_id = ${ctx.orgId} AND id = ${id} AND member_id = ${memberId}`;
  // Held by this row alone: of answers sent at once the first one is the answer.
  const [answered] = await rowsOf<{ enrolmentId: string; nextId: string }>(
    ctx,
    sql`UPDATE alumni_invitation SET outcome = ${outcome}, ended_at = ${now} WHERE ${own} AND outcome IS NULL AND until > ${now}::timestamptz
          RETURNING enrolment_id AS "enrolmentId", community_id AS "nextId"`,
  );
  if (answered) {
    const [alumnus] = await alumniWhere(ctx, sql`e.id = ${answered.enrolmentId}`);
    if (!alumnus) throw new DomainError('alumniInvitation.over');
    ctx.emit(agree ? 'alumniInvitation.accepted' : 'alumniInvitation.declined', {
      communityId: answered.nextId,
      subjectId: answered.enrolmentId,
    });
    if (agree) await moveIn(ctx, answered.nextId, [{ memberId, nickname: alumnus.name }]);
  } else ctx.unchanged();
  const [after] = await invitationsWhere(ctx, sql`i.id = ${id} AND i.member_id = ${memberId}`);
  if (!after) throw new DomainError('alumniInvitation.unknown');
  if (after.state !== outcome) throw new DomainError('alumniInvitation.over');
  return { became: after.became };
}

/** @param condition of the table's own columns */
export function withdrawOpen(ctx: CommandContext, condition: SQL): Promise<number> {
  return affectedBy(
    ctx,
    sql`UPDATE alumni_invitation SET outcome = 'withdrawn', ended_at = ${iso(ctx.now())}
        WHERE org_id = ${ctx.orgId} AND outcome IS NULL AND until > ${iso(ctx.now())}::timestamptz AND ${condition}`,
  );
}

/** @throws DomainError `alumniInvitation.over` */
export async function withdrawInvitation(ctx: CommandContext, { alumniInvitationId: id }: { alumniInvitationId: string }) {
  const [found] = await invitationsWhere(ctx, sql`i.id = ${id}`);
  if (found?.state === 'withdrawn') {
    ctx.unchanged();
    return {};
  }
  if ((await withdrawOpen(ctx, sql`id = ${id}`)) === 0) throw new DomainError('alumniInvitation.over');
  ctx.emit('alumniInvitation.withdrawn', { subjectId: id });
  return {};
}

/** Scope of the input field `alumniInvitationId`: the community whose alumnus was invited. */
export async function invitationScope(ctx: QueryContext, id: string): Promise<string | null> {
  const [row] = await rowsOf<{ communityId: string }>(
    ctx,
    sql`SELECT e.community_id AS "communityId" FROM alumni_invitation i JOIN enrolment e ON e.org_id = i.org_id AND e.id = i.enrolment_id
        WHERE i.org_id = ${ctx.orgId} AND i.id = ${id}`,
  );
  return row?.communityId ?? null;
}
