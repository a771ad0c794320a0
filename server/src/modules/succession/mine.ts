/** What succession is to whoever takes part. */
import type { QueryContext } from '#kernel';
import { accountOf, livingEnrolments } from '../admissions/index.ts';
import { findCommunity } from '../communities/index.ts';
import { findRole } from '../roles/index.ts';
import { iso, ms, rowsOf, sql, uuids } from '../rows.ts';
import { heldRules, rulesOf } from './defining.ts';
import { shownTrials } from './trials.ts';

interface OwnOffer {
  offerId: string;
  roleId: string;
  offeredAt: number;
  agreed: boolean;
}

interface Ended {
  role: string;
  community: string;
  how: 'ended' | 'recalled';
  at: number;
  reason: string;
}

export async function mine(ctx: QueryContext) {
  const own = await livingEnrolments(ctx, accountOf(ctx));
  const ids = uuids(own.map(({ enrolmentId }) => enrolmentId));
  const willing = await rowsOf<{ id: string }>(
    ctx,
    sql`SELECT enrolment_id AS id FROM succession_willing WHERE org_id = ${ctx.orgId} AND enrolment_id = ANY(${ids})`,
  );
  const asked = await rowsOf<OwnOffer>(
    ctx,
    sql`SELECT o.id AS "offerId", o.role_id AS "roleId", ${ms('o.offered_at')} AS "offeredAt", coalesce(o.agreed, false) AS agreed
        FROM role_offer o JOIN role r ON r.org_id = o.org_id AND r.id = o.role_id AND r.removed_at IS NULL
        WHERE o.org_id = ${ctx.orgId} AND o.enrolment_id = ANY(${ids}) AND o.withdrawn_at IS NULL AND o.taken_at IS NULL
          AND o.agreed IS DISTINCT FROM false ORDER BY o.offered_at DESC, o.id`,
  );
  const offers = [];
  for (const { roleId, offeredAt, ...row } of asked) {
    const role = await findRole(ctx, roleId);
    const { name: community } = await findCommunity(ctx, role.communityId);
    const { trial } = rulesOf(await heldRules(ctx, role.communityId), role);
    const { name, responsibilities, reward } = role;
    offers.push({ ...row, role: name, community, responsibilities, reward, trialDays: trial.days, offeredAt: iso(offeredAt) });
  }
  const ended = await rowsOf<Ended>(
    ctx,
    sql`SELECT r.name AS role, c.name AS community, n.how, ${ms('n.at')} AS at, n.reason FROM role_ending n
        JOIN role_holder h ON h.org_id = n.org_id AND h.id = n.holder_id JOIN role r ON r.org_id = h.org_id AND r.id = h.role_id
        JOIN community c ON c.org_id = r.org_id AND c.id = r.community_id
        WHERE n.org_id = ${ctx.orgId} AND n.how IN ('ended', 'recalled') AND h.enrolment_id = ANY(${ids}) ORDER BY n.at DESC LIMIT 10`,
  );
  const said = new Set(willing.map(({ id }) => id));
  return {
    communities: own.map(({ enrolmentId, communityId, community }) => ({ communityId, community, willing: said.has(enrolmentId) })),
    offers,
    trials: await shownTrials(ctx, sql`k.enrolment_id = ANY(${ids})`),
    ended: ended.map(({ at, ...row }) => ({ ...row, at: iso(at) })),
  };
}
