/** What is kept about one person by this module, told and taken away. */
import type { CommandContext, QueryContext } from '#kernel';
import { iso, ms, rowsOf, sql, uuids } from '../rows.ts';

interface KeptWelcome {
  introductions: {
    enrolmentId: string;
    who: string;
    place: string;
    goal: string;
    strengths: string;
    offers: string;
    seeks: string;
    listedAt: string | null;
  }[];
  /** Rules agreed to, with their words. */
  accepted: { enrolmentId: string; version: number; at: string; text: string }[];
  groups: { enrolmentId: string; at: string; name: string | null }[];
  /** Codes made for saying which sender the person is. */
  codes: { enrolmentId: string; code: string; madeAt: string; state: string }[];
}

/** Everything kept about these enrolments. */
export async function keptWelcome(ctx: QueryContext, enrolmentIds: readonly string[]): Promise<KeptWelcome> {
  const of = sql`WHERE k.org_id = ${ctx.orgId} AND k.enrolment_id = ANY(${uuids(enrolmentIds)}) ORDER BY k.enrolment_id`;
  const id = sql`k.enrolment_id AS "enrolmentId"`;
  const introductions = await rowsOf<Omit<KeptWelcome['introductions'][number], 'listedAt'> & { at: number | null }>(
    ctx,
    sql`SELECT ${id}, who, place, goal, strengths, offers, seeks, ${ms('listed_at')} AS at FROM introduction k ${of}`,
  );
  const accepted = await rowsOf<Omit<KeptWelcome['accepted'][number], 'at'> & { at: number }>(
    ctx,
    sql`SELECT ${id}, k.version, ${ms('k.at')} AS at, r.text FROM rules_acceptance k
        JOIN enrolment e ON e.org_id = k.org_id AND e.id = k.enrolment_id
        JOIN rules_version r ON r.org_id = k.org_id AND r.community_id = e.community_id AND r.version = k.version ${of}, k.version`,
  );
  const groups = await rowsOf<Omit<KeptWelcome['groups'][number], 'at'> & { at: number }>(
    ctx,
    sql`SELECT ${id}, ${ms('k.at')} AS at, c.name FROM group_entry k
        LEFT JOIN group_code c ON c.org_id = k.org_id AND c.id = k.group_code_id ${of}`,
  );
  const codes = await rowsOf<Omit<KeptWelcome['codes'][number], 'madeAt'> & { at: number }>(
    ctx,
    sql`SELECT ${id}, k.code, ${ms('k.made_at')} AS at, k.state FROM binding_code k ${of}`,
  );
  return {
    introductions: introductions.map(({ at, ...row }) => ({ ...row, listedAt: at === null ? null : iso(at) })),
    accepted: accepted.map((row) => ({ ...row, at: iso(row.at) })),
    groups: groups.map((row) => ({ ...row, at: iso(row.at) })),
    codes: codes.map(({ at, ...row }) => ({ ...row, madeAt: iso(at) })),
  };
}

/** All of it goes: nothing here counts for others. */
export async function eraseWelcome(ctx: CommandContext, enrolmentId: string): Promise<void> {
  for (const table of ['introduction', 'rules_acceptance', 'group_entry', 'binding_code'])
    await rowsOf(ctx, sql`DELETE FROM ${sql.identifier(table)} WHERE org_id = ${ctx.orgId} AND enrolment_id = ${enrolmentId}`);
}
