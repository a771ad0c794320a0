/** Assignments, works and reviews as their rows say; whom a scope belongs to. */
import { DomainError, type QueryContext, type Scope } from '#kernel';
import { iso, isoOrNull, ms, rowsOf, type SQL, sql } from '../rows.ts';
import { communityOf } from '../scope.ts';
import { momentOf, stateOf, type Times, workStateOf } from './judging.ts';
import { type Assignment, type Fallback, type Feature, type Given, type Policy, policy as policySchema, type Work } from './shapes.ts';

/** Instants in epoch ms. */
export interface Task extends Times {
  id: string;
  communityId: string;
  community: string;
  zone: string;
  campaignId: string | null;
  title: string;
  asked: string;
  policy: Policy;
}

/** The latest due first. @param condition of an aliased `assignment a` joined with its `community o` */
export async function assignmentsWhere(ctx: Pick<QueryContext, 'db' | 'orgId'>, condition: SQL): Promise<Task[]> {
  const rows = await rowsOf<Omit<Task, 'policy'> & { policy: unknown }>(
    ctx,
    sql`SELECT a.id, a.community_id AS "communityId", o.name AS community, o.zone, a.campaign_id AS "campaignId", a.title, a.asked, a.policy,
          ${ms('a.due_at')} AS "dueAt", ${ms('a.late_until')} AS "lateUntil", ${ms('a.closes_at')} AS "closesAt",
          ${ms('a.published_at')} AS "publishedAt"
        FROM assignment a JOIN community o ON o.org_id = a.org_id AND o.id = a.community_id
        WHERE a.org_id = ${ctx.orgId} AND ${condition} ORDER BY a.due_at DESC, a.id DESC`,
  );
  return rows.map(({ policy, ...row }) => ({ ...row, policy: policySchema.parse(policy) }));
}

/** @param lock until the transaction ends: who hands in, deals or changes follows one after the other. @throws DomainError `assignment.unknown` */
export async function findAssignment(ctx: QueryContext, assignmentId: string, lock = false): Promise<Task> {
  if (lock) await rowsOf(ctx, sql`SELECT id FROM assignment WHERE org_id = ${ctx.orgId} AND id = ${assignmentId} FOR UPDATE`);
  const [found] = await assignmentsWhere(ctx, sql`a.id = ${assignmentId}`);
  if (!found) throw new DomainError('assignment.unknown', { assignmentId });
  return found;
}

/** For whoever takes part a draft is not there. @throws DomainError `assignment.unknown` */
export async function findPublished(ctx: QueryContext, assignmentId: string): Promise<Task> {
  const found = await findAssignment(ctx, assignmentId);
  if (found.publishedAt === null) throw new DomainError('assignment.unknown', { assignmentId });
  return found;
}

/** As the contract shows an assignment. */
export function shown(task: Task, now: number): Assignment {
  const { dueAt, lateUntil, closesAt, publishedAt, zone, ...rest } = task;
  return {
    ...rest,
    zone,
    state: stateOf(task, now),
    due: momentOf(zone, dueAt),
    dueAt: iso(dueAt),
    lateUntil: lateUntil === null ? null : momentOf(zone, lateUntil),
    lateUntilAt: isoOrNull(lateUntil),
    closesAt: iso(closesAt),
    publishedAt: isoOrNull(publishedAt),
  };
}

/** Of an aliased `peer_review r` and its reviewer `v`: somebody has it and may still give it. */
const isOpen = (now: number) => sql`r.given_at IS NULL AND r.ended_at IS NULL AND r.staff_id IS NULL
  AND r.until > ${iso(now)}::timestamptz AND v.left_at IS NULL`;

interface WorkRow {
  submissionId: string;
  assignmentId: string;
  enrolmentId: string;
  memberId: string;
  nickname: string;
  here: boolean;
  at: number;
  changedAt: number;
  version: number;
  content: Given;
  fallback: Fallback | null;
  appeal: Work['appeal'];
  featured: Feature['consent'] | null;
}

export interface WorkFound extends WorkRow {
  /** Reviews given by members, being written, given by staff. */
  given: number;
  open: number;
  byStaff: number;
}

/**
 * Works that were not withdrawn, as they came. Two plain statements put together here: in one join the planner, which knows little
 * of young tables, compares every work with every review.
 * @param condition of an aliased `submission s`
 */
export async function worksWhere(ctx: QueryContext, condition: SQL): Promise<WorkFound[]> {
  const rows = await rowsOf<WorkRow>(
    ctx,
    sql`SELECT s.id AS "submissionId", s.assignment_id AS "assignmentId", s.enrolment_id AS "enrolmentId", e.member_id AS "memberId", e.nickname,
          e.left_at IS NULL AS here, ${ms('s.at')} AS at, ${ms('s.changed_at')} AS "changedAt", s.version, s.content,
          s.staff_reason AS fallback, f.consent AS featured,
          CASE WHEN p.id IS NULL THEN NULL WHEN p.changed IS NULL THEN 'open' WHEN p.changed THEN 'changed' ELSE 'kept' END AS appeal
        FROM submission s JOIN enrolment e ON e.org_id = s.org_id AND e.id = s.enrolment_id
        LEFT JOIN grade_appeal p ON p.org_id = s.org_id AND p.submission_id = s.id
        LEFT JOIN featured_work f ON f.org_id = s.org_id AND f.submission_id = s.id
        WHERE s.org_id = ${ctx.orgId} AND s.withdrawn_at IS NULL AND ${condition} ORDER BY s.at, s.id`,
  );
  const counts = await rowsOf<{ id: string; given: number; open: number; byStaff: number }>(
    ctx,
    sql`SELECT r.submission_id AS id, count(r.given_at) FILTER (WHERE r.staff_id IS NULL)::int4 AS given,
          count(*) FILTER (WHERE ${isOpen(ctx.now())})::int4 AS open, count(r.given_at) FILTER (WHERE r.staff_id IS NOT NULL)::int4 AS "byStaff"
        FROM submission s JOIN peer_review r ON r.org_id = s.org_id AND r.submission_id = s.id
        LEFT JOIN enrolment v ON v.org_id = r.org_id AND v.id = r.reviewer_id
        WHERE s.org_id = ${ctx.orgId} AND ${condition} GROUP BY 1`,
  );
  const byWork = new Map(counts.map(({ id, ...row }) => [id, row]));
  return rows.map((row) => ({ ...row, ...(byWork.get(row.submissionId) ?? { given: 0, open: 0, byStaff: 0 }) }));
}

/** @throws DomainError `submission.unknown` also where it was withdrawn */
export async function findWork(ctx: QueryContext, submissionId: string): Promise<{ work: WorkFound; task: Task }> {
  const [work] = await worksWhere(ctx, sql`s.id = ${submissionId}`);
  if (!work) throw new DomainError('submission.unknown', { submissionId });
  return { work, task: await findAssignment(ctx, work.assignmentId) };
}

export const isLate = ({ at }: Pick<WorkFound, 'at'>, { dueAt }: Task) => at >= dueAt;

/** As staff see a work. @param score as it counts; null: none yet */
export function shownWork(work: WorkFound, task: Task, score: number | null, now: number): Work {
  return {
    submissionId: work.submissionId,
    author: { enrolmentId: work.enrolmentId, nickname: work.nickname },
    at: iso(work.at),
    changedAt: iso(work.changedAt),
    version: work.version,
    late: isLate(work, task),
    ...workStateOf(work, task, task.policy, now),
    need: task.policy.reviews,
    given: work.given,
    open: work.open,
    byStaff: work.byStaff,
    score,
    appeal: work.appeal,
    featured: work.featured,
  };
}

const ofWork = sql`assignment a JOIN submission s ON s.org_id = a.org_id AND s.assignment_id = a.id`;

/** Communities of what input fields name. */
export const scopes: Record<string, Scope> = {
  assignmentId: communityOf(sql`assignment t`),
  submissionId: communityOf(sql`assignment a JOIN submission t ON t.org_id = a.org_id AND t.assignment_id = a.id`),
  reviewId: communityOf(sql`${ofWork} JOIN peer_review t ON t.org_id = s.org_id AND t.submission_id = s.id`),
  gradeAppealId: communityOf(sql`${ofWork} JOIN grade_appeal t ON t.org_id = s.org_id AND t.submission_id = s.id`),
};

/** Whoever acts as staff, for rows that say who: an account, or a key. @throws DomainError `access.signIn` */
export function staffOf({ actor }: QueryContext): string {
  if ('accountId' in actor) return actor.accountId;
  if ('keyId' in actor) return actor.keyId;
  throw new DomainError('access.signIn', { operation: 'homework.review' });
}

/** The name of such an account, of an aliased table's own column; empty of a key. */
export const staffName = (column: string) => sql`coalesce((SELECT n.name FROM staff_account n WHERE n.id = ${sql.raw(column)}), '')`;
