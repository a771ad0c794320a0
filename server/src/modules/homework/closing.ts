/** Ending early what runs: handing in while that is open, else the time for reviews. */
import { type CommandContext, DomainError } from '#kernel';
import { affectedBy, iso, isoOrNull, rowsOf, sql } from '../rows.ts';
import { findAssignment, shown, type Task } from './find.ts';
import { closingOf, stateOf } from './judging.ts';

/** Late works are not taken after it. What reviewers were asked for ends with the time for it, given or not. @throws DomainError `assignment.unknown`, `assignment.draft` */
export async function closeNow(ctx: CommandContext, { assignmentId }: { assignmentId: string }) {
  const before = await findAssignment(ctx, assignmentId, true);
  const now = ctx.now();
  const state = stateOf(before, now);
  if (state === 'draft') throw new DomainError('assignment.draft');
  if (state === 'closed') {
    ctx.unchanged();
    return shown(before, now);
  }
  const after = state === 'published' ? collected(before, now) : ended(before, now);
  await rowsOf(
    ctx,
    sql`UPDATE assignment SET due_at = ${iso(after.dueAt)}, late_until = ${isoOrNull(after.lateUntil)}, closes_at = ${iso(after.closesAt)}
        WHERE org_id = ${ctx.orgId} AND id = ${assignmentId}`,
  );
  await affectedBy(
    ctx,
    sql`UPDATE peer_review r SET until = ${iso(after.closesAt)} FROM submission s
        WHERE r.org_id = ${ctx.orgId} AND s.org_id = r.org_id AND s.id = r.submission_id AND s.assignment_id = ${assignmentId}
          AND r.until > ${iso(after.closesAt)}::timestamptz`,
  );
  ctx.emit('assignment.endedEarly', { communityId: before.communityId, subjectId: assignmentId }, { assignmentId });
  return shown(after, now);
}

const collected = (task: Task, now: number): Task => ({
  ...task,
  dueAt: now,
  lateUntil: null,
  closesAt: closingOf(now, null, task.policy),
});

const ended = (task: Task, now: number): Task => ({
  ...task,
  lateUntil: task.lateUntil !== null && task.lateUntil > now ? null : task.lateUntil,
  closesAt: now,
});
