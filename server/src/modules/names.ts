/** A name that must be nowhere any more, taken out of what others wrote. */
import type { CommandContext, QueryContext } from '#kernel';
import { rowsOf, type SQL, sql } from './rows.ts';

/**
 * How somebody is called in their community. Called while the name is still known. Names of one character are left out: they
 * would be found in every word.
 */
export async function namesOf(ctx: QueryContext, enrolmentId: string): Promise<{ communityId: string; names: string[] } | null> {
  const [person] = await rowsOf<{ communityId: string; nickname: string; name: string }>(
    ctx,
    sql`SELECT e.community_id AS "communityId", e.nickname, m.name FROM enrolment e JOIN member m ON m.org_id = e.org_id AND m.id = e.member_id
        WHERE e.org_id = ${ctx.orgId} AND e.id = ${enrolmentId}`,
  );
  if (!person) return null;
  const names = [...new Set([person.nickname, person.name])].filter((name) => [...name].length > 1);
  return { communityId: person.communityId, names };
}

/**
 * Out of the words in a column of JSON. Not by replacing in its text: a name may be a word that JSON or its keys are made of.
 * @param place a table with an `id`, and its column; of the statement's own words, never a value
 */
export async function dropName(ctx: CommandContext, place: { table: string; column: string }, where: SQL, name: string): Promise<void> {
  const [table, column] = [sql.raw(place.table), sql.raw(place.column)];
  const own = sql`org_id = ${ctx.orgId}`;
  const rows = await rowsOf<{ id: string; value: unknown }>(
    ctx,
    sql`SELECT id, ${column} AS value FROM ${table} WHERE ${own} AND ${where} AND strpos(${column}::text, ${JSON.stringify(name).slice(1, -1)}) > 0`,
  );
  for (const { id, value } of rows)
    await rowsOf(
      ctx,
      sql`UPDATE ${table} SET ${column} = ${JSON.stringify(without(value, name))}::text::jsonb WHERE ${own} AND id = ${id}`,
    );
}

function without(value: unknown, name: string): unknown {
  if (typeof value === 'string') return value.replaceAll(name, '');
  if (Array.isArray(value)) return value.map((one) => without(one, name));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, without(one, name)]));
  return value;
}
