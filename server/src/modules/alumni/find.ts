/** Enrolments with what decides on joining, and entries that stand. */
import type { QueryContext, Right } from '#kernel';
import { iso, ms, rowsOf, type SQL, sql } from '../rows.ts';
import type { OwnEntry } from './contract.ts';
import { evaluate, type JoinFacts } from './rules.ts';

export interface Graduate extends JoinFacts {
  enrolmentId: string;
  communityId: string;
  community: string;
  memberId: string;
  nickname: string;
}

/** Of enrolments that were not erased. Whoever a confirmed removal made leave left in the same transaction. */
const factColumns = sql`
  (SELECT count(*)::int4 FROM certificate k WHERE k.org_id = e.org_id AND k.enrolment_id = e.id AND k.revoked_at IS NULL) AS certificates,
  e.left_at IS NOT NULL AS gone,
  c.dissolved_at IS NOT NULL AS dissolved,
  EXISTS (SELECT 1 FROM removal_case r WHERE r.org_id = e.org_id AND r.enrolment_id = e.id AND r.outcome = 'removed'
    AND abs(extract(epoch FROM r.closed_at - e.left_at)) < 60) AS removed,
  EXISTS (SELECT 1 FROM guardian_consent g LEFT JOIN application a ON a.org_id = g.org_id AND a.id = g.application_id
    WHERE g.org_id = e.org_id AND g.needed AND (g.enrolment_id = e.id OR a.enrolment_id = e.id)) AS guarded`;

/** @param condition on `e`, an enrolment */
export function graduatesWhere(ctx: QueryContext, condition: SQL): Promise<Graduate[]> {
  return rowsOf<Graduate>(
    ctx,
    sql`SELECT e.id AS "enrolmentId", e.community_id AS "communityId", c.name AS community, e.member_id AS "memberId", e.nickname, ${factColumns}
        FROM enrolment e JOIN community c ON c.org_id = e.org_id AND c.id = e.community_id
        WHERE e.org_id = ${ctx.orgId} AND e.erased_at IS NULL AND ${condition} ORDER BY e.joined_at DESC, e.id`,
  );
}

/** What lets those who left in again: communities whose alumni they may be. For finding out who calls. */
export async function rightsOf(ctx: QueryContext, { accountId }: { accountId: string }): Promise<Right[]> {
  return (await lettingIn(ctx, accountId)).map(({ communityId }) => ({ right: 'alumni', communityId, squadId: null }));
}

/** Enrolments that ended, of whose community the member may be an alumnus. */
export async function lettingIn(ctx: QueryContext, memberId: string): Promise<Graduate[]> {
  const gone = await graduatesWhere(ctx, sql`e.member_id = ${memberId} AND e.left_at IS NOT NULL`);
  return gone.filter((graduate) => evaluate(graduate).met);
}

export interface Alumnus extends Graduate, Omit<OwnEntry, 'agreedAt'> {
  agreedAt: number;
}

/**
 * Those whose consent stands; a bar that came up since hides them. The latest first.
 * @param condition on `a`, an alumnus, and `e`, the enrolment
 */
export async function alumniWhere(ctx: QueryContext, condition: SQL): Promise<Alumnus[]> {
  const rows = await rowsOf<Alumnus>(
    ctx,
    sql`SELECT e.id AS "enrolmentId", e.community_id AS "communityId", c.name AS community, e.member_id AS "memberId", e.nickname, ${factColumns},
          a.name, a.doing, a.offers, a.seeks, a.contact, a.contact_shared AS "contactShared", ${ms('k.agreed_at')} AS "agreedAt", k.words
        FROM alumnus a JOIN alumni_consent k ON k.org_id = a.org_id AND k.id = a.consent_id AND k.withdrawn_at IS NULL
        JOIN enrolment e ON e.org_id = a.org_id AND e.id = a.enrolment_id AND e.erased_at IS NULL
        JOIN community c ON c.org_id = e.org_id AND c.id = e.community_id
        WHERE a.org_id = ${ctx.orgId} AND ${condition} ORDER BY k.agreed_at DESC, e.id`,
  );
  return rows.filter((row) => evaluate(row).bar === null);
}

/** Enrolments of the community whose entries the alumni read. */
export async function alumniIn(ctx: QueryContext, communityId: string): Promise<string[]> {
  return (await alumniWhere(ctx, sql`e.community_id = ${communityId}`)).map(({ enrolmentId }) => enrolmentId);
}

export function ownEntryOf({ name, doing, offers, seeks, contact, contactShared, agreedAt, words }: Alumnus): OwnEntry {
  return { name, doing, offers, seeks, contact, contactShared, agreedAt: iso(agreedAt), words };
}
