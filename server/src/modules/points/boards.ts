/**
 * Boards are kept, not counted: an entry changes a few rows of totals and of how many have each total, so that looking costs
 * the same whatever the number of members.
 */
import type { CommandContext } from '#kernel';
import { dayNumber, dayText, weekStart, zoneClock } from '#vocabulary/zone';
import { listOf, rowsOf, sql } from '../rows.ts';
import type { Place } from './place.ts';

export type Period = 'day' | 'week' | 'all' | 'cohort';

/** Stands for the beginning of everything. */
export const ALWAYS = '1970-01-01';

export const weekOf = (day: string) => dayText(weekStart(dayNumber(day)));

/** Which boards a day of somebody counts on. @returns period and its first day, in the order they are locked */
function boardsOf(day: string, { zone, joinedAt }: Pick<Place, 'zone' | 'joinedAt'>): [Period, string][] {
  return [
    ['all', ALWAYS],
    ['cohort', weekOf(dayText(zoneClock(zone).dayOf(joinedAt)))],
    ['day', day],
    ['week', weekOf(day)],
  ];
}

/** Two that change the boards of one community follow each other: rows that many share would else be locked in any order. */
export async function lockBoards(ctx: CommandContext, communityId: string): Promise<void> {
  await rowsOf(ctx, sql`SELECT pg_advisory_xact_lock(hashtextextended(${communityId}, 25))`);
}

interface Change {
  day: string;
  amount: number;
  listed: boolean;
}

/** Under the lock on the boards. */
export async function addToBoards(ctx: CommandContext, place: Place, { day, amount, listed }: Change): Promise<void> {
  const { communityId, enrolmentId, squadId } = place;
  const boards = boardsOf(day, place);
  const on = sql`unnest(${listOf(boards.map(([period]) => period))}::text[],
    ${listOf(boards.map(([, startsOn]) => startsOn))}::date[]) AS n(period, starts_on)`;
  const totals = await rowsOf<Total>(
    ctx,
    sql`INSERT INTO points_total (org_id, community_id, period, starts_on, enrolment_id, total, listed)
        SELECT ${ctx.orgId}::uuid, ${communityId}::uuid, n.period, n.starts_on, ${enrolmentId}::uuid, ${amount}::int4, ${listed}::boolean FROM ${on}
        ON CONFLICT (org_id, community_id, period, starts_on, enrolment_id) DO UPDATE SET total = points_total.total + excluded.total
        RETURNING period, starts_on::text AS "startsOn", total`,
  );
  if (listed) {
    await spread(
      ctx,
      communityId,
      totals.map((row) => ({ ...row, total: row.total - amount })),
      -1,
    );
    await spread(ctx, communityId, totals, 1);
  }
  if (squadId === null) return;
  await rowsOf(
    ctx,
    sql`INSERT INTO points_squad_total (org_id, community_id, period, starts_on, squad_id, total, heads)
        SELECT ${ctx.orgId}::uuid, ${communityId}::uuid, n.period, n.starts_on, ${squadId}::uuid, ${amount}::int4, ${headsOf(ctx, sql`${squadId}::uuid`)}
        FROM ${on} WHERE n.period <> 'cohort'
        ON CONFLICT (org_id, community_id, period, starts_on, squad_id) DO UPDATE SET total = points_squad_total.total + excluded.total`,
  );
}

interface Total {
  period: Period;
  startsOn: string;
  total: number;
}

/** One person more or less with each of these totals. Whoever has nothing is on no board. */
async function spread(ctx: CommandContext, communityId: string, totals: readonly Total[], by: 1 | -1): Promise<void> {
  const shown = totals.filter(({ total }) => total > 0);
  if (shown.length === 0) return;
  const rows = sql`unnest(${listOf(shown.map(({ period }) => period))}::text[], ${listOf(shown.map(({ startsOn }) => startsOn))}::date[],
    ${listOf(shown.map(({ total }) => total))}::int4[]) AS n(period, starts_on, total)`;
  if (by === 1)
    await rowsOf(
      ctx,
      sql`INSERT INTO points_spread (org_id, community_id, period, starts_on, total, people)
          SELECT ${ctx.orgId}::uuid, ${communityId}::uuid, n.period, n.starts_on, n.total, 1 FROM ${rows}
          ON CONFLICT (org_id, community_id, period, starts_on, total) DO UPDATE SET people = points_spread.people + 1`,
    );
  else
    await rowsOf(
      ctx,
      sql`UPDATE points_spread s SET people = s.people - 1 FROM ${rows}
          WHERE s.org_id = ${ctx.orgId} AND s.community_id = ${communityId} AND s.period = n.period AND s.starts_on = n.starts_on AND s.total = n.total`,
    );
}

/** How many are in a squad now. */
function headsOf(ctx: CommandContext, squadId: ReturnType<typeof sql>) {
  return sql`(SELECT count(*)::int4 FROM squad_member m JOIN enrolment e ON e.org_id = m.org_id AND e.id = m.enrolment_id AND e.left_at IS NULL
    WHERE m.org_id = ${ctx.orgId} AND m.squad_id = ${squadId} AND m.until IS NULL)`;
}

/** Squads were arranged anew, or somebody left or came: what a squad has is divided by who is in it now. */
export async function countHeads(ctx: CommandContext, { communityId }: { communityId: string }): Promise<void> {
  await lockBoards(ctx, communityId);
  await rowsOf(
    ctx,
    sql`UPDATE points_squad_total t SET heads = h.heads FROM (
          SELECT s.id, count(e.id)::int4 AS heads FROM squad s
          LEFT JOIN squad_member m ON m.org_id = s.org_id AND m.squad_id = s.id AND m.until IS NULL AND s.removed_at IS NULL
          LEFT JOIN enrolment e ON e.org_id = m.org_id AND e.id = m.enrolment_id AND e.left_at IS NULL
          WHERE s.org_id = ${ctx.orgId} AND s.community_id = ${communityId} GROUP BY 1) h
        WHERE t.org_id = ${ctx.orgId} AND t.community_id = ${communityId} AND t.squad_id = h.id AND t.heads <> h.heads`,
  );
  ctx.unchanged();
}

/** Whoever left or was erased is on no board, and back on them after coming back. */
export async function seat(ctx: CommandContext, { communityId, enrolmentId }: { communityId: string; enrolmentId: string }): Promise<void> {
  ctx.unchanged();
  await lockBoards(ctx, communityId);
  const own = sql`org_id = ${ctx.orgId} AND enrolment_id = ${enrolmentId}`;
  const [changed] = await rowsOf<{ listed: boolean }>(
    ctx,
    sql`UPDATE points_account a SET listed = e.left_at IS NULL FROM enrolment e
        WHERE a.org_id = ${ctx.orgId} AND a.enrolment_id = ${enrolmentId} AND e.org_id = a.org_id AND e.id = a.enrolment_id
          AND a.listed <> (e.left_at IS NULL) RETURNING a.listed`,
  );
  if (!changed) return;
  const totals = await rowsOf<Total>(
    ctx,
    sql`UPDATE points_total SET listed = ${changed.listed} WHERE ${own} RETURNING period, starts_on::text AS "startsOn", total`,
  );
  await spread(ctx, communityId, totals, changed.listed ? 1 : -1);
}

const DAYS_KEPT = 8;
const WEEKS_KEPT = 9;

/** Days and weeks that no page shows any more; they follow from the ledger. */
export async function forgetOldBoards(ctx: CommandContext): Promise<void> {
  const now = Math.floor(ctx.now() / 86_400_000);
  const old = sql`((period = 'day' AND starts_on < ${dayText(now - DAYS_KEPT)}::date)
    OR (period = 'week' AND starts_on < ${dayText(now - WEEKS_KEPT * 7)}::date))`;
  for (const table of ['points_total', 'points_spread', 'points_squad_total'])
    await rowsOf(ctx, sql`DELETE FROM ${sql.raw(table)} WHERE org_id = ${ctx.orgId} AND ${old}`);
  ctx.unchanged();
}
