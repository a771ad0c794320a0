/** What somebody who takes part sees of homework: all of it in a list, and one assignment with everything its page shows. */
import type { QueryContext } from '#kernel';
import { accountOf, ownEnrolments, requireOwnEnrolment } from '../admissions/index.ts';
import { iso, isoOrNull, ms, rowsOf, sql, uuids } from '../rows.ts';
import { appealOf, appealUntil } from './appeals.ts';
import { featureOf } from './featuring.ts';
import { assignmentsWhere, findPublished, isLate, shown, staffName, type Task, type WorkFound, worksWhere } from './find.ts';
import { allMet, judgeGrading, judgeSeeing, judgeTime, judgeWork, type Standing } from './judging.ts';
import { moreFor, type ReviewRow, reviewsWhere, shownToReviewer } from './reviewing.ts';
import { ownWork, seenGrade, standingOf } from './standing.ts';

/** Whether somebody handed in: `missing` once it was due, also while a late one would be taken. */
export function handedIn(task: Task, work: Pick<WorkFound, 'at'> | undefined, now: number): 'onTime' | 'late' | 'missing' | 'notYet' {
  if (work) return isLate(work, task) ? 'late' : 'onTime';
  return now < task.dueAt ? 'notYet' : 'missing';
}

/** What still has to be handed in or reviewed comes first, the soonest first; then what is over, the latest first. */
export async function mine(ctx: QueryContext) {
  const own = await ownEnrolments(ctx, accountOf(ctx));
  const now = ctx.now();
  const tasks = await assignmentsWhere(
    ctx,
    sql`a.community_id = ANY(${uuids(own.map(({ communityId }) => communityId))}) AND a.published_at IS NOT NULL`,
  );
  const ids = uuids(own.map(({ enrolmentId }) => enrolmentId));
  const works = new Map((await worksWhere(ctx, sql`s.enrolment_id = ANY(${ids})`)).map((work) => [work.assignmentId, work]));
  const reviews = Map.groupBy(await reviewsWhere(ctx, sql`r.reviewer_id = ANY(${ids})`), ({ assignmentId }) => assignmentId);
  const lines: (Awaited<ReturnType<typeof lineOf>> & { dissolved: boolean })[] = [];
  const gone = new Set(own.flatMap(({ communityId, dissolvedAt }) => (dissolvedAt === null ? [] : [communityId])));
  for (const task of tasks)
    lines.push({ ...(await lineOf(ctx, task, works.get(task.id), reviews.get(task.id) ?? [])), dissolved: gone.has(task.communityId) });
  const toDo = ({ dissolved, toReview, submitted, lateUntilAt, dueAt }: (typeof lines)[number]) =>
    !dissolved && (toReview > 0 || ((submitted === 'notYet' || submitted === 'missing') && now < Date.parse(lateUntilAt ?? dueAt)));
  return { now: iso(now), assignments: [...lines.filter(toDo).reverse(), ...lines.filter((line) => !toDo(line))] };
}

async function lineOf(ctx: QueryContext, task: Task, work: WorkFound | undefined, reviews: readonly ReviewRow[]) {
  const now = ctx.now();
  const open = openOf(task, reviews, now);
  const grade = work ? await seenGrade(ctx, task, work) : null;
  return {
    ...shown(task, now),
    submitted: handedIn(task, work, now),
    toReview: open.length,
    reviewUntil: open[0]?.until ?? null,
    score: grade?.score ?? null,
    asksConsent: work?.featured === 'asked',
  };
}

const openOf = (task: Task, rows: readonly ReviewRow[], now: number) =>
  rows.map((row) => shownToReviewer(row, task.policy, now)).filter(({ state, canWrite }) => state === 'open' && canWrite);

/** @throws DomainError `assignment.unknown`, `access.denied` */
export async function own(ctx: QueryContext, { assignmentId }: { assignmentId: string }) {
  const task = await findPublished(ctx, assignmentId);
  const { enrolmentId, nickname } = await requireOwnEnrolment(ctx, task.communityId, 'homework.own');
  const now = ctx.now();
  const work = await ownWork(ctx, task, enrolmentId);
  const reviews = await reviewsWhere(
    ctx,
    sql`s.assignment_id = ${task.id} AND r.reviewer_id = ${enrolmentId} AND r.ended_as IS DISTINCT FROM 'taken'`,
  );
  const standing = work ? await standingOf(ctx, task, work) : { asked: 0, gave: 0, received: 0 };
  const toSee = judgeSeeing(task.policy, task, standing, now);
  const toReview = reviews.map((row) => shownToReviewer(row, task.policy, now));
  return {
    ...shown(task, now),
    nickname,
    submission: work ? shownOwn(work, task, now) : null,
    needs: [judgeTime(task, now), ...judgeWork(task.policy.content, {})],
    toReview,
    canTakeMore: !toReview.some(({ state }) => state === 'open') && (await moreFor(ctx, task, enrolmentId)).length > 0,
    toSee,
    toBeGraded: judgeGrading(task.policy, task, standing, now),
    received: work && allMet(toSee) ? await receivedOf(ctx, task, work) : null,
    ...(await judged(ctx, task, work, standing)),
  };
}

function shownOwn(work: WorkFound, task: Task, now: number) {
  const { submissionId, content, version, at, changedAt } = work;
  const of = { need: task.policy.reviews, have: work.given + work.byStaff };
  const canChange = now < task.dueAt;
  return { submissionId, content, version, at: iso(at), changedAt: iso(changedAt), late: isLate(work, task), canChange, ...of };
}

async function judged(ctx: QueryContext, task: Task, work: WorkFound | undefined, standing: Standing) {
  if (!work) return { grade: null, appeal: { until: null, canAsk: false, asked: null }, feature: null };
  const grade = await seenGrade(ctx, task, work, standing);
  const until = grade ? await appealUntil(ctx, task, work) : null;
  const asked = await appealOf(ctx, work.submissionId);
  const canAsk = until !== null && asked === null && ctx.now() < until;
  return { grade, appeal: { until: isoOrNull(until), canAsk, asked }, feature: await featureOf(ctx, work.submissionId) };
}

async function receivedOf(ctx: QueryContext, { policy }: Task, { submissionId }: WorkFound) {
  const rows = await rowsOf<{
    reviewId: string;
    by: string;
    staff: boolean;
    at: number;
    text: string;
    scores: number[];
    score: number | null;
  }>(
    ctx,
    sql`SELECT r.id AS "reviewId", CASE WHEN r.staff_id IS NULL THEN v.nickname ELSE ${staffName('r.staff_id')} END AS by,
          r.staff_id IS NOT NULL AS staff, ${ms('r.given_at')} AS at, r.text, r.scores, r.score
        FROM peer_review r LEFT JOIN enrolment v ON v.org_id = r.org_id AND v.id = r.reviewer_id
        WHERE r.org_id = ${ctx.orgId} AND r.submission_id = ${submissionId} AND r.given_at IS NOT NULL ORDER BY r.given_at, r.id`,
  );
  return rows.map(({ by, at, ...row }) => ({ ...row, by: by === '' || (policy.reviewersHidden && !row.staff) ? null : by, at: iso(at) }));
}
