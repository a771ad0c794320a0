/** Where one member stands in an assignment: what they owe, what they gave, and what they may see of their own work. */
import type { QueryContext } from '#kernel';
import { rowsOf, sql, uuids } from '../rows.ts';
import { type Task, type WorkFound, worksWhere } from './find.ts';
import { gradeOf } from './grades.ts';
import { allMet, judgeGrading, type Standing } from './judging.ts';
import type { GradeShown } from './shapes.ts';

export async function ownWork(ctx: QueryContext, { id }: Task, enrolmentId: string): Promise<WorkFound | undefined> {
  const [work] = await worksWhere(ctx, sql`s.assignment_id = ${id} AND s.enrolment_id = ${enrolmentId}`);
  return work;
}

export interface Reviewing {
  /** Asked for and not taken away, whatever became of it. */
  asked: number;
  gave: number;
  lapsed: number;
}

/** By assignment and reviewer, as `<assignment> <enrolment>`. Whoever took one up by themselves was not asked for it. */
export async function reviewingOf(
  ctx: Pick<QueryContext, 'db' | 'orgId'>,
  assignmentIds: readonly string[],
): Promise<Map<string, Reviewing>> {
  const rows = await rowsOf<Reviewing & { key: string }>(
    ctx,
    sql`SELECT s.assignment_id || ' ' || r.reviewer_id AS key, count(r.given_at)::int4 AS gave,
          count(*) FILTER (WHERE NOT r.volunteered AND coalesce(r.ended_as, '') NOT IN ('taken', 'left'))::int4 AS asked,
          count(*) FILTER (WHERE r.ended_as = 'lapsed')::int4 AS lapsed
        FROM submission s JOIN peer_review r ON r.org_id = s.org_id AND r.submission_id = s.id
        WHERE s.org_id = ${ctx.orgId} AND s.assignment_id = ANY(${uuids(assignmentIds)}) AND r.reviewer_id IS NOT NULL GROUP BY 1`,
  );
  return new Map(rows.map(({ key, ...row }) => [key, row]));
}

export async function standingOf(ctx: QueryContext, task: Task, work: WorkFound): Promise<Standing> {
  const { asked = 0, gave = 0 } = (await reviewingOf(ctx, [task.id])).get(`${task.id} ${work.enrolmentId}`) ?? {};
  return { asked, gave, received: work.given + work.byStaff };
}

/** The grade of the own work, once everything that is needed is met, or a person has decided it. */
export async function seenGrade(ctx: QueryContext, task: Task, work: WorkFound, standing?: Standing): Promise<GradeShown | null> {
  if (!task.policy.graded) return null;
  const met = allMet(judgeGrading(task.policy, task, standing ?? (await standingOf(ctx, task, work)), ctx.now()));
  const grade = await gradeOf(ctx, task, work.submissionId, task.policy.reviewersHidden);
  return grade && (met || grade.decided) ? { ...grade, computed: met ? grade.computed : null } : null;
}
