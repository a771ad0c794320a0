import { DomainError, type QueryContext, type Right } from '#kernel';
import { iso, ms, rowsOf, type SQL, sql } from '../rows.ts';
import { communityOf } from '../scope.ts';
import type { SquadRight } from '../squads/contract.ts';
import type { HolderShown, RoleDefinition } from './contract.ts';

export interface Role extends RoleDefinition {
  id: string;
  communityId: string;
}

const columns = sql`id, community_id AS "communityId", name, scope, leads, behaviours, responsibilities, rights, term_days AS "termDays", reward, sanction`;

export function rolesOf(ctx: QueryContext, communityId: string): Promise<Role[]> {
  return rowsOf(
    ctx,
    sql`SELECT ${columns} FROM role WHERE org_id = ${ctx.orgId} AND community_id = ${communityId} AND removed_at IS NULL ORDER BY made_at, id`,
  );
}

export interface StandingRole extends Role {
  /** How many hold it now. */
  holders: number;
}

export async function standingRoles(ctx: QueryContext, communityId: string): Promise<StandingRole[]> {
  const counts = await rowsOf<{ id: string; holders: number }>(
    ctx,
    sql`SELECT r.id, count(*)::int4 AS holders FROM ${joined}
        WHERE h.org_id = ${ctx.orgId} AND r.community_id = ${communityId} AND ${holdsNow(ctx.now())} GROUP BY r.id`,
  );
  const held = new Map(counts.map(({ id, holders }) => [id, holders]));
  return (await rolesOf(ctx, communityId)).map((role) => ({ ...role, holders: held.get(role.id) ?? 0 }));
}

/** @throws DomainError `role.unknown` also where it was removed */
export async function findRole(ctx: QueryContext, roleId: string): Promise<Role> {
  const [found] = await rowsOf<Role>(
    ctx,
    sql`SELECT ${columns} FROM role WHERE org_id = ${ctx.orgId} AND id = ${roleId} AND removed_at IS NULL`,
  );
  if (!found) throw new DomainError('role.unknown', { roleId });
  return found;
}

/** Scope of the input field `roleId`. */
export const roleScope = communityOf(sql`role t`, sql`t.removed_at IS NULL`);

/** Scope of the input field `holderId`. */
export const holderScope = communityOf(sql`role_holder t JOIN role r ON r.org_id = t.org_id AND r.id = t.role_id`);

/** Of `role_holder h`, `role r`, `enrolment e`, and `squad s` by a left join: whose time runs, computed by the clock, not by a task. */
export const holdsNow = (
  now: number,
) => sql`h.ended_at IS NULL AND (h.until IS NULL OR h.until > ${new Date(now).toISOString()}::timestamptz)
  AND r.removed_at IS NULL AND e.left_at IS NULL AND (h.squad_id IS NULL OR s.removed_at IS NULL)`;

export const joined = sql`role_holder h JOIN role r ON r.org_id = h.org_id AND r.id = h.role_id
  JOIN enrolment e ON e.org_id = h.org_id AND e.id = h.enrolment_id LEFT JOIN squad s ON s.org_id = h.org_id AND s.id = h.squad_id`;

interface HolderRow {
  id: string;
  roleId: string;
  enrolmentId: string;
  nickname: string;
  squadId: string | null;
  squad: string | null;
  since: number;
  until: number | null;
  ended: number | null;
}

/** In the order of squads, then of appointment. */
export async function holdersWhere(ctx: QueryContext, condition: SQL): Promise<(HolderShown & { ended: string | null })[]> {
  const rows = await rowsOf<HolderRow>(
    ctx,
    sql`SELECT h.id, h.role_id AS "roleId", h.enrolment_id AS "enrolmentId", e.nickname, s.id AS "squadId", s.name AS squad,
          ${ms('h.since')} AS since, ${ms('h.until')} AS until,
          ${ms('least(h.ended_at, h.until)')} AS ended
        FROM ${joined} WHERE h.org_id = ${ctx.orgId} AND ${condition} ORDER BY s.place NULLS FIRST, h.since, h.id`,
  );
  return rows.map(({ squadId, squad, since, until, ended, ...row }) => ({
    ...row,
    squad: squadId === null || squad === null ? null : { id: squadId, name: squad },
    since: iso(since),
    until: until === null ? null : iso(until),
    // A term that is still to end has not ended.
    ended: ended === null || ended > ctx.now() ? null : iso(ended),
  }));
}

/** What the roles that an account holds let it do now, for finding out who calls. */
export async function rightsOf(ctx: QueryContext, { accountId }: { accountId: string }): Promise<Right[]> {
  const rows = await rowsOf<{ communityId: string; squadId: string | null; rights: SquadRight[] }>(
    ctx,
    sql`SELECT r.community_id AS "communityId", h.squad_id AS "squadId", r.rights FROM ${joined}
        WHERE h.org_id = ${ctx.orgId} AND e.member_id = ${accountId} AND e.rights_suspended_at IS NULL AND ${holdsNow(ctx.now())}`,
  );
  return rows.flatMap(({ communityId, squadId, rights }) => rights.map((right) => ({ right, communityId, squadId })));
}
