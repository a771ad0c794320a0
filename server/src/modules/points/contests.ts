/**
 * Contests of squads (PK). A squad has what its people earned or did while they were in it, divided by the days they were in it:
 * a small squad is no worse off, and sending somebody away changes nothing that was counted.
 */
import { type CommandContext, DomainError, type QueryContext } from '#kernel';
import { DAY_MS, dayNumber, dayText, zoneClock } from '#vocabulary/zone';
import { findCommunity } from '../communities/index.ts';
import { iso, listOf, rowsOf, type SQL, sql, uuids } from '../rows.ts';
import type { ContestMeasure, Standing } from './contract.ts';
import { offBoards } from './ledger.ts';
import { today } from './place.ts';

interface Row {
  contestId: string;
  communityId: string;
  zone: string;
  name: string;
  measure: ContestMeasure;
  startsOn: string;
  endsOn: string;
  squads: string[];
  result: Standing[] | null;
}

function contestsWhere(ctx: QueryContext, condition: SQL, limit = 50): Promise<Row[]> {
  return rowsOf(
    ctx,
    sql`SELECT k.id AS "contestId", k.community_id AS "communityId", c.zone, k.name, k.measure, k.starts_on::text AS "startsOn",
          k.ends_on::text AS "endsOn", k.squads, k.result
        FROM squad_contest k JOIN community c ON c.org_id = k.org_id AND c.id = k.community_id
        WHERE k.org_id = ${ctx.orgId} AND k.cancelled_at IS NULL AND ${condition} ORDER BY k.ends_on DESC, k.id DESC LIMIT ${limit}`,
  );
}

/** What is measured, of one squad: a row counts for the squad its person was in on that day. Adding a measure is a line here. */
const measured: Record<ContestMeasure, (squad: SQL, from: SQL, to: SQL) => SQL> = {
  points: (squad, from, to) => sql`SELECT coalesce(sum(p.amount), 0)::int4 FROM points_entry p
    WHERE p.org_id = s.org_id AND p.squad_id = ${squad} AND p.day BETWEEN ${from} AND ${to} AND p.kind <> ALL(${listOf(offBoards)}::text[])`,
  checkins: (
    squad,
    from,
    to,
  ) => sql`SELECT count(*)::int4 FROM squad_member m JOIN checkin k ON k.org_id = m.org_id AND k.enrolment_id = m.enrolment_id
    WHERE m.org_id = s.org_id AND m.squad_id = ${squad} AND k.counted AND k.day BETWEEN ${from} AND ${to}
      AND k.at >= m.since AND (m.until IS NULL OR k.at < m.until)`,
  homework: (
    squad,
    from,
    to,
  ) => sql`SELECT count(*)::int4 FROM squad_member m JOIN submission k ON k.org_id = m.org_id AND k.enrolment_id = m.enrolment_id
    WHERE m.org_id = s.org_id AND m.squad_id = ${squad} AND k.withdrawn_at IS NULL AND (k.at AT TIME ZONE c.zone)::date BETWEEN ${from} AND ${to}
      AND k.at >= m.since AND (m.until IS NULL OR k.at < m.until)`,
};

interface Counted {
  squadId: string;
  name: string;
  have: number;
  memberships: { since: string; until: string | null }[] | null;
}

async function standingsOf(ctx: QueryContext, { zone, measure, startsOn, endsOn, squads }: Row): Promise<Standing[]> {
  const clock = zoneClock(zone);
  const last = Math.min(dayNumber(endsOn), clock.dayOf(ctx.now()));
  const [from, to] = [clock.startOfDay(dayNumber(startsOn)), clock.startOfDay(last + 1)];
  const rows = await rowsOf<Counted>(
    ctx,
    sql`SELECT s.id AS "squadId", s.name, (${measured[measure](sql`s.id`, sql`${startsOn}::date`, sql`${endsOn}::date`)}) AS have,
          (SELECT json_agg(json_build_object('since', greatest(m.since, e.joined_at), 'until', least(m.until, e.left_at))) FROM squad_member m
            JOIN enrolment e ON e.org_id = m.org_id AND e.id = m.enrolment_id
            WHERE m.org_id = s.org_id AND m.squad_id = s.id AND m.since < ${iso(to)}::timestamptz) AS memberships
        FROM squad s JOIN community c ON c.org_id = s.org_id AND c.id = s.community_id
        WHERE s.org_id = ${ctx.orgId} AND s.id = ANY(${uuids(squads)}) ORDER BY s.place, s.id`,
  );
  const days = Math.max(1, dayNumber(endsOn) - dayNumber(startsOn) + 1);
  return ranked(
    rows.map(({ memberships, ...row }) => {
      const personDays = (memberships ?? []).reduce((sum, one) => sum + daysWithin(one, from, to), 0);
      return {
        ...row,
        personDays: Math.round(personDays),
        perHead: personDays > 0 ? Math.round((row.have * days * 100) / personDays) / 100 : 0,
      };
    }),
  );
}

/** Days that a membership lasted between two instants. */
function daysWithin({ since, until }: { since: string; until: string | null }, from: number, to: number): number {
  const end = Math.min(until === null ? to : Date.parse(until), to);
  return Math.max(0, end - Math.max(Date.parse(since), from)) / DAY_MS;
}

/** By what they have a head; equal ones share a place. */
function ranked(rows: readonly Omit<Standing, 'place'>[]): Standing[] {
  return rows
    .map((row) => ({ ...row, place: 1 + rows.filter((other) => other.perHead > row.perHead).length }))
    .sort((a, b) => a.place - b.place);
}

async function shown(ctx: QueryContext, row: Row) {
  const { contestId, name, measure, startsOn, endsOn, result } = row;
  const day = today(ctx, row);
  const state = day < startsOn ? ('upcoming' as const) : day > endsOn ? ('ended' as const) : ('running' as const);
  return { contestId, name, measure, startsOn, endsOn, state, squads: result ?? (await standingsOf(ctx, row)) };
}

export async function contests(ctx: QueryContext, { communityId }: { communityId: string }) {
  const found = [];
  for (const row of await contestsWhere(ctx, sql`k.community_id = ${communityId}`)) found.push(await shown(ctx, row));
  return { contests: found };
}

/** The one of a squad that runs now, or is over since a week at most. */
export async function contestOf(ctx: QueryContext, communityId: string, squadId: string) {
  const day = Math.floor(ctx.now() / DAY_MS);
  const [row] = await contestsWhere(
    ctx,
    sql`k.community_id = ${communityId} AND jsonb_exists(k.squads, ${squadId}::text) AND k.starts_on <= ${dayText(day + 1)}::date
        AND k.ends_on >= ${dayText(day - 7)}::date`,
    1,
  );
  return row ? shown(ctx, row) : null;
}

interface Start {
  communityId: string;
  name: string;
  measure: ContestMeasure;
  startsOn: string;
  endsOn: string;
  squadIds: string[];
}

const MOST_DAYS = 366;

/** @throws DomainError `contest.days`, `squad.unknown` for one of another community or that was removed */
export async function startContest(ctx: CommandContext, { communityId, squadIds, ...input }: Start) {
  const day = today(ctx, await findCommunity(ctx, communityId));
  const days = dayNumber(input.endsOn) - dayNumber(input.startsOn) + 1;
  if (input.endsOn < day || days < 1 || days > MOST_DAYS) throw new DomainError('contest.days', { days: MOST_DAYS });
  const wanted = [...new Set(squadIds)];
  const found = await rowsOf<{ id: string }>(
    ctx,
    sql`SELECT id FROM squad WHERE org_id = ${ctx.orgId} AND community_id = ${communityId} AND removed_at IS NULL AND id = ANY(${uuids(wanted)})`,
  );
  if (found.length !== wanted.length || wanted.length < 2) throw new DomainError('squad.unknown', {});
  const contestId = ctx.newId();
  await rowsOf(
    ctx,
    sql`INSERT INTO squad_contest (org_id, id, community_id, name, measure, starts_on, ends_on, squads, made_at)
        VALUES (${ctx.orgId}, ${contestId}, ${communityId}, ${input.name}, ${input.measure}, ${input.startsOn}::date, ${input.endsOn}::date,
          ${JSON.stringify(wanted)}::text::jsonb, ${iso(ctx.now())})`,
  );
  ctx.emit('contest.started', { communityId, subjectId: contestId }, { measure: input.measure, squads: wanted.length });
  return shown(ctx, await findContest(ctx, contestId));
}

async function findContest(ctx: QueryContext, contestId: string): Promise<Row> {
  const [row] = await contestsWhere(ctx, sql`k.id = ${contestId}`);
  if (!row) throw new DomainError('contest.unknown', { contestId });
  return row;
}

/** @throws DomainError `contest.unknown`, `contest.decided` */
export async function cancelContest(ctx: CommandContext, { contestId }: { contestId: string }) {
  const { communityId } = await findContest(ctx, contestId);
  const cancelled = await rowsOf(
    ctx,
    sql`UPDATE squad_contest SET cancelled_at = ${iso(ctx.now())} WHERE org_id = ${ctx.orgId} AND id = ${contestId} AND decided_at IS NULL
          AND cancelled_at IS NULL RETURNING id`,
  );
  if (cancelled.length === 0) throw new DomainError('contest.decided', {});
  ctx.emit('contest.cancelled', { communityId, subjectId: contestId });
  return {};
}

/** Writes the result of those that are over. A day more is left for check-ins that are still settled or found in a chat. */
export async function decideContests(ctx: CommandContext): Promise<void> {
  ctx.unchanged();
  const open = await contestsWhere(
    ctx,
    sql`k.decided_at IS NULL AND c.dissolved_at IS NULL AND k.ends_on < ${iso(ctx.now())}::timestamptz::date`,
  );
  for (const row of open) {
    if (zoneClock(row.zone).dayOf(ctx.now()) <= dayNumber(row.endsOn) + 1) continue;
    const result = await standingsOf(ctx, row);
    const decided = await rowsOf(
      ctx,
      sql`UPDATE squad_contest SET decided_at = ${iso(ctx.now())}, result = ${JSON.stringify(result)}::text::jsonb
          WHERE org_id = ${ctx.orgId} AND id = ${row.contestId} AND decided_at IS NULL RETURNING id`,
    );
    if (decided.length > 0) ctx.emit('contest.decided', { communityId: row.communityId, subjectId: row.contestId });
  }
}
