/** A certificate as PNG. Written by hand, because it is no JSON. */
import type { FastifyInstance } from 'fastify';
import type { Kernel } from '#kernel';
import type { CertificateSaid } from '../../modules/graduation/contract.ts';
import { drawCertificate, languages } from '../../report/index.ts';
import { addressOf } from './address.ts';

interface Wanted {
  Params: { code: string };
  Querystring: { language?: string };
}
/** A picture takes a third of a second of the processor, and the code is all it takes to ask for one. */
const PICTURES_PER_MINUTE = 30;

export async function certificateRoutes(
  app: FastifyInstance,
  { kernel, publicUrl }: { kernel: Kernel; publicUrl?: string | undefined },
): Promise<void> {
  const limited = { config: { rateLimit: { max: PICTURES_PER_MINUTE, timeWindow: 60_000 } } };
  app.get<Wanted>('/api/v1/certificates/:code/picture.png', limited, async (request, reply) => {
    const { code } = request.params;
    const { awardedOn, ...facts } = await kernel.run<CertificateSaid & { path: string; awardedOn: string }>(
      'graduation.verify',
      { code },
      request.actor,
      { requestId: request.id },
    );
    const language = languages.find((one) => one === request.query.language) ?? 'zh-CN';
    return reply
      .header('content-disposition', 'attachment; filename="certificate.png"')
      .header('cache-control', 'no-store')
      .type('image/png')
      .send(await drawCertificate({ ...facts, awardedOn, address: `${addressOf(request, publicUrl)}${facts.path}` }, language));
  });
}
