import type { FastifyInstance } from 'fastify';
import { DomainError } from '#kernel';

/**
 * Refuses a request while `most` others wait for their answer: a queue that long would be given up by the browsers anyway.
 * What waits is counted, not how long the process was last away: one long step must not refuse those who come after it.
 * @throws DomainError `server.busy`
 */
export function refuseWhenBusy(scope: FastifyInstance, most: number): void {
  let unanswered = 0;
  scope.addHook('onRequest', async (_request, reply) => {
    if (unanswered >= most) throw new DomainError('server.busy');
    unanswered += 1;
    // Whoever goes away before the answer closes too.
    reply.raw.once('close', () => {
      unanswered -= 1;
    });
  });
}
