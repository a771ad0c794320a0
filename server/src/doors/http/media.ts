/** Bytes of photos and voice, in and out. Written by hand, because they stream. */
import { createReadStream, createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Actor, DomainError, type Kernel } from '#kernel';
import { ensureFolder, mediaPath, partPath } from '../../modules/media/index.ts';

interface Parts {
  kernel: Kernel;
  dataDir: string;
}

interface Named {
  Params: { mediaId: string };
}

interface State {
  size: number;
  offset: number;
  finished: boolean;
}

const CACHE_SECONDS = 3_600;
const endings: Record<string, string> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'audio/mp4': 'm4a',
  'audio/webm': 'webm',
  'audio/ogg': 'ogg',
  'audio/mpeg': 'mp3',
};

export async function mediaRoutes(app: FastifyInstance, { kernel, dataDir }: Parts): Promise<void> {
  app.removeAllContentTypeParsers();
  // A body stays a stream; its length is watched while it is written.
  app.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
  /** A phone that lost its network goes on while its first request still hangs: the newest one writes. */
  const writing = new Map<string, { stop: AbortController; done: Promise<unknown> }>();

  app.patch<Named>('/api/v1/media/:mediaId/bytes', async (request) => {
    const mediaId = uuidOf(request.params.mediaId);
    const state = () => kernel.run<State>('media.state', { mediaId }, request.actor, { requestId: request.id });
    // Is it the caller's at all: only then may an older request be stopped.
    await state();
    const before = writing.get(mediaId);
    before?.stop.abort();
    const stop = new AbortController();
    const inTurn = async () => {
      await before?.done;
      await append(request, { dataDir, orgId: orgOf(request.actor) }, mediaId, await state(), stop.signal);
    };
    const work = inTurn();
    const mine = { stop, done: work.catch(() => {}) };
    writing.set(mediaId, mine);
    await work.finally(() => writing.get(mediaId) === mine && writing.delete(mediaId));
    const { offset, size } = await state();
    return { offset, size };
  });

  app.get<Named>('/api/v1/media/:mediaId/bytes', async (request, reply) => {
    const mediaId = uuidOf(request.params.mediaId);
    const { type, bytes } = await shownTo(kernel, mediaId, request);
    const path = mediaPath({ dataDir, orgId: orgOf(request.actor) }, mediaId);
    const found = await stat(path).catch(() => null);
    // A backup brings the rows along and not the files.
    if (found?.size !== bytes) throw new DomainError('media.unknown', { mediaId });
    reply
      .type(type)
      .header('content-disposition', `inline; filename="${mediaId}.${endings[type] ?? 'bin'}"`)
      .header('x-content-type-options', 'nosniff')
      .header('cache-control', `private, max-age=${CACHE_SECONDS}`)
      .header('accept-ranges', 'bytes');
    return sendPart(reply, path, bytes, request.headers.range);
  });
}

/** As one who takes part, else as staff. @throws DomainError */
async function shownTo(kernel: Kernel, mediaId: string, { actor, id }: FastifyRequest): Promise<{ type: string; bytes: number }> {
  const as = (operation: string) => kernel.run<{ type: string; bytes: number }>(operation, { mediaId }, actor, { requestId: id });
  if (actor.kind === 'key') return as('media.shownToStaff');
  try {
    return await as('media.shown');
  } catch (error) {
    if (error instanceof DomainError && error.code === 'access.denied' && actor.kind === 'staff') return as('media.shownToStaff');
    throw error;
  }
}

/** What goes into a path is an id. @throws DomainError `media.unknown` */
function uuidOf(text: string): string {
  if (!/^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/.test(text)) throw new DomainError('media.unknown', { mediaId: text.slice(0, 40) });
  return text;
}

type Place = Parameters<typeof partPath>[0];

/** What arrives before a cut stays. @throws DomainError `media.offset` {offset}, `media.tooLong` {size}, `upload.empty`, `upload.noSpace` */
async function append(request: FastifyRequest, place: Place, mediaId: string, state: State, signal: AbortSignal): Promise<void> {
  const { 'upload-offset': said, 'content-length': length } = request.headers;
  if (state.finished || said !== String(state.offset)) throw new DomainError('media.offset', { offset: state.offset });
  const { body } = request;
  if (!(body instanceof Readable)) throw new DomainError('upload.empty');
  let room = state.size - state.offset;
  // Said before anything is read, it can be answered; in the middle the connection is cut.
  if (Number(length) > room) throw new DomainError('media.tooLong', { size: state.size });
  const measured = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      room -= chunk.length;
      if (room < 0) done(new DomainError('media.tooLong', { size: state.size }));
      else done(null, chunk);
    },
  });
  await ensureFolder(place);
  try {
    await pipeline(body, measured, createWriteStream(partPath(place, mediaId), { mode: 0o600, flags: 'a' }), { signal });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOSPC') throw new DomainError('upload.noSpace');
    // Cut off: nobody listens any more, and what came is kept.
    if (signal.aborted || request.raw.aborted) throw new DomainError('media.offset', { offset: state.size - room });
    throw error;
  }
}

/** One range, as players ask for it; of several the whole is sent. RFC 9110, 14. */
function sendPart(reply: FastifyReply, path: string, bytes: number, range: string | undefined) {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(range ?? '') ?? [];
  if (first === '' && last === '') return reply.header('content-length', bytes).send(createReadStream(path));
  const start = first === '' ? Math.max(0, bytes - Number(last)) : Number(first);
  const end = first === '' || last === '' ? bytes - 1 : Math.min(Number(last), bytes - 1);
  if (start > end) return reply.status(416).header('content-range', `bytes */${bytes}`).send();
  return reply
    .status(206)
    .header('content-range', `bytes ${start}-${end}/${bytes}`)
    .header('content-length', end - start + 1)
    .send(createReadStream(path, { start, end }));
}

function orgOf(actor: Actor): string {
  if (actor.kind === 'nobody') throw new DomainError('access.signIn', { operation: 'media.bytes' });
  return actor.orgId;
}
