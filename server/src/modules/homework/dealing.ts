/** Dealing reviews, taking back those nobody gave, and handing over to staff what members leave undone. */
import type { CommandContext, Task as Job, QueryContext } from '#kernel';
import { iso, listOf, rowsOf, sql, uuids } from '../rows.ts';
import { type Asked, allocate, type Pair } from './allocation.ts';
import { findAssignment, type Task, type WorkFound, worksWhere } from './find.ts';
import { isRelaxed, leaseEnd, mayDeal, stateOf } from './judging.ts';
import type { Fallback } from './shapes.ts';
import { askStaff } from './staff-items.ts';

export const tasks: Record<string, Job> = {
  'homework.deal': {
    cron: '*/5 * * * *',
    run: async (ctx) => {
      for (const assignmentId of await ctx.call<string[]>('homework.toDeal', {})) {
        ctx.signal.throwIfAborted();
        await ctx.call('homework.deal', { assignmentId });
      }
    },
  },
  'homework.dealEarly': {
    on: ['assignment.endedEarly'],
    run: async (ctx, { assignmentId }) => {
      await ctx.call('homework.deal', { assignmentId });
    },
  },
  /** A late work joins at once. */
  'homework.join': {
    run: async (ctx, { assignmentId }) => {
      await ctx.call('homework.deal', { assignmentId });
    },
  },
};

/** Assignments that are due and not settled. */
export async function toDeal(ctx: QueryContext): Promise<string[]> {
  const rows = await rowsOf<{ id: string }>(
    ctx,
    sql`SELECT a.id FROM assignment a JOIN community o ON o.org_id = a.org_id AND o.id = a.community_id AND o.dissolved_at IS NULL
        WHERE a.org_id = ${ctx.orgId} AND a.published_at IS NOT NULL AND a.settled_at IS NULL
          AND a.due_at <= ${iso(ctx.now())}::timestamptz ORDER BY a.due_at`,
  );
  return rows.map(({ id }) => id);
}

/** As often as one likes: what is dealt stays dealt, and of two at once one waits for the other. */
export async function deal(ctx: CommandContext, { assignmentId }: { assignmentId: string }): Promise<void> {
  const task = await findAssignment(ctx, assignmentId, true);
  const state = stateOf(task, ctx.now());
  if (state === 'draft' || state === 'published') return ctx.unchanged();
  const ended = await endLeases(ctx, task);
  const works = (await worksWhere(ctx, sql`s.assignment_id = ${assignmentId}`)).filter(({ here }) => here);
  const dealt = mayDeal(task, task.policy, ctx.now()) ? await dealRound(ctx, task, works) : null;
  const missing = (work: WorkFound) => task.policy.reviews - work.given - work.open - (dealt?.got.get(work.submissionId) ?? 0);
  const left = works.filter((work) => work.byStaff === 0 && work.fallback === null && missing(work) > 0);
  // Somebody may still be asked as long as rules are not relaxed yet, or works may still come in.
  const final = !dealt || (isRelaxed(task, task.policy, ctx.now()) && ctx.now() >= (task.lateUntil ?? 0));
  const handed = final ? await handOver(ctx, task, left, dealt ? 'nobodyLeft' : 'timeRanOut') : 0;
  const settled = state === 'closed' ? await settle(ctx, task) : 0;
  if (ended + (dealt?.pairs ?? 0) + handed + settled === 0) ctx.unchanged();
}

/** What was not given in time, or by somebody who left, or of somebody who left. @returns how many */
async function endLeases(ctx: CommandContext, task: Task): Promise<number> {
  const now = iso(ctx.now());
  const rows = await rowsOf<{ id: string; as: string; reviewerId: string }>(
    ctx,
    sql`UPDATE peer_review r SET ended_at = ${now}::timestamptz,
          ended_as = CASE WHEN v.left_at IS NOT NULL OR e.left_at IS NOT NULL THEN 'left' ELSE 'lapsed' END
        FROM submission s, enrolment e, enrolment v
        WHERE r.org_id = ${ctx.orgId} AND s.org_id = r.org_id AND s.id = r.submission_id AND s.assignment_id = ${task.id}
          AND e.org_id = s.org_id AND e.id = s.enrolment_id AND v.org_id = r.org_id AND v.id = r.reviewer_id
          AND r.given_at IS NULL AND r.ended_at IS NULL AND (r.until <= ${now}::timestamptz OR v.left_at IS NOT NULL OR e.left_at IS NOT NULL)
        RETURNING r.id, r.ended_as AS "as", r.reviewer_id AS "reviewerId"`,
  );
  for (const { id, as, reviewerId } of rows) {
    const about = { communityId: task.communityId, subjectId: reviewerId };
    ctx.emit('review.ended', about, { assignmentId: task.id, reviewId: id, as });
  }
  return rows.length;
}

interface PairRow extends Pair {
  /** Given or under way. */
  counts: boolean;
  lapsed: boolean;
}

/** @returns how many pairs, and how many more reviews each work got */
async function dealRound(ctx: CommandContext, task: Task, works: readonly WorkFound[]) {
  const asked = await askedOf(ctx, task, works);
  const seed = ctx.newId();
  const pairs = bearable(asked, allocateBut(asked, asked.barred, seed));
  const got = new Map<string, number>();
  if (pairs.length === 0) return { pairs: 0, got };
  const [now, until] = [iso(ctx.now()), iso(leaseEnd(task, task.policy, ctx.now()))];
  await rowsOf(
    ctx,
    sql`INSERT INTO peer_review (org_id, id, submission_id, reviewer_id, volunteered, at, until, text, scores)
        SELECT ${ctx.orgId}::uuid, p.id, p.work, p.reviewer, false, ${now}::timestamptz, ${until}::timestamptz, '', '[]'::jsonb
        FROM unnest(${uuids(pairs.map(() => ctx.newId()))}, ${uuids(pairs.map(({ workId }) => workId))},
          ${uuids(pairs.map(({ reviewerId }) => reviewerId))}) AS p(id, work, reviewer)
        ON CONFLICT (org_id, submission_id, reviewer_id) DO UPDATE SET ended_at = NULL, ended_as = NULL, at = excluded.at, until = excluded.until`,
  );
  for (const { workId } of pairs) got.set(workId, (got.get(workId) ?? 0) + 1);
  const had = Map.groupBy(asked.existing, ({ workId }) => workId);
  const missing = asked.works.reduce((sum, { id }) => sum + Math.max(0, asked.k - (had.get(id)?.length ?? 0) - (got.get(id) ?? 0)), 0);
  const relaxed = asked.relaxed.length > 0;
  await rowsOf(
    ctx,
    sql`INSERT INTO review_round (org_id, assignment_id, round, at, seed, works, reviewers, pairs, short, relaxed)
        SELECT ${ctx.orgId}::uuid, ${task.id}::uuid, coalesce(max(round), 0) + 1, ${now}::timestamptz, ${seed}, ${works.length}::int4,
          ${asked.reviewers.length}::int4, ${pairs.length}::int4, ${missing}::int4, ${relaxed}::boolean
        FROM review_round WHERE org_id = ${ctx.orgId} AND assignment_id = ${task.id} ON CONFLICT DO NOTHING`,
  );
  ctx.emit(
    'reviews.dealt',
    { communityId: task.communityId, subjectId: task.id },
    { works: works.length, pairs: pairs.length, short: missing },
  );
  return { pairs: pairs.length, got };
}

/** Nobody is dealt more than twice what everybody is asked for, however few others review. */
function bearable({ reviewers, k }: Pick<Asked, 'reviewers' | 'k'>, pairs: readonly Pair[]): Pair[] {
  const loads = new Map(reviewers.map(({ id, load }) => [id, load]));
  return pairs.filter(({ reviewerId }) => {
    const load = loads.get(reviewerId) ?? 0;
    loads.set(reviewerId, load + 1);
    return load < 2 * k;
  });
}

/** As `allocate`, without pairs that were there before and are over: such a one is dealt to others in a further draw. */
function allocateBut(asked: Omit<Asked, 'seed'>, barred: readonly Pair[], seed: string): Pair[] {
  const isBarred = (one: Pair) => barred.some(({ workId, reviewerId }) => workId === one.workId && reviewerId === one.reviewerId);
  const { pairs } = allocate({ ...asked, seed });
  const kept = pairs.filter((pair) => !isBarred(pair));
  if (kept.length === pairs.length) return pairs;
  const out = new Set(pairs.filter(isBarred).map(({ reviewerId }) => reviewerId));
  const others = asked.reviewers.filter(({ id }) => !out.has(id));
  return [...kept, ...allocateBut({ ...asked, reviewers: others, existing: [...asked.existing, ...kept] }, barred, seed)];
}

/** Whoever let a review lapse is asked for no other one: it would only wait again. They may still take one up by themselves. */
async function askedOf(ctx: QueryContext, task: Task, works: readonly WorkFound[]) {
  const rows = await rowsOf<PairRow>(
    ctx,
    sql`SELECT r.submission_id AS "workId", r.reviewer_id AS "reviewerId", r.given_at IS NOT NULL OR r.ended_at IS NULL AS counts,
          coalesce(r.ended_as = 'lapsed', false) AS lapsed
        FROM submission s JOIN peer_review r ON r.org_id = s.org_id AND r.submission_id = s.id AND r.reviewer_id IS NOT NULL
        WHERE s.org_id = ${ctx.orgId} AND s.assignment_id = ${task.id} AND coalesce(r.ended_as, '') <> 'left'`,
  );
  const squads = await squadsOf(ctx, task);
  const squadOf = (enrolmentId: string) => squads.get(enrolmentId) ?? null;
  const lapsed = new Set(rows.flatMap((row) => (row.lapsed ? [row.reviewerId] : [])));
  const existing = rows.filter(({ counts }) => counts);
  const loads = Map.groupBy(existing, ({ reviewerId }) => reviewerId);
  const reviewers = works
    .filter(({ enrolmentId }) => !lapsed.has(enrolmentId))
    .map(({ enrolmentId: id }) => ({ id, squadId: squadOf(id), load: loads.get(id)?.length ?? 0 }));
  return {
    works: works.map(({ submissionId: id, enrolmentId: authorId }) => ({ id, authorId, squadId: squadOf(authorId) })),
    reviewers,
    k: task.policy.reviews,
    existing: existing.map(({ workId, reviewerId }) => ({ workId, reviewerId })),
    barred: rows.filter(({ counts }) => !counts).map(({ workId, reviewerId }) => ({ workId, reviewerId })),
    outside: task.policy.outside,
    relaxed: isRelaxed(task, task.policy, ctx.now()) ? (['reciprocal', 'outside'] as const) : [],
  };
}

/** By enrolment: the squad somebody is in now, by the tables of squads. */
export async function squadsOf(ctx: QueryContext, { communityId }: Pick<Task, 'communityId'>): Promise<Map<string, string>> {
  const rows = await rowsOf<{ enrolmentId: string; squadId: string }>(
    ctx,
    sql`SELECT m.enrolment_id AS "enrolmentId", m.squad_id AS "squadId" FROM squad q
        JOIN squad_member m ON m.org_id = q.org_id AND m.squad_id = q.id AND m.until IS NULL
        WHERE q.org_id = ${ctx.orgId} AND q.community_id = ${communityId} AND q.removed_at IS NULL`,
  );
  return new Map(rows.map(({ enrolmentId, squadId }) => [enrolmentId, squadId]));
}

/** @returns how many staff have to review from now on */
async function handOver(ctx: CommandContext, task: Task, works: readonly WorkFound[], reason: Fallback): Promise<number> {
  if (works.length === 0) return 0;
  await rowsOf(
    ctx,
    sql`UPDATE submission SET staff_since = ${iso(ctx.now())}::timestamptz, staff_reason = ${reason}
        WHERE org_id = ${ctx.orgId} AND id = ANY(${listOf(works.map(({ submissionId }) => submissionId))}::uuid[]) AND staff_since IS NULL`,
  );
  await askStaff(ctx, task, works);
  ctx.emit('homework.handedToStaff', { communityId: task.communityId, subjectId: task.id }, { works: works.length, reason });
  return works.length;
}

/** Nothing is left for the schedule. */
async function settle(ctx: CommandContext, { id, communityId }: Task): Promise<number> {
  await rowsOf(ctx, sql`UPDATE assignment SET settled_at = ${iso(ctx.now())}::timestamptz WHERE org_id = ${ctx.orgId} AND id = ${id}`);
  ctx.emit('assignment.settled', { communityId, subjectId: id });
  return 1;
}
