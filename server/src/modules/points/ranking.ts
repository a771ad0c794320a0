/** Boards read from what is kept: a page of an index, and places from how many have each total. */
import type { QueryContext } from '#kernel';
import { dayNumber, dayText } from '#vocabulary/zone';
import { callersEnrolment } from '../admissions/index.ts';
import { findCommunity } from '../communities/index.ts';
import { listOf, rowsOf, sql, uuids } from '../rows.ts';
import { titlesOf } from './badges.ts';
import { ALWAYS, type Period, weekOf } from './boards.ts';
import type { Board } from './contract.ts';
import { rulesOn } from './find.ts';
import { today } from './place.ts';

interface Wanted {
  communityId: string;
  board: Board;
  limit: number;
}

interface Line {
  enrolmentId: string;
  nickname: string;
  total: number;
}

/** The kept boards that make up the one asked for: newcomers are the cohorts of the last weeks. */
async function keptBoards(ctx: QueryContext, communityId: string, board: Board): Promise<{ period: Period; starts: string[] }> {
  const day = today(ctx, await findCommunity(ctx, communityId));
  if (board === 'day') return { period: 'day', starts: [day] };
  if (board === 'week') return { period: 'week', starts: [weekOf(day)] };
  if (board === 'all') return { period: 'all', starts: [ALWAYS] };
  const { rules } = await rulesOn(ctx, communityId, day);
  const monday = dayNumber(weekOf(day));
  return { period: 'cohort', starts: Array.from({ length: rules.newcomerWeeks + 1 }, (_, weeks) => dayText(monday - weeks * 7)) };
}

/** Whoever has as many as another shares the place. */
export async function board(ctx: QueryContext, wanted: Wanted) {
  const { communityId, limit } = wanted;
  const { period, starts } = await keptBoards(ctx, communityId, wanted.board);
  const days = sql`${listOf(starts)}::date[]`;
  const here = (alias: string) => sql`${sql.raw(alias)}.org_id = ${ctx.orgId} AND ${sql.raw(alias)}.community_id = ${communityId}
    AND ${sql.raw(alias)}.period = ${period}`;
  // Each kept board gives its best, of which the best are chosen: as cheap for a hundred as for a hundred thousand.
  const top = await rowsOf<Line>(
    ctx,
    sql`SELECT best.enrolment_id AS "enrolmentId", e.nickname, best.total FROM unnest(${days}) AS d(starts_on)
        CROSS JOIN LATERAL (SELECT t.enrolment_id, t.total FROM points_total t WHERE ${here('t')} AND t.starts_on = d.starts_on AND t.listed AND t.total > 0
          ORDER BY t.total DESC, t.enrolment_id LIMIT ${limit}) best
        JOIN enrolment e ON e.org_id = ${ctx.orgId} AND e.id = best.enrolment_id
        ORDER BY best.total DESC, best.enrolment_id LIMIT ${limit}`,
  );
  const me = await callersEnrolment(ctx, communityId);
  const own = me && (await ownTotal(ctx, here('t'), days, me.enrolmentId));
  const shown = own ? [...top, { enrolmentId: me.enrolmentId, nickname: me.nickname, total: own }] : top;
  const [spread] = await rowsOf<{ people: number; ahead: number }>(
    ctx,
    sql`SELECT coalesce(sum(s.people), 0)::int4 AS people, coalesce(sum(s.people) FILTER (WHERE s.total > ${own ?? 0}), 0)::int4 AS ahead
        FROM points_spread s WHERE ${here('s')} AND s.starts_on = ANY(${days})`,
  );
  const titles = await titlesOf(
    ctx,
    shown.map(({ enrolmentId }) => enrolmentId),
  );
  const lines = shown.map((line, at) => ({
    ...line,
    title: titles.get(line.enrolmentId) ?? null,
    // Nobody ahead of one at the top is missing there; whoever is further down is told by how many have more.
    rank: 1 + (at < top.length ? top.filter(({ total }) => total > line.total).length : (spread?.ahead ?? 0)),
    me: line.enrolmentId === me?.enrolmentId,
  }));
  return { people: spread?.people ?? 0, top: lines.slice(0, top.length), me: own ? (lines.at(-1) ?? null) : null };
}

async function ownTotal(
  ctx: QueryContext,
  here: ReturnType<typeof sql>,
  days: ReturnType<typeof sql>,
  enrolmentId: string,
): Promise<number> {
  const [row] = await rowsOf<{ total: number }>(
    ctx,
    sql`SELECT t.total FROM points_total t WHERE ${here} AND t.starts_on = ANY(${days}) AND t.enrolment_id = ${enrolmentId} AND t.listed AND t.total > 0`,
  );
  return row?.total ?? 0;
}

const MOST_SQUADS = 100;

interface SquadWanted {
  communityId: string;
  board: 'day' | 'week' | 'all';
  by: 'head' | 'total';
}

interface SquadRow {
  squadId: string;
  name: string;
  total: number;
  heads: number;
}

export async function squadBoard(ctx: QueryContext, { communityId, board: asked, by }: SquadWanted) {
  const { period, starts } = await keptBoards(ctx, communityId, asked);
  const key = by === 'total' ? sql`t.total` : sql`(t.total * 100 / greatest(t.heads, 1))`;
  const of = sql`t.org_id = ${ctx.orgId} AND t.community_id = ${communityId} AND t.period = ${period} AND t.starts_on = ${starts[0]}::date AND t.heads > 0`;
  const rows = await rowsOf<SquadRow>(
    ctx,
    sql`SELECT b.squad_id AS "squadId", s.name, b.total, b.heads FROM (
          SELECT t.squad_id, t.total, t.heads, ${key} AS key FROM points_squad_total t WHERE ${of} ORDER BY ${key} DESC, t.squad_id LIMIT ${MOST_SQUADS}) b
        JOIN squad s ON s.org_id = ${ctx.orgId} AND s.id = b.squad_id ORDER BY b.key DESC, b.squad_id`,
  );
  const me = await callersEnrolment(ctx, communityId);
  const own = new Set(me ? await squadsNow(ctx, [me.enrolmentId]) : []);
  const squads = rows.map((row) => ({ ...row, perHead: perHead(row.total, row.heads), mine: own.has(row.squadId) }));
  const value = (row: (typeof squads)[number]) => (by === 'total' ? row.total : row.perHead);
  return { squads: squads.map((row) => ({ ...row, rank: 1 + squads.filter((other) => value(other) > value(row)).length })) };
}

/** Two places, towards zero as the index has it. */
const perHead = (total: number, heads: number) => Math.trunc((total * 100) / heads) / 100;

async function squadsNow(ctx: QueryContext, enrolmentIds: readonly string[]): Promise<string[]> {
  const rows = await rowsOf<{ id: string }>(
    ctx,
    sql`SELECT squad_id AS id FROM squad_member WHERE org_id = ${ctx.orgId} AND enrolment_id = ANY(${uuids(enrolmentIds)}) AND until IS NULL`,
  );
  return rows.map(({ id }) => id);
}
