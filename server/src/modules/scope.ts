/** Whose an input field is: what the check of access asks of every module that names things by their ids. */
import type { Scope } from '#kernel';
import { rowsOf, type SQL, sql } from './rows.ts';

/**
 * The community of a thing by its id.
 * @param from the thing as `t`, joined with whatever has its `community_id`: one table of them all
 * @param condition without it there is no such thing
 */
export const communityOf =
  (from: SQL, condition = sql`TRUE`): Scope =>
  async (ctx, id) => {
    const [row] = await rowsOf<{ id: string }>(
      ctx,
      sql`SELECT community_id AS id FROM ${from} WHERE t.org_id = ${ctx.orgId} AND t.id = ${id} AND ${condition}`,
    );
    return row?.id ?? null;
  };
