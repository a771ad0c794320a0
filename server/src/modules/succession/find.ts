/** Offers and trials as they are asked for, and the communities of what input fields name. */
import { DomainError, type QueryContext, type Scope } from '#kernel';
import { iso, ms, rowsOf, type SQL, sql } from '../rows.ts';
import { communityOf } from '../scope.ts';
import type { Need } from './contract.ts';

interface OfferState {
  offerId: string;
  state: 'open' | 'agreed' | 'declined';
  offeredAt: string;
}

interface OfferRow {
  id: string;
  memberId: string;
  enrolmentId: string;
  offeredAt: number;
  agreed: boolean | null;
}

/** By member, the latest that was not withdrawn and led to no trial: somebody asked in the class before is the same person here. */
export async function offersOf(ctx: QueryContext, roleId: string): Promise<Map<string, OfferState>> {
  const rows = await rowsOf<OfferRow>(
    ctx,
    sql`SELECT o.id, x.member_id AS "memberId", ${ms('o.offered_at')} AS "offeredAt", o.agreed FROM role_offer o
        JOIN enrolment x ON x.org_id = o.org_id AND x.id = o.enrolment_id
        WHERE o.org_id = ${ctx.orgId} AND o.role_id = ${roleId} AND o.withdrawn_at IS NULL AND o.taken_at IS NULL ORDER BY o.offered_at, o.id`,
  );
  const state = (agreed: boolean | null) => (agreed === null ? 'open' : agreed ? 'agreed' : 'declined');
  return new Map(
    rows.map(({ id, memberId, offeredAt, agreed }) => [memberId, { offerId: id, state: state(agreed), offeredAt: iso(offeredAt) }]),
  );
}

export interface Trial {
  id: string;
  roleId: string;
  communityId: string;
  enrolmentId: string;
  holderId: string;
  squadId: string | null;
  begunAt: number;
  endsAt: number;
  needs: Need[];
  prolonged: boolean;
  role: string;
  community: string;
  nickname: string;
  squad: string | null;
  /** The row it is held by was ended before its term, or the person has left. */
  broken: boolean;
}

/** Those not decided yet, the first to end first. @param condition of an aliased `role_trial k` with its `role r` and `enrolment e` */
export function openTrials(ctx: QueryContext, condition: SQL): Promise<Trial[]> {
  return rowsOf<Trial>(
    ctx,
    sql`SELECT k.id, k.role_id AS "roleId", r.community_id AS "communityId", k.enrolment_id AS "enrolmentId", k.holder_id AS "holderId",
          h.squad_id AS "squadId", ${ms('k.begun_at')} AS "begunAt", ${ms('k.ends_at')} AS "endsAt", k.needs, k.prolonged_at IS NOT NULL AS prolonged,
          r.name AS role, c.name AS community, e.nickname, s.name AS squad,
          (e.left_at IS NOT NULL OR r.removed_at IS NOT NULL OR coalesce(h.ended_at < h.until, false)) AS broken
        FROM role_trial k JOIN role_holder h ON h.org_id = k.org_id AND h.id = k.holder_id JOIN role r ON r.org_id = k.org_id AND r.id = k.role_id
        JOIN community c ON c.org_id = r.org_id AND c.id = r.community_id JOIN enrolment e ON e.org_id = k.org_id AND e.id = k.enrolment_id
        LEFT JOIN squad s ON s.org_id = h.org_id AND s.id = h.squad_id
        WHERE k.org_id = ${ctx.orgId} AND k.outcome IS NULL AND ${condition} ORDER BY k.ends_at, k.id`,
  );
}

/** @throws DomainError `trial.unknown` where there is none or it was decided */
export async function findTrial(ctx: QueryContext, trialId: string): Promise<Trial> {
  const [found] = await openTrials(ctx, sql`k.id = ${trialId}`);
  if (!found) throw new DomainError('trial.unknown', {});
  return found;
}

/** An offer is of the community where the person it is put to takes part. */
export const scopes: Record<string, Scope> = {
  offerId: communityOf(sql`role_offer t JOIN enrolment e ON e.org_id = t.org_id AND e.id = t.enrolment_id`),
  trialId: communityOf(sql`role_trial t JOIN role r ON r.org_id = t.org_id AND r.id = t.role_id`),
};
