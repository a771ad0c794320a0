/** Routes written by hand, because they stream: uploads, progress, rejected rows. */
import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Actor, DomainError, type Kernel, uploadPath } from '#kernel';

export interface RawParts {
  kernel: Kernel;
  dataDir: string;
  uploadLimit: number;
}

const PING_MS = 15_000;
const finished = new Set(['done', 'failed', 'cancelled']);

interface Rejected {
  rows: { offset: number; bytes: number; line: number | null; reason: string; sample: string }[];
  next: number | null;
}

export async function rawRoutes(app: FastifyInstance, { kernel, dataDir, uploadLimit }: RawParts): Promise<void> {
  await app.register(multipart, { limits: { fileSize: uploadLimit, files: 1, fields: 10 } });
  // A plain body stays a stream; its length is watched while it is written.
  app.addContentTypeParser('*', (_request, payload, done) => done(null, payload));

  app.post('/api/v1/uploads', { bodyLimit: uploadLimit + 1_000_000 }, async (request) => {
    const { actor } = request;
    await kernel.permit('chat.paste', {}, actor);
    const { name, stream } = await incoming(request);
    const uploadId = kernel.newId();
    const path = uploadPath(dataDir, orgOf(actor), uploadId);
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    try {
      const bytes = await store(stream, `${path}.part`, uploadLimit);
      await rename(`${path}.part`, path);
      return await kernel.run('chat.registerUpload', { uploadId, file: name, bytes }, actor, { requestId: request.id });
    } catch (error) {
      await Promise.all([rm(`${path}.part`, { force: true }), rm(path, { force: true })]);
      throw error;
    }
  });

  const streams = new Set<FastifyReply>();
  app.addHook('preClose', async () => {
    for (const reply of streams) reply.raw.end();
  });

  app.get<{ Params: { importId: string } }>('/api/v1/imports/:importId/progress', async (request, reply) => {
    const { importId } = request.params;
    const { state } = await kernel.run<{ state: string }>('chat.importState', { importId }, request.actor, { requestId: request.id });
    // 204 tells a browser's EventSource not to connect again.
    if (finished.has(state)) return reply.status(204).send();
    reply.hijack();
    reply.raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' });
    reply.raw.write(': \n\n');
    streams.add(reply);
    const ping = setInterval(() => reply.raw.write(': \n\n'), PING_MS);
    const leave = kernel.hub.subscribe(importTopic(importId), (data) => {
      reply.raw.write(`data: ${JSON.stringify(data)}\n\n`);
      if (typeof data.state === 'string' && finished.has(data.state)) reply.raw.end();
    });
    reply.raw.on('close', () => {
      clearInterval(ping);
      leave();
      streams.delete(reply);
    });
    return reply;
  });

  app.get<{ Params: { importId: string } }>('/api/v1/imports/:importId/rejected.csv', async (request, reply) => {
    const { importId } = request.params;
    const page = (after: number | null) =>
      kernel.run<Rejected>('chat.rejected', { importId, limit: 500, ...(after === null ? {} : { after }) }, request.actor, {
        requestId: request.id,
      });
    const first = await page(null);
    reply.header('content-disposition', `attachment; filename="rejected-${first.rows.length > 0 ? importId : 'none'}.csv"`);
    return reply.type('text/csv; charset=utf-8').send(Readable.from(csv(first, page)));
  });
}

/** Where an import's task tells its progress. */
export function importTopic(importId: string): string {
  return `imports/${importId}`;
}

async function* csv(first: Rejected, page: (after: number) => Promise<Rejected>): AsyncGenerator<string> {
  // The mark lets spreadsheets read UTF-8.
  yield '\uFEFFline,offset,bytes,reason,sample\r\n';
  for (let at: Rejected | null = first; at; at = at.next === null ? null : await page(at.next)) {
    yield at.rows
      .map(({ line, offset, bytes, reason, sample }) => `${[line ?? '', offset, bytes, reason, sample].map(cell).join()}\r\n`)
      .join('');
  }
}

/** Quoted; a text that a spreadsheet would run as a formula is led by an apostrophe. */
function cell(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return `"${text.replaceAll('"', '""')}"`;
}

async function incoming(request: FastifyRequest): Promise<{ name: string; stream: Readable }> {
  if (request.isMultipart()) {
    const part = await request.file();
    if (!part) throw new DomainError('upload.empty');
    return { name: shownName(part.filename), stream: part.file };
  }
  if (!(request.body instanceof Readable)) throw new DomainError('upload.empty');
  const { file } = Object(request.query);
  return { name: shownName(typeof file === 'string' ? file : ''), stream: request.body };
}

/** For showing only: no path is ever made of it. */
function shownName(name: string): string {
  const plain = basename(name.replaceAll('\\', '/')).replace(/\p{Cc}/gu, '');
  return plain.slice(0, 200) || 'upload';
}

/** @throws DomainError `upload.tooLarge` {limit}, `upload.empty`, `upload.noSpace` */
async function store(stream: Readable, path: string, limit: number): Promise<number> {
  let bytes = 0;
  async function* counted(): AsyncGenerator<Buffer> {
    for await (const chunk of stream) {
      bytes += chunk.length;
      if (bytes > limit) throw new DomainError('upload.tooLarge', { limit });
      yield chunk;
    }
    if ('truncated' in stream && stream.truncated) throw new DomainError('upload.tooLarge', { limit });
    if (bytes === 0) throw new DomainError('upload.empty');
  }
  try {
    await pipeline(counted(), createWriteStream(path, { mode: 0o600 }));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOSPC') throw new DomainError('upload.noSpace');
    throw error;
  }
  return bytes;
}

function orgOf(actor: Actor): string {
  if (actor.kind === 'nobody') throw new DomainError('access.signIn', { operation: 'chat.upload' });
  return actor.orgId;
}
