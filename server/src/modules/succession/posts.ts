/** Who holds a role and who held it: trials, recall, how each time ended. */
import { type CommandContext, DomainError, type QueryContext } from '#kernel';
import { endHolding, findRole } from '../roles/index.ts';
import { affectedBy, iso, isoOrNull, ms, rowsOf, sql } from '../rows.ts';
import { handoversOf } from './handing-over.ts';
import { noteEnding, shownTrials } from './trials.ts';

interface PastRow {
  holderId: string;
  nickname: string;
  squad: string | null;
  since: number;
  until: number | null;
  endedAt: number | null;
  leftAt: number | null;
  trial: boolean;
  how: 'confirmed' | 'prolonged' | 'ended' | 'recalled' | null;
  reason: string | null;
  by: string | null;
  handedOver: boolean;
}

/** @throws DomainError `role.unknown` */
export async function posts(ctx: QueryContext, { roleId }: { roleId: string }) {
  await findRole(ctx, roleId);
  const rows = await rowsOf<PastRow>(
    ctx,
    sql`SELECT h.id AS "holderId", e.nickname, s.name AS squad, ${ms('h.since')} AS since, ${ms('h.until')} AS until, ${ms('h.ended_at')} AS "endedAt",
          ${ms('e.left_at')} AS "leftAt", n.how, n.reason, a.name AS by,
          (coalesce(n.how IN ('confirmed', 'prolonged'), false) OR EXISTS (SELECT 1 FROM role_trial k WHERE k.org_id = h.org_id AND k.holder_id = h.id)) AS trial,
          EXISTS (SELECT 1 FROM role_handover v WHERE v.org_id = h.org_id AND v.from_holder_id = h.id) AS "handedOver"
        FROM role_holder h JOIN enrolment e ON e.org_id = h.org_id AND e.id = h.enrolment_id
        LEFT JOIN squad s ON s.org_id = h.org_id AND s.id = h.squad_id
        LEFT JOIN role_ending n ON n.org_id = h.org_id AND n.holder_id = h.id LEFT JOIN staff_account a ON a.org_id = n.org_id AND a.id = n.by_id
        WHERE h.org_id = ${ctx.orgId} AND h.role_id = ${roleId} AND e.erased_at IS NULL ORDER BY h.since DESC, h.id DESC LIMIT 100`,
  );
  return {
    trials: await shownTrials(ctx, sql`k.role_id = ${roleId}`),
    handovers: await handoversOf(ctx, roleId),
    history: rows.map((row) => shownPast(row, ctx.now())),
  };
}

function shownPast({ since, until, endedAt, leftAt, how, reason, ...row }: PastRow, now: number) {
  const instants = [until, endedAt, leftAt].filter((at) => at !== null && at <= now);
  const ended = instants.length === 0 ? null : Math.min(...instants.map(Number));
  const bySelf: 'left' | 'termOver' | 'other' | null =
    ended === null ? null : ended === leftAt ? 'left' : ended === until ? 'termOver' : 'other';
  return { ...row, since: iso(since), ended: isoOrNull(ended), how: how ?? bySelf, reason: reason ?? '' };
}

/** A trial under way is recalled with it. @throws DomainError `holder.unknown`, `holder.over` */
export async function recall(ctx: CommandContext, { holderId, reason }: { holderId: string; reason: string }) {
  // The trial before the row it is held by, as deciding about it does: of two at once the second finds the row ended.
  await affectedBy(
    ctx,
    sql`UPDATE role_trial SET outcome = 'recalled' WHERE org_id = ${ctx.orgId} AND holder_id = ${holderId} AND outcome IS NULL`,
  );
  const [holder] = await rowsOf<{ communityId: string; enrolmentId: string; roleId: string; over: boolean }>(
    ctx,
    sql`SELECT r.community_id AS "communityId", h.enrolment_id AS "enrolmentId", h.role_id AS "roleId",
          (h.ended_at IS NOT NULL OR coalesce(h.until <= ${iso(ctx.now())}::timestamptz, false)) AS over
        FROM role_holder h JOIN role r ON r.org_id = h.org_id AND r.id = h.role_id WHERE h.org_id = ${ctx.orgId} AND h.id = ${holderId}
        FOR UPDATE OF h`,
  );
  if (!holder) throw new DomainError('holder.unknown', { holderId });
  if (holder.over) throw new DomainError('holder.over', {});
  await endHolding(ctx, { holderId });
  await noteEnding(ctx, holderId, 'recalled', reason);
  ctx.emit('role.recalled', { communityId: holder.communityId, subjectId: holder.enrolmentId }, { roleId: holder.roleId });
  return {};
}
