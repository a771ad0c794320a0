/** What leaders write about somebody: the one-to-one log, and praise the person reads. Both only grow. */
import type { CommandContext, QueryContext } from '#kernel';
import { callersEnrolment } from '../admissions/index.ts';
import { ms, rowsOf, type SQL, sql } from '../rows.ts';
import { isStaff } from './callers.ts';
import { findSquad, requireInSquad } from './find.ts';
import { careNote, praise as praiseTable } from './schema.ts';

interface InSquad {
  squadId: string;
  enrolmentId: string;
}

interface Said {
  id: string;
  at: string;
  text: string;
  by: string | null;
}

/** Latest first. A leader sees what was written in this squad, staff all of it. @throws DomainError `squad.notIn` */
export async function notes(ctx: QueryContext, { squadId, enrolmentId }: InSquad) {
  const { communityId } = await findSquad(ctx, squadId);
  await requireInSquad(ctx, squadId, enrolmentId);
  const here = isStaff(ctx, communityId) ? sql`TRUE` : sql`n.squad_id = ${squadId}`;
  return { notes: await saidWhere(ctx, sql`care_note`, sql`n.enrolment_id = ${enrolmentId} AND ${here}`) };
}

/** @throws DomainError `squad.notIn` */
export async function note(ctx: CommandContext, input: InSquad & { text: string }) {
  const row = await written(ctx, input);
  await ctx.db.insert(careNote).values(row);
  ctx.emit('care.noted', await about(ctx, input), { noteId: row.id });
  return { id: row.id };
}

/** @throws DomainError `squad.notIn` */
export async function praise(ctx: CommandContext, input: InSquad & { text: string }) {
  const row = await written(ctx, input);
  await ctx.db.insert(praiseTable).values(row);
  ctx.emit('care.praised', await about(ctx, input), { praiseId: row.id });
  return { id: row.id };
}

async function written(ctx: CommandContext, { squadId, enrolmentId, text }: InSquad & { text: string }) {
  const { communityId } = await findSquad(ctx, squadId);
  await requireInSquad(ctx, squadId, enrolmentId);
  const byEnrolmentId = (await callersEnrolment(ctx, communityId))?.enrolmentId ?? null;
  return { orgId: ctx.orgId, id: ctx.newId(), squadId, enrolmentId, byEnrolmentId, at: new Date(ctx.now()), text };
}

const about = async (ctx: CommandContext, { squadId, enrolmentId }: InSquad) => ({
  communityId: (await findSquad(ctx, squadId)).communityId,
  subjectId: enrolmentId,
});

/** Latest first. @param squadId only what was said in this squad */
export function praisesOf(ctx: QueryContext, enrolmentId: string, squadId: string): Promise<Said[]> {
  return saidWhere(ctx, sql`praise`, sql`n.enrolment_id = ${enrolmentId} AND n.squad_id = ${squadId}`);
}

async function saidWhere(ctx: QueryContext, table: SQL, condition: SQL): Promise<Said[]> {
  const rows = await rowsOf<Omit<Said, 'at'> & { at: number }>(
    ctx,
    sql`SELECT n.id, ${ms('n.at')} AS at, n.text, nullif(e.nickname, '') AS by FROM ${table} n
        LEFT JOIN enrolment e ON e.org_id = n.org_id AND e.id = n.by_enrolment_id
        WHERE n.org_id = ${ctx.orgId} AND ${condition} ORDER BY n.id DESC LIMIT 200`,
  );
  return rows.map((row) => ({ ...row, at: new Date(row.at).toISOString() }));
}
