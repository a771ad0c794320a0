/** What is kept about one person's duties, told and taken away. */
import type { CommandContext, QueryContext } from '#kernel';
import { dropName, namesOf } from '../names.ts';
import { iso, ms, rowsOf, sql, uuids } from '../rows.ts';
import { itemsWhere } from './find.ts';

export interface KeptDuties {
  duties: { from: string; title: string; dueAt: string; doneAt: string | null }[];
  swaps: { turn: string; otherTurn: string; askedAt: string; agreed: boolean | null }[];
}

/** Everything kept about the duties of these enrolments, in the order they are due. */
export async function keptDuties(ctx: QueryContext, enrolmentIds: readonly string[]): Promise<KeptDuties> {
  const ids = uuids(enrolmentIds);
  const accounts = sql`(SELECT x.member_id FROM enrolment x WHERE x.org_id = ${ctx.orgId} AND x.id = ANY(${ids}))`;
  const items = await itemsWhere(ctx, sql`(d.owner_enrolment_id = ANY(${ids}) OR d.done_by IN ${accounts})`, 10_000);
  const swaps = await rowsOf<{ turn: string; otherTurn: string; askedAt: number; agreed: boolean | null }>(
    ctx,
    sql`SELECT turn::text AS turn, other_turn::text AS "otherTurn", ${ms('asked_at')} AS "askedAt", agreed FROM duty_swap
        WHERE org_id = ${ctx.orgId} AND (asked_by = ANY(${ids}) OR asked_of = ANY(${ids})) ORDER BY asked_at`,
  );
  return {
    duties: items.map(({ from, title, dueAt, done }) => ({ from, title, dueAt, doneAt: done?.at ?? null })),
    swaps: swaps.map(({ askedAt, ...row }) => ({ ...row, askedAt: iso(askedAt) })),
  };
}

/**
 * Swaps go, and the name wherever staff wrote it; that a duty was done stays, of nobody. Called while the name is still known.
 */
export async function eraseDuties(ctx: CommandContext, enrolmentId: string): Promise<void> {
  await rowsOf(
    ctx,
    sql`DELETE FROM due_item WHERE org_id = ${ctx.orgId} AND source IN ('mute', 'rescue', 'lastNotice', 'homework') AND source_id = ${enrolmentId}`,
  );
  await rowsOf(ctx, sql`DELETE FROM duty_swap WHERE org_id = ${ctx.orgId} AND (asked_by = ${enrolmentId} OR asked_of = ${enrolmentId})`);
  const person = await namesOf(ctx, enrolmentId);
  if (!person) return;
  const inCommunity = sql`community_id = ${person.communityId}`;
  const here = sql`org_id = ${ctx.orgId} AND ${inCommunity}`;
  for (const name of person.names) {
    const without = (column: string) => sql`replace(${sql.raw(column)}, ${name}, '')`;
    await rowsOf(
      ctx,
      // A script knows nobody: only what was written here is searched.
      sql`UPDATE due_item SET title = CASE WHEN source IN ('roster', 'handover') THEN ${without('title')} ELSE title END,
            words = CASE WHEN edited THEN ${without('words')} ELSE words END
          WHERE ${here} AND (source IN ('roster', 'handover') OR edited) AND strpos(title || words, ${name}) > 0`,
    );
    await dropName(ctx, { table: 'ritual', column: 'given' }, inCommunity, name);
    await dropName(ctx, { table: 'duty_roster', column: 'checklist' }, inCommunity, name);
    await rowsOf(ctx, sql`UPDATE duty_roster SET name = ${without('name')} WHERE ${here} AND strpos(name, ${name}) > 0`);
  }
}
