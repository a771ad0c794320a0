import { z } from 'zod';
import { operation } from '../../kernel/operation.ts';
import { id } from '../../vocabulary/ids.ts';

const count = z.number().int().nonnegative();
const mediaKinds = ['photo', 'voice'] as const;

const state = z.object({
  mediaId: id,
  kind: z.enum(mediaKinds),
  /** Bytes as announced. */
  size: count,
  /** Bytes that have arrived: where sending goes on. */
  offset: count,
  /** Whole, recognised and cleaned: a check-in may bring it along. */
  finished: z.boolean(),
});

/**
 * Photos and voice that members bring along. Begin, send the bytes (`PATCH …/media/{mediaId}/bytes` with `upload-offset`), ask for
 * the offset after a cut, finish; then name the id in a check-in.
 */
export const media = {
  begin: operation({
    kind: 'command',
    access: { role: 'member', scope: 'community', of: 'communityId' },
    path: '/communities/{communityId}/media',
    summary: 'Begin to send a photo or a voice; what belongs to no check-in within a day goes',
    input: z.object({ communityId: id, medium: z.enum(mediaKinds), size: z.number().int().positive() }),
    output: state,
  }),
  state: operation({
    kind: 'query',
    access: { role: 'member', scope: 'community', of: 'mediaId' },
    path: '/media/{mediaId}/state',
    summary: 'How much of an own file has arrived',
    input: z.object({ mediaId: id }),
    output: state,
  }),
  finish: operation({
    kind: 'command',
    access: { role: 'member', scope: 'community', of: 'mediaId' },
    path: '/media/{mediaId}/finish',
    summary: 'Everything is sent: the file is recognised by its bytes and loses what it tells besides (place, time, names)',
    input: z.object({ mediaId: id }),
    output: state,
  }),
  remove: operation({
    kind: 'command',
    access: { role: 'member', scope: 'community', of: 'mediaId' },
    path: '/media/{mediaId}',
    method: 'DELETE',
    summary: 'Take back an own file that belongs to no check-in',
    input: z.object({ mediaId: id }),
    output: z.object({}),
  }),
};
