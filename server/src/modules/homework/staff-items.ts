/** What staff have to do about works: one due item each, from handing over until the work has what it needs. */
import type { CommandContext, Task as Job } from '#kernel';
import { DAY_MS } from '#vocabulary/zone';
import { addItemsAbout, finishItemAbout, removeItemAbout } from '../duties/index.ts';
import { sql } from '../rows.ts';
import { findAssignment, type Task, type WorkFound, worksWhere } from './find.ts';
import { workStateOf } from './judging.ts';

/** Authors wait: tomorrow is asked for, and after two weeks it was missed. */
const [DUE_MS, CLOSES_MS] = [DAY_MS, 14 * DAY_MS];

type Which = Pick<WorkFound, 'submissionId' | 'enrolmentId'>;

const occasion = ({ submissionId }: Which) => `homework ${submissionId}`;

/** One that is there, done or not, stays as it is. */
export function askStaff(ctx: CommandContext, { communityId, title }: Task, works: readonly Which[]): Promise<number> {
  const [dueAt, closesAt] = [ctx.now() + DUE_MS, ctx.now() + CLOSES_MS];
  const same = { communityId, source: 'homework' as const, title, words: '', owner: { kind: 'staff' as const }, dueAt, closesAt };
  return addItemsAbout(
    ctx,
    works.map((work) => ({ ...same, sourceId: work.enrolmentId, occurrence: occasion(work) })),
  );
}

/** Reviewed or graded by whoever acts. */
export const doneByStaff = (ctx: CommandContext, work: Which) => finishItemAbout(ctx, work.enrolmentId, occasion(work));

/** A member gave a review: staff are asked no longer once there are enough. */
export async function afterReview(ctx: CommandContext, { policy }: Task, submissionId: string): Promise<void> {
  const [work] = await worksWhere(ctx, sql`s.id = ${submissionId} AND s.staff_reason IS NOT NULL`);
  if (work && work.given >= policy.reviews) await removeItemAbout(ctx, work.enrolmentId, occasion(work));
}

/** Of somebody who left nothing is asked; of somebody who came back what still waits. */
export async function followAuthor(ctx: CommandContext, { enrolmentId }: { enrolmentId: string }): Promise<void> {
  ctx.unchanged();
  for (const work of await worksWhere(ctx, sql`s.enrolment_id = ${enrolmentId} AND s.staff_reason IS NOT NULL`)) {
    const task = await findAssignment(ctx, work.assignmentId);
    const { state } = workStateOf(work, task, task.policy, ctx.now());
    if (state === 'gone') await removeItemAbout(ctx, enrolmentId, occasion(work));
    if (state === 'staff') await askStaff(ctx, task, [work]);
  }
}

export const tasks: Record<string, Job> = {
  'homework.followAuthor': {
    on: ['enrolment.left', 'enrolment.resumed'],
    run: async (ctx, { subjectId }) => {
      await ctx.call('homework.followAuthor', { enrolmentId: subjectId });
    },
  },
};
