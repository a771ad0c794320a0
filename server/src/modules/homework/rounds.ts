/** Assignments as documents know them: by a key within one round of a community, which begins on its first day. */
import type { CommandContext, QueryContext } from '#kernel';
import { dayNumber } from '#vocabulary/zone';
import { rowsOf, sql } from '../rows.ts';
import { create, publish, type Written } from './assignments.ts';
import { assignmentsWhere } from './find.ts';
import { harmOf, instantOf, momentOf } from './judging.ts';

export interface RoundAssignment extends Written {
  key: string;
  assignmentId: string;
  /** Whether it may become so, or some people rely on what is. */
  allows(wanted: Pick<Written, 'due' | 'lateUntil' | 'policy'>): boolean;
}

/** Written by hand it has a key of its own, until a document that names it makes another of it elsewhere. */
const ownKey = (assignmentId: string) => `own-${assignmentId.replaceAll('-', '').slice(-12)}`;

/** Those of a round, and those written by hand that are due from its first day on; the soonest due first. */
export async function assignmentsOfRound(ctx: QueryContext, communityId: string, startsOn: string): Promise<RoundAssignment[]> {
  const rows = await rowsOf<{ id: string; from: string | null; key: string | null; works: number }>(
    ctx,
    sql`SELECT a.id, a.round_from::text AS "from", a.round_key AS key, (SELECT count(*)::int4 FROM submission s
            WHERE s.org_id = a.org_id AND s.assignment_id = a.id AND s.withdrawn_at IS NULL) AS works
        FROM assignment a WHERE a.org_id = ${ctx.orgId} AND a.community_id = ${communityId}`,
  );
  const byId = new Map(rows.map((row) => [row.id, row]));
  const tasks = await assignmentsWhere(ctx, sql`a.community_id = ${communityId}`);
  return tasks.toReversed().flatMap((task) => {
    const { zone, dueAt, lateUntil, title, asked, campaignId, policy } = task;
    const { from = null, key = null, works = 0 } = byId.get(task.id) ?? {};
    const due = momentOf(zone, dueAt);
    if (from === null ? dayNumber(due.day) < dayNumber(startsOn) : from !== startsOn) return [];
    const written = { title, asked, campaignId, policy, due, lateUntil: lateUntil === null ? null : momentOf(zone, lateUntil) };
    const allows: RoundAssignment['allows'] = (wanted) => {
      const late = wanted.lateUntil && instantOf(zone, wanted.lateUntil);
      const moved = { dueAt: instantOf(zone, wanted.due), late, campaignId, policy: wanted.policy };
      return harmOf(task, moved, works, ctx.now()) === null;
    };
    return [{ key: key ?? ownKey(task.id), assignmentId: task.id, ...written, allows }];
  });
}

/** Published at once where it is due in the future: a document is carried out, and what is past stays a draft. */
export async function createInRound(
  ctx: CommandContext,
  { startsOn, key, ...written }: Written & { communityId: string; startsOn: string; key: string },
): Promise<void> {
  const { id, dueAt } = await create(ctx, written);
  await rowsOf(
    ctx,
    sql`UPDATE assignment SET round_from = ${startsOn}::date, round_key = ${key} WHERE org_id = ${ctx.orgId} AND id = ${id}`,
  );
  if (Date.parse(dueAt) > ctx.now()) await publish(ctx, { assignmentId: id });
}
