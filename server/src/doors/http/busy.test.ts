import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import Fastify, { type FastifyError, type FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DomainError } from '#kernel';
import { refuseWhenBusy } from './busy.ts';

describe('a server that answers two at a time', () => {
  let app: FastifyInstance;
  let answerAll: () => void;
  let waiting: number;
  beforeEach(async () => {
    const gate = Promise.withResolvers<void>();
    answerAll = gate.resolve;
    waiting = 0;
    app = Fastify();
    app.setErrorHandler((error: FastifyError | DomainError, _request, reply) =>
      reply.status(error instanceof DomainError && error.code === 'server.busy' ? 503 : 500).send(),
    );
    refuseWhenBusy(app, 2);
    app.get('/slow', async () => {
      waiting += 1;
      await gate.promise;
      return 'slow';
    });
    app.get('/', () => 'fast');
    await app.listen({ port: 0, host: '127.0.0.1' });
  });
  afterEach(async () => {
    answerAll();
    await app.close();
  });

  const address = (path: string) => `http://127.0.0.1:${(app.server.address() as AddressInfo).port}${path}`;
  const statusOf = async (path: string) => (await fetch(address(path))).status;

  it('refuses a third while two wait, and nobody once they are answered', async () => {
    const slow = [statusOf('/slow'), statusOf('/slow')];
    await expect.poll(() => waiting).toBe(2);
    expect(await statusOf('/')).toBe(503);
    answerAll();
    expect(await Promise.all(slow)).toEqual([200, 200]);
    for (let n = 0; n < 5; n++) expect(await statusOf('/')).toBe(200);
  });

  it('does not count whoever went away or was refused', async () => {
    const gone = request(address('/slow')).on('error', () => undefined);
    gone.end();
    const slow = statusOf('/slow');
    await expect.poll(() => waiting).toBe(2);
    expect([await statusOf('/'), await statusOf('/')]).toEqual([503, 503]);
    gone.destroy();
    await expect.poll(() => statusOf('/')).toBe(200);
    answerAll();
    expect(await slow).toBe(200);
  });
});
