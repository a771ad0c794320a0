/** What people of a community have shown, by the tables of those who keep it: over all of its time, or one person's since an instant. */
import type { QueryContext } from '#kernel';
import { dayNumber, dayText, zoneClock } from '#vocabulary/zone';
import { campaignsWhere, person as daysOfPerson, people as peopleOf } from '../checkins/index.ts';
import { findCommunity } from '../communities/index.ts';
import { iso, listOf, rowsOf, type SQL, sql } from '../rows.ts';
import type { Evidence } from './rules.ts';

interface Days {
  total: number;
  missed: number;
  best: number;
}

interface Asked {
  communityId: string;
  /** Rungs below the role it is about. */
  below: readonly string[];
}

/** Of everybody who takes part. */
export async function evidenceOfAll(ctx: QueryContext, asked: Asked): Promise<Map<string, Evidence>> {
  const days = new Map<string, Days>();
  for (const { id } of await campaignsWhere(ctx, sql`c.community_id = ${asked.communityId}`)) {
    for (const { enrolmentId, standing, missedDays } of (await peopleOf(ctx, { campaignId: id, show: 'all' })).people) {
      const { total, missed, best } = days.get(enrolmentId) ?? { total: 0, missed: 0, best: 0 };
      const sum = { total: total + standing.total, missed: missed + missedDays, best: Math.max(best, standing.best) };
      days.set(enrolmentId, sum);
    }
  }
  return joined(await factsOf(ctx, asked, sql`TRUE`, 0), days);
}

/** Of one person, from the civil day of an instant on. */
export async function evidenceSince(ctx: QueryContext, asked: Asked, enrolmentId: string, since: number): Promise<Evidence> {
  const { zone } = await findCommunity(ctx, asked.communityId);
  const from = dayText(zoneClock(zone).dayOf(since));
  const days: Days = { total: 0, missed: 0, best: 0 };
  for (const { id } of await campaignsWhere(ctx, sql`c.community_id = ${asked.communityId} AND c.ends_on >= ${from}::date`)) {
    let run = 0;
    for (const { day, state } of (await daysOfPerson(ctx, { campaignId: id, enrolmentId })).calendar) {
      if (dayNumber(day) < dayNumber(from)) continue;
      const kept = state === 'onTime' || state === 'late' || state === 'madeUp';
      if (kept) days.total += 1;
      if (state === 'missed') days.missed += 1;
      run = kept ? run + 1 : state === 'missed' ? 0 : run;
      days.best = Math.max(days.best, run);
    }
  }
  const found = joined(await factsOf(ctx, asked, sql`e.id = ${enrolmentId}`, since), new Map([[enrolmentId, days]]));
  return found.get(enrolmentId) ?? {};
}

interface Facts {
  enrolmentId: string;
  due: number;
  done: number;
  onTime: number;
  praises: number;
  helped: number;
  reviews: number;
  featured: number;
  held: number;
}

const percent = (part: number, whole: number) => (whole === 0 ? null : Math.round((part / whole) * 100));

function joined(facts: readonly Facts[], days: ReadonlyMap<string, Days>): Map<string, Evidence> {
  return new Map(
    facts.map(({ enrolmentId, due, done, onTime, praises, helped, reviews, featured, held }): [string, Evidence] => {
      const { total, missed, best } = days.get(enrolmentId) ?? { total: 0, missed: 0, best: 0 };
      const [asked, plain] = [total + missed, (have: number) => ({ have, of: null })];
      const evidence = {
        days: { have: total, of: asked },
        share: { have: percent(total, asked), of: asked },
        run: plain(best),
        duties: { have: done, of: due },
        onTime: { have: percent(onTime, due), of: due },
        ...{ praises: plain(praises), helped: plain(helped), reviews: plain(reviews), featured: plain(featured), held: plain(held) },
      };
      return [enrolmentId, evidence];
    }),
  );
}

/** @param whom of an aliased `enrolment e` */
async function factsOf(ctx: QueryContext, { communityId, below }: Asked, whom: SQL, since: number): Promise<Facts[]> {
  const [org, from, now] = [ctx.orgId, sql`${iso(since)}::timestamptz`, sql`${iso(ctx.now())}::timestamptz`];
  const ended = sql`(d.done_at IS NOT NULL OR d.closes_at <= ${now})`;
  const items = sql`due_item d WHERE d.org_id = ${org} AND d.community_id = ${communityId} AND d.due_at >= ${from} AND ${ended}`;
  const names = sql`${listOf(below.map((name) => JSON.stringify(name)))}::text[]`;
  return rowsOf<Facts>(
    ctx,
    sql`WITH taker AS (SELECT e.id, e.member_id FROM enrolment e
          WHERE e.org_id = ${org} AND e.community_id = ${communityId} AND e.left_at IS NULL AND ${whom}),
        own AS (
          SELECT d.id, d.owner_enrolment_id AS who, d.due_at, d.done_at FROM ${items} AND d.owner = 'enrolment'
          UNION SELECT d.id, t.id, d.due_at, d.done_at FROM (SELECT d.* FROM ${items} AND d.owner = 'role') d JOIN taker t ON t.member_id = d.done_by
          UNION SELECT d.id, h.enrolment_id, d.due_at, d.done_at FROM (SELECT d.* FROM ${items} AND d.owner = 'role' AND d.done_at IS NULL) d
            JOIN role_holder h ON h.org_id = d.org_id AND h.role_id = d.owner_role_id AND d.due_at >= h.since
              AND (d.owner_squad_id IS NULL OR d.owner_squad_id = h.squad_id) AND d.due_at < coalesce(least(h.until, h.ended_at), 'infinity')),
        duty AS (SELECT who, count(*) AS due, count(done_at) AS done, count(*) FILTER (WHERE done_at <= due_at) AS "onTime" FROM own GROUP BY 1),
        review AS (SELECT r.reviewer_id AS who, s.enrolment_id AS whom FROM peer_review r
          JOIN submission s ON s.org_id = r.org_id AND s.id = r.submission_id
          WHERE r.org_id = ${org} AND r.reviewer_id IN (SELECT id FROM taker) AND r.given_at >= ${from}),
        help AS (SELECT who, count(DISTINCT whom) AS helped FROM (
            SELECT by_enrolment_id AS who, enrolment_id AS whom FROM praise WHERE org_id = ${org} AND at >= ${from}
            UNION ALL SELECT by_enrolment_id, enrolment_id FROM care_note WHERE org_id = ${org} AND at >= ${from}
            UNION ALL SELECT who, whom FROM review) a WHERE who <> whom GROUP BY 1),
        praised AS (SELECT enrolment_id AS who, count(*) AS praises FROM praise WHERE org_id = ${org} AND at >= ${from} GROUP BY 1),
        reviewed AS (SELECT who, count(*) AS reviews FROM review GROUP BY 1),
        feature AS (SELECT s.enrolment_id AS who, count(*) AS featured FROM featured_work f
          JOIN submission s ON s.org_id = f.org_id AND s.id = f.submission_id
          WHERE f.org_id = ${org} AND f.consent = 'given' AND f.at >= ${from} GROUP BY 1),
        rung AS (SELECT t.id AS who, count(DISTINCT r.id) AS held FROM taker t JOIN enrolment x ON x.org_id = ${org} AND x.member_id = t.member_id
          JOIN role_holder h ON h.org_id = x.org_id AND h.enrolment_id = x.id
          JOIN role r ON r.org_id = h.org_id AND r.id = h.role_id AND r.name = ANY(${names}) WHERE ${wellHeld} GROUP BY 1)
        SELECT t.id AS "enrolmentId", coalesce(due, 0)::int4 AS due, coalesce(done, 0)::int4 AS done, coalesce("onTime", 0)::int4 AS "onTime",
          coalesce(praises, 0)::int4 AS praises, coalesce(helped, 0)::int4 AS helped, coalesce(reviews, 0)::int4 AS reviews,
          coalesce(featured, 0)::int4 AS featured, coalesce(held, 0)::int4 AS held
        FROM taker t LEFT JOIN duty ON duty.who = t.id LEFT JOIN help ON help.who = t.id LEFT JOIN praised ON praised.who = t.id
        LEFT JOIN reviewed ON reviewed.who = t.id LEFT JOIN feature ON feature.who = t.id LEFT JOIN rung ON rung.who = t.id`,
  );
}

/** Of an aliased `role_holder h`: held for good, neither recalled nor a trial that was not confirmed. */
export const wellHeld = sql`NOT EXISTS (SELECT 1 FROM role_ending n WHERE n.org_id = h.org_id AND n.holder_id = h.id AND n.how <> 'confirmed')
  AND NOT EXISTS (SELECT 1 FROM role_trial k WHERE k.org_id = h.org_id AND k.holder_id = h.id AND k.outcome IS DISTINCT FROM 'confirmed')`;
