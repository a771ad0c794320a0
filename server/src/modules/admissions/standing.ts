/** Whether somebody's rights in a community are suspended. Why, the module of credit knows. */
import { type CommandContext, DomainError, type QueryContext } from '#kernel';
import { and, eq, isNotNull } from '../rows.ts';
import { enrolment } from './schema.ts';

/** Before something is said or given to others. @throws DomainError `rights.suspended` */
export async function requireRights(ctx: QueryContext, enrolmentId: string): Promise<void> {
  const own = and(eq(enrolment.orgId, ctx.orgId), eq(enrolment.id, enrolmentId));
  if ((await ctx.db.$count(enrolment, and(own, isNotNull(enrolment.rightsSuspendedAt)))) > 0) throw new DomainError('rights.suspended');
}

/** @param at epoch ms; null gives the rights back */
export async function setRightsSuspended(ctx: CommandContext, enrolmentId: string, at: number | null): Promise<void> {
  await ctx.db
    .update(enrolment)
    .set({ rightsSuspendedAt: at === null ? null : new Date(at) })
    .where(and(eq(enrolment.orgId, ctx.orgId), eq(enrolment.id, enrolmentId)));
}
