/** Who wants to be in no album, told and taken away. */
import { type CommandContext, DomainError, type QueryContext } from '#kernel';
import { affectedBy, iso, ms, rowsOf, sql, uuids } from '../rows.ts';
import { ownPlaces } from './telling.ts';

/** @throws DomainError `access.denied` to whoever never took part there */
export async function hide(ctx: CommandContext, { communityId, hidden }: { communityId: string; hidden: boolean }) {
  const own = (await ownPlaces(ctx)).find((place) => place.communityId === communityId);
  if (!own) throw new DomainError('access.denied', { operation: 'albums.hide', role: 'member' });
  const { enrolmentId } = own;
  const changed = hidden
    ? await affectedBy(
        ctx,
        sql`INSERT INTO album_opt_out (org_id, enrolment_id, at) VALUES (${ctx.orgId}, ${enrolmentId}, ${iso(ctx.now())})
            ON CONFLICT DO NOTHING`,
      )
    : await affectedBy(ctx, sql`DELETE FROM album_opt_out WHERE org_id = ${ctx.orgId} AND enrolment_id = ${enrolmentId}`);
  if (changed === 0) ctx.unchanged();
  else ctx.emit(hidden ? 'album.hidden' : 'album.shown', { communityId, subjectId: enrolmentId });
  return { hidden };
}

export async function keptAlbums(ctx: QueryContext, enrolmentIds: readonly string[]) {
  const rows = await rowsOf<{ community: string; at: number }>(
    ctx,
    sql`SELECT c.name AS community, ${ms('h.at')} AS at FROM album_opt_out h JOIN enrolment e ON e.org_id = h.org_id AND e.id = h.enrolment_id
        JOIN community c ON c.org_id = e.org_id AND c.id = e.community_id
        WHERE h.org_id = ${ctx.orgId} AND h.enrolment_id = ANY(${uuids(enrolmentIds)}) ORDER BY h.at, e.id`,
  );
  return { hiddenInAlbums: rows.map(({ community, at }) => ({ community, since: iso(at) })) };
}

export async function eraseAlbums(ctx: CommandContext, enrolmentId: string): Promise<void> {
  await rowsOf(ctx, sql`DELETE FROM album_opt_out WHERE org_id = ${ctx.orgId} AND enrolment_id = ${enrolmentId}`);
}
