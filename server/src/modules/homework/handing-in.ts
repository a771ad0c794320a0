/** Handing a work in, replacing it until it is due, taking it back before. */
import { type CommandContext, DomainError } from '#kernel';
import { requireOwnEnrolment } from '../admissions/index.ts';
import { keptOf } from '../checkins/index.ts';
import { claimMedia, releaseMedia } from '../media/index.ts';
import { iso, rowsOf, sql } from '../rows.ts';
import { findPublished, isLate, type Task, type WorkFound, worksWhere } from './find.ts';
import { judgeTime, judgeWork, refuseUnmet } from './judging.ts';
import type { Given } from './shapes.ts';

interface OfAssignment {
  assignmentId: string;
}

/** Whoever calls, with the own work, if there is one. The row of the enrolment is held: two devices at once are one after the other. */
async function ownPlace(ctx: CommandContext, assignmentId: string, operation: string) {
  const task = await findPublished(ctx, assignmentId);
  const own = await requireOwnEnrolment(ctx, task.communityId, operation);
  await rowsOf(ctx, sql`SELECT id FROM enrolment WHERE org_id = ${ctx.orgId} AND id = ${own.enrolmentId} FOR UPDATE`);
  const [work] = await worksWhere(ctx, sql`s.assignment_id = ${assignmentId} AND s.enrolment_id = ${own.enrolmentId}`);
  return { task, enrolmentId: own.enrolmentId, work };
}

const told = (task: Task, { submissionId, version, at }: Pick<WorkFound, 'submissionId' | 'version' | 'at'>) => ({
  submissionId,
  version,
  late: isLate({ at }, task),
  at: iso(at),
});

/** @throws DomainError `assignment.unknown`, `homework.closed`, `homework.handedIn`, `media.gone`, and what `refuseUnmet` says */
export async function submit(ctx: CommandContext, { assignmentId, content }: OfAssignment & { content: Given }) {
  const { task, enrolmentId, work } = await ownPlace(ctx, assignmentId, 'homework.submit');
  const policy = { ...task.policy.content, number: null };
  const kept: Given = keptOf(policy, content);
  const now = ctx.now();
  if (work && same(work.content, kept)) {
    ctx.unchanged();
    return told(task, work);
  }
  if (!judgeTime(task, now).met) throw new DomainError('homework.closed', { until: iso(task.lateUntil ?? task.dueAt) });
  // Others may be reading it already.
  if (work && now >= task.dueAt) throw new DomainError('homework.handedIn');
  refuseUnmet(judgeWork(task.policy.content, content));
  const owner = { assignmentId, enrolmentId };
  if (work) await releaseMedia(ctx, owner);
  const [row] = await rowsOf<{ id: string; version: number }>(
    ctx,
    sql`INSERT INTO submission AS s (org_id, id, assignment_id, enrolment_id, at, changed_at, version, content)
        VALUES (${ctx.orgId}, ${ctx.newId()}, ${assignmentId}, ${enrolmentId}, ${iso(now)}, ${iso(now)}, 1, ${JSON.stringify(kept)}::text::jsonb)
        ON CONFLICT (org_id, assignment_id, enrolment_id) DO UPDATE SET content = excluded.content, changed_at = excluded.changed_at,
          version = s.version + 1, withdrawn_at = NULL, at = CASE WHEN s.withdrawn_at IS NULL THEN s.at ELSE excluded.at END
        RETURNING id, version`,
  );
  if (!row) throw new Error('a work without a row');
  await claimMedia(ctx, owner, kept.photos ?? [], kept.voice);
  const about = { communityId: task.communityId, subjectId: enrolmentId };
  const ids = { assignmentId, submissionId: row.id };
  const late = now >= task.dueAt;
  if (work) ctx.emit('homework.replaced', about, { ...ids, version: row.version });
  else ctx.emit('homework.submitted', about, { ...ids, late });
  if (late) ctx.enqueue('homework.join', { assignmentId });
  return told(task, { submissionId: row.id, version: row.version, at: work?.at ?? now });
}

/** @throws DomainError `assignment.unknown`, `homework.due` */
export async function withdraw(ctx: CommandContext, { assignmentId }: OfAssignment) {
  const { task, enrolmentId, work } = await ownPlace(ctx, assignmentId, 'homework.withdraw');
  if (!work) {
    ctx.unchanged();
    return {};
  }
  if (ctx.now() >= task.dueAt) throw new DomainError('homework.due');
  await releaseMedia(ctx, { assignmentId, enrolmentId });
  await rowsOf(
    ctx,
    sql`UPDATE submission SET withdrawn_at = ${iso(ctx.now())}, content = '{}'::jsonb WHERE org_id = ${ctx.orgId} AND id = ${work.submissionId}`,
  );
  ctx.emit(
    'homework.withdrawn',
    { communityId: task.communityId, subjectId: enrolmentId },
    { assignmentId, submissionId: work.submissionId },
  );
  return {};
}

/** Whatever order the database keeps the fields in. */
const same = (a: Given, b: Given) =>
  a.text === b.text && a.link === b.link && a.voice === b.voice && (a.photos ?? []).join() === (b.photos ?? []).join();
