/** What is kept about one person's homework, told and taken away. */
import type { CommandContext, QueryContext } from '#kernel';
import { iso, isoOrNull, ms, rowsOf, sql, uuids } from '../rows.ts';
import type { Given } from './shapes.ts';

/** A type, so that it passes as a record in the contract. */
type KeptWork = {
  assignment: string;
  at: string;
  changedAt: string;
  withdrawnAt: string | null;
  version: number;
  content: Given;
  /** Why it is an example, where it is one. */
  featured: { why: string; consent: string } | null;
  appeal: { text: string; answer: string | null } | null;
  decisions: { score: number; reason: string }[];
};

type KeptReview = {
  assignment: string;
  at: string;
  givenAt: string | null;
  text: string;
  scores: number[];
};

/** Everything kept about the homework of these enrolments, and what they wrote about that of others. */
export async function keptHomework(ctx: QueryContext, enrolmentIds: readonly string[]) {
  const ids = uuids(enrolmentIds);
  const works = await rowsOf<
    Omit<KeptWork, 'at' | 'changedAt' | 'withdrawnAt' | 'decisions'> & {
      at: number;
      changed: number;
      withdrawn: number | null;
      decisions: KeptWork['decisions'] | null;
    }
  >(
    ctx,
    sql`SELECT a.title AS assignment, ${ms('s.at')} AS at, ${ms('s.changed_at')} AS changed, ${ms('s.withdrawn_at')} AS withdrawn, s.version, s.content,
          (SELECT json_build_object('why', f.why, 'consent', f.consent) FROM featured_work f WHERE f.org_id = s.org_id AND f.submission_id = s.id) AS featured,
          (SELECT json_build_object('text', p.text, 'answer', p.answer) FROM grade_appeal p WHERE p.org_id = s.org_id AND p.submission_id = s.id) AS appeal,
          (SELECT json_agg(json_build_object('score', d.score, 'reason', d.reason) ORDER BY d.at, d.id) FROM grade_decision d
            WHERE d.org_id = s.org_id AND d.submission_id = s.id) AS decisions
        FROM submission s JOIN assignment a ON a.org_id = s.org_id AND a.id = s.assignment_id
        WHERE s.org_id = ${ctx.orgId} AND s.enrolment_id = ANY(${ids}) ORDER BY s.at, s.id`,
  );
  const reviews = async (whose: 'r.reviewer_id' | 's.enrolment_id', which: 'all' | 'given'): Promise<KeptReview[]> => {
    const rows = await rowsOf<Omit<KeptReview, 'at' | 'givenAt'> & { at: number; given: number | null }>(
      ctx,
      sql`SELECT a.title AS assignment, ${ms('r.at')} AS at, ${ms('r.given_at')} AS given, r.text, r.scores FROM peer_review r
          JOIN submission s ON s.org_id = r.org_id AND s.id = r.submission_id JOIN assignment a ON a.org_id = s.org_id AND a.id = s.assignment_id
          WHERE r.org_id = ${ctx.orgId} AND ${sql.raw(whose)} = ANY(${ids}) AND (${which === 'all'} OR r.given_at IS NOT NULL) ORDER BY r.at, r.id`,
    );
    return rows.map(({ at, given, ...row }) => ({ ...row, at: iso(at), givenAt: isoOrNull(given) }));
  };
  return {
    homework: works.map(
      ({ at, changed, withdrawn, decisions, ...row }): KeptWork => ({
        ...row,
        at: iso(at),
        changedAt: iso(changed),
        withdrawnAt: isoOrNull(withdrawn),
        decisions: decisions ?? [],
      }),
    ),
    reviewsWritten: await reviews('r.reviewer_id', 'all'),
    /** Who wrote them is theirs to say. */
    reviewsReceived: await reviews('s.enrolment_id', 'given'),
  };
}

/**
 * What was written by the person and about their work goes; that something was handed in and reviewed, with which points, stays,
 * of nobody, so that the grades of others stand. Files go with those of check-ins.
 */
export async function eraseHomework(ctx: CommandContext, enrolmentId: string): Promise<void> {
  const org = sql`org_id = ${ctx.orgId}`;
  const works = sql`(SELECT s.id FROM submission s WHERE s.org_id = ${ctx.orgId} AND s.enrolment_id = ${enrolmentId})`;
  await rowsOf(ctx, sql`UPDATE submission SET content = '{}'::jsonb WHERE ${org} AND enrolment_id = ${enrolmentId}`);
  await rowsOf(ctx, sql`UPDATE peer_review SET text = '' WHERE ${org} AND (reviewer_id = ${enrolmentId} OR submission_id IN ${works})`);
  await rowsOf(ctx, sql`UPDATE grade_decision SET reason = '' WHERE ${org} AND submission_id IN ${works}`);
  await rowsOf(
    ctx,
    sql`UPDATE grade_appeal SET text = '', answer = CASE WHEN answer IS NULL THEN NULL ELSE '' END WHERE ${org} AND submission_id IN ${works}`,
  );
  await rowsOf(ctx, sql`DELETE FROM featured_work WHERE ${org} AND submission_id IN ${works}`);
}
