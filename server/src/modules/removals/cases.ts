/** Cases: read, opened, closed, and what each asks somebody to do. */
import { type CommandContext, DomainError, type QueryContext } from '#kernel';
import { nameOf } from '../admissions/index.ts';
import { addItemAbout, type OwnerInput, removeItemAbout } from '../duties/index.ts';
import { affectedBy, iso, isoOrNull, ms, rowsOf, type SQL, sql } from '../rows.ts';
import { communityOf } from '../scope.ts';
import type { Outcome, Reason, RemovalRules } from './contract.ts';
import type { Steps } from './rules.ts';

const DAY_MS = 86_400_000;

export interface Case extends Steps {
  id: string;
  enrolmentId: string;
  communityId: string;
  nickname: string;
  squadId: string | null;
  squad: string | null;
  source: Reason['code'];
  need: number;
  have: number;
  /** Still takes part. */
  here: boolean;
  closedAt: number | null;
  outcome: Outcome | null;
  by: string | null;
  reason: string;
}

/** @param condition of an aliased `removal_case c` joined with its `enrolment e` */
export function casesWhere(ctx: QueryContext, condition: SQL, order = sql`c.opened_at, c.id`, limit = 500): Promise<Case[]> {
  return rowsOf<Case>(
    ctx,
    sql`SELECT c.id, c.enrolment_id AS "enrolmentId", c.community_id AS "communityId", e.nickname, s.id AS "squadId", s.name AS squad,
          c.source, c.need, c.have, e.left_at IS NULL AS here, ${ms('c.opened_at')} AS "openedAt", ${ms('c.rescue_until')} AS "rescueUntil",
          ${ms('c.notice_at')} AS "noticeAt", ${ms('c.noticed_at')} AS "noticedAt", ${ms('c.proposed_at')} AS "proposedAt",
          ${ms('c.closed_at')} AS "closedAt", c.outcome, c.reason,
          ${nameOf('c', 'closed_by')} AS by
        FROM removal_case c JOIN enrolment e ON e.org_id = c.org_id AND e.id = c.enrolment_id
        LEFT JOIN squad_member m ON m.org_id = e.org_id AND m.enrolment_id = e.id AND m.until IS NULL
        LEFT JOIN squad s ON s.org_id = m.org_id AND s.id = m.squad_id AND s.removed_at IS NULL
        WHERE c.org_id = ${ctx.orgId} AND ${condition} ORDER BY ${order} LIMIT ${limit}`,
  );
}

/** One that is still open. @throws DomainError `removalCase.unknown`, `removalCase.closed` */
export async function findOpen(ctx: QueryContext, id: string): Promise<Case> {
  const [found] = await casesWhere(ctx, sql`c.id = ${id}`);
  if (!found) throw new DomainError('removalCase.unknown', { removalCaseId: id });
  if (found.closedAt !== null) throw new DomainError('removalCase.closed', {});
  return found;
}

interface Opening extends Reason {
  enrolmentId: string;
  communityId: string;
  batch: string | null;
}

/** One that is open already stays as it is. @returns whether one was opened */
export async function openCase(
  ctx: CommandContext,
  { enrolmentId, communityId, code, need, have, batch }: Opening,
  first: 'rescue' | 'proposal',
  rules: RemovalRules,
): Promise<boolean> {
  const [id, now] = [ctx.newId(), ctx.now()];
  const until = first === 'rescue' ? now + rules.rescueDays * DAY_MS : null;
  const added = await affectedBy(
    ctx,
    sql`INSERT INTO removal_case (org_id, id, enrolment_id, community_id, source, need, have, opened_at, rescue_until, proposed_at, batch)
        VALUES (${ctx.orgId}, ${id}, ${enrolmentId}, ${communityId}, ${code}, ${need}, ${have}, ${iso(now)}, ${isoOrNull(until)},
          ${first === 'rescue' ? null : iso(now)}, ${batch})
        ON CONFLICT DO NOTHING`,
  );
  if (added === 0) return false;
  if (until !== null) await ask(ctx, { id, enrolmentId, communityId }, 'rescue', await carerOf(ctx, enrolmentId), until);
  ctx.emit('removal.opened', { communityId, subjectId: enrolmentId }, { source: code, need, have, first });
  return true;
}

/** Something to do about a case. Its words are the page's: they name the person as they are called then. */
export async function ask(
  ctx: CommandContext,
  { id, enrolmentId, communityId }: Pick<Case, 'id' | 'enrolmentId' | 'communityId'>,
  source: 'rescue' | 'lastNotice',
  owner: OwnerInput,
  closesAt: number,
): Promise<void> {
  const item = { communityId, source, sourceId: enrolmentId, occurrence: `${source} ${id}`, owner, words: '' };
  await addItemAbout(ctx, { ...item, dueAt: Math.min(ctx.now() + DAY_MS, closesAt), closesAt });
}

/** The leader of the squad, unless it is the person; else staff. By the tables of the modules that keep roles and squads. */
async function carerOf(ctx: QueryContext, enrolmentId: string): Promise<OwnerInput> {
  const [leader] = await rowsOf<{ roleId: string; squadId: string }>(
    ctx,
    sql`SELECT h.role_id AS "roleId", h.squad_id AS "squadId" FROM squad_member m
        JOIN role_holder h ON h.org_id = m.org_id AND h.squad_id = m.squad_id AND h.leads AND h.ended_at IS NULL
          AND (h.until IS NULL OR h.until > ${iso(ctx.now())}::timestamptz)
        JOIN enrolment e ON e.org_id = h.org_id AND e.id = h.enrolment_id AND e.left_at IS NULL
        WHERE m.org_id = ${ctx.orgId} AND m.enrolment_id = ${enrolmentId} AND m.until IS NULL AND h.enrolment_id <> m.enrolment_id`,
  );
  return leader ? { kind: 'role', ...leader } : { kind: 'staff' };
}

interface Closing {
  outcome: Outcome;
  by?: string | null;
  reason?: string;
}

/** Of two at once the first one counts. @throws DomainError `removalCase.closed` */
export async function closeCase(ctx: CommandContext, one: Case, { outcome, by = null, reason = '' }: Closing): Promise<void> {
  const closed = await affectedBy(
    ctx,
    sql`UPDATE removal_case SET closed_at = ${iso(ctx.now())}, outcome = ${outcome}, closed_by = ${by}, reason = ${reason}
        WHERE org_id = ${ctx.orgId} AND id = ${one.id} AND closed_at IS NULL`,
  );
  if (closed === 0) throw new DomainError('removalCase.closed', {});
  for (const source of ['rescue', 'lastNotice']) await removeItemAbout(ctx, one.enrolmentId, `${source} ${one.id}`);
  ctx.emit('removal.closed', { communityId: one.communityId, subjectId: one.enrolmentId }, { outcome });
}

/** Scope of the input field `removalCaseId`. */
export const caseScope = communityOf(sql`removal_case t`);
