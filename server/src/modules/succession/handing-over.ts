/** Handing over (交接): a checklist for whoever goes and whoever comes, as due items. */
import { type CommandContext, DomainError, type QueryContext } from '#kernel';
import { addChecklist } from '../duties/index.ts';
import { findRole } from '../roles/index.ts';
import { affectedBy, iso, ms, rowsOf, type SQL, sql } from '../rows.ts';
import { heldRules, rulesOf } from './defining.ts';

interface HolderRow {
  id: string;
  roleId: string;
  enrolmentId: string;
  squadId: string | null;
  gone: boolean;
  over: boolean;
}

/** @param condition of an aliased `role_holder h`, its `role r` and `enrolment e` */
function holdersWhere(ctx: QueryContext, condition: SQL): Promise<HolderRow[]> {
  return rowsOf<HolderRow>(
    ctx,
    sql`SELECT h.id, h.role_id AS "roleId", h.enrolment_id AS "enrolmentId", h.squad_id AS "squadId", e.left_at IS NOT NULL AS gone,
          (${ended} <= ${iso(ctx.now())}::timestamptz) AS over
        FROM role_holder h JOIN enrolment e ON e.org_id = h.org_id AND e.id = h.enrolment_id
        WHERE h.org_id = ${ctx.orgId} AND ${condition} ORDER BY ${ended} DESC, h.id DESC`,
  );
}

const ended = sql`coalesce(least(h.until, h.ended_at), 'infinity')`;

/** Whose time ended longer ago has nothing left to tell. */
const WITHIN_DAYS = 60;

/** From whoever held the same role in the same place last and has not handed it over, where there is such a one. */
export async function handOverTo(ctx: CommandContext, toHolderId: string): Promise<void> {
  const to = await findHolder(ctx, toHolderId);
  const since = iso(ctx.now() - WITHIN_DAYS * 86_400_000);
  const [from] = await holdersWhere(
    ctx,
    sql`h.role_id = ${to.roleId} AND h.squad_id IS NOT DISTINCT FROM ${to.squadId}::uuid AND h.enrolment_id <> ${to.enrolmentId}
      AND ${ended} BETWEEN ${since}::timestamptz AND ${iso(ctx.now())}::timestamptz AND ${wasNotFollowed}`,
  );
  if (from) await begin(ctx, from, to);
}

/** Neither handed over already, nor followed by another row of the same person. */
const wasNotFollowed = sql`NOT EXISTS (SELECT 1 FROM role_handover v WHERE v.org_id = h.org_id AND v.from_holder_id = h.id)
  AND NOT EXISTS (SELECT 1 FROM role_ending n WHERE n.org_id = h.org_id AND n.holder_id = h.id AND n.how IN ('confirmed', 'prolonged'))`;

/** @throws DomainError `holder.unknown` */
async function findHolder(ctx: QueryContext, holderId: string): Promise<HolderRow> {
  const [found] = await holdersWhere(ctx, sql`h.id = ${holderId}`);
  if (!found) throw new DomainError('holder.unknown', { holderId });
  return found;
}

/** @throws DomainError `holder.unknown`, `handover.notOver`, `handover.notTheSame`, `handover.exists` */
export async function handOver(ctx: CommandContext, { holderId, toHolderId }: { holderId: string; toHolderId: string }) {
  const [from, to] = [await findHolder(ctx, holderId), await findHolder(ctx, toHolderId)];
  if (!from.over) throw new DomainError('handover.notOver', {});
  if (from.roleId !== to.roleId || from.enrolmentId === to.enrolmentId || to.over) throw new DomainError('handover.notTheSame', {});
  return { items: await begin(ctx, from, to) };
}

/** Whoever has left has no list any more: staff do that part. */
async function begin(ctx: CommandContext, from: HolderRow, to: HolderRow): Promise<number> {
  const role = await findRole(ctx, to.roleId);
  const id = ctx.newId();
  const added = await affectedBy(
    ctx,
    sql`INSERT INTO role_handover (org_id, id, role_id, from_holder_id, to_holder_id, at)
        VALUES (${ctx.orgId}, ${id}, ${role.id}, ${from.id}, ${to.id}, ${iso(ctx.now())}) ON CONFLICT DO NOTHING`,
  );
  if (added === 0) throw new DomainError('handover.exists', {});
  const { checklist } = rulesOf(await heldRules(ctx, role.communityId), role);
  const ownerOf = ({ gone, enrolmentId }: HolderRow) =>
    gone ? ({ kind: 'staff' } as const) : ({ kind: 'enrolment', enrolmentId } as const);
  const lines = checklist.map(({ text, who, days }) => ({ text, days, owner: ownerOf(who === 'before' ? from : to) }));
  const items = await addChecklist(ctx, { communityId: role.communityId, source: 'handover', sourceId: id, lines });
  ctx.emit('role.handedOver', { communityId: role.communityId, subjectId: to.enrolmentId }, { roleId: role.id, from: from.enrolmentId });
  return items;
}

interface HandoverRow {
  id: string;
  from: string;
  to: string;
  at: number;
  items: { text: string; who: string | null; dueAt: number; closesAt: number; done: boolean }[] | null;
}

/** Of a role, the latest first. */
export async function handoversOf(ctx: QueryContext, roleId: string) {
  const rows = await rowsOf<HandoverRow>(
    ctx,
    sql`SELECT v.id, a.nickname AS "from", b.nickname AS "to", ${ms('v.at')} AS at, (
          SELECT json_agg(json_build_object('text', d.title, 'who', o.nickname, 'dueAt', ${ms('d.due_at')}, 'closesAt', ${ms('d.closes_at')},
              'done', d.done_at IS NOT NULL) ORDER BY d.due_at, d.id)
          FROM due_item d LEFT JOIN enrolment o ON o.org_id = d.org_id AND o.id = d.owner_enrolment_id
          WHERE d.org_id = v.org_id AND d.source = 'handover' AND d.source_id = v.id) AS items
        FROM role_handover v
        JOIN role_holder f ON f.org_id = v.org_id AND f.id = v.from_holder_id JOIN enrolment a ON a.org_id = f.org_id AND a.id = f.enrolment_id
        JOIN role_holder t ON t.org_id = v.org_id AND t.id = v.to_holder_id JOIN enrolment b ON b.org_id = t.org_id AND b.id = t.enrolment_id
        WHERE v.org_id = ${ctx.orgId} AND v.role_id = ${roleId} ORDER BY v.at DESC, v.id DESC LIMIT 20`,
  );
  const stateOf = (done: boolean, closesAt: number): 'done' | 'missed' | 'open' =>
    done ? 'done' : ctx.now() >= closesAt ? 'missed' : 'open';
  return rows.map(({ at, items, ...row }) => ({
    ...row,
    at: iso(at),
    items: (items ?? []).map(({ text, who, dueAt, closesAt, done }) => ({
      ...{ text, who: who ?? '', dueAt: iso(dueAt) },
      state: stateOf(done, closesAt),
    })),
  }));
}
