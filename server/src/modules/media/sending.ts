/** From the first byte announced to the cleaned file: what a member sends. */
import { type CommandContext, DomainError, type Ground, prepared } from '#kernel';
import { requireOwnEnrolment } from '../admissions/index.ts';
import { and, eq, isNotNull, rowsOf, sql } from '../rows.ts';
import { type CleanMedia, cleanMedia, type MediaKind } from './cleaning/clean.ts';
import { arrived, readWhole, writeCleaned } from './disk.ts';
import { type MediaRow, ownMedia } from './find.ts';
import { limits } from './rules.ts';
import { mediaFile } from './schema.ts';

interface Announced {
  communityId: string;
  medium: MediaKind;
  size: number;
}

const stateOf = ({ id, kind, size, bytes }: Pick<MediaRow, 'id' | 'kind' | 'size' | 'bytes'>, offset: number) => ({
  mediaId: id,
  kind,
  size,
  offset: bytes === null ? Math.min(offset, size) : size,
  finished: bytes !== null,
});

/** @throws DomainError `media.tooLarge` {limit} in megabytes, `media.tooMany` {limit} */
export async function begin(ctx: CommandContext, { communityId, medium, size }: Announced) {
  const limit = limits.bytes[medium];
  if (size > limit) throw new DomainError('media.tooLarge', { limit: Math.floor(limit / 1024 / 1024) });
  const { enrolmentId } = await requireOwnEnrolment(ctx, communityId, 'media.begin');
  // Locked, so that two devices at once do not begin more than one may.
  await rowsOf(ctx, sql`SELECT id FROM enrolment WHERE org_id = ${ctx.orgId} AND id = ${enrolmentId} FOR UPDATE`);
  const loose = await ctx.db.$count(
    mediaFile,
    and(eq(mediaFile.orgId, ctx.orgId), eq(mediaFile.enrolmentId, enrolmentId), isNotNull(mediaFile.looseSince)),
  );
  if (loose >= limits.loose) throw new DomainError('media.tooMany', { limit: limits.loose });
  const [id, at] = [ctx.newId(), new Date(ctx.now())];
  await ctx.db.insert(mediaFile).values({ orgId: ctx.orgId, id, enrolmentId, kind: medium, size, createdAt: at, looseSince: at });
  ctx.emit('media.begun', { communityId, subjectId: enrolmentId }, { mediaId: id, kind: medium, size });
  return stateOf({ id, kind: medium, size, bytes: null }, 0);
}

interface Named {
  mediaId: string;
}

/** @throws DomainError `media.unknown` */
export const state = prepared(
  async (ground: Ground, { mediaId }: Named) => arrived(ground, mediaId),
  async (ctx: Parameters<typeof ownMedia>[0], { mediaId }: Named, offset) => stateOf(await ownMedia(ctx, mediaId), offset),
);

type Cleaned = { was: number | null; kind: MediaKind; type: CleanMedia['type']; bytes: number } | { was: number | null; problem: unknown };

/** Outside the transaction: a large picture takes its time. */
async function clean(ground: Ground, { mediaId }: Named): Promise<Cleaned | null> {
  const whole = await readWhole(ground, mediaId);
  if (!whole) return null;
  const was = whole.part ? whole.bytes.length : null;
  try {
    const { kind, type, bytes } = cleanMedia(whole.bytes);
    await writeCleaned(ground, mediaId, bytes);
    return { was, kind, type, bytes: bytes.length };
  } catch (problem) {
    return { was, problem };
  }
}

/** A second time changes nothing. @throws DomainError `media.unknown`, `media.incomplete` {offset, size}, `media.type`, `media.broken` */
export const finish = prepared(clean, async (ctx: CommandContext, { mediaId }: Named, cleaned: Cleaned | null) => {
  const row = await ownMedia(ctx, mediaId);
  const { kind, size } = row;
  if (row.bytes !== null) {
    ctx.unchanged();
    return stateOf(row, size);
  }
  if (!cleaned || (cleaned.was !== null && cleaned.was !== size))
    throw new DomainError('media.incomplete', { offset: cleaned?.was ?? 0, size });
  if ('problem' in cleaned) throw cleaned.problem;
  if (cleaned.kind !== kind) throw new DomainError('media.type');
  const own = and(eq(mediaFile.orgId, ctx.orgId), eq(mediaFile.id, mediaId));
  await ctx.db.update(mediaFile).set({ bytes: cleaned.bytes, type: cleaned.type }).where(own);
  ctx.emit('media.finished', { subjectId: row.enrolmentId }, { mediaId, type: cleaned.type, bytes: cleaned.bytes });
  ctx.enqueue('media.removeFiles', { mediaId, original: true });
  return { ...stateOf(row, size), finished: true };
});

/** @throws DomainError `media.unknown`, `media.inUse` */
export async function remove(ctx: CommandContext, { mediaId }: Named) {
  const row = await ownMedia(ctx, mediaId);
  const gone = await ctx.db
    .delete(mediaFile)
    .where(and(eq(mediaFile.orgId, ctx.orgId), eq(mediaFile.id, mediaId), isNotNull(mediaFile.looseSince)))
    .returning({ id: mediaFile.id });
  if (gone.length === 0) throw new DomainError('media.inUse');
  ctx.emit('media.removed', { subjectId: row.enrolmentId }, { mediaId });
  ctx.enqueue('media.removeFiles', { mediaId, original: false });
  return {};
}
