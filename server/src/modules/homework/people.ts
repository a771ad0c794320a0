/** Who has done what and who has not, for staff, for leaders of squads, and for modules that count on it. */
import { DomainError, holdsRight, type QueryContext, visibleCommunities } from '#kernel';
import { ms, rowsOf, sql } from '../rows.ts';
import { assignmentsWhere, findAssignment, type Task } from './find.ts';
import { handedIn } from './own.ts';
import type { Doing } from './shapes.ts';
import { reviewingOf } from './standing.ts';

interface PersonRow {
  enrolmentId: string;
  nickname: string;
  squadId: string | null;
  squad: string | null;
  joinedAt: number;
  /** Of the work, where there is one. */
  at: number | null;
}

const byName = new Intl.Collator('zh-CN', { numeric: true });
const worst: readonly Doing['submitted'][] = ['missing', 'notYet', 'late', 'onTime'];

/** Who takes part and was asked: whoever came after it was due was not. */
async function doingOf(ctx: Pick<QueryContext, 'db' | 'orgId' | 'now'>, task: Task): Promise<Doing[]> {
  const rows = await rowsOf<PersonRow>(
    ctx,
    sql`SELECT e.id AS "enrolmentId", e.nickname, q.id AS "squadId", q.name AS squad, ${ms('e.joined_at')} AS "joinedAt", ${ms('s.at')} AS at
        FROM enrolment e
        LEFT JOIN submission s ON s.org_id = e.org_id AND s.assignment_id = ${task.id} AND s.enrolment_id = e.id AND s.withdrawn_at IS NULL
        LEFT JOIN squad_member m ON m.org_id = e.org_id AND m.enrolment_id = e.id AND m.until IS NULL
        LEFT JOIN squad q ON q.org_id = m.org_id AND q.id = m.squad_id AND q.removed_at IS NULL
        WHERE e.org_id = ${ctx.orgId} AND e.community_id = ${task.communityId} AND e.left_at IS NULL`,
  );
  const reviewing = await reviewingOf(ctx, [task.id]);
  const asked = rows.filter(({ joinedAt, at }) => at !== null || joinedAt < task.dueAt);
  return asked.map(({ at, joinedAt: _, ...person }) => {
    const { asked: dealt = 0, gave = 0, lapsed = 0 } = reviewing.get(`${task.id} ${person.enrolmentId}`) ?? {};
    const submitted = handedIn(task, at === null ? undefined : { at }, ctx.now());
    return { ...person, submitted, owes: Math.min(task.policy.reviews, dealt), gave, lapsed };
  });
}

interface Asked {
  assignmentId: string;
  squadId?: string | undefined;
}

/** Who is missing first. @throws DomainError `assignment.unknown`, `access.denied` to a leader who names no squad */
export async function people(ctx: QueryContext, { assignmentId, squadId }: Asked) {
  const task = await findAssignment(ctx, assignmentId);
  const staffed = visibleCommunities(ctx, 'coach');
  const everywhere = staffed === 'all' || staffed.includes(task.communityId);
  if (!everywhere && !holdsRight(ctx, 'squad.see', task.communityId, squadId ?? null))
    throw new DomainError('access.denied', { operation: 'homework.people', role: 'coach' });
  const found = (await doingOf(ctx, task)).filter((one) => squadId === undefined || one.squadId === squadId);
  found.sort(
    (a, b) =>
      worst.indexOf(a.submitted) - worst.indexOf(b.submitted) ||
      a.gave - a.owes - (b.gave - b.owes) ||
      byName.compare(a.nickname, b.nickname),
  );
  return { people: found };
}

export interface MissingHomework {
  /** Stable: an assignment, a person and what is missing. */
  key: string;
  assignmentId: string;
  title: string;
  enrolmentId: string;
  missing: 'submission' | 'reviews';
  /** Since when, epoch ms: no work is taken any more, or the time for reviews is over. */
  at: number;
  /** Reviews that are missing; 1 of a work. */
  count: number;
}

/**
 * What people who take part have not done, of assignments of which that became certain from `from` on and before `to` (epoch ms,
 * not after now).
 */
export async function missingHomework(
  ctx: Pick<QueryContext, 'db' | 'orgId' | 'now'>,
  communityId: string,
  { from, to }: { from: number; to: number },
): Promise<MissingHomework[]> {
  const end = Math.min(to, ctx.now() + 1);
  const within = (at: number) => at >= from && at < end;
  const tasks = await assignmentsWhere(ctx, sql`a.community_id = ${communityId} AND a.published_at IS NOT NULL`);
  const found: MissingHomework[] = [];
  for (const task of tasks) {
    const takenUntil = task.lateUntil ?? task.dueAt;
    if (!within(takenUntil) && !within(task.closesAt)) continue;
    for (const { enrolmentId, submitted, owes, gave } of await doingOf(ctx, task)) {
      const of = { assignmentId: task.id, title: task.title, enrolmentId };
      const add = (missing: MissingHomework['missing'], at: number, count: number) =>
        found.push({ key: `${task.id} ${enrolmentId} ${missing}`, ...of, missing, at, count });
      if (submitted === 'missing' && within(takenUntil)) add('submission', takenUntil, 1);
      if (gave < owes && within(task.closesAt)) add('reviews', task.closesAt, owes - gave);
    }
  }
  return found.sort((a, b) => a.at - b.at || (a.key < b.key ? -1 : 1));
}

export interface HomeworkFact {
  kind: 'homework.submitted' | 'homework.reviewed' | 'homework.featured';
  /** Of the work or the review: one fact a kind and id, however often it is read. */
  id: string;
  assignmentId: string;
  enrolmentId: string;
  /** Epoch ms. */
  at: number;
  /** A work that came after it was due. */
  late: boolean;
}

/**
 * What people did, for points: works that stand and are past changing (due has come), reviews given, works shown as examples. In the
 * order of instants, from `from` on and before `to` (epoch ms). A work handed in on time has the instant it was due.
 */
export async function homeworkFacts(
  ctx: Pick<QueryContext, 'db' | 'orgId'>,
  communityId: string,
  { from, to }: { from: number; to: number },
): Promise<HomeworkFact[]> {
  const [start, end] = [new Date(from).toISOString(), new Date(to).toISOString()];
  const ofWork = sql`FROM assignment a JOIN submission s ON s.org_id = a.org_id AND s.assignment_id = a.id AND s.withdrawn_at IS NULL`;
  const here = sql`a.org_id = ${ctx.orgId} AND a.community_id = ${communityId}`;
  const within = (at: string) => sql`${sql.raw(at)} >= ${start}::timestamptz AND ${sql.raw(at)} < ${end}::timestamptz`;
  return rowsOf<HomeworkFact>(
    ctx,
    sql`SELECT x.kind, x.id, x."assignmentId", x."enrolmentId", ${ms('x.at')} AS at, x.late FROM (
          SELECT 'homework.submitted' AS kind, s.id, a.id AS "assignmentId", s.enrolment_id AS "enrolmentId", greatest(s.at, a.due_at) AS at,
            s.at >= a.due_at AS late ${ofWork} WHERE ${here} AND ${within('greatest(s.at, a.due_at)')}
          UNION ALL SELECT 'homework.reviewed', r.id, a.id, r.reviewer_id, r.given_at, false
            ${ofWork} JOIN peer_review r ON r.org_id = s.org_id AND r.submission_id = s.id AND r.reviewer_id IS NOT NULL
            WHERE ${here} AND ${within('r.given_at')}
          UNION ALL SELECT 'homework.featured', s.id, a.id, s.enrolment_id, f.answered_at, false
            ${ofWork} JOIN featured_work f ON f.org_id = s.org_id AND f.submission_id = s.id AND f.consent = 'given'
            WHERE ${here} AND ${within('f.answered_at')}) x
        ORDER BY x.at, x.kind, x.id`,
  );
}
