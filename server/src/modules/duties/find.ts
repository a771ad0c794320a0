/** Due items as they are shown: one statement for all ways of asking. */
import { DomainError, type QueryContext, type Scope } from '#kernel';
import { dayText, zoneClock } from '#vocabulary/zone';
import { nameOf } from '../admissions/index.ts';
import { iso, ms, rowsOf, type SQL, sql } from '../rows.ts';
import { communityOf } from '../scope.ts';
import type { DueItem, Source } from './contract.ts';
import { fill } from './words.ts';

interface ItemRow {
  id: string;
  source: Source;
  sourceId: string;
  from: string | null;
  communityId: string;
  community: string;
  zone: string;
  title: string;
  words: string;
  silence: string;
  part: string;
  owner: 'enrolment' | 'role' | 'staff';
  enrolmentId: string | null;
  nickname: string | null;
  gone: boolean;
  roleId: string | null;
  role: string | null;
  squadId: string | null;
  squad: string | null;
  holders: string[] | null;
  turn: string | null;
  dueAt: number;
  closesAt: number;
  doneAt: number | null;
  doneBy: string | null;
  given: Record<string, string> | null;
}

/** Oldest first. @param condition of an aliased `due_item d` joined with its `community o` and its owner `enrolment e` */
export async function itemsWhere(ctx: QueryContext, condition: SQL, limit = 500): Promise<DueItem[]> {
  const rows = await rowsOf<ItemRow>(
    ctx,
    sql`SELECT d.id, d.source, d.source_id AS "sourceId", d.community_id AS "communityId", o.name AS community, o.zone,
          coalesce(u.name, r.name, z.nickname, y.name) AS "from", r.given, d.title, d.words, d.silence, d.part, d.owner, d.owner_enrolment_id AS "enrolmentId",
          d.owner_squad_id AS "squadId",
          e.nickname, coalesce(e.left_at IS NOT NULL, false) AS gone, d.owner_role_id AS "roleId", l.name AS role,
          q.name AS squad, (SELECT json_agg(g.nickname ORDER BY h.since, h.id) FROM role_holder h
            JOIN enrolment g ON g.org_id = h.org_id AND g.id = h.enrolment_id AND g.left_at IS NULL
            WHERE h.org_id = d.org_id AND h.role_id = d.owner_role_id AND h.ended_at IS NULL
              AND (h.until IS NULL OR h.until > ${iso(ctx.now())}::timestamptz)
              AND (d.owner_squad_id IS NULL OR h.squad_id = d.owner_squad_id)) AS holders,
          d.turn::text AS turn, ${ms('d.due_at')} AS "dueAt", ${ms('d.closes_at')} AS "closesAt", ${ms('d.done_at')} AS "doneAt",
          ${nameOf('d', 'done_by')} AS "doneBy"
        FROM due_item d JOIN community o ON o.org_id = d.org_id AND o.id = d.community_id
        LEFT JOIN duty_roster u ON d.source = 'roster' AND u.org_id = d.org_id AND u.id = d.source_id
        LEFT JOIN ritual r ON d.source = 'ritual' AND r.org_id = d.org_id AND r.id = d.source_id
        LEFT JOIN enrolment z ON d.source IN ('mute', 'rescue', 'lastNotice', 'homework') AND z.org_id = d.org_id AND z.id = d.source_id
        LEFT JOIN role_handover v ON d.source = 'handover' AND v.org_id = d.org_id AND v.id = d.source_id
        LEFT JOIN role y ON y.org_id = v.org_id AND y.id = v.role_id
        LEFT JOIN role l ON l.org_id = d.org_id AND l.id = d.owner_role_id
        LEFT JOIN squad q ON q.org_id = d.org_id AND q.id = d.owner_squad_id
        LEFT JOIN enrolment e ON e.org_id = d.org_id AND e.id = d.owner_enrolment_id
        WHERE d.org_id = ${ctx.orgId} AND ${condition} ORDER BY d.due_at, d.id LIMIT ${limit}`,
  );
  return rows.map((row) => shown(row, ctx.now()));
}

function shown({ given, part, owner, enrolmentId, nickname, gone, roleId, role, squad, holders, ...row }: ItemRow, now: number): DueItem {
  const { dueAt, closesAt, doneAt, doneBy, zone, from, ...rest } = row;
  const state = doneAt !== null ? 'done' : now >= closesAt ? 'missed' : 'open';
  return {
    ...rest,
    zone,
    from: from ?? '',
    words: fill(row.words, { ...given, 社群名: row.community }),
    silence: fill(row.silence, { ...given, 社群名: row.community }),
    owner: {
      kind: owner,
      part,
      person: enrolmentId === null ? null : { enrolmentId, nickname: nickname ?? '', gone },
      role: roleId === null ? null : { roleId, name: role ?? part, squad, holders: holders ?? [] },
    },
    day: dayText(zoneClock(zone).dayOf(dueAt)),
    dueAt: iso(dueAt),
    closesAt: iso(closesAt),
    state,
    overdue: state === 'open' && now > dueAt,
    done: doneAt === null ? null : { at: iso(doneAt), by: doneBy === '' ? null : doneBy, late: doneAt > dueAt },
    missing: null,
  };
}

/** @throws DomainError `dueItem.unknown` */
export async function findItem(ctx: QueryContext, dueItemId: string): Promise<DueItem> {
  const [found] = await itemsWhere(ctx, sql`d.id = ${dueItemId}`);
  if (!found) throw new DomainError('dueItem.unknown', { dueItemId });
  return found;
}

export interface Roster {
  id: string;
  communityId: string;
  zone: string;
  endedAt: number | null;
}

/** @param lock until the transaction ends: what is changed in a roster follows one after the other. @throws DomainError `dutyRoster.unknown` */
export async function findRoster(ctx: QueryContext, dutyRosterId: string, lock = false): Promise<Roster> {
  const [found] = await rowsOf<Roster>(
    ctx,
    sql`SELECT u.id, u.community_id AS "communityId", o.zone, ${ms('u.ended_at')} AS "endedAt"
        FROM duty_roster u JOIN community o ON o.org_id = u.org_id AND o.id = u.community_id
        WHERE u.org_id = ${ctx.orgId} AND u.id = ${dutyRosterId} ${lock ? sql`FOR UPDATE OF u` : sql``}`,
  );
  if (!found) throw new DomainError('dutyRoster.unknown', { dutyRosterId });
  return found;
}

/** Communities of what input fields name. */
export const scopes: Record<string, Scope> = {
  dueItemId: communityOf(sql`due_item t`),
  dutyRosterId: communityOf(sql`duty_roster t`),
  ritualId: communityOf(sql`ritual t`),
  swapId: communityOf(sql`duty_swap t JOIN duty_roster u ON u.org_id = t.org_id AND u.id = t.roster_id`),
};
