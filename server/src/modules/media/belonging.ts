/** Which check-in or work a file belongs to; what is kept of a member's files, told and taken away. Called by the modules of those. */
import { type CommandContext, DomainError, type QueryContext } from '#kernel';
import { ms, rowsOf, sql, uuids } from '../rows.ts';

/** A check-in, `day` as text, or a work handed in. It must be there already. */
export type Owner = { enrolmentId: string } & ({ campaignId: string; day: string } | { assignmentId: string });

const columnsOf = (owner: Owner) => ({ campaignId: null, day: null, assignmentId: null, ...owner });

/**
 * Gives files to a check-in or work of the same member: finished ones that belong to none.
 * @throws DomainError `media.gone` when any of them is not such a file
 */
export async function claimMedia(ctx: CommandContext, owner: Owner, photos: readonly string[], voice: string | undefined): Promise<void> {
  const ids = [...photos, ...(voice ? [voice] : [])];
  if (ids.length === 0) return;
  const { campaignId, day, assignmentId, enrolmentId } = columnsOf(owner);
  const claimed = await rowsOf(
    ctx,
    sql`UPDATE media_file SET campaign_id = ${campaignId}::uuid, day = ${day}::date, assignment_id = ${assignmentId}::uuid, loose_since = NULL
        WHERE org_id = ${ctx.orgId} AND enrolment_id = ${enrolmentId} AND loose_since IS NOT NULL AND bytes IS NOT NULL
          AND ((kind = 'photo' AND id = ANY(${uuids(photos)})) OR (kind = 'voice' AND id = ${voice ?? null}::uuid))
        RETURNING id`,
  );
  if (claimed.length !== ids.length) throw new DomainError('media.gone');
}

/** What they belong to is about to go, or to be replaced: its files belong to nothing, and go a day later unless sent again. */
export async function releaseMedia(ctx: CommandContext, owner: Owner): Promise<void> {
  const { campaignId, day, assignmentId, enrolmentId } = columnsOf(owner);
  await rowsOf(
    ctx,
    sql`UPDATE media_file SET campaign_id = NULL, day = NULL, assignment_id = NULL, loose_since = ${new Date(ctx.now()).toISOString()}
        WHERE org_id = ${ctx.orgId} AND enrolment_id = ${enrolmentId}
          AND ((campaign_id = ${campaignId}::uuid AND day = ${day}::date) OR assignment_id = ${assignmentId}::uuid)`,
  );
}

/** One file; its bytes are at `/api/v1/media/{id}/bytes`. A type, so that it passes as a record in the contract. */
export type KeptMedia = {
  id: string;
  kind: string;
  type: string | null;
  bytes: number | null;
  at: string;
  day: string | null;
};

export async function keptMedia(ctx: QueryContext, enrolmentIds: readonly string[]): Promise<KeptMedia[]> {
  const rows = await rowsOf<Omit<KeptMedia, 'at'> & { at: number }>(
    ctx,
    sql`SELECT id, kind, type, bytes, ${ms('created_at')} AS at, day::text AS day FROM media_file
        WHERE org_id = ${ctx.orgId} AND enrolment_id = ANY(${uuids(enrolmentIds)}) ORDER BY created_at, id`,
  );
  return rows.map((row) => ({ ...row, at: new Date(row.at).toISOString() }));
}

/** All files of a member in one community; the bytes follow as soon as the transaction is through. */
export async function eraseMedia(ctx: CommandContext, enrolmentId: string): Promise<void> {
  await rowsOf(ctx, sql`DELETE FROM media_file WHERE org_id = ${ctx.orgId} AND enrolment_id = ${enrolmentId}`);
  ctx.enqueue('media.sweep', {}, { key: 'sweep' });
}
