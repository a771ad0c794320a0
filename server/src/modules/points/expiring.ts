/** Points that were not spent in time run out: an entry says so, once. */
import type { CommandContext } from '#kernel';
import { dayText, zoneClock } from '#vocabulary/zone';
import { rowsOf, sql } from '../rows.ts';
import { lock, write } from './ledger.ts';
import { placeOf, today } from './place.ts';

/** Accounts a command. */
const STEP = 20;

interface Due {
  enrolmentId: string;
  until: string;
}

/** @returns whether there may be more */
export async function expire(ctx: CommandContext): Promise<boolean> {
  ctx.unchanged();
  // No zone is a day ahead of this one; whether the day is over where they are is asked of each.
  const latest = dayText(zoneClock('Pacific/Kiritimati').dayOf(ctx.now()));
  const due = await rowsOf<Due>(
    ctx,
    sql`SELECT b.enrolment_id AS "enrolmentId", b.good_until::text AS until FROM points_bucket b
        JOIN enrolment e ON e.org_id = b.org_id AND e.id = b.enrolment_id JOIN community c ON c.org_id = e.org_id AND c.id = e.community_id AND c.dissolved_at IS NULL
        WHERE b.org_id = ${ctx.orgId} AND b.remaining > 0 AND b.good_until < ${latest}::date
          AND b.good_until < (${new Date(ctx.now()).toISOString()}::timestamptz AT TIME ZONE c.zone)::date
        ORDER BY b.enrolment_id, b.good_until LIMIT ${STEP}`,
  );
  for (const { enrolmentId, until } of due) {
    const place = await placeOf(ctx, enrolmentId);
    const account = await lock(ctx, place, 'expired');
    const [bucket] = await rowsOf<{ remaining: number; times: number }>(
      ctx,
      sql`SELECT b.remaining, (SELECT count(*)::int4 FROM points_entry p WHERE p.org_id = b.org_id AND p.enrolment_id = b.enrolment_id
            AND p.cause = ${`expired:${until}`}) AS times
          FROM points_bucket b WHERE b.org_id = ${ctx.orgId} AND b.enrolment_id = ${enrolmentId} AND b.good_until = ${until}::date AND b.remaining > 0`,
    );
    // Spent, or run out by somebody else meanwhile.
    if (!bucket) continue;
    const day = today(ctx, place);
    await write(ctx, place, account, {
      ...{ enrolmentId, amount: -bucket.remaining, kind: 'expired', cause: `expired:${until}`, nth: bucket.times + 1, day },
    });
    ctx.emit('points.expired', { communityId: place.communityId, subjectId: enrolmentId }, { points: bucket.remaining });
  }
  return due.length === STEP;
}
