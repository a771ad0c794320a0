/** How many: people, done today, days that count. Whoever has left is not among them. */
import { sql } from 'drizzle-orm';
import type { QueryContext } from '#kernel';
import { dayText } from '#vocabulary/zone';
import { rowsOf } from '../chat/index.ts';
import { type Campaign, courseOf, listOf } from './find.ts';

export interface Counts {
  people: number;
  doneToday: number;
  onLeaveToday: number;
  /** Check-ins that count so far, and how many there would be if nobody missed one. */
  counted: number;
  possible: number;
}

const still = sql`JOIN enrolment e ON e.org_id = k.org_id AND e.id = k.enrolment_id AND e.left_at IS NULL`;

/** By id, of all campaigns in three statements. */
export async function countsOf(ctx: QueryContext, campaigns: readonly Campaign[]): Promise<Map<string, Counts>> {
  const now = ctx.now();
  const counts = new Map(campaigns.map(({ id }) => [id, { people: 0, doneToday: 0, onLeaveToday: 0, counted: 0, possible: 0 }]));
  const byId = new Map(campaigns.map((campaign) => [campaign.id, campaign]));
  const ids = sql`${listOf(campaigns.map(({ id }) => id))}::text::uuid[]`;
  const begun = campaigns.map(({ days, startsOn }) => Math.floor(days.startOf(startsOn) / 60_000));
  // By the minute of joining for those who came after the first day: what was asked of them began then.
  const joins = await rowsOf<{ id: string; minute: number; people: number }>(
    ctx,
    sql`SELECT u.id, greatest(floor(extract(epoch FROM e.joined_at) / 60), u.begun)::float8 AS minute, count(*)::int4 AS people
        FROM unnest(${ids}, ${listOf(campaigns.map(({ communityId }) => communityId))}::text::uuid[], ${listOf(begun)}::text::int4[])
          AS u(id, community_id, begun)
        JOIN enrolment e ON e.org_id = ${ctx.orgId} AND e.community_id = u.community_id AND e.left_at IS NULL GROUP BY 1, 2`,
  );
  for (const { id, minute, people } of joins) {
    const [count, campaign] = [counts.get(id), byId.get(id)];
    if (!count || !campaign) continue;
    const { first, today, endsOn } = courseOf(campaign, minute * 60_000, now);
    count.people += people;
    count.possible += people * Math.max(0, Math.min(today, endsOn) - first + 1);
  }
  const done = await rowsOf<{ id: string; leave: boolean; people: number }>(
    ctx,
    sql`SELECT u.id, k.kind = 'leave' AS leave, count(*)::int4 AS people
        FROM unnest(${ids}, ${listOf(campaigns.map(({ days }) => dayText(days.dayOf(now))))}::text::date[]) AS u(id, day)
        JOIN checkin k ON k.org_id = ${ctx.orgId} AND k.campaign_id = u.id AND k.day = u.day ${still} GROUP BY 1, 2`,
  );
  for (const { id, leave, people } of done) {
    const count = counts.get(id);
    if (count) count[leave ? 'onLeaveToday' : 'doneToday'] += people;
  }
  const totals = await rowsOf<{ id: string; total: number }>(
    ctx,
    sql`SELECT k.campaign_id AS id, sum(k.total)::int4 AS total FROM checkin_standing k ${still}
        WHERE k.org_id = ${ctx.orgId} AND k.campaign_id = ANY(${ids}) GROUP BY 1`,
  );
  for (const { id, total } of totals) {
    const count = counts.get(id);
    if (count) [count.counted, count.possible] = [total, Math.max(total, count.possible)];
  }
  return counts;
}

/** How many have checked in on a day; leave is none. */
export async function doneOn(ctx: QueryContext, campaignId: string, day: number): Promise<number> {
  const [row] = await rowsOf<{ people: number }>(
    ctx,
    sql`SELECT count(*)::int4 AS people FROM checkin k ${still}
        WHERE k.org_id = ${ctx.orgId} AND k.campaign_id = ${campaignId} AND k.day = ${dayText(day)} AND k.kind <> 'leave'`,
  );
  return row?.people ?? 0;
}
