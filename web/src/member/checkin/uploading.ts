/** Sends chosen files in pieces, going on where a dead network stopped it. */
import { useSyncExternalStore } from 'react';
import { coded } from '../../shared/call.ts';
import { UploadError } from '../../shared/upload.ts';
import { call, patience } from '../connection.ts';
import { forget, isLocal, type KeptFile, keep, read } from './kept-files.ts';

/** A piece is sent again as a whole after a cut, and is what progress is told by. */
const PIECE = 256 * 1024;
const PIECE_MS = 60_000;

/** How far a file is: 0 to 1, or what it ran into. */
export interface Delivery {
  share: number;
  done: boolean;
  problem: unknown;
}

const NOT_BEGUN: Delivery = { share: 0, done: false, problem: undefined };
const known = new Map<string, Delivery>();
const listeners = new Set<() => void>();
const running = new Map<string, Promise<string>>();
/** Sent a short while ago: nobody has to ask the server again. Later it may have given the file up. */
const sent = new Map<string, { mediaId: string; at: number }>();
const SENT_MS = 3_600_000;
const sentAs = (key: string) => {
  const { mediaId = null, at = 0 } = sent.get(key) ?? {};
  return Date.now() - at < SENT_MS ? mediaId : null;
};

function tell(key: string, delivery: Partial<Delivery>): void {
  known.set(key, { ...(known.get(key) ?? NOT_BEGUN), problem: undefined, ...delivery });
  for (const changed of listeners) changed();
}

export function useDelivery(key: string): Delivery {
  return useSyncExternalStore(
    (changed) => {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
    () => known.get(key) ?? NOT_BEGUN,
  );
}

/** The id under which the server has the file. Asked for twice at once it is sent once. @throws what the network or server says */
export function delivered(communityId: string, key: string): Promise<string> {
  const before = isLocal(key) ? sentAs(key) : key;
  if (before) return Promise.resolve(before);
  const way = running.get(key) ?? deliver(communityId, key).finally(() => running.delete(key));
  running.set(key, way);
  return way;
}

async function deliver(communityId: string, key: string): Promise<string> {
  try {
    const file = await read(key);
    if (!file) throw new UploadError({ code: 'media.gone' });
    const mediaId = await send(communityId, file);
    sent.set(key, { mediaId, at: Date.now() });
    tell(key, { share: 1, done: true });
    return mediaId;
  } catch (problem) {
    tell(key, { problem });
    throw problem;
  }
}

async function send(communityId: string, file: KeptFile): Promise<string> {
  const { key, medium, bytes } = file;
  const size = bytes.byteLength;
  const state = (await stateOf(file)) ?? (await call.media.begin({ communityId, medium, size }, patience()));
  const { mediaId } = state;
  if (mediaId !== file.mediaId) await keep({ ...file, mediaId });
  let { offset } = state;
  for (let refused = 0; offset < size && !state.finished; ) {
    tell(key, { share: offset / size });
    const next = await sendPiece(mediaId, bytes.slice(offset, offset + PIECE), offset);
    // The server may have more than its answer could tell; it does not run backwards for ever.
    refused = next > offset ? 0 : refused + 1;
    if (refused > 3) throw new UploadError(null);
    offset = next;
  }
  tell(key, { share: 1 });
  if (!state.finished) await call.media.finish({ mediaId }, { signal: AbortSignal.timeout(PIECE_MS) });
  return mediaId;
}

/** Of a file begun before; null where the server has given it up. */
async function stateOf({ mediaId }: KeptFile) {
  if (mediaId === null) return null;
  try {
    return await call.media.state({ mediaId }, patience());
  } catch (error) {
    if (['media.unknown', 'access.denied'].includes(coded(error).code)) return null;
    throw error;
  }
}

/** @returns how far the server is */
async function sendPiece(mediaId: string, body: ArrayBuffer, offset: number): Promise<number> {
  const answer = await fetch(`/api/v1/media/${mediaId}/bytes`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/octet-stream', 'upload-offset': String(offset), 'x-qunce': 'member' },
    body,
    signal: AbortSignal.timeout(PIECE_MS),
  });
  const told = await answer.json().catch(() => null);
  if (answer.ok) return told.offset;
  if (told?.code === 'media.offset') return told.data.offset;
  throw new UploadError(told ?? { code: 'server.busy' });
}

/** Taken out of the draft: it goes here, and there as well if it can be said. */
export async function drop(key: string): Promise<void> {
  const mediaId = isLocal(key) ? (await read(key))?.mediaId : key;
  await forget([key]);
  if (mediaId) await call.media.remove({ mediaId }, patience()).catch(() => {});
}
