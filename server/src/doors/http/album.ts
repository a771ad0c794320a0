/** Albums as one file with the photos inside, and each photo of them. Written by hand, because they are no JSON. */
import { readFile } from 'node:fs/promises';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { DomainError, type Kernel } from '#kernel';
import type { Album } from '../../modules/albums/index.ts';
import { mediaPath } from '../../modules/media/index.ts';
import { albumHtml, wordsIn } from '../../report/index.ts';
import { languageOf } from './language.ts';

interface Wanted {
  Params: { campaignId: string };
}
interface WantedPhoto {
  Params: { campaignId: string; mediaId: string };
}

/** What one file may weigh: a mail takes it, a phone opens it. */
const MOST_PHOTO_BYTES = 1_500_000;
const MOST_BYTES = 8_000_000;
const FILES_PER_MINUTE = 10;

export async function albumRoutes(app: FastifyInstance, { kernel, dataDir }: { kernel: Kernel; dataDir: string }): Promise<void> {
  /** As one who takes part or did, else as staff. */
  const asEither = async <T>(request: FastifyRequest, [own, staff]: [string, string], input: object): Promise<T> => {
    const as = (operation: string) => kernel.run<T>(operation, input, request.actor, { requestId: request.id });
    if (request.actor.kind === 'key') return as(staff);
    try {
      return await as(own);
    } catch (error) {
      if (error instanceof DomainError && error.code === 'access.denied' && request.actor.kind === 'staff') return as(staff);
      throw error;
    }
  };
  const photoOf = async (request: FastifyRequest, campaignId: string, mediaId: string) => {
    const input = { campaignId, mediaId };
    const { type, bytes } = await asEither<{ type: string; bytes: number }>(request, ['albums.photo', 'albums.photoForStaff'], input);
    const { actor } = request;
    const read = () => readFile(mediaPath({ dataDir, orgId: actor.orgId ?? '' }, mediaId)).catch(() => null);
    return { type, bytes, read };
  };

  app.get<Wanted>(
    '/api/v1/campaigns/:campaignId/album.html',
    { config: { rateLimit: { max: FILES_PER_MINUTE, timeWindow: 60_000 } } },
    async (request, reply) => {
      const { campaignId } = request.params;
      const album = await asEither<Album>(request, ['albums.mine', 'albums.look'], { campaignId });
      const photos = new Map<string, string>();
      let room = MOST_BYTES;
      for (const mediaId of album.posts.flatMap((post) => post.photos)) {
        const found = await photoOf(request, campaignId, mediaId).catch(nullIfGone);
        const content = found && found.bytes <= Math.min(room, MOST_PHOTO_BYTES) ? await found.read() : null;
        if (!found || !content) continue;
        room -= found.bytes;
        photos.set(mediaId, `data:${found.type};base64,${content.toString('base64')}`);
      }
      return reply
        .header('content-disposition', `attachment; filename="album-${album.startsOn}.html"`)
        .header('cache-control', 'no-store')
        .type('text/html; charset=utf-8')
        .send(albumHtml(album, photos, wordsIn(languageOf(request), ['alumni'])));
    },
  );

  app.get<WantedPhoto>('/api/v1/campaigns/:campaignId/album/photos/:mediaId', async (request, reply) => {
    const { campaignId, mediaId } = request.params;
    if (!/^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/.test(mediaId)) throw new DomainError('media.unknown', { mediaId: '' });
    const { type, read } = await photoOf(request, campaignId, mediaId);
    const content = await read();
    // A backup brings the rows along and not the files.
    if (!content) throw new DomainError('media.unknown', { mediaId });
    return reply.type(type).header('x-content-type-options', 'nosniff').header('cache-control', 'private, no-cache').send(content);
  });
}

/** Erased, hidden or lost since the album was told: the rest of it comes all the same. */
function nullIfGone(error: unknown): null {
  if (error instanceof DomainError && error.code === 'media.unknown') return null;
  throw error;
}
