/** What is kept about people in squads, told and taken away. */
import type { CommandContext, QueryContext } from '#kernel';
import { iso, ms, rowsOf, sql, uuids } from '../rows.ts';

export interface KeptSquads {
  squads: { community: string; squad: string; since: string; until: string | null }[];
  /** What leaders wrote about the person; by whom is theirs to say. */
  notes: { community: string; at: string; text: string }[];
  praises: { community: string; at: string; text: string }[];
  /** How often the person wrote about others: the words belong to those they are about. */
  written: { notes: number; praises: number };
}

/** Everything kept about these enrolments by this module. */
export async function keptSquads(ctx: QueryContext, enrolmentIds: readonly string[]): Promise<KeptSquads> {
  const ids = uuids(enrolmentIds);
  const squads = await rowsOf<{ community: string; squad: string; since: number; until: number | null }>(
    ctx,
    sql`SELECT c.name AS community, s.name AS squad, ${ms('m.since')} AS since, ${ms('m.until')} AS until
        FROM squad_member m JOIN squad s ON s.org_id = m.org_id AND s.id = m.squad_id JOIN community c ON c.org_id = s.org_id AND c.id = s.community_id
        WHERE m.org_id = ${ctx.orgId} AND m.enrolment_id = ANY(${ids}) ORDER BY m.since, m.id`,
  );
  const said = async (table: 'care_note' | 'praise') => {
    const rows = await rowsOf<{ community: string; at: number; text: string }>(
      ctx,
      sql`SELECT c.name AS community, ${ms('n.at')} AS at, n.text FROM ${sql.raw(table)} n
          JOIN squad s ON s.org_id = n.org_id AND s.id = n.squad_id JOIN community c ON c.org_id = s.org_id AND c.id = s.community_id
          WHERE n.org_id = ${ctx.orgId} AND n.enrolment_id = ANY(${ids}) ORDER BY n.id`,
    );
    return rows.map((row) => ({ ...row, at: iso(row.at) }));
  };
  const [written = { notes: 0, praises: 0 }] = await rowsOf<KeptSquads['written']>(
    ctx,
    sql`SELECT (SELECT count(*)::int4 FROM care_note WHERE org_id = ${ctx.orgId} AND by_enrolment_id = ANY(${ids})) AS notes,
          (SELECT count(*)::int4 FROM praise WHERE org_id = ${ctx.orgId} AND by_enrolment_id = ANY(${ids})) AS praises`,
  );
  return {
    squads: squads.map(({ since, until, ...row }) => ({ ...row, since: iso(since), until: until === null ? null : iso(until) })),
    notes: await said('care_note'),
    praises: await said('praise'),
    written,
  };
}

/** What was written about the person goes; in which squad somebody was stays, of nobody. What they wrote about others loses its author. */
export async function eraseSquads(ctx: CommandContext, enrolmentId: string): Promise<void> {
  for (const table of ['care_note', 'praise']) {
    const of = sql`${sql.raw(table)}`;
    await rowsOf(ctx, sql`DELETE FROM ${of} WHERE org_id = ${ctx.orgId} AND enrolment_id = ${enrolmentId}`);
    await rowsOf(ctx, sql`UPDATE ${of} SET by_enrolment_id = NULL WHERE org_id = ${ctx.orgId} AND by_enrolment_id = ${enrolmentId}`);
  }
}
