/** For whoever runs the installation: figures for Prometheus, and what the doctor finds. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { DomainError, type Kernel } from '#kernel';

/** What the process that holds the database can tell. */
export interface Operating {
  metrics(): Promise<{ type: string; text: string }>;
  examine(): Promise<object[]>;
}

export interface OperatingParts {
  kernel: Kernel;
  operating?: Operating | undefined;
  publicUrl?: string | undefined;
  trustedProxies?: string | undefined;
}

const LOOPBACK = /^(?:127\.\d+\.\d+\.\d+|::1|::ffff:127\.\d+\.\d+\.\d+)$/;
const FORWARDED = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'];

export async function operatingRoutes(app: FastifyInstance, parts: OperatingParts): Promise<void> {
  const { kernel, operating } = parts;

  app.get('/metrics', { config: { rateLimit: false } }, async (request, reply) => {
    if (!operating) throw new DomainError('route.unknown', { path: request.url });
    if (!fromThisMachine(request, parts)) await kernel.permit('accounts.watch', {}, request.actor);
    const { type, text } = await operating.metrics();
    return reply.header('cache-control', 'no-store').header('content-type', type).send(text);
  });

  app.get('/api/v1/doctor', async (request, reply) => {
    if (!operating) throw new DomainError('route.unknown', { path: request.url });
    await kernel.permit('accounts.watch', {}, request.actor);
    return reply.header('cache-control', 'no-store').send({ findings: await operating.examine() });
  });
}

/** Behind a proxy every caller comes from this machine, so that a key is asked for as soon as anything speaks for one. */
function fromThisMachine(request: FastifyRequest, { publicUrl, trustedProxies }: OperatingParts): boolean {
  if (publicUrl !== undefined || trustedProxies !== undefined) return false;
  return LOOPBACK.test(request.socket.remoteAddress ?? '') && FORWARDED.every((name) => request.headers[name] === undefined);
}
