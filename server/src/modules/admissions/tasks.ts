import type { CommandContext, Task } from '#kernel';
import { and, eq, inArray, isNull, lt, ne, sql } from '../rows.ts';
import { application, enrolment } from './schema.ts';
import { forgetDrafts } from './trying.ts';

/** What did not lead to an enrolment is kept so long, for questions about it. */
const KEPT_MS = 90 * 86_400_000;
/** Tries at a quiz that no application came of. */
const DRAFTS_KEPT_MS = 7 * 86_400_000;

export const tasks: Record<string, Task> = {
  'admissions.noteEntered': {
    on: ['account.signedIn'],
    run: (ctx, { subjectId }) => ctx.call('admissions.entered', { accountId: subjectId }),
  },
  'admissions.forget': { cron: '50 19 * * *', run: (ctx) => ctx.call('admissions.forgetApplications', {}) },
};

/** Somebody has signed in: from now on the secret of their application opens nothing. */
export async function entered(ctx: CommandContext, { accountId }: { accountId: string }): Promise<void> {
  ctx.unchanged();
  const theirs = ctx.db
    .select({ id: enrolment.id })
    .from(enrolment)
    .where(and(eq(enrolment.orgId, ctx.orgId), eq(enrolment.memberId, accountId)));
  await ctx.db
    .update(application)
    .set({ enteredAt: new Date(ctx.now()) })
    .where(and(eq(application.orgId, ctx.orgId), inArray(application.enrolmentId, theirs), isNull(application.enteredAt)));
}

/** Names and answers of those who did not get in, 90 days after the last decision or, without one, after they applied; tries at a quiz without an application sooner. */
export async function forgetApplications(ctx: CommandContext): Promise<void> {
  const before = new Date(ctx.now() - KEPT_MS).toISOString();
  const gone = await ctx.db
    .delete(application)
    .where(
      and(
        eq(application.orgId, ctx.orgId),
        ne(application.state, 'approved'),
        lt(sql`coalesce(${application.decidedAt}, ${application.appliedAt})`, sql`${before}::timestamptz`),
      ),
    )
    .returning({ id: application.id });
  const tries = await forgetDrafts(ctx, new Date(ctx.now() - DRAFTS_KEPT_MS).toISOString());
  if (gone.length + tries === 0) ctx.unchanged();
  else ctx.emit('applications.forgotten', {}, { applications: gone.length, tries });
}
