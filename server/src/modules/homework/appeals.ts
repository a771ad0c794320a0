/** Asking for a grade to be looked at again, and the answer of somebody who had no part in it. */
import { type CommandContext, DomainError, type QueryContext } from '#kernel';
import { requireOwnEnrolment } from '../admissions/index.ts';
import { iso, isoOrNull, ms, rowsOf, type SQL, sql } from '../rows.ts';
import { findPublished, findWork, staffOf, type Task, type WorkFound } from './find.ts';
import { gradeOf, keepDecision, lastWord } from './grades.ts';
import { appealEnd } from './judging.ts';
import type { GradeAppeal } from './shapes.ts';
import { ownWork, seenGrade } from './standing.ts';

interface AppealFound extends GradeAppeal {
  submissionId: string;
}

async function appealsWhere(ctx: QueryContext, condition: SQL): Promise<AppealFound[]> {
  const rows = await rowsOf<
    Omit<AppealFound, 'at' | 'decidedAt' | 'state'> & { at: number; decidedAt: number | null; changed: boolean | null }
  >(
    ctx,
    sql`SELECT p.id, p.submission_id AS "submissionId", ${ms('p.at')} AS at, p.text, p.changed, p.answer, ${ms('p.decided_at')} AS "decidedAt"
        FROM grade_appeal p WHERE p.org_id = ${ctx.orgId} AND ${condition}`,
  );
  return rows.map(({ changed, at, decidedAt, ...row }) => ({
    ...row,
    at: iso(at),
    state: changed === null ? 'open' : changed ? 'changed' : 'kept',
    decidedAt: isoOrNull(decidedAt),
  }));
}

export async function appealOf(ctx: QueryContext, submissionId: string): Promise<GradeAppeal | null> {
  const [found] = await appealsWhere(ctx, sql`p.submission_id = ${submissionId}`);
  return found ? shown(found) : null;
}

const shown = ({ submissionId: _, ...appeal }: AppealFound): GradeAppeal => appeal;

/** Until when a grade that is told may be asked about: some days from the last word of staff, or from when it could be told. */
export async function appealUntil(ctx: QueryContext, task: Task, work: WorkFound): Promise<number> {
  return appealEnd(task, task.policy, await lastWord(ctx, work.submissionId));
}

/** @throws DomainError `assignment.unknown`, `gradeAppeal.noGrade`, `gradeAppeal.tooLate` {until}, `gradeAppeal.asked` */
export async function appeal(ctx: CommandContext, { assignmentId, text }: { assignmentId: string; text: string }) {
  const task = await findPublished(ctx, assignmentId);
  const own = await requireOwnEnrolment(ctx, task.communityId, 'homework.appeal');
  const work = await ownWork(ctx, task, own.enrolmentId);
  if (!work || !(await seenGrade(ctx, task, work))) throw new DomainError('gradeAppeal.noGrade');
  const before = await appealOf(ctx, work.submissionId);
  if (before && before.text !== text) throw new DomainError('gradeAppeal.asked');
  const until = await appealUntil(ctx, task, work);
  if (!before && ctx.now() >= until) throw new DomainError('gradeAppeal.tooLate', { until: iso(until) });
  const added = before
    ? []
    : await rowsOf<{ id: string }>(
        ctx,
        sql`INSERT INTO grade_appeal (org_id, id, submission_id, at, text)
            VALUES (${ctx.orgId}, ${ctx.newId()}, ${work.submissionId}, ${iso(ctx.now())}, ${text})
            ON CONFLICT (org_id, submission_id) DO NOTHING RETURNING id`,
      );
  const found = await appealOf(ctx, work.submissionId);
  if (!found) throw new Error('an appeal without a row');
  if (added.length === 0) ctx.unchanged();
  else ctx.emit('grade.appealed', { communityId: task.communityId, subjectId: own.enrolmentId }, { submissionId: work.submissionId });
  return found;
}

/** Whether whoever acts had a part in the grade: reviewed the work, decided its grade, or handed it in. */
export async function hadPart(ctx: QueryContext, submissionId: string): Promise<boolean> {
  const who = staffOf(ctx);
  const rows = await rowsOf(
    ctx,
    sql`SELECT 1 FROM submission s WHERE s.org_id = ${ctx.orgId} AND s.id = ${submissionId} AND (
          EXISTS (SELECT 1 FROM peer_review r LEFT JOIN enrolment v ON v.org_id = r.org_id AND v.id = r.reviewer_id
            WHERE r.org_id = s.org_id AND r.submission_id = s.id AND r.given_at IS NOT NULL AND (r.staff_id = ${who} OR v.member_id = ${who}))
          OR EXISTS (SELECT 1 FROM grade_decision d WHERE d.org_id = s.org_id AND d.submission_id = s.id AND d.appeal_id IS NULL AND d.staff_id = ${who})
          OR EXISTS (SELECT 1 FROM enrolment e WHERE e.org_id = s.org_id AND e.id = s.enrolment_id AND e.member_id = ${who}))`,
  );
  return rows.length > 0;
}

interface Answer {
  gradeAppealId: string;
  /** Null: the grade is kept. */
  score: number | null;
  reason: string;
}

/** @throws DomainError `gradeAppeal.unknown`, `gradeAppeal.decided`, `gradeAppeal.ownDecision` */
export async function decideAppeal(ctx: CommandContext, { gradeAppealId, score, reason }: Answer) {
  await rowsOf(ctx, sql`SELECT id FROM grade_appeal WHERE org_id = ${ctx.orgId} AND id = ${gradeAppealId} FOR UPDATE`);
  const [before] = await appealsWhere(ctx, sql`p.id = ${gradeAppealId}`);
  if (!before) throw new DomainError('gradeAppeal.unknown', { gradeAppealId });
  if (before.state !== 'open') throw new DomainError('gradeAppeal.decided');
  if (await hadPart(ctx, before.submissionId)) throw new DomainError('gradeAppeal.ownDecision');
  const { work, task } = await findWork(ctx, before.submissionId);
  const was = await gradeOf(ctx, task, work.submissionId, false);
  const changed = score !== null && score !== was?.score;
  if (score !== null && changed) await keepDecision(ctx, work, task, { score, reason }, gradeAppealId);
  await rowsOf(
    ctx,
    sql`UPDATE grade_appeal SET decided_at = ${iso(ctx.now())}, changed = ${changed}, answer = ${reason}, staff_id = ${staffOf(ctx)}
        WHERE org_id = ${ctx.orgId} AND id = ${gradeAppealId}`,
  );
  ctx.emit(
    'grade.appealDecided',
    { communityId: task.communityId, subjectId: work.enrolmentId },
    { submissionId: work.submissionId, changed },
  );
  const [found] = await appealsWhere(ctx, sql`p.id = ${gradeAppealId}`);
  return shown(found ?? before);
}
