import { DomainError, type QueryContext } from '#kernel';
import { accountOf } from '../admissions/index.ts';
import { and, eq, rowsOf, sql } from '../rows.ts';
import { communityOf } from '../scope.ts';
import { mediaFile } from './schema.ts';

export type MediaRow = typeof mediaFile.$inferSelect;

/** Scope of the input field `mediaId`. */
export const mediaScope = communityOf(sql`media_file t JOIN enrolment e ON e.org_id = t.org_id AND e.id = t.enrolment_id`);

/** Of the caller, who still takes part. @throws DomainError `media.unknown` for what is somebody else's, too */
export async function ownMedia(ctx: QueryContext, mediaId: string): Promise<MediaRow> {
  const [row] = await ctx.db
    .select()
    .from(mediaFile)
    .where(
      and(
        eq(mediaFile.orgId, ctx.orgId),
        eq(mediaFile.id, mediaId),
        sql`EXISTS (SELECT 1 FROM enrolment e WHERE e.org_id = media_file.org_id AND e.id = media_file.enrolment_id
              AND e.member_id = ${accountOf(ctx)} AND e.left_at IS NULL)`,
      ),
    );
  if (!row) throw new DomainError('media.unknown', { mediaId });
  return row;
}

export interface ShownMedia {
  type: string;
  bytes: number;
}

/** Of an aliased `media_file m`: it belongs to a work the caller reviews, or to one shown as an example. By the tables of homework. */
const ofWorkSeen = (accountId: string) => sql`EXISTS (SELECT 1 FROM submission s
  LEFT JOIN featured_work f ON f.org_id = s.org_id AND f.submission_id = s.id AND f.consent = 'given'
  WHERE s.org_id = m.org_id AND s.assignment_id = m.assignment_id AND s.enrolment_id = m.enrolment_id AND (f.why IS NOT NULL OR EXISTS (
    SELECT 1 FROM peer_review r JOIN enrolment v ON v.org_id = r.org_id AND v.id = r.reviewer_id AND v.left_at IS NULL
    WHERE r.org_id = s.org_id AND r.submission_id = s.id AND v.member_id = ${accountId} AND r.ended_at IS NULL)))`;

/** What a member may see: what others brought along to a check-in, works to review, examples, and everything of one's own. @throws DomainError `media.unknown` */
export async function shown(ctx: QueryContext, { mediaId }: { mediaId: string }): Promise<ShownMedia> {
  const accountId = accountOf(ctx);
  return shownWhere(
    ctx,
    mediaId,
    sql`e.member_id = ${accountId} OR (e.left_at IS NULL AND (m.campaign_id IS NOT NULL OR ${ofWorkSeen(accountId)}))`,
  );
}

/** What staff may see: what was brought along to a check-in or a work. @throws DomainError `media.unknown` */
export async function shownToStaff(ctx: QueryContext, { mediaId }: { mediaId: string }): Promise<ShownMedia> {
  return shownWhere(ctx, mediaId, sql`m.loose_since IS NULL`);
}

async function shownWhere(ctx: QueryContext, mediaId: string, condition: ReturnType<typeof sql>): Promise<ShownMedia> {
  const [row] = await rowsOf<ShownMedia>(
    ctx,
    sql`SELECT m.type, m.bytes FROM media_file m JOIN enrolment e ON e.org_id = m.org_id AND e.id = m.enrolment_id
        WHERE m.org_id = ${ctx.orgId} AND m.id = ${mediaId} AND m.bytes IS NOT NULL AND (${condition})`,
  );
  if (!row) throw new DomainError('media.unknown', { mediaId });
  return row;
}
