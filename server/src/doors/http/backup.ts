/** The whole installation as one file, for its owner. Streamed, so written by hand. */
import type { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import type { Kernel } from '#kernel';

export interface BackupParts {
  kernel: Kernel;
  backup(): Promise<{ stream: Readable; bytes: number }>;
}

export async function backupRoutes(app: FastifyInstance, { kernel, backup }: BackupParts): Promise<void> {
  app.get('/api/v1/backup', async (request, reply) => {
    // Checks the caller and leaves a trace: who holds this file holds everything.
    await kernel.run('accounts.backup', {}, request.actor, { requestId: request.id });
    const { stream, bytes } = await backup();
    const day = new Date(kernel.now()).toISOString().slice(0, 10);
    return reply
      .header('content-length', bytes)
      .header('content-disposition', `attachment; filename="qunce-${day}.backup"`)
      .header('cache-control', 'no-store')
      .type('application/gzip')
      .send(stream);
  });
}
