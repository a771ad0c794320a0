/** What is kept about one person by this module, told and taken away. */
import type { CommandContext, QueryContext } from '#kernel';
import { iso, ms, rowsOf, sql, uuids } from '../rows.ts';

interface Kept {
  enrolmentId: string;
  title: string;
  number: number;
  lots: number;
  place: number | null;
}

export async function keptRaffles(ctx: QueryContext, enrolmentIds: readonly string[]) {
  const rows = await rowsOf<Kept & { entered: number }>(
    ctx,
    sql`SELECT y.enrolment_id AS "enrolmentId", r.title, y.number, y.lots, y.place, ${ms('y.entered_at')} AS entered
        FROM raffle_entry y JOIN raffle r ON r.org_id = y.org_id AND r.id = y.raffle_id
        WHERE y.org_id = ${ctx.orgId} AND y.enrolment_id = ANY(${uuids(enrolmentIds)}) ORDER BY y.entered_at, r.id`,
  );
  return { raffleEntries: rows.map(({ entered, ...row }) => ({ ...row, enteredAt: iso(entered) })) };
}

/** A sealed list stays as it was hashed, and the number in it is nobody's from then on; before that the entry goes. */
export async function eraseRaffles(ctx: CommandContext, enrolmentId: string): Promise<void> {
  const own = sql`y.org_id = ${ctx.orgId} AND y.enrolment_id = ${enrolmentId}`;
  // Held, so that none is sealed between looking whether it is and taking the entry out.
  await rowsOf(
    ctx,
    sql`SELECT 1 FROM raffle r WHERE r.org_id = ${ctx.orgId} AND r.id IN (SELECT y.raffle_id FROM raffle_entry y WHERE ${own})
        ORDER BY r.id FOR UPDATE`,
  );
  await rowsOf(
    ctx,
    sql`DELETE FROM raffle_entry y USING raffle r
        WHERE ${own} AND r.org_id = y.org_id AND r.id = y.raffle_id AND r.sealed_at IS NULL`,
  );
  await rowsOf(ctx, sql`UPDATE raffle_entry y SET enrolment_id = NULL WHERE ${own}`);
}
