/**
 * How many: people, done today, days that count, and how they are spread. Whoever has left is not among them. Counting
 * 100,000 people takes some hundred ms, so what was counted in a large campaign is told for some seconds (twenty for
 * 100,000) before it is counted again; what one process saw happen since is added.
 */
import type { QueryContext } from '#kernel';
import { dayText } from '#vocabulary/zone';
import { iso, listOf, ms, rowsOf, sql, uuids } from '../rows.ts';
import { type Campaign, courseOf } from './find.ts';

/** Up to here everything is counted each time. */
const LARGE = 500;
const MS_A_PERSON = 0.2;

interface People {
  people: number;
  /** Check-ins there would be so far if nobody missed one. */
  possible: number;
}

interface Done {
  doneToday: number;
  onLeaveToday: number;
}

/** How many have each total, the highest first. */
type Totals = { total: number; people: number }[];

export interface Counts extends People, Done {
  /** Check-ins that count so far. */
  counted: number;
  /** One more than those with more days than this; null without any. Who has the same number shares a place. */
  rankOf(total: number): number | null;
}

type Load<T> = (ctx: QueryContext, campaigns: readonly Campaign[]) => Promise<Map<string, T>>;

/** @param sizeOf what it cost to count, in people */
function counting<T>(load: Load<T>, sizeOf: (value: T) => number) {
  const told = new Map<string, { value: T; from: number; until: number }>();
  const keyOf = (ctx: QueryContext, { id, days }: Campaign) => `${ctx.orgId} ${id} ${days.dayOf(ctx.now())}`;
  const still = (ctx: QueryContext, campaign: Campaign): T | null => {
    const found = told.get(keyOf(ctx, campaign));
    return found && found.from <= ctx.now() && ctx.now() < found.until ? found.value : null;
  };

  /** By id of the campaign, in at most one statement. */
  async function of(ctx: QueryContext, campaigns: readonly Campaign[]): Promise<Map<string, T>> {
    const unknown = campaigns.filter((campaign) => still(ctx, campaign) === null);
    const counted = unknown.length > 0 ? await load(ctx, unknown) : new Map<string, T>();
    const now = ctx.now();
    for (const campaign of unknown) {
      const value = counted.get(campaign.id);
      const size = value === undefined ? 0 : sizeOf(value);
      if (value === undefined || size <= LARGE) continue;
      for (const [key, { until }] of told) if (until <= now) told.delete(key);
      told.set(keyOf(ctx, campaign), { value, from: now, until: now + size * MS_A_PERSON });
    }
    for (const campaign of campaigns) {
      const value = still(ctx, campaign);
      if (value !== null) counted.set(campaign.id, value);
    }
    return counted;
  }
  return { of, still };
}

const idsOf = (campaigns: readonly Campaign[]) => sql`${uuids(campaigns.map(({ id }) => id))}`;

/**
 * Those who have left are looked up once and taken away. Ids stand in the statement as lists and pairs: joined with a table
 * of ids, the planner reads every enrolment of the organisation (99 ms instead of 2 for a camp of 77 beside 100,000).
 */
const staying = (ctx: QueryContext, campaigns: readonly Campaign[]) => sql`k.enrolment_id NOT IN (SELECT e.id FROM enrolment e
  WHERE e.org_id = ${ctx.orgId} AND e.community_id = ANY(${communitiesOf(campaigns)}) AND e.left_at IS NOT NULL)`;
const communitiesOf = (campaigns: readonly Campaign[]) =>
  sql`${listOf([...new Set(campaigns.map(({ communityId }) => communityId))])}::uuid[]`;

/** By the minute of joining for those who came after the first day: what was asked of them began then. */
const people = counting<People>(
  async (ctx, campaigns) => {
    const begun = iso(Math.min(...campaigns.map(({ days, startsOn }) => days.startOf(startsOn))));
    const joins = await rowsOf<{ communityId: string; since: number; people: number }>(
      ctx,
      sql`SELECT "communityId", ${ms('since')} AS since, people FROM (
            SELECT e.community_id AS "communityId", date_trunc('minute', greatest(e.joined_at, ${begun}::timestamptz)) AS since, count(*)::int4 AS people
            FROM enrolment e WHERE e.org_id = ${ctx.orgId} AND e.community_id = ANY(${communitiesOf(campaigns)}) AND e.left_at IS NULL
            GROUP BY 1, 2) j`,
    );
    const byCommunity = Map.groupBy(joins, ({ communityId }) => communityId);
    return new Map(
      campaigns.map((campaign) => {
        const count: People = { people: 0, possible: 0 };
        for (const join of byCommunity.get(campaign.communityId) ?? []) {
          const { first, today, endsOn } = courseOf(campaign, join.since, ctx.now());
          count.people += join.people;
          count.possible += join.people * Math.max(0, Math.min(today, endsOn) - first + 1);
        }
        return [campaign.id, count];
      }),
    );
  },
  (value) => value.people,
);

const done = counting<Done>(
  async (ctx, campaigns) => {
    const ofToday = campaigns.map(({ id, days }) => sql`(k.campaign_id = ${id} AND k.day = ${dayText(days.dayOf(ctx.now()))}::date)`);
    const rows = await rowsOf<{ id: string; leave: boolean; people: number }>(
      ctx,
      sql`SELECT k.campaign_id AS id, k.kind = 'leave' AS leave, count(*)::int4 AS people FROM checkin k
          WHERE k.org_id = ${ctx.orgId} AND (${sql.join(ofToday, sql` OR `)}) AND ${staying(ctx, campaigns)} GROUP BY 1, 2`,
    );
    const counted = new Map(campaigns.map(({ id }): [string, Done] => [id, { doneToday: 0, onLeaveToday: 0 }]));
    for (const row of rows) {
      const count = counted.get(row.id);
      if (count) count[row.leave ? 'onLeaveToday' : 'doneToday'] += row.people;
    }
    return counted;
  },
  ({ doneToday, onLeaveToday }) => doneToday + onLeaveToday,
);

const totals = counting<Totals>(
  async (ctx, campaigns) => {
    const rows = await rowsOf<{ id: string; total: number; people: number }>(
      ctx,
      sql`SELECT k.campaign_id AS id, k.total, count(*)::int4 AS people FROM checkin_standing k
          WHERE k.org_id = ${ctx.orgId} AND k.campaign_id = ANY(${idsOf(campaigns)}) AND k.total > 0 AND ${staying(ctx, campaigns)}
          GROUP BY 1, 2 ORDER BY 2 DESC`,
    );
    return Map.groupBy(rows, ({ id }) => id);
  },
  (spread) => spread.reduce((sum, row) => sum + row.people, 0),
);

/** By id of the campaign, for all of them in at most three statements. */
export async function countsOf(ctx: QueryContext, campaigns: readonly Campaign[]): Promise<Map<string, Counts>> {
  const [who, today, spreads] = [await people.of(ctx, campaigns), await done.of(ctx, campaigns), await totals.of(ctx, campaigns)];
  return new Map(campaigns.map(({ id }) => [id, countsFrom(who.get(id), today.get(id), spreads.get(id) ?? [])]));
}

export async function countsOfOne(ctx: QueryContext, campaign: Campaign): Promise<Counts> {
  return (await countsOf(ctx, [campaign])).get(campaign.id) ?? countsFrom(undefined, undefined, []);
}

function countsFrom(who: People = { people: 0, possible: 0 }, today: Done = { doneToday: 0, onLeaveToday: 0 }, spread: Totals): Counts {
  const counted = spread.reduce((sum, row) => sum + row.total * row.people, 0);
  return {
    people: who.people,
    ...today,
    counted,
    possible: Math.max(counted, who.possible),
    rankOf: (total) => (total > 0 ? 1 + spread.reduce((sum, row) => sum + (row.total > total ? row.people : 0), 0) : null),
  };
}

/** How many have checked in today; leave is none. */
export async function doneToday(ctx: QueryContext, campaign: Campaign): Promise<number> {
  return (await done.of(ctx, [campaign])).get(campaign.id)?.doneToday ?? 0;
}

/** One more or less in what is told of a large campaign. */
export function noteDone(ctx: QueryContext, campaign: Campaign, change: 1 | -1): void {
  const told = done.still(ctx, campaign);
  if (told) told.doneToday = Math.max(0, told.doneToday + change);
}
