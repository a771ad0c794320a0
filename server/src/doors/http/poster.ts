/** The poster of an invitation as PNG. Written by hand, because it is no JSON. */
import type { FastifyInstance } from 'fastify';
import type { Kernel } from '#kernel';
import type { BrandShown } from '../../modules/brands/index.ts';
import { drawPoster, looks, type PosterFacts } from '../../report/index.ts';
import { addressOf } from './address.ts';
import { languageOf } from './language.ts';

interface Wanted {
  Params: { communityId: string };
  Querystring: { look?: string };
}

interface Logo {
  type: string;
  bytes: Buffer;
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
    /** Other kinds than PNG the drawing does not know: there the initial stands. */
    const pictureOf = async (digest: string | null) => {
      if (digest === null) return null;
      const { type, bytes } = await kernel.run<Logo>('brands.logo', { digest }, request.actor, { requestId: request.id });
      return type === 'image/png' ? `data:image/png;base64,${bytes.toString('base64')}` : null;
    };
    const { name: community, ...brand } = await kernel.run<BrandShown>('brands.show', { communityId }, request.actor, {
      requestId: request.id,
    });
    const look = looks.find((one) => one === request.query.look) ?? 'paper';
    const address = `${addressOf(request, publicUrl)}${path}`;
    return reply
      .header('content-disposition', 'attachment; filename="poster.png"')
      .header('cache-control', 'no-store')
      .type('image/png')
      .send(
        await drawPoster(
          {
            ...facts,
            community,
            address,
            brand: { shade: brand.shades?.light ?? null, initial: brand.initial, logo: await pictureOf(brand.logo) },
          },
          languageOf(request),
          look,
        ),
      );
  });
}
