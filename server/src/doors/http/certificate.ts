/** Certificates as PNG, and as PDF to be printed: one, or those of a campaign. Written by hand, because they are no JSON. */
import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { DomainError, type Kernel } from '#kernel';
import type { CertificateSaid } from '../../modules/graduation/contract.ts';
import { certificatesPdf, drawCertificate, wordsIn } from '../../report/index.ts';
import { addressOf } from './address.ts';
import { languageOf } from './language.ts';

interface Wanted {
  Params: { code: string };
}
interface WantedAll {
  Params: { campaignId: string };
  Querystring: { from?: string };
}
/** A picture takes a third of a second of the processor, and the code is all it takes to ask for one. */
const PICTURES_PER_MINUTE = 30;

export async function certificateRoutes(
  app: FastifyInstance,
  { kernel, publicUrl }: { kernel: Kernel; publicUrl?: string | undefined },
): Promise<void> {
  const limited = { config: { rateLimit: { max: PICTURES_PER_MINUTE, timeWindow: 60_000 } } };
  const factsOf = (request: FastifyRequest, said: CertificateSaid) => ({
    ...said,
    address: `${addressOf(request, publicUrl)}${said.path}`,
  });
  // What is printed says nothing of a revocation, so that of a revoked one nothing is drawn.
  const found = async (request: FastifyRequest<Wanted>) => {
    const { code } = request.params;
    const { revokedOn, ...said } = await kernel.run<CertificateSaid & { revokedOn: string | null }>(
      'graduation.verify',
      { code },
      request.actor,
      { requestId: request.id },
    );
    if (revokedOn !== null) throw new DomainError('certificate.revoked', { day: revokedOn });
    return factsOf(request, said);
  };
  const pdf = (reply: FastifyReply, facts: ReturnType<typeof factsOf>[], of: string) => {
    const language = languageOf(reply.request);
    const title = wordsIn(language, ['report']).t('report:certificate.titleOf', { of });
    return file(reply, 'certificate.pdf', 'application/pdf').send(Readable.from(certificatesPdf(facts, title, language)));
  };

  app.get<Wanted>('/api/v1/certificates/:code/picture.png', limited, async (request, reply) => {
    const facts = await found(request);
    return file(reply, 'certificate.png', 'image/png').send(await drawCertificate(facts, languageOf(request)));
  });

  app.get<Wanted>('/api/v1/certificates/:code/certificate.pdf', limited, async (request, reply) => {
    const facts = await found(request);
    return pdf(reply, [facts], facts.name);
  });

  // Comes sheet by sheet, as they are drawn.
  app.get<WantedAll>('/api/v1/campaigns/:campaignId/certificates.pdf', limited, async (request, reply) => {
    const input = { campaignId: request.params.campaignId, from: Number(request.query.from ?? 0) };
    const { campaign, certificates } = await kernel.run<{ campaign: string; certificates: CertificateSaid[] }>(
      'graduation.certificates',
      input,
      request.actor,
      { requestId: request.id },
    );
    const all = certificates.map((said) => factsOf(request, said));
    return pdf(reply, all, campaign);
  });
}

function file(reply: FastifyReply, name: string, type: string): FastifyReply {
  return reply.header('content-disposition', `attachment; filename="${name}"`).header('cache-control', 'no-store').type(type);
}
