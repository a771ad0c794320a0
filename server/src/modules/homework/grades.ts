/** What works are worth: computed from their reviews by `grading.ts`, or decided by a person; and what reviewers are worth. */
import { type CommandContext, DomainError, type QueryContext } from '#kernel';
import { iso, ms, rowsOf, type SQL, sql } from '../rows.ts';
import { findAssignment, findWork, staffName, staffOf, type Task, type WorkFound } from './find.ts';
import { type Grade, gradeReviewers, gradeWorks } from './grading.ts';
import { mostPoints } from './judging.ts';
import type { Decision, GradeShown, Step } from './shapes.ts';
import { doneByStaff } from './staff-items.ts';

interface Scored {
  workId: string;
  authorId: string;
  /** Enrolment, or account of staff. */
  reviewerId: string;
  name: string;
  scores: number[];
  score: number;
  staff: boolean;
}

/** Reviews with points that were given, of one assignment. */
function scoredOf(ctx: QueryContext, assignmentId: string): Promise<Scored[]> {
  return rowsOf<Scored>(
    ctx,
    sql`SELECT s.id AS "workId", s.enrolment_id AS "authorId", coalesce(r.reviewer_id, r.staff_id) AS "reviewerId", r.scores, r.score,
          r.staff_id IS NOT NULL AS staff, CASE WHEN r.staff_id IS NULL THEN v.nickname ELSE ${staffName('r.staff_id')} END AS name
        FROM submission s JOIN peer_review r ON r.org_id = s.org_id AND r.submission_id = s.id AND r.score IS NOT NULL AND r.given_at IS NOT NULL
        LEFT JOIN enrolment v ON v.org_id = r.org_id AND v.id = r.reviewer_id
        WHERE s.org_id = ${ctx.orgId} AND s.assignment_id = ${assignmentId} AND s.withdrawn_at IS NULL`,
  );
}

/** The latest first. @param condition of an aliased `submission s` */
async function decisionsWhere(ctx: QueryContext, condition: SQL): Promise<(Decision & { workId: string })[]> {
  const rows = await rowsOf<Omit<Decision, 'at'> & { workId: string; at: number }>(
    ctx,
    sql`SELECT d.submission_id AS "workId", ${ms('d.at')} AS at, d.score, d.reason, ${staffName('d.staff_id')} AS by, d.appeal_id IS NOT NULL AS "onAppeal"
        FROM submission s JOIN grade_decision d ON d.org_id = s.org_id AND d.submission_id = s.id
        WHERE s.org_id = ${ctx.orgId} AND ${condition} ORDER BY d.at DESC, d.id DESC`,
  );
  return rows.map((row) => ({ ...row, at: iso(row.at) }));
}

export const decisionsOf = async (ctx: QueryContext, submissionId: string): Promise<Decision[]> =>
  (await decisionsWhere(ctx, sql`s.id = ${submissionId}`)).map(({ workId: _, ...decision }) => decision);

/** By work: its grade as it stands. @param hidden: names of members who reviewed are not told */
async function gradesOf(ctx: QueryContext, task: Task, hidden: boolean): Promise<Map<string, GradeShown>> {
  if (!task.policy.graded) return new Map();
  const scored = await scoredOf(ctx, task.id);
  const names = new Map(scored.map(({ reviewerId, name, staff }) => [reviewerId, hidden && !staff ? '' : name]));
  const computed = new Map(gradeWorks(scored).map((grade) => [grade.workId, grade]));
  const decided = new Map<string, Decision>();
  for (const { workId, ...decision } of await decisionsWhere(ctx, sql`s.assignment_id = ${task.id}`))
    if (!decided.has(workId)) decided.set(workId, decision);
  const grades = new Map<string, GradeShown>();
  for (const workId of new Set([...computed.keys(), ...decided.keys()])) {
    const [grade, decision] = [computed.get(workId) ?? null, decided.get(workId) ?? null];
    const score = decision?.score ?? grade?.score;
    if (score !== undefined) grades.set(workId, { score, computed: grade && shownGrade(grade, names), decided: decision });
  }
  return grades;
}

function shownGrade({ score, method, steps, interval }: Grade, names: ReadonlyMap<string, string>) {
  const shown = steps.map(
    (step): Step => ({
      kind: step.kind,
      by: ('reviewerId' in step && names.get(step.reviewerId)) || null,
      staff: 'staff' in step && step.staff,
      score: step.score,
      bias: 'bias' in step ? step.bias : null,
      share: 'share' in step ? step.share : null,
    }),
  );
  return { score, method, steps: shown, interval };
}

interface Decided {
  submissionId: string;
  score: number;
  reason: string;
}

/** @throws DomainError `submission.unknown`, `homework.notGraded` */
export async function decide(ctx: CommandContext, input: Decided) {
  const { work, task } = await findWork(ctx, input.submissionId);
  if (!task.policy.graded) throw new DomainError('homework.notGraded');
  await keepDecision(ctx, work, task, input, null);
  await doneByStaff(ctx, work);
  return { score: input.score };
}

export async function keepDecision(
  ctx: CommandContext,
  work: WorkFound,
  task: Task,
  { score, reason }: Omit<Decided, 'submissionId'>,
  appealId: string | null,
) {
  await rowsOf(
    ctx,
    sql`INSERT INTO grade_decision (org_id, id, submission_id, at, score, reason, staff_id, appeal_id)
        VALUES (${ctx.orgId}, ${ctx.newId()}, ${work.submissionId}, ${iso(ctx.now())}, ${score}, ${reason}, ${staffOf(ctx)}, ${appealId})`,
  );
  const about = { communityId: task.communityId, subjectId: work.enrolmentId };
  ctx.emit('grade.decided', about, { submissionId: work.submissionId, onAppeal: appealId !== null });
}

/** @throws DomainError `assignment.unknown` */
export async function reviewers(ctx: QueryContext, { assignmentId }: { assignmentId: string }) {
  const task = await findAssignment(ctx, assignmentId);
  const given = await rowsOf<{ enrolmentId: string; nickname: string; given: number }>(
    ctx,
    sql`SELECT v.id AS "enrolmentId", v.nickname, count(r.given_at)::int4 AS given
        FROM submission s JOIN peer_review r ON r.org_id = s.org_id AND r.submission_id = s.id
        JOIN enrolment v ON v.org_id = r.org_id AND v.id = r.reviewer_id
        WHERE s.org_id = ${ctx.orgId} AND s.assignment_id = ${assignmentId} AND r.given_at IS NOT NULL GROUP BY 1, 2 ORDER BY 3 DESC, 1`,
  );
  const scored = await scoredOf(ctx, assignmentId);
  const most = mostPoints(task.policy);
  const criteria = (scores: readonly number[]) => most.map((points, i) => ((scores[i] ?? 0) / points) * 100);
  const graded = gradeReviewers(
    scored.map(({ scores, ...one }) => ({ ...one, criteria: criteria(scores) })),
    most,
  );
  const byId = new Map(graded.map((one) => [one.reviewerId, one]));
  const names = new Map(given.map(({ enrolmentId, nickname }) => [enrolmentId, nickname]));
  return {
    reviewers: given.map((one) => {
      const { compared = 0, score = null, bias = null, outlier = false, reciprocal = [] } = byId.get(one.enrolmentId) ?? {};
      return { ...one, compared, score, bias, outlier, reciprocalWith: reciprocal.map(({ reviewerId }) => names.get(reviewerId) ?? '') };
    }),
  };
}

/** By work. */
export async function scoresOf(ctx: QueryContext, task: Task): Promise<Map<string, number>> {
  return new Map([...(await gradesOf(ctx, task, false))].map(([id, { score }]) => [id, score]));
}

/** When staff last said something about the worth of a work, epoch ms; null: never. */
export async function lastWord(ctx: QueryContext, submissionId: string): Promise<number | null> {
  const [row] = await rowsOf<{ at: number | null }>(
    ctx,
    sql`SELECT ${ms('max(x.at)')} AS at FROM (
          SELECT given_at AS at FROM peer_review WHERE org_id = ${ctx.orgId} AND submission_id = ${submissionId} AND staff_id IS NOT NULL
          UNION ALL SELECT at FROM grade_decision WHERE org_id = ${ctx.orgId} AND submission_id = ${submissionId} AND appeal_id IS NULL) x`,
  );
  return row?.at ?? null;
}

export const gradeOf = async (ctx: QueryContext, task: Task, submissionId: string, hidden: boolean): Promise<GradeShown | null> =>
  (await gradesOf(ctx, task, hidden)).get(submissionId) ?? null;
