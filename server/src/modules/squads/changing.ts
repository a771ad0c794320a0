/** One change of memberships: what it ends and begins is written under its name, so that it can be undone as one. */
import type { CommandContext } from '#kernel';
import { and, eq, inArray, isNull, rowsOf, sql } from '../rows.ts';
import { takersOf } from './find.ts';
import { squadChange, squadMember } from './schema.ts';

type Kind = (typeof squadChange.kind.enumValues)[number];

export async function begin(ctx: CommandContext, communityId: string, kind: Kind, people: number): Promise<string> {
  const id = ctx.newId();
  await ctx.db.insert(squadChange).values({ orgId: ctx.orgId, id, communityId, kind, at: new Date(ctx.now()), people });
  return id;
}

const ROWS = 1_000;

interface Begun {
  squadId: string;
  enrolmentId: string;
  begunBy: string;
}

/** Whoever is in a squad already stays there. */
export async function enter(ctx: CommandContext, rows: readonly Begun[]): Promise<number> {
  let entered = 0;
  const since = new Date(ctx.now());
  for (let at = 0; at < rows.length; at += ROWS) {
    const values = rows.slice(at, at + ROWS).map((row) => ({ orgId: ctx.orgId, id: ctx.newId(), since, ...row }));
    entered += (await ctx.db.insert(squadMember).values(values).onConflictDoNothing().returning({ id: squadMember.id })).length;
  }
  return entered;
}

export async function leaveSquads(ctx: CommandContext, changeId: string, enrolmentIds: readonly string[]): Promise<void> {
  for (let at = 0; at < enrolmentIds.length; at += ROWS) {
    await ctx.db
      .update(squadMember)
      .set({ until: new Date(ctx.now()), endedBy: changeId })
      .where(
        and(
          eq(squadMember.orgId, ctx.orgId),
          isNull(squadMember.until),
          inArray(squadMember.enrolmentId, enrolmentIds.slice(at, at + ROWS)),
        ),
      );
  }
}

/** Squads without anybody, among those the condition names, are removed by this change. */
export async function removeEmpty(ctx: CommandContext, changeId: string, condition: ReturnType<typeof sql>): Promise<void> {
  await rowsOf(
    ctx,
    sql`UPDATE squad SET removed_at = ${new Date(ctx.now()).toISOString()}::timestamptz, removed_by = ${changeId}::uuid
        WHERE org_id = ${ctx.orgId} AND removed_at IS NULL AND ${condition} AND NOT EXISTS (
          SELECT 1 FROM squad_member m JOIN enrolment e ON e.org_id = m.org_id AND e.id = m.enrolment_id AND e.left_at IS NULL
          WHERE m.org_id = squad.org_id AND m.squad_id = squad.id AND m.until IS NULL)`,
  );
}

export interface Now {
  nickname: string;
  squadId: string | null;
}

/** Everyone who takes part, by id, with the squad they are in. */
export async function whereTheyAre(ctx: CommandContext, communityId: string): Promise<Map<string, Now>> {
  return new Map((await takersOf(ctx, communityId)).map(({ enrolmentId, ...now }) => [enrolmentId, now]));
}
