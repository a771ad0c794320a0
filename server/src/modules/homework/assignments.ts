/** What staff decide about an assignment, and how each goes. */
import { type CommandContext, DomainError, type QueryContext, visibleCommunities } from '#kernel';
import { findCampaign } from '../checkins/index.ts';
import { findCommunity } from '../communities/index.ts';
import { affectedBy, iso, isoOrNull, ms, rowsOf, type SQL, sql, uuids } from '../rows.ts';
import { assignmentsWhere, findAssignment, isLate, shown, type Task, type WorkFound, worksWhere } from './find.ts';
import { closingOf, harmOf, instantOf, workStateOf } from './judging.ts';
import type { Moment, Policy } from './shapes.ts';

interface Counts {
  people: number;
  submitted: number;
  late: number;
  reviewed: number;
  withStaff: number;
  openAppeals: number;
}

function countsOf(task: Task, works: readonly WorkFound[], people: number, now: number): Counts {
  const states = works.map((work) => workStateOf(work, task, task.policy, now).state);
  return {
    people,
    submitted: works.length,
    late: works.filter((work) => isLate(work, task)).length,
    reviewed: states.filter((state) => state === 'reviewed').length,
    withStaff: states.filter((state) => state === 'staff').length,
    openAppeals: works.filter(({ appeal }) => appeal === 'open').length,
  };
}

async function peopleOf(ctx: QueryContext, communityIds: readonly string[]): Promise<Map<string, number>> {
  const rows = await rowsOf<{ id: string; people: number }>(
    ctx,
    sql`SELECT community_id AS id, count(*)::int4 AS people FROM enrolment
        WHERE org_id = ${ctx.orgId} AND community_id = ANY(${uuids(communityIds)}) AND left_at IS NULL GROUP BY 1`,
  );
  return new Map(rows.map(({ id, people }) => [id, people]));
}

async function withCounts(ctx: QueryContext, tasks: readonly Task[]) {
  const people = await peopleOf(ctx, [...new Set(tasks.map(({ communityId }) => communityId))]);
  const works = Map.groupBy(
    await worksWhere(ctx, sql`s.assignment_id = ANY(${uuids(tasks.map(({ id }) => id))})`),
    ({ assignmentId }) => assignmentId,
  );
  const now = ctx.now();
  return tasks.map((task) => ({
    ...shown(task, now),
    ...countsOf(task, works.get(task.id) ?? [], people.get(task.communityId) ?? 0, now),
  }));
}

/** Of an aliased `assignment a`: in communities where the caller has at least this role. */
export function seenBy(ctx: QueryContext, role: 'viewer' | 'coach', communityId: string | undefined): SQL {
  const visible = visibleCommunities(ctx, role);
  const seen = visible === 'all' ? sql`TRUE` : sql`a.community_id = ANY(${uuids(visible)})`;
  return communityId === undefined ? seen : sql`${seen} AND a.community_id = ${communityId}`;
}

export async function list(ctx: QueryContext, { communityId }: { communityId?: string | undefined }) {
  return { assignments: await withCounts(ctx, await assignmentsWhere(ctx, seenBy(ctx, 'viewer', communityId))) };
}

interface OfAssignment {
  assignmentId: string;
}

/** @throws DomainError `assignment.unknown` */
export async function show(ctx: QueryContext, { assignmentId }: OfAssignment) {
  const [found] = await withCounts(ctx, [await findAssignment(ctx, assignmentId)]);
  if (!found) throw new DomainError('assignment.unknown', { assignmentId });
  const rounds = await rowsOf<{
    at: number;
    seed: string;
    works: number;
    reviewers: number;
    pairs: number;
    short: number;
    relaxed: boolean;
  }>(
    ctx,
    sql`SELECT ${ms('at')} AS at, seed, works, reviewers, pairs, short, relaxed FROM review_round
        WHERE org_id = ${ctx.orgId} AND assignment_id = ${assignmentId} ORDER BY round`,
  );
  return { ...found, rounds: rounds.map((round) => ({ ...round, at: iso(round.at) })) };
}

export interface Written {
  title: string;
  asked: string;
  campaignId: string | null;
  due: Moment;
  lateUntil: Moment | null;
  policy: Policy;
}

/** The columns of an assignment. @throws DomainError `assignment.lateFirst`, `campaign.unknown`, `assignment.rubricUngraded` */
async function columnsOf(ctx: QueryContext, communityId: string, zone: string, { due, lateUntil, policy, ...words }: Written) {
  const [dueAt, late] = [instantOf(zone, due), lateUntil && instantOf(zone, lateUntil)];
  if (late !== null && late <= dueAt) throw new DomainError('assignment.lateFirst');
  if (words.campaignId !== null && (await findCampaign(ctx, words.campaignId)).communityId !== communityId)
    throw new DomainError('campaign.unknown', { campaignId: words.campaignId });
  return { ...words, dueAt, late, closesAt: closingOf(dueAt, late, policy), policy: JSON.stringify(policy) };
}

export async function create(ctx: CommandContext, { communityId, ...written }: Written & { communityId: string }) {
  const { zone } = await findCommunity(ctx, communityId);
  const row = await columnsOf(ctx, communityId, zone, written);
  const id = ctx.newId();
  await rowsOf(
    ctx,
    sql`INSERT INTO assignment (org_id, id, community_id, campaign_id, title, asked, due_at, late_until, closes_at, policy, created_at)
        VALUES (${ctx.orgId}, ${id}, ${communityId}, ${row.campaignId}, ${row.title}, ${row.asked}, ${iso(row.dueAt)}, ${isoOrNull(row.late)},
          ${iso(row.closesAt)}, ${row.policy}::text::jsonb, ${iso(ctx.now())})`,
  );
  ctx.emit('assignment.created', { communityId, subjectId: id });
  return shown(await findAssignment(ctx, id), ctx.now());
}

type Change = { [K in keyof Written]?: Written[K] | undefined };

/**
 * What others have begun to rely on stays; see `harmOf`.
 * @throws DomainError `assignment.unknown`, `assignment.published` {field}, and as `create`
 */
export async function update(ctx: CommandContext, { assignmentId, ...change }: OfAssignment & Change) {
  const before = await findAssignment(ctx, assignmentId, true);
  const was = shown(before, ctx.now());
  const wanted: Written = {
    title: change.title ?? was.title,
    asked: change.asked ?? was.asked,
    campaignId: change.campaignId === undefined ? was.campaignId : change.campaignId,
    due: change.due ?? was.due,
    lateUntil: change.lateUntil === undefined ? was.lateUntil : change.lateUntil,
    policy: change.policy ?? was.policy,
  };
  const typed = await columnsOf(ctx, before.communityId, before.zone, wanted);
  // What ended early did so at an instant that no wall clock names.
  const dueAt = change.due === undefined ? before.dueAt : typed.dueAt;
  const late = change.lateUntil === undefined ? before.lateUntil : typed.late;
  const same = dueAt === before.dueAt && late === before.lateUntil && change.policy === undefined;
  const row = { ...typed, dueAt, late, closesAt: same ? before.closesAt : closingOf(dueAt, late, wanted.policy) };
  const works = await worksWhere(ctx, sql`s.assignment_id = ${assignmentId}`);
  const field = harmOf(before, { ...row, policy: wanted.policy }, works.length, ctx.now());
  if (field) throw new DomainError('assignment.published', { field });
  const changed = await affectedBy(
    ctx,
    sql`UPDATE assignment SET title = ${row.title}, asked = ${row.asked}, campaign_id = ${row.campaignId}, due_at = ${iso(row.dueAt)},
          late_until = ${isoOrNull(row.late)}, closes_at = ${iso(row.closesAt)}, policy = ${row.policy}::text::jsonb
        WHERE org_id = ${ctx.orgId} AND id = ${assignmentId}
          AND (title, asked, campaign_id, due_at, late_until, policy) IS DISTINCT FROM (${row.title}::text, ${row.asked}::text,
            ${row.campaignId}::uuid, ${iso(row.dueAt)}::timestamptz, ${isoOrNull(row.late)}::timestamptz, ${row.policy}::text::jsonb)`,
  );
  if (changed === 0) ctx.unchanged();
  else ctx.emit('assignment.changed', { communityId: before.communityId, subjectId: assignmentId });
  return shown(await findAssignment(ctx, assignmentId), ctx.now());
}

/** @throws DomainError `assignment.unknown`, `assignment.dueBefore` */
export async function publish(ctx: CommandContext, { assignmentId }: OfAssignment) {
  const before = await findAssignment(ctx, assignmentId, true);
  const now = ctx.now();
  if (before.publishedAt !== null) {
    ctx.unchanged();
    return shown(before, now);
  }
  if (before.dueAt <= now) throw new DomainError('assignment.dueBefore');
  await rowsOf(ctx, sql`UPDATE assignment SET published_at = ${iso(now)} WHERE org_id = ${ctx.orgId} AND id = ${assignmentId}`);
  ctx.emit('assignment.published', { communityId: before.communityId, subjectId: assignmentId });
  return shown({ ...before, publishedAt: now }, now);
}

/** @throws DomainError `assignment.unknown`, `assignment.handedIn` */
export async function remove(ctx: CommandContext, { assignmentId }: OfAssignment) {
  const { communityId } = await findAssignment(ctx, assignmentId, true);
  const works = await worksWhere(ctx, sql`s.assignment_id = ${assignmentId}`);
  if (works.length > 0) throw new DomainError('assignment.handedIn', { works: works.length });
  await rowsOf(ctx, sql`DELETE FROM assignment WHERE org_id = ${ctx.orgId} AND id = ${assignmentId}`);
  ctx.emit('assignment.removed', { communityId, subjectId: assignmentId });
  return {};
}
