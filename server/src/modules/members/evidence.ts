/** What the database knows of a pair, for `scoring.ts`. */
import type { QueryContext } from '#kernel';
import type { Identity } from '../chat/index.ts';
import { rowsOf, sql } from '../rows.ts';
import type { Place } from './rules.ts';
import { bareName, type Evidence, type PairFacts, scoreOf, similarityOf } from './scoring.ts';

const SIMILAR = 0.6;
/** Rows are compared within the last of these days that both saw. */
const COMPARED_DAYS = 31;
const DAY_MS = 86_400_000;

interface Described {
  who: string;
  by: 'id' | 'name';
  platform: string;
  names: string[];
  messages: number;
  firstAt: number | null;
  lastAt: number | null;
  days: number[];
}

interface Depth {
  /** Names and accounts only, no days and rows: for a merge, which is decided already. */
  quick?: boolean;
  /** Folded name → people of the community who bear it; default: these two. */
  bearers?: (name: string) => number;
}

export async function weigh(
  ctx: QueryContext,
  one: Identity | Place,
  other: Identity | Place,
  { quick = false, bearers = () => 2 }: Depth = {},
) {
  const [a, b] = [await describe(ctx, one, quick), await describe(ctx, other, quick)];
  if (!a || !b) return { score: 0, evidence: [] satisfies Evidence[] };
  const facts = { ...factsOfNames(a, b, one.channelId === other.channelId, bearers), sharedRows: null, handover: null, together: null };
  if (quick || one.channelId !== other.channelId) return scoreOf(facts);
  return scoreOf({
    ...facts,
    handover: handoverOf(a, b),
    ...(await rowsTogether(ctx, one.channelId, [one.identity, other.identity], a, b)),
  });
}

function factsOfNames(a: Described, b: Described, oneChannel: boolean, bearers: (name: string) => number) {
  const accounts = a.by === 'id' && b.by === 'id';
  const folded = new Map(b.names.map((name) => [name.trim().toLowerCase(), name]));
  const common = a.names.find((name) => folded.has(name.trim().toLowerCase()));
  const pairs = a.names.flatMap((one) =>
    b.names.map((other) => ({ one, other, similarity: similarityOf(bareName(one), bareName(other)) })),
  );
  const nearest = pairs.toSorted((x, y) => y.similarity - x.similarity)[0];
  return {
    sameAccount: accounts && a.who === b.who && a.platform === b.platform,
    twoAccounts: accounts && oneChannel,
    sameName: common === undefined ? null : { name: common, bearers: Math.max(2, bearers(common.trim().toLowerCase())) },
    similarName: nearest && nearest.similarity >= SIMILAR ? nearest : null,
  } satisfies Partial<PairFacts>;
}

function handoverOf(a: Described, b: Described): PairFacts['handover'] {
  if (a.firstAt === null || b.firstAt === null || a.lastAt === null || b.lastAt === null) return null;
  const [before, after] = a.firstAt <= b.firstAt ? [a, b] : [b, a];
  const gap = (after.firstAt ?? 0) - (before.lastAt ?? 0);
  return gap < 0 ? null : { days: Math.round(gap / DAY_MS), messages: Math.min(a.messages, b.messages) };
}

async function describe(ctx: QueryContext, { channelId, identity }: Place, quick: boolean): Promise<Described | null> {
  const days = quick
    ? sql`NULL::json`
    : sql`(SELECT json_agg(k::int ORDER BY k::int) FROM member_year y CROSS JOIN LATERAL jsonb_object_keys(y.days) k
        WHERE y.org_id = i.org_id AND y.channel_id = i.channel_id AND y.identity_id = i.id)`;
  const [row] = await rowsOf<Omit<Described, 'names' | 'days'> & { names: string[] | null; days: number[] | null }>(
    ctx,
    sql`SELECT i.who, i.identified_by AS by, c.platform, coalesce((t.total->>1)::int, 0) AS messages, (t.total->>6)::float8 AS "firstAt",
          (t.total->>7)::float8 AS "lastAt", ${days} AS days,
          (SELECT json_agg(a.name ORDER BY a.last_at DESC NULLS LAST, a.place) FROM alias a
            WHERE a.org_id = i.org_id AND a.channel_id = i.channel_id AND a.identity_id = i.id) AS names
        FROM identity i JOIN channel c ON c.org_id = i.org_id AND c.id = i.channel_id
        LEFT JOIN member_total t ON t.org_id = i.org_id AND t.channel_id = i.channel_id AND t.identity_id = i.id
        WHERE i.org_id = ${ctx.orgId} AND i.channel_id = ${channelId} AND i.id = ${identity}`,
  );
  return row ? { ...row, names: row.names ?? [], days: row.days ?? [] } : null;
}

/** Rows and minutes of both within a month up to the last day on which both spoke: enough to tell, and bounded. */
async function rowsTogether(ctx: QueryContext, channelId: string, [one, other]: [number, number], a: Described, b: Described) {
  const both = a.days.filter((day) => b.days.includes(day));
  const last = both.at(-1);
  if (last === undefined) return { sharedRows: 0, together: { days: 0, minutes: 0 } };
  // A day more at either end: civil days begin at another hour than UTC's.
  const [from, to] = [last - COMPARED_DAYS, last + 2].map((day) => new Date(day * DAY_MS).toISOString());
  const [row] = await rowsOf<{ shared: number; minutes: number }>(
    ctx,
    sql`WITH own AS MATERIALIZED (SELECT identity_id AS who, at, text FROM message WHERE org_id = ${ctx.orgId} AND channel_id = ${channelId}
            AND at >= ${from}::timestamptz AND at < ${to}::timestamptz AND identity_id IN (${one}, ${other}) AND kind < 100),
          shared AS (SELECT at, text FROM own GROUP BY at, text HAVING count(DISTINCT who) = 2),
          rest AS (SELECT who, date_trunc('minute', at) AS minute FROM own EXCEPT SELECT own.who, date_trunc('minute', at) FROM own JOIN shared USING (at, text))
        SELECT (SELECT count(*)::int FROM shared) AS shared,
          (SELECT count(*)::int FROM (SELECT 1 FROM rest GROUP BY minute HAVING count(DISTINCT who) = 2) m) AS minutes`,
  );
  return { sharedRows: row?.shared ?? 0, together: { days: both.length, minutes: row?.minutes ?? 0 } };
}
