/** Works as staff see and handle them: who reviews, reviewing themselves, what waits for them. */
import { type CommandContext, DomainError, type QueryContext } from '#kernel';
import { findEnrolment } from '../admissions/index.ts';
import { iso, isoOrNull, ms, rowsOf, sql, uuids } from '../rows.ts';
import { appealOf, hadPart } from './appeals.ts';
import { seenBy } from './assignments.ts';
import { featureOf } from './featuring.ts';
import { assignmentsWhere, findAssignment, findWork, shown, shownWork, staffName, staffOf, worksWhere } from './find.ts';
import { decisionsOf, gradeOf, scoresOf } from './grades.ts';
import { judgeReview, leaseEnd, refuseUnmet, scoreOf, stateOf } from './judging.ts';
import { lend, reviewStateOf } from './reviewing.ts';
import type { WorkState } from './shapes.ts';
import { doneByStaff } from './staff-items.ts';

const order: readonly WorkState[] = ['staff', 'inReview', 'reviewed', 'waiting', 'gone'];

/** @throws DomainError `assignment.unknown` */
export async function submissions(ctx: QueryContext, { assignmentId }: { assignmentId: string }) {
  const task = await findAssignment(ctx, assignmentId);
  const scores = await scoresOf(ctx, task);
  const works = await worksWhere(ctx, sql`s.assignment_id = ${assignmentId}`);
  const told = works.map((work) => shownWork(work, task, scores.get(work.submissionId) ?? null, ctx.now()));
  const urgent = ({ appeal, state }: (typeof told)[number]) => (appeal === 'open' ? -1 : order.indexOf(state));
  return { submissions: told.sort((a, b) => urgent(a) - urgent(b)) };
}

interface ReviewRow {
  reviewId: string;
  reviewerId: string | null;
  nickname: string | null;
  by: string;
  here: boolean;
  volunteered: boolean;
  at: number;
  until: number;
  endedAs: 'lapsed' | 'taken' | 'left' | null;
  givenAt: number | null;
  text: string;
  scores: number[];
  score: number | null;
}

/** A draft is its writer's: its words are not told. */
async function reviewsOf(ctx: QueryContext, submissionId: string) {
  const rows = await rowsOf<ReviewRow>(
    ctx,
    sql`SELECT r.id AS "reviewId", r.reviewer_id AS "reviewerId", v.nickname, CASE WHEN r.staff_id IS NULL THEN v.nickname ELSE ${staffName('r.staff_id')} END AS by,
          v.left_at IS NULL AND e.left_at IS NULL AS here, r.volunteered, ${ms('r.at')} AS at, ${ms('r.until')} AS until, r.ended_as AS "endedAs",
          ${ms('r.given_at')} AS "givenAt", CASE WHEN r.given_at IS NULL THEN '' ELSE r.text END AS text,
          CASE WHEN r.given_at IS NULL THEN '[]'::jsonb ELSE r.scores END AS scores, r.score
        FROM peer_review r JOIN submission s ON s.org_id = r.org_id AND s.id = r.submission_id
        JOIN enrolment e ON e.org_id = s.org_id AND e.id = s.enrolment_id
        LEFT JOIN enrolment v ON v.org_id = r.org_id AND v.id = r.reviewer_id
        WHERE r.org_id = ${ctx.orgId} AND r.submission_id = ${submissionId} ORDER BY r.at, r.id`,
  );
  return rows.map(({ reviewerId, nickname, here, endedAs, givenAt, until, at, ...row }) => ({
    ...row,
    reviewer: reviewerId === null ? null : { enrolmentId: reviewerId, nickname: nickname ?? '' },
    state: reviewStateOf({ givenAt, endedAs, until, here }, ctx.now()),
    at: iso(at),
    until: iso(until),
    givenAt: isoOrNull(givenAt),
  }));
}

interface OfWork {
  submissionId: string;
}

/** @throws DomainError `submission.unknown` */
export async function submission(ctx: QueryContext, { submissionId }: OfWork) {
  const { work, task } = await findWork(ctx, submissionId);
  const grade = await gradeOf(ctx, task, submissionId, false);
  const appeal = await appealOf(ctx, submissionId);
  return {
    ...shownWork(work, task, grade?.score ?? null, ctx.now()),
    assignment: shown(task, ctx.now()),
    content: work.content,
    reviews: await reviewsOf(ctx, submissionId),
    grade,
    decisions: await decisionsOf(ctx, submissionId),
    gradeAppeal: appeal && { ...appeal, canDecide: appeal.state === 'open' && !(await hadPart(ctx, submissionId)) },
    feature: await featureOf(ctx, submissionId),
  };
}

export async function waiting(ctx: QueryContext, { communityId }: { communityId?: string | undefined }) {
  const tasks = await assignmentsWhere(ctx, sql`${seenBy(ctx, 'coach', communityId)} AND a.published_at IS NOT NULL`);
  const byId = new Map(tasks.map((task) => [task.id, task]));
  const works = await worksWhere(ctx, sql`s.assignment_id = ANY(${uuids([...byId.keys()])})`);
  const found = works.flatMap((work) => {
    const task = byId.get(work.assignmentId);
    if (!task) return [];
    const told = shownWork(work, task, null, ctx.now());
    const { title, communityId: of, community } = task;
    const waits = told.state === 'staff' || told.appeal === 'open';
    return waits ? [{ ...told, assignmentId: task.id, title, communityId: of, community }] : [];
  });
  return { works: found };
}

/**
 * Whatever the rules of dealing say: staff know why.
 * @throws DomainError `submission.unknown`, `enrolment.unknown`, `review.ownWork`, `review.notOpen`, `review.given`
 */
export async function assign(ctx: CommandContext, { submissionId, enrolmentId }: OfWork & { enrolmentId: string }) {
  const { work } = await findWork(ctx, submissionId);
  const task = await findAssignment(ctx, work.assignmentId, true);
  const now = ctx.now();
  if (stateOf(task, now) !== 'reviewing') throw new DomainError('review.notOpen');
  const reviewer = await findEnrolment(ctx, enrolmentId);
  if (reviewer.communityId !== task.communityId || reviewer.leftAt !== null) throw new DomainError('enrolment.unknown', { enrolmentId });
  if (work.enrolmentId === enrolmentId) throw new DomainError('review.ownWork');
  const before = (await reviewsOf(ctx, submissionId)).find((one) => one.reviewer?.enrolmentId === enrolmentId);
  if (before?.state === 'given' || before?.state === 'open') {
    ctx.unchanged();
    return { reviewId: before.reviewId, until: before.until };
  }
  const reviewId = await lend(ctx, task, submissionId, enrolmentId, false);
  ctx.emit('review.assigned', { communityId: task.communityId, subjectId: enrolmentId }, { submissionId, reviewId });
  return { reviewId, until: iso(leaseEnd(task, task.policy, now)) };
}

/** @throws DomainError `review.unknown`, `review.given` */
export async function takeAway(ctx: CommandContext, { reviewId }: { reviewId: string }) {
  const [row] = await rowsOf<{ submissionId: string; reviewerId: string | null; given: boolean; ended: boolean }>(
    ctx,
    sql`SELECT submission_id AS "submissionId", reviewer_id AS "reviewerId", given_at IS NOT NULL AS given, ended_as = 'taken' AS ended
        FROM peer_review WHERE org_id = ${ctx.orgId} AND id = ${reviewId} FOR UPDATE`,
  );
  if (!row) throw new DomainError('review.unknown', { reviewId });
  if (row.given) throw new DomainError('review.given');
  if (row.ended) {
    ctx.unchanged();
    return {};
  }
  const { task } = await findWork(ctx, row.submissionId);
  await rowsOf(
    ctx,
    sql`UPDATE peer_review SET ended_at = ${iso(ctx.now())}::timestamptz, ended_as = 'taken' WHERE org_id = ${ctx.orgId} AND id = ${reviewId}`,
  );
  ctx.emit('review.takenAway', { communityId: task.communityId, ...(row.reviewerId && { subjectId: row.reviewerId }) }, { reviewId });
  return {};
}

interface Said extends OfWork {
  text: string;
  scores: number[];
}

/** One for each of staff and work; with points it is what others are measured by. @throws DomainError `submission.unknown`, `review.ownWork`, and what `refuseUnmet` says */
export async function review(ctx: CommandContext, { submissionId, text, scores }: Said) {
  const { work, task } = await findWork(ctx, submissionId);
  const who = staffOf(ctx);
  if (work.memberId === who) throw new DomainError('review.ownWork');
  refuseUnmet(judgeReview({ ...task.policy, reviewMin: 1 }, text, scores));
  const now = iso(ctx.now());
  const [row] = await rowsOf<{ id: string; first: boolean }>(
    ctx,
    sql`INSERT INTO peer_review AS r (org_id, id, submission_id, staff_id, volunteered, at, until, given_at, text, scores, score)
        VALUES (${ctx.orgId}, ${ctx.newId()}, ${submissionId}, ${who}, false, ${now}, ${now}, ${now}, ${text},
          ${JSON.stringify(scores)}::text::jsonb, ${scoreOf(task.policy, scores)}::float8)
        ON CONFLICT (org_id, submission_id, staff_id) DO UPDATE SET text = excluded.text, scores = excluded.scores, score = excluded.score
          WHERE (r.text, r.scores) IS DISTINCT FROM (excluded.text, excluded.scores)
        RETURNING id, at = ${now}::timestamptz AS first`,
  );
  if (row) {
    await doneByStaff(ctx, work);
    ctx.emit(
      'homework.reviewedByStaff',
      { communityId: task.communityId, subjectId: work.enrolmentId },
      { submissionId, reviewId: row.id },
    );
    return { reviewId: row.id };
  }
  ctx.unchanged();
  const [same] = await rowsOf<{ id: string }>(
    ctx,
    sql`SELECT id FROM peer_review WHERE org_id = ${ctx.orgId} AND submission_id = ${submissionId} AND staff_id = ${who}`,
  );
  return { reviewId: same?.id ?? submissionId };
}
