/** What is due, for staff and for one person; and how the work is spread. */
import { type QueryContext, visibleCommunities } from '#kernel';
import { DAY_MS, dayText, zoneClock } from '#vocabulary/zone';
import { ownEnrolmentIds } from '../admissions/index.ts';
import { iso, rowsOf, sql, uuids } from '../rows.ts';
import type { DueItem } from './contract.ts';
import { itemsWhere } from './find.ts';
import { ownedBy, squadsLedBy } from './owning.ts';
import { remindersOf } from './reminders.ts';
import { openSwaps, ownRosters } from './turns.ts';

const NEXT = 12;
/** What is open stands here until it closes; nothing stays open for longer than a rescue may take. */
const OPEN_MS = 31 * DAY_MS;
/** Of one person: as far ahead as somebody plans. */
const AHEAD_MS = 14 * DAY_MS;

const today = ({ zone }: DueItem, now: number) => dayText(zoneClock(zone).dayOf(now));
const yesterday = ({ zone }: DueItem, now: number) => dayText(zoneClock(zone).dayOf(now) - 1);
const byDue = (a: DueItem, b: DueItem) => Date.parse(a.dueAt) - Date.parse(b.dueAt);
const at = (ms: number) => sql`${iso(ms)}::timestamptz`;
/** Of an aliased `due_item d`: of these days, or still open. */
const around = (now: number) =>
  sql`d.due_at >= ${at(now - OPEN_MS)} AND (d.due_at >= ${at(now - 2 * DAY_MS)} OR (d.done_at IS NULL AND d.closes_at > ${at(now)}))`;

export async function desk(ctx: QueryContext, { communityId }: { communityId?: string | undefined }) {
  const visible = visibleCommunities(ctx, 'coach');
  const wanted = communityId === undefined ? visible : visible === 'all' || visible.includes(communityId) ? [communityId] : [];
  const seen = wanted === 'all' ? sql`TRUE` : sql`d.community_id = ANY(${uuids(wanted)})`;
  const now = ctx.now();
  // A dissolved community asks nothing of anybody.
  const own = sql`${seen} AND d.source <> 'reminder' AND o.dissolved_at IS NULL`;
  const found = await itemsWhere(ctx, sql`${own} AND ${around(now)} AND d.due_at < ${at(now + 2 * DAY_MS)}`, 1_000);
  const coming = await itemsWhere(ctx, sql`${own} AND d.done_at IS NULL AND d.due_at > ${at(now)}`, 200);
  const reminders = await remindersOf(ctx, wanted);
  const isToday = (item: DueItem) => item.day === today(item, now) || (item.state === 'open' && item.overdue);
  return {
    now: iso(now),
    items: [...found.filter(isToday), ...reminders].sort(byDue),
    next: coming.filter((item) => !isToday(item)).slice(0, NEXT),
    missed: found.filter((item) => item.state === 'missed' && item.day === yesterday(item, now)),
  };
}

export async function mine(ctx: QueryContext) {
  const now = ctx.now();
  const own = await ownEnrolmentIds(ctx);
  const found = await itemsWhere(
    ctx,
    sql`${ownedBy(own, now)} AND d.source <> 'reminder' AND o.dissolved_at IS NULL AND ${around(now)} AND d.due_at < ${at(now + AHEAD_MS)}`,
  );
  const reminders: DueItem[] = [];
  for (const squad of await squadsLedBy(ctx, own)) reminders.push(...(await remindersOf(ctx, [squad.communityId], squad)));
  const due = found.filter((item) => item.day >= today(item, now) || (item.state === 'open' && item.overdue));
  const items = [...due, ...reminders].sort(byDue);
  const swaps =
    own.length === 0 ? [] : await openSwaps(ctx, sql`(s.asked_by = ANY(${uuids(own)}) OR s.asked_of = ANY(${uuids(own)}))`, own);
  return {
    now: iso(now),
    open: items.filter((item) => item.state === 'open' && item.day <= today(item, now)).length,
    items,
    rosters: await ownRosters(ctx, own),
    swaps,
  };
}

interface LoadRow {
  enrolmentId: string;
  nickname: string;
  gone: boolean;
  turns: number;
  toCome: number;
  done: number;
  late: number;
  missed: number;
}

/** Of everybody who ever had something to do, whoever had most first. Somebody who asked to be erased has no name here. */
export async function load(ctx: QueryContext, { communityId }: { communityId: string }) {
  const now = at(ctx.now());
  const rows = await rowsOf<LoadRow>(
    ctx,
    sql`SELECT d.owner_enrolment_id AS "enrolmentId", e.nickname, e.left_at IS NOT NULL AS gone,
          (count(DISTINCT (d.source_id, d.turn)) FILTER (WHERE d.turn IS NOT NULL))::int4 AS turns,
          (count(*) FILTER (WHERE d.done_at IS NULL AND d.closes_at > ${now}))::int4 AS "toCome",
          (count(*) FILTER (WHERE d.done_at IS NOT NULL))::int4 AS done,
          (count(*) FILTER (WHERE d.done_at > d.due_at))::int4 AS late,
          (count(*) FILTER (WHERE d.done_at IS NULL AND d.closes_at <= ${now}))::int4 AS missed
        FROM due_item d JOIN enrolment e ON e.org_id = d.org_id AND e.id = d.owner_enrolment_id
        WHERE d.org_id = ${ctx.orgId} AND d.community_id = ${communityId}
        GROUP BY 1, 2, 3 ORDER BY turns DESC, done DESC, 1`,
  );
  return {
    people: rows.map(({ enrolmentId, nickname, gone, ...row }) => ({ person: { enrolmentId, nickname, gone }, ...row })),
  };
}
