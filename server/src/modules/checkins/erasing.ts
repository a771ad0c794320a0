/** What is kept about one person's check-ins, told and taken away. */
import type { CommandContext, QueryContext } from '#kernel';
import { eraseMedia, type KeptMedia, keptMedia } from '../media/index.ts';
import { iso, ms, rowsOf, sql, uuids } from '../rows.ts';
import type { CheckinKind, Given, Source } from './contract.ts';

export interface KeptCheckins {
  checkins: { campaign: string; day: string; kind: CheckinKind; counted: boolean; source: Source; at: string; content: Given }[];
  corrections: { campaign: string; day: string; at: string; was: string | null; becomes: string | null; reason: string }[];
  likes: { campaign: string; day: string }[];
  /** Photos and voice brought along; the bytes are at `/api/v1/media/{id}/bytes`. */
  files: KeptMedia[];
}

/** Everything kept about the check-ins of these enrolments, in the order of days. */
export async function keptCheckins(ctx: QueryContext, enrolmentIds: readonly string[]): Promise<KeptCheckins> {
  const ids = uuids(enrolmentIds);
  const of = (column: string) => sql`JOIN campaign c ON c.org_id = k.org_id AND c.id = k.campaign_id
    WHERE k.org_id = ${ctx.orgId} AND ${sql.raw(`k.${column}`)} = ANY(${ids}) ORDER BY k.day, c.name`;
  const at = sql`${ms('k.at')} AS at`;
  const checkins = await rowsOf<Omit<KeptCheckins['checkins'][number], 'at'> & { at: number }>(
    ctx,
    sql`SELECT c.name AS campaign, k.day::text AS day, k.kind, k.counted, k.source, ${at}, k.content FROM checkin k ${of('enrolment_id')}`,
  );
  const corrections = await rowsOf<Omit<KeptCheckins['corrections'][number], 'at'> & { at: number }>(
    ctx,
    sql`SELECT c.name AS campaign, k.day::text AS day, ${at}, k.was, k.becomes, k.reason FROM checkin_correction k ${of('enrolment_id')}`,
  );
  const likes = await rowsOf<KeptCheckins['likes'][number]>(
    ctx,
    sql`SELECT c.name AS campaign, k.day::text AS day FROM checkin_like k ${of('by_enrolment_id')}`,
  );
  const dated = <T extends { at: number }>(row: T) => ({ ...row, at: iso(row.at) });
  return { checkins: checkins.map(dated), corrections: corrections.map(dated), likes, files: await keptMedia(ctx, enrolmentIds) };
}

/** What was written and brought along goes, and the likes given; that there was a check-in stays, for the figures of the group. */
export async function eraseCheckins(ctx: CommandContext, enrolmentId: string): Promise<void> {
  const own = sql`org_id = ${ctx.orgId} AND enrolment_id = ${enrolmentId}`;
  await eraseMedia(ctx, enrolmentId);
  await rowsOf(ctx, sql`UPDATE checkin SET content = '{}'::jsonb WHERE ${own}`);
  await rowsOf(ctx, sql`UPDATE checkin_correction SET reason = '' WHERE ${own}`);
  await rowsOf(ctx, sql`DELETE FROM checkin_like WHERE org_id = ${ctx.orgId} AND by_enrolment_id = ${enrolmentId}`);
}
