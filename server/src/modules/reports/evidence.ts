/** What is on record in favour of people, by enrolment: another kind is one line here, its code and its words. */
import type { QueryContext } from '#kernel';
import type { Campaign } from '../checkins/index.ts';
import { iso, rowsOf, type SQL, sql } from '../rows.ts';
import type { EvidenceCode } from './contract.ts';

/** Praise and thanks come after the last day, too. */
const DAYS_AFTER = 7;
const DAYS_BEFORE = 7;

export interface Span {
  from: string;
  to: string;
}

/** Instants between which what was said and done belongs to a campaign: beginnings and farewells included. */
export function spanOf({ days, startsOn, endsOn }: Campaign): Span {
  return { from: iso(days.startOf(startsOn - DAYS_BEFORE)), to: iso(days.startOf(endsOn + 1 + DAYS_AFTER)) };
}

interface Source {
  code: Exclude<EvidenceCode, 'days' | 'best'>;
  /** Fewer than this says nothing about somebody. */
  floor: number;
  /** Rows of an enrolment each, its id as `id`. */
  rows(ctx: QueryContext, campaign: Campaign, span: Span): SQL;
}

export const sources: readonly Source[] = [
  {
    code: 'praises',
    floor: 1,
    rows: (ctx, { communityId }, { from, to }) => sql`SELECT p.enrolment_id AS id FROM praise p
      JOIN enrolment e ON e.org_id = p.org_id AND e.id = p.enrolment_id
      WHERE p.org_id = ${ctx.orgId} AND e.community_id = ${communityId} AND p.at >= ${from}::timestamptz AND p.at < ${to}::timestamptz`,
  },
  {
    code: 'duties',
    floor: 1,
    // Whoever said that it was done did it, else whose it is.
    rows: (ctx, { communityId }, { from, to }) => sql`SELECT coalesce(x.id, d.owner_enrolment_id) AS id FROM due_item d
      LEFT JOIN enrolment x ON x.org_id = d.org_id AND x.community_id = d.community_id AND x.member_id = d.done_by
      WHERE d.org_id = ${ctx.orgId} AND d.community_id = ${communityId} AND d.done_at IS NOT NULL AND d.source <> 'reminder'
        AND d.due_at >= ${from}::timestamptz AND d.due_at < ${to}::timestamptz`,
  },
  {
    code: 'liked',
    floor: 3,
    rows: (ctx, { id }) => sql`SELECT l.enrolment_id AS id FROM checkin_like l WHERE l.org_id = ${ctx.orgId} AND l.campaign_id = ${id}`,
  },
  {
    code: 'likes',
    floor: 5,
    rows: (ctx, { id }) => sql`SELECT l.by_enrolment_id AS id FROM checkin_like l WHERE l.org_id = ${ctx.orgId} AND l.campaign_id = ${id}`,
  },
];

/** By enrolment and code how many; nothing where there are none. @param only one enrolment */
export async function evidenceOf(ctx: QueryContext, campaign: Campaign, only?: string): Promise<Map<string, Map<EvidenceCode, number>>> {
  const span = spanOf(campaign);
  const found = new Map<string, Map<EvidenceCode, number>>();
  for (const { code, rows } of sources) {
    const counted = await rowsOf<{ id: string; count: number }>(
      ctx,
      sql`SELECT r.id, count(*)::int4 AS count FROM (${rows(ctx, campaign, span)}) r
          WHERE r.id IS NOT NULL AND (${only ?? null}::uuid IS NULL OR r.id = ${only ?? null}::uuid) GROUP BY 1`,
    );
    for (const { id, count } of counted) {
      const of = found.get(id) ?? new Map<EvidenceCode, number>();
      found.set(id, of.set(code, count));
    }
  }
  return found;
}
