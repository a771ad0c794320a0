/** The report of a campaign as a printable page for staff, and everyone's own as a card. Written by hand, because they are no JSON. */
import type { FastifyInstance } from 'fastify';
import type { Kernel } from '#kernel';
import type { CampReport, OwnReport } from '../../modules/reports/index.ts';
import { campHtml, drawOwnCard, wordsIn } from '../../report/index.ts';
import { addressOf } from './address.ts';
import { languageOf } from './language.ts';

interface Wanted {
  Params: { campaignId: string };
}

interface WantedCard extends Wanted {
  /** `place`: `0` leaves the place in the ranking out, as its owner wants. */
  Querystring: { place?: string };
}

export async function reportRoutes(
  app: FastifyInstance,
  { kernel, publicUrl }: { kernel: Kernel; publicUrl?: string | undefined },
): Promise<void> {
  app.get<Wanted>('/api/v1/campaigns/:campaignId/report.html', async (request, reply) => {
    const { campaignId } = request.params;
    const report = await kernel.run<CampReport>('reports.camp', { campaignId }, request.actor, { requestId: request.id });
    return reply
      .header('content-disposition', `attachment; filename="camp-${report.startsOn}.html"`)
      .header('cache-control', 'no-store')
      .type('text/html; charset=utf-8')
      .send(campHtml(report, wordsIn(languageOf(request), ['picture'])));
  });

  app.get<WantedCard>('/api/v1/me/reports/:campaignId/card.png', async (request, reply) => {
    const { campaignId } = request.params;
    const { invitation, place, ...own } = await kernel.run<OwnReport>('reports.mine', { campaignId }, request.actor, {
      requestId: request.id,
    });
    const address = invitation === null ? null : `${addressOf(request, publicUrl)}${invitation}`;
    const shown = request.query.place === '0' ? null : place;
    return reply
      .header('content-disposition', 'attachment; filename="my-camp.png"')
      .header('cache-control', 'no-store')
      .type('image/png')
      .send(await drawOwnCard({ ...own, place: shown, address }, languageOf(request)));
  });
}
