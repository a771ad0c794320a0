/**
 * Roles (角色) in a community: what they ask, what they allow, who holds them from when until when. Whether a right holds is told
 * by the clock: a term that is over needs no task to end it.
 */
import { internalQuery, module, type QueryContext } from '#kernel';
import { accountOf } from '../admissions/index.ts';
import { findCommunity } from '../communities/index.ts';
import { iso, ms, rowsOf, sql } from '../rows.ts';
import { roles as contract, type RoleDefinition } from './contract.ts';
import { change, make, remove, shown } from './define.ts';
import { findRole, holderScope, holdersWhere, holdsNow, joined, rightsOf, roleScope, rolesOf } from './find.ts';
import { appoint, end } from './holding.ts';
import { shippedRoles } from './shipped.ts';

export { change as changeRole, make as makeRole, remove as removeRole } from './define.ts';
export { eraseRoles, keptRoles } from './erasing.ts';
export { findRole, type Role, type StandingRole, standingRoles } from './find.ts';
export { appoint as appointTo, end as endHolding } from './holding.ts';

async function list(ctx: QueryContext, { communityId }: { communityId: string }) {
  await findCommunity(ctx, communityId);
  const own = await rolesOf(ctx, communityId);
  const holders = await holdersWhere(ctx, sql`r.community_id = ${communityId} AND ${holdsNow(ctx.now())}`);
  const byRole = Map.groupBy(holders, ({ roleId }) => roleId);
  const names = new Set(own.map(({ name }) => name));
  return {
    roles: own.map((role) => ({ ...shown(role), holders: byRole.get(role.id) ?? [] })),
    offered: shippedRoles.filter(({ name }) => !names.has(name)),
  };
}

async function history(ctx: QueryContext, { roleId }: { roleId: string }) {
  await findRole(ctx, roleId);
  const holders = await holdersWhere(ctx, sql`h.role_id = ${roleId} AND e.erased_at IS NULL`);
  return { holders: holders.sort((a, b) => b.since.localeCompare(a.since)) };
}

interface OwnRow extends RoleDefinition {
  holderId: string;
  community: string;
  squad: string | null;
  since: number;
  until: number | null;
}

async function mine(ctx: QueryContext) {
  const rows = await rowsOf<OwnRow>(
    ctx,
    sql`SELECT h.id AS "holderId", c.name AS community, s.name AS squad, ${ms('h.since')} AS since,
          ${ms('h.until')} AS until, r.name, r.scope, r.leads, r.behaviours, r.responsibilities, r.rights,
          r.term_days AS "termDays", r.reward, r.sanction
        FROM ${joined} JOIN community c ON c.org_id = r.org_id AND c.id = r.community_id
        WHERE h.org_id = ${ctx.orgId} AND e.member_id = ${accountOf(ctx)} AND ${holdsNow(ctx.now())} ORDER BY h.since, h.id`,
  );
  return { roles: rows.map(({ since, until, ...row }) => ({ ...row, since: iso(since), until: until === null ? null : iso(until) })) };
}

export const roles = module({
  name: 'roles',
  contract,
  verbs: { list, history, make, change, remove, appoint, end, mine },
  internal: { rightsOf: internalQuery(rightsOf) },
  scopes: { roleId: roleScope, holderId: holderScope },
});
