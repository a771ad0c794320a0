/** Logos of communities. Written by hand, because they are no JSON; named by their digest, so they never change. */
import type { FastifyInstance } from 'fastify';
import type { Kernel } from '#kernel';

const YEAR_SECONDS = 31_536_000;

export async function logoRoutes(app: FastifyInstance, { kernel }: { kernel: Kernel }): Promise<void> {
  app.get<{ Params: { digest: string } }>('/api/v1/logos/:digest', async ({ params: { digest }, actor, id }, reply) => {
    const { type, bytes } = await kernel.run<{ type: string; bytes: Buffer }>('brands.logo', { digest }, actor, { requestId: id });
    return reply
      .type(type)
      .header('x-content-type-options', 'nosniff')
      .header('cache-control', `public, max-age=${YEAR_SECONDS}, immutable`)
      .send(bytes);
  });
}
