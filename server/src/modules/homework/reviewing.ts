/** Reviews by members: what there is to do, drafts, giving one, taking one more. */
import { type CommandContext, DomainError, type QueryContext } from '#kernel';
import { accountOf, requireOwnEnrolment } from '../admissions/index.ts';
import { iso, isoOrNull, ms, rowsOf, type SQL, sql } from '../rows.ts';
import { squadsOf } from './dealing.ts';
import { findAssignment, findPublished, findWork, shown, type Task, worksWhere } from './find.ts';
import { isRelaxed, judgeReview, leaseEnd, refuseUnmet, scoreOf, stateOf } from './judging.ts';
import type { Policy, ReviewState, ToReview } from './shapes.ts';
import { afterReview } from './staff-items.ts';

export interface ReviewRow {
  reviewId: string;
  submissionId: string;
  assignmentId: string;
  /** Nickname; empty of somebody who was erased. */
  author: string;
  /** Reviewer and author take part. */
  here: boolean;
  volunteered: boolean;
  until: number;
  endedAs: 'lapsed' | 'taken' | 'left' | null;
  givenAt: number | null;
  text: string;
  scores: number[];
}

/** Reviews of members, those to be given first. @param condition of `peer_review r`, its reviewer `v`, its `submission s` and author `e` */
export function reviewsWhere(ctx: QueryContext, condition: SQL): Promise<ReviewRow[]> {
  return rowsOf<ReviewRow>(
    ctx,
    sql`SELECT r.id AS "reviewId", s.id AS "submissionId", s.assignment_id AS "assignmentId", e.nickname AS author,
          v.left_at IS NULL AND e.left_at IS NULL AS here, r.volunteered, ${ms('r.until')} AS until, r.ended_as AS "endedAs",
          ${ms('r.given_at')} AS "givenAt", r.text, r.scores
        FROM peer_review r JOIN enrolment v ON v.org_id = r.org_id AND v.id = r.reviewer_id
        JOIN submission s ON s.org_id = r.org_id AND s.id = r.submission_id JOIN enrolment e ON e.org_id = s.org_id AND e.id = s.enrolment_id
        WHERE r.org_id = ${ctx.orgId} AND ${condition} ORDER BY r.given_at IS NOT NULL, r.until, r.id`,
  );
}

export function reviewStateOf(
  { givenAt, endedAs, until, here }: Pick<ReviewRow, 'givenAt' | 'endedAs' | 'until' | 'here'>,
  now: number,
): ReviewState {
  if (givenAt !== null) return 'given';
  if (endedAs) return endedAs;
  if (!here) return 'left';
  return now < until ? 'open' : 'lapsed';
}

/** As the reviewer sees it. */
export function shownToReviewer(row: ReviewRow, policy: Policy, now: number): ToReview {
  const { reviewId, submissionId, author, volunteered, until, givenAt } = row;
  const state = reviewStateOf(row, now);
  const canWrite = (state === 'open' || state === 'given') && row.here && now < until;
  const name = policy.authorsHidden || author === '' ? null : author;
  return { reviewId, submissionId, author: name, state, volunteered, until: iso(until), givenAt: isoOrNull(givenAt), canWrite };
}

interface OfReview {
  reviewId: string;
}

/** Of the caller. @throws DomainError `review.unknown` also for one that was taken away */
async function ownReview(ctx: QueryContext, reviewId: string, lock = false) {
  if (lock) await rowsOf(ctx, sql`SELECT id FROM peer_review WHERE org_id = ${ctx.orgId} AND id = ${reviewId} FOR UPDATE`);
  const [row] = await reviewsWhere(ctx, sql`r.id = ${reviewId} AND v.member_id = ${accountOf(ctx)} AND v.left_at IS NULL`);
  if (!row || row.endedAs === 'taken') throw new DomainError('review.unknown', { reviewId });
  return { row, task: await findAssignment(ctx, row.assignmentId) };
}

/** @throws DomainError `review.unknown`, `submission.unknown` */
export async function task(ctx: QueryContext, { reviewId }: OfReview) {
  const { row, task } = await ownReview(ctx, reviewId);
  const own = shownToReviewer(row, task.policy, ctx.now());
  // Without the time for it nobody keeps the work of somebody else.
  if (own.state !== 'open' && own.state !== 'given') throw new DomainError('review.over', { until: own.until });
  const { work } = await findWork(ctx, row.submissionId);
  const { text, scores } = row;
  return { ...own, assignment: shown(task, ctx.now()), content: work.content, text, scores, needs: judgeReview(task.policy, text, scores) };
}

interface Said extends OfReview {
  text: string;
  scores: number[];
}

/** @throws DomainError `review.unknown`, `review.over` {until} */
async function writable(ctx: CommandContext, reviewId: string) {
  const found = await ownReview(ctx, reviewId, true);
  const own = shownToReviewer(found.row, found.task.policy, ctx.now());
  if (!own.canWrite) throw new DomainError('review.over', { until: own.until });
  return { ...found, own };
}

/** @throws DomainError `review.unknown`, `review.over`, `review.given` */
export async function saveReview(ctx: CommandContext, { reviewId, text, scores }: Said) {
  const { row, task } = await writable(ctx, reviewId);
  if (row.givenAt !== null) throw new DomainError('review.given');
  await rowsOf(
    ctx,
    sql`UPDATE peer_review SET text = ${text}, scores = ${JSON.stringify(scores)}::text::jsonb WHERE org_id = ${ctx.orgId} AND id = ${reviewId}`,
  );
  ctx.emit('review.drafted', { communityId: task.communityId }, { reviewId });
  return { needs: judgeReview(task.policy, text, scores) };
}

/** The same again changes nothing. @throws DomainError `review.unknown`, `review.over`, `review.tooShort`, `review.scores` */
export async function giveReview(ctx: CommandContext, { reviewId, text, scores }: Said) {
  const { row, task } = await writable(ctx, reviewId);
  refuseUnmet(judgeReview(task.policy, text, scores));
  const now = ctx.now();
  if (row.givenAt !== null && row.text === text && row.scores.join() === scores.join()) {
    ctx.unchanged();
    return shownToReviewer(row, task.policy, now);
  }
  await rowsOf(
    ctx,
    sql`UPDATE peer_review SET text = ${text}, scores = ${JSON.stringify(scores)}::text::jsonb, score = ${scoreOf(task.policy, scores)}::float8,
          given_at = coalesce(given_at, ${iso(now)}::timestamptz) WHERE org_id = ${ctx.orgId} AND id = ${reviewId}`,
  );
  await afterReview(ctx, task, row.submissionId);
  const { enrolmentId } = await requireOwnEnrolment(ctx, task.communityId, 'homework.giveReview');
  const about = { communityId: task.communityId, subjectId: enrolmentId };
  const ids = { assignmentId: task.id, submissionId: row.submissionId, reviewId };
  ctx.emit(row.givenAt === null ? 'homework.reviewed' : 'review.changed', about, ids);
  return shownToReviewer({ ...row, givenAt: row.givenAt ?? now }, task.policy, now);
}

/** The works somebody may take up, the one to be taken first: with the fewest reviews, then by how dealing would have it. */
export async function moreFor(ctx: QueryContext, task: Task, enrolmentId: string): Promise<string[]> {
  const works = await worksWhere(ctx, sql`s.assignment_id = ${task.id}`);
  if (stateOf(task, ctx.now()) !== 'reviewing' || !works.some((work) => work.enrolmentId === enrolmentId)) return [];
  const rows = await rowsOf<{ workId: string; reviewerId: string; authorId: string; over: boolean }>(
    ctx,
    sql`SELECT r.submission_id AS "workId", r.reviewer_id AS "reviewerId", s.enrolment_id AS "authorId",
          coalesce(r.ended_as IN ('lapsed', 'left'), false) AS over
        FROM submission s JOIN peer_review r ON r.org_id = s.org_id AND r.submission_id = s.id AND r.reviewer_id IS NOT NULL
        WHERE s.org_id = ${ctx.orgId} AND s.assignment_id = ${task.id} AND (r.reviewer_id = ${enrolmentId} OR s.enrolment_id = ${enrolmentId})`,
  );
  const had = new Set(rows.flatMap((row) => (row.reviewerId === enrolmentId && !row.over ? [row.workId] : [])));
  const reviewMe = new Set(rows.flatMap((row) => (row.authorId === enrolmentId ? [row.reviewerId] : [])));
  const squads = task.policy.outside ? await squadsOf(ctx, task) : new Map<string, string>();
  const mine = squads.get(enrolmentId);
  const against = (authorId: string) => reviewMe.has(authorId) || (mine !== undefined && squads.get(authorId) === mine);
  const strict = !isRelaxed(task, task.policy, ctx.now());
  return works
    .filter((work) => work.here && work.enrolmentId !== enrolmentId && !had.has(work.submissionId))
    .map((work) => ({ id: work.submissionId, reviews: work.given + work.open, late: Number(strict && against(work.enrolmentId)) }))
    .sort((a, b) => a.late - b.late || a.reviews - b.reviews)
    .map(({ id }) => id);
}

/** One at a time. @throws DomainError `assignment.unknown`, `review.noMore` */
export async function takeMore(ctx: CommandContext, { assignmentId }: { assignmentId: string }) {
  const { communityId } = await findPublished(ctx, assignmentId);
  const { enrolmentId } = await requireOwnEnrolment(ctx, communityId, 'homework.takeMore');
  // As it stands once it is held: the time for reviews may have been ended meanwhile.
  const task = await findAssignment(ctx, assignmentId, true);
  const now = ctx.now();
  const own = await reviewsWhere(ctx, sql`s.assignment_id = ${assignmentId} AND r.reviewer_id = ${enrolmentId}`);
  const open = own.find((row) => reviewStateOf(row, now) === 'open');
  if (open) {
    ctx.unchanged();
    return shownToReviewer(open, task.policy, now);
  }
  const [workId] = await moreFor(ctx, task, enrolmentId);
  if (workId === undefined) throw new DomainError('review.noMore');
  const reviewId = await lend(ctx, task, workId, enrolmentId, true);
  ctx.emit('review.taken', { communityId: task.communityId, subjectId: enrolmentId }, { assignmentId, reviewId });
  return shownToReviewer(await lent(ctx, reviewId), task.policy, now);
}

/** Somebody has a review from now on; one that was over begins anew. @returns its id */
export async function lend(ctx: CommandContext, task: Task, workId: string, reviewerId: string, volunteered: boolean): Promise<string> {
  const [now, until] = [iso(ctx.now()), iso(leaseEnd(task, task.policy, ctx.now()))];
  const [row] = await rowsOf<{ id: string }>(
    ctx,
    sql`INSERT INTO peer_review (org_id, id, submission_id, reviewer_id, volunteered, at, until, text, scores)
        VALUES (${ctx.orgId}, ${ctx.newId()}, ${workId}, ${reviewerId}, ${volunteered}, ${now}, ${until}, '', '[]'::jsonb)
        ON CONFLICT (org_id, submission_id, reviewer_id) DO UPDATE SET ended_at = NULL, ended_as = NULL, at = excluded.at, until = excluded.until
        RETURNING id`,
  );
  if (!row) throw new Error('a review without a row');
  return row.id;
}

async function lent(ctx: QueryContext, reviewId: string): Promise<ReviewRow> {
  const [row] = await reviewsWhere(ctx, sql`r.id = ${reviewId}`);
  if (!row) throw new DomainError('review.unknown', { reviewId });
  return row;
}
