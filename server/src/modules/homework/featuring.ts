/** Works shown as examples: who did what, with which result. Members see one once its author agrees. */
import { type CommandContext, DomainError, holdsRight, type QueryContext, visibleCommunities } from '#kernel';
import { requireOwnEnrolment } from '../admissions/index.ts';
import { iso, ms, rowsOf, type SQL, sql } from '../rows.ts';
import { squadsOf } from './dealing.ts';
import { findPublished, findWork } from './find.ts';
import type { Feature, Given } from './shapes.ts';
import { ownWork } from './standing.ts';

interface FeatureFound extends Feature {
  submissionId: string;
}

async function featuresWhere(ctx: QueryContext, condition: SQL): Promise<FeatureFound[]> {
  const rows = await rowsOf<Omit<FeatureFound, 'at'> & { at: number }>(
    ctx,
    sql`SELECT f.submission_id AS "submissionId", f.why, ${ms('f.at')} AS at, f.consent FROM featured_work f WHERE f.org_id = ${ctx.orgId} AND ${condition}`,
  );
  return rows.map((row) => ({ ...row, at: iso(row.at) }));
}

export async function featureOf(ctx: QueryContext, submissionId: string): Promise<Feature | null> {
  const [found] = await featuresWhere(ctx, sql`f.submission_id = ${submissionId}`);
  return found ? { why: found.why, at: found.at, consent: found.consent } : null;
}

interface Featured {
  submissionId: string;
  why: string;
  squadId?: string | undefined;
}

/** New words ask for consent anew: they are what the author agrees to. @throws DomainError `submission.unknown`, `squad.notIn` */
export async function feature(ctx: CommandContext, { submissionId, why, squadId }: Featured): Promise<Feature> {
  const { work, task } = await findWork(ctx, submissionId);
  const staffed = visibleCommunities(ctx, 'coach');
  const everywhere = staffed === 'all' || staffed.includes(task.communityId) || holdsRight(ctx, 'squad.praise', task.communityId, null);
  // Whoever leads a squad speaks for its people alone.
  if (!everywhere && (squadId === undefined || (await squadsOf(ctx, task)).get(work.enrolmentId) !== squadId))
    throw new DomainError('squad.notIn', { squadId: squadId ?? '', enrolmentId: work.enrolmentId });
  const rows = await rowsOf(
    ctx,
    sql`INSERT INTO featured_work AS f (org_id, submission_id, why, at, consent) VALUES (${ctx.orgId}, ${submissionId}, ${why}, ${iso(ctx.now())}, 'asked')
        ON CONFLICT (org_id, submission_id) DO UPDATE SET why = excluded.why, at = excluded.at, consent = 'asked', answered_at = NULL
          WHERE f.why <> excluded.why RETURNING why`,
  );
  if (rows.length === 0) ctx.unchanged();
  else ctx.emit('homework.proposedAsExample', { communityId: task.communityId, subjectId: work.enrolmentId }, { submissionId });
  return (await featureOf(ctx, submissionId)) ?? { why, at: iso(ctx.now()), consent: 'asked' };
}

/** @throws DomainError `submission.unknown` */
export async function unfeature(ctx: CommandContext, { submissionId }: { submissionId: string }) {
  const { work, task } = await findWork(ctx, submissionId);
  const gone = await rowsOf(
    ctx,
    sql`DELETE FROM featured_work WHERE org_id = ${ctx.orgId} AND submission_id = ${submissionId} RETURNING why`,
  );
  if (gone.length === 0) ctx.unchanged();
  else ctx.emit('homework.unfeatured', { communityId: task.communityId, subjectId: work.enrolmentId }, { submissionId });
  return {};
}

/** @throws DomainError `assignment.unknown`, `submission.notFeatured` */
export async function answerFeature(
  ctx: CommandContext,
  { assignmentId, agree }: { assignmentId: string; agree: boolean },
): Promise<Feature> {
  const task = await findPublished(ctx, assignmentId);
  const { enrolmentId } = await requireOwnEnrolment(ctx, task.communityId, 'homework.answerFeature');
  const work = await ownWork(ctx, task, enrolmentId);
  const before = work && (await featureOf(ctx, work.submissionId));
  if (!work || !before) throw new DomainError('submission.notFeatured');
  const consent = agree ? 'given' : 'refused';
  if (before.consent === consent) {
    ctx.unchanged();
    return before;
  }
  await rowsOf(
    ctx,
    sql`UPDATE featured_work SET consent = ${consent}, answered_at = ${iso(ctx.now())} WHERE org_id = ${ctx.orgId} AND submission_id = ${work.submissionId}`,
  );
  const about = { communityId: task.communityId, subjectId: enrolmentId };
  ctx.emit(agree ? 'homework.featured' : 'homework.featureRefused', about, { assignmentId, submissionId: work.submissionId });
  return { ...before, consent };
}

interface Example {
  submissionId: string;
  assignmentId: string;
  title: string;
  nickname: string;
  why: string;
  at: number;
  content: Given;
}

export async function examples(ctx: QueryContext, { communityId }: { communityId: string }) {
  const rows = await rowsOf<Example>(
    ctx,
    sql`SELECT s.id AS "submissionId", a.id AS "assignmentId", a.title, e.nickname, f.why, ${ms('f.at')} AS at, s.content
        FROM assignment a JOIN submission s ON s.org_id = a.org_id AND s.assignment_id = a.id AND s.withdrawn_at IS NULL
        JOIN featured_work f ON f.org_id = s.org_id AND f.submission_id = s.id AND f.consent = 'given'
        JOIN enrolment e ON e.org_id = s.org_id AND e.id = s.enrolment_id AND e.left_at IS NULL
        WHERE a.org_id = ${ctx.orgId} AND a.community_id = ${communityId} ORDER BY f.at DESC, s.id LIMIT 100`,
  );
  return { examples: rows.map((row) => ({ ...row, at: iso(row.at) })) };
}
