/** The ledger as staff and members read it, and what a member has. */
import type { QueryContext } from '#kernel';
import { accountOf, ownEnrolments, requireOwnEnrolment } from '../admissions/index.ts';
import { iso, ms, rowsOf, type SQL, sql } from '../rows.ts';
import { progress } from './badges.ts';
import { FOR_GOOD } from './buckets.ts';
import { contestOf } from './contests.ts';
import { type EntryKind, factKinds, type Rules } from './contract.ts';
import { earnedOn, rulesOn } from './find.ts';
import { placeOf, today } from './place.ts';

const PAGE = 50;

interface Row {
  entryId: string;
  enrolmentId: string;
  nickname: string;
  at: number;
  day: string;
  amount: number;
  kind: EntryKind;
  reason: string;
  reverses: string | null;
  short: number;
  reversedBy: string | null;
}

/** The latest first. @param condition on the aliased `points_entry p` @param before the last of the page before */
async function entriesWhere(ctx: QueryContext, condition: SQL, before: string | undefined) {
  const after = before === undefined ? sql`TRUE` : sql`p.id < ${before}::uuid`;
  const rows = await rowsOf<Row>(
    ctx,
    sql`SELECT p.id AS "entryId", p.enrolment_id AS "enrolmentId", e.nickname, ${ms('p.at')} AS at, p.day::text AS day, p.amount, p.kind, p.reason,
          p.reverses, p.short, r.id AS "reversedBy"
        FROM points_entry p JOIN enrolment e ON e.org_id = p.org_id AND e.id = p.enrolment_id
        LEFT JOIN points_entry r ON r.org_id = p.org_id AND r.reverses = p.id
        WHERE p.org_id = ${ctx.orgId} AND ${condition} AND ${after} ORDER BY p.id DESC LIMIT ${PAGE + 1}`,
  );
  const page = rows.slice(0, PAGE).map((row) => ({ ...row, at: iso(row.at) }));
  return { entries: page, next: rows.length > PAGE ? (page.at(-1)?.entryId ?? null) : null };
}

interface Wanted {
  communityId: string;
  enrolmentId?: string | undefined;
  kind?: EntryKind | undefined;
  before?: string | undefined;
}

export function ledger(ctx: QueryContext, { communityId, enrolmentId, kind, before }: Wanted) {
  const own = enrolmentId === undefined ? sql`TRUE` : sql`p.enrolment_id = ${enrolmentId}`;
  const of = kind === undefined ? sql`TRUE` : sql`p.kind = ${kind}`;
  return entriesWhere(ctx, sql`p.community_id = ${communityId} AND ${own} AND ${of}`, before);
}

export async function myLedger(ctx: QueryContext, { communityId, before }: Pick<Wanted, 'communityId' | 'before'>) {
  const { enrolmentId } = await requireOwnEnrolment(ctx, communityId, 'points.myLedger');
  const { entries, next } = await entriesWhere(ctx, sql`p.enrolment_id = ${enrolmentId}`, before);
  return { entries, next };
}

interface Held {
  balance: number;
  today: number;
  runsOut: { until: string; points: number }[] | null;
}

export async function mine(ctx: QueryContext, { communityId }: { communityId?: string | undefined }) {
  const communities = [];
  for (const own of await ownEnrolments(ctx, accountOf(ctx), communityId)) {
    const place = await placeOf(ctx, own.enrolmentId);
    const day = today(ctx, place);
    const { version, rules } = await rulesOn(ctx, own.communityId, day);
    const [held] = await rowsOf<Held>(
      ctx,
      sql`SELECT a.balance, coalesce((SELECT t.total FROM points_total t WHERE t.org_id = a.org_id AND t.community_id = ${own.communityId}
              AND t.period = 'day' AND t.starts_on = ${day}::date AND t.enrolment_id = a.enrolment_id), 0) AS today,
            (SELECT json_agg(json_build_object('until', b.good_until::text, 'points', b.remaining) ORDER BY b.good_until) FROM points_bucket b
              WHERE b.org_id = a.org_id AND b.enrolment_id = a.enrolment_id AND b.remaining > 0 AND b.good_until < ${FOR_GOOD}::date) AS "runsOut"
          FROM points_account a WHERE a.org_id = ${ctx.orgId} AND a.enrolment_id = ${own.enrolmentId}`,
    );
    const { runs, expiry } = rules;
    const facts = Object.fromEntries(factKinds.flatMap((kind) => (rules.facts[kind] ? [[kind, rules.facts[kind]]] : [])));
    communities.push({
      ...{ communityId: own.communityId, community: own.community, enrolmentId: own.enrolmentId },
      on: version > 0 || held !== undefined,
      ...{ balance: held?.balance ?? 0, today: held?.today ?? 0, runsOut: held?.runsOut ?? [] },
      rules: { facts, runs, expiry },
      caps: await capsOf(ctx, rules, own.enrolmentId, day),
      badges: await progress(ctx, place, rules),
      contest: place.squadId === null ? null : await contestOf(ctx, own.communityId, place.squadId),
    });
  }
  return { communities };
}

async function capsOf(ctx: QueryContext, { facts }: Rules, enrolmentId: string, day: string) {
  const caps = [];
  for (const kind of factKinds) {
    const need = facts[kind]?.dailyCap ?? null;
    if (need === null) continue;
    const have = await earnedOn(ctx, { enrolmentId, kind, day });
    caps.push({ kind, need, have, met: have >= need });
  }
  return caps;
}
