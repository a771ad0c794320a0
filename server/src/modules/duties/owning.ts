/** Owners that are roles: whoever holds one now, by the tables of the modules that keep roles and squads. */
import { DomainError, type QueryContext } from '#kernel';
import { iso, rowsOf, type SQL, sql, uuids } from '../rows.ts';
import type { OwnerInput } from './contract.ts';

/** Of an aliased `role_holder h` and its `enrolment e`: whose time runs. */
const holds = (now: number) => sql`h.ended_at IS NULL AND (h.until IS NULL OR h.until > ${iso(now)}::timestamptz) AND e.left_at IS NULL`;

/** Of an aliased `due_item d`: it is one of these enrolments', or of a role that one of them holds. */
export function ownedBy(own: readonly string[], now: number): SQL {
  const ids = uuids(own);
  return sql`(d.owner_enrolment_id = ANY(${ids}) OR EXISTS (SELECT 1 FROM role_holder h
    JOIN enrolment e ON e.org_id = h.org_id AND e.id = h.enrolment_id
    WHERE h.org_id = d.org_id AND h.role_id = d.owner_role_id AND h.enrolment_id = ANY(${ids}) AND ${holds(now)}
      AND (d.owner_squad_id IS NULL OR h.squad_id = d.owner_squad_id)))`;
}

export interface RoleHeld {
  id: string;
  name: string;
  /** One of each squad, or of the whole community. */
  scope: 'community' | 'squad';
  /** Squads in which somebody holds it. */
  squadIds: string[];
  holders: string[];
}

/** Roles of a community that somebody holds now. */
export async function rolesHeld(ctx: QueryContext, communityId: string): Promise<RoleHeld[]> {
  return rowsOf<RoleHeld>(
    ctx,
    sql`SELECT r.id, r.name, r.scope, json_agg(e.nickname ORDER BY h.since, h.id) AS holders,
          coalesce(json_agg(DISTINCT h.squad_id) FILTER (WHERE h.squad_id IS NOT NULL AND s.removed_at IS NULL), '[]'::json) AS "squadIds"
        FROM role r JOIN role_holder h ON h.org_id = r.org_id AND h.role_id = r.id
        JOIN enrolment e ON e.org_id = h.org_id AND e.id = h.enrolment_id
        LEFT JOIN squad s ON s.org_id = h.org_id AND s.id = h.squad_id
        WHERE r.org_id = ${ctx.orgId} AND r.community_id = ${communityId} AND r.removed_at IS NULL AND ${holds(ctx.now())}
        GROUP BY r.org_id, r.id ORDER BY r.name`,
  );
}

export interface Led {
  squadId: string;
  name: string;
  communityId: string;
}

/** Squads that somebody leads. */
export async function squadsLedBy(ctx: QueryContext, own: readonly string[]): Promise<Led[]> {
  return rowsOf<Led>(
    ctx,
    sql`SELECT s.id AS "squadId", s.name, s.community_id AS "communityId" FROM role_holder h
        JOIN enrolment e ON e.org_id = h.org_id AND e.id = h.enrolment_id
        JOIN squad s ON s.org_id = h.org_id AND s.id = h.squad_id AND s.removed_at IS NULL
        WHERE h.org_id = ${ctx.orgId} AND h.leads AND h.enrolment_id = ANY(${uuids(own)}) AND ${holds(ctx.now())}
        ORDER BY s.place, s.id`,
  );
}

/**
 * People, roles and squads named as owners belong to this community.
 * @throws DomainError `enrolment.unknown`, `enrolment.left`, `role.unknown`, `squad.unknown`
 */
export async function requireOwners(ctx: QueryContext, communityId: string, owners: readonly OwnerInput[]): Promise<void> {
  for (const owner of owners) {
    if (owner.kind === 'enrolment') await requirePerson(ctx, communityId, owner.enrolmentId);
    if (owner.kind !== 'role') continue;
    const { roleId, squadId } = owner;
    if (!(await isIn(ctx, sql`role`, communityId, roleId))) throw new DomainError('role.unknown', { roleId });
    if (squadId !== null && !(await isIn(ctx, sql`squad`, communityId, squadId))) throw new DomainError('squad.unknown', { squadId });
  }
}

async function requirePerson(ctx: QueryContext, communityId: string, enrolmentId: string): Promise<void> {
  const [found] = await rowsOf<{ gone: boolean }>(
    ctx,
    sql`SELECT left_at IS NOT NULL AS gone FROM enrolment WHERE org_id = ${ctx.orgId} AND community_id = ${communityId} AND id = ${enrolmentId}`,
  );
  if (!found) throw new DomainError('enrolment.unknown', { enrolmentId });
  if (found.gone) throw new DomainError('enrolment.left', { enrolmentId });
}

async function isIn(ctx: QueryContext, table: SQL, communityId: string, id: string): Promise<boolean> {
  const own = sql`org_id = ${ctx.orgId} AND community_id = ${communityId} AND id = ${id} AND removed_at IS NULL`;
  return (await rowsOf(ctx, sql`SELECT 1 AS there FROM ${table} WHERE ${own}`)).length > 0;
}
