import { type CommandContext, DomainError } from '#kernel';
import { holdCommunity } from '../communities/index.ts';
import { and, eq, rowsOf, sql } from '../rows.ts';
import { begin, enter, leaveSquads, removeEmpty } from './changing.ts';
import { squadChange } from './schema.ts';
import { lastChange } from './tree.ts';

/**
 * Nothing of the history is altered: whom the change brought somewhere leaves, and whom it took away begins anew where they were,
 * if they still take part. What begins again bears the name of the change that first began it, so that this one can be undone too.
 * @throws DomainError `squad.undoStale` where another change came after it or it is undone already
 */
export async function undo(ctx: CommandContext, { communityId, changeId }: { communityId: string; changeId: string }) {
  await holdCommunity(ctx, communityId);
  if ((await lastChange(ctx, communityId))?.id !== changeId) throw new DomainError('squad.undoStale', {});
  const brought = await rowsOf<{ id: string }>(
    ctx,
    sql`SELECT enrolment_id AS id FROM squad_member WHERE org_id = ${ctx.orgId} AND begun_by = ${changeId} AND until IS NULL`,
  );
  const undoId = await begin(ctx, communityId, 'undo', brought.length);
  await ctx.db
    .update(squadChange)
    .set({ undoneAt: new Date(ctx.now()) })
    .where(and(eq(squadChange.orgId, ctx.orgId), eq(squadChange.id, changeId)));
  await rowsOf(ctx, sql`UPDATE squad SET removed_at = NULL, removed_by = NULL WHERE org_id = ${ctx.orgId} AND removed_by = ${changeId}`);
  await leaveSquads(
    ctx,
    undoId,
    brought.map(({ id }) => id),
  );
  const former = await rowsOf<{ squadId: string; enrolmentId: string; begunBy: string }>(
    ctx,
    sql`SELECT m.squad_id AS "squadId", m.enrolment_id AS "enrolmentId", m.begun_by AS "begunBy" FROM squad_member m
        JOIN enrolment e ON e.org_id = m.org_id AND e.id = m.enrolment_id AND e.left_at IS NULL
        JOIN squad s ON s.org_id = m.org_id AND s.id = m.squad_id AND s.removed_at IS NULL
        WHERE m.org_id = ${ctx.orgId} AND m.ended_by = ${changeId}`,
  );
  const restored = await enter(ctx, former);
  await removeEmpty(ctx, undoId, sql`made_by = ${changeId}`);
  ctx.emit('squads.undone', { communityId, subjectId: changeId }, { restored });
  return { restored };
}
