/** The poster of an invitation as PNG. Written by hand, because it is no JSON. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Kernel } from '#kernel';
import { drawPoster, languages, looks, type PosterFacts } from '../../report/index.ts';

interface Wanted {
  Params: { communityId: string };
  Querystring: { language?: string; look?: string };
}

export async function posterRoutes(
  app: FastifyInstance,
  { kernel, publicUrl }: { kernel: Kernel; publicUrl?: string | undefined },
): Promise<void> {
  app.get<Wanted>('/api/v1/communities/:communityId/poster.png', async (request, reply) => {
    const { communityId } = request.params;
    const { path, ...facts } = await kernel.run<Omit<PosterFacts, 'address'> & { path: string }>(
      'admissions.poster',
      { communityId },
      request.actor,
      { requestId: request.id },
    );
    const language = languages.find((one) => one === request.query.language) ?? 'zh-CN';
    const look = looks.find((one) => one === request.query.look) ?? 'paper';
    // Where people find the page: the address staff were given, else the one this page was asked at.
    const address = `${(publicUrl ?? hostOf(request)).replace(/\/$/, '')}${path}`;
    return reply
      .header('content-disposition', 'attachment; filename="poster.png"')
      .header('cache-control', 'no-store')
      .type('image/png')
      .send(await drawPoster({ ...facts, address }, language, look));
  });
}

function hostOf(request: FastifyRequest<Wanted>): string {
  return `${request.protocol}://${request.host}`;
}
