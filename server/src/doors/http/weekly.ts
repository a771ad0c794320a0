/** The weekly report of a group as a file: HTML for staff, PNG for posting into the group. Written by hand, because they are no JSON. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { DomainError, type Kernel } from '#kernel';
import { memberCard, type WeeklyReport } from '#picture';
import { drawWeeklyCard, weeklyHtml, wordsIn } from '../../report/index.ts';
import { languageOf } from './language.ts';

interface Wanted {
  Params: { channelId: string };
  Querystring: { week?: string };
}

export async function weeklyRoutes(app: FastifyInstance, { kernel }: { kernel: Kernel }): Promise<void> {
  const reportOf = async (request: FastifyRequest<Wanted>): Promise<WeeklyReport> => {
    const { week } = request.query;
    const input = { channelId: request.params.channelId, ...(week === undefined ? {} : { week }) };
    const { report } = await kernel.run<{ report: WeeklyReport | null }>('insights.weekly', input, request.actor, {
      requestId: request.id,
    });
    if (!report) throw new DomainError('weekly.unknown');
    return report;
  };

  app.get<Wanted>('/api/v1/channels/:channelId/weekly.html', async (request, reply) => {
    const report = await reportOf(request);
    return file(reply, report, 'html')
      .type('text/html; charset=utf-8')
      .send(weeklyHtml(report, wordsIn(languageOf(request), ['report', 'picture'])));
  });

  app.get<Wanted>('/api/v1/channels/:channelId/weekly.png', async (request, reply) => {
    const report = await reportOf(request);
    return file(reply, report, 'png')
      .type('image/png')
      .send(await drawWeeklyCard(memberCard(report), languageOf(request)));
  });
}

function file(reply: FastifyReply, { week }: WeeklyReport, ending: string): FastifyReply {
  return reply.header('content-disposition', `attachment; filename="weekly-${week.from}.${ending}"`).header('cache-control', 'no-store');
}
