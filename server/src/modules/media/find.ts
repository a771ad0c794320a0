import { DomainError, type QueryContext } from '#kernel';
import { accountOf } from '../admissions/index.ts';
import { and, eq, rowsOf, sql } from '../rows.ts';
import { mediaFile } from './schema.ts';

export type MediaRow = typeof mediaFile.$inferSelect;

/** Scope of the input field `mediaId`. */
export async function mediaScope(ctx: QueryContext, id: string): Promise<string | null> {
  const [row] = await rowsOf<{ id: string }>(
    ctx,
    sql`SELECT e.community_id AS id FROM media_file m JOIN enrolment e ON e.org_id = m.org_id AND e.id = m.enrolment_id
        WHERE m.org_id = ${ctx.orgId} AND m.id = ${id}`,
  );
  return row?.id ?? null;
}

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

/** What a member may see: what others of the community brought along, and everything of one's own. @throws DomainError `media.unknown` */
export async function shown(ctx: QueryContext, { mediaId }: { mediaId: string }): Promise<ShownMedia> {
  return shownWhere(ctx, mediaId, sql`e.member_id = ${accountOf(ctx)} OR (m.campaign_id IS NOT NULL AND e.left_at IS NULL)`);
}

/** What staff may see: what was brought along to a check-in. @throws DomainError `media.unknown` */
export async function shownToStaff(ctx: QueryContext, { mediaId }: { mediaId: string }): Promise<ShownMedia> {
  return shownWhere(ctx, mediaId, sql`m.campaign_id IS NOT NULL`);
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
