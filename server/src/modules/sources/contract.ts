import { z } from 'zod';
import { operation } from '../../kernel/operation.ts';
import { id, instant } from '../../vocabulary/ids.ts';

const count = z.number().int().nonnegative();
const address = z.string().trim().min(1).max(500);
/** Only sent, never answered. */
const token = z
  .string()
  .trim()
  .max(4000)
  .regex(/^[\x21-\x7e]+$/);
const everyHours = z.union([z.literal(1), z.literal(6), z.literal(24)]);
const ground = z.enum(['consent', 'ownRecords', 'contract', 'legitimateInterest']);
const ofChannel = z.object({ channelId: id });

const source = z.object({
  channelId: id,
  baseUrl: z.string(),
  hasToken: z.boolean(),
  conversation: z.string(),
  conversationName: z.string(),
  everyHours,
  /** First civil day of the group that is wanted; null: everything. */
  from: z.iso.date().nullable(),
  ground,
  pseudonymous: z.boolean(),
  state: z.enum(['waiting', 'pulling', 'paused']),
  /** The latest message that was stored from here. */
  latestAt: instant.nullable(),
  /** When a pull last came to its end, and how many rows were new. */
  pulledAt: instant.nullable(),
  added: count,
  nextAt: instant.nullable(), // null: paused
  /** Why the last try failed; what was stored before stays. */
  error: z.object({ code: z.string(), data: z.record(z.string(), z.union([z.string(), z.number()])) }).nullable(),
});
export type Source = z.infer<typeof source>;

/** Messages fetched on a schedule from an exporter that speaks the ChatLab pull protocol. */
export const sources = {
  source: operation({
    kind: 'query',
    access: { role: 'operator', scope: 'community', of: 'channelId' },
    path: '/channels/{channelId}/source',
    summary: 'Where the messages of a channel are fetched from, and how the last pull went; null where nothing is set up',
    input: ofChannel,
    output: z.object({ source: source.nullable() }),
  }),
  look: operation({
    kind: 'query',
    method: 'POST', // a token does not belong into an address
    access: { role: 'operator', scope: 'organisation' },
    path: '/sources/look',
    summary: 'Ask an address for the group conversations it offers; this server calls it, and nothing is kept',
    input: z.object({ baseUrl: address, token: token.optional() }),
    output: z.object({
      baseUrl: z.string(),
      conversations: z.array(
        z.object({ id: z.string(), name: z.string(), platform: z.string(), messages: count.nullable(), lastAt: instant.nullable() }),
      ),
    }),
  }),
  keep: operation({
    kind: 'command',
    method: 'PUT',
    access: { role: 'operator', scope: 'organisation' },
    path: '/channels/{channelId}/source',
    summary: 'Set up or change where the messages of a channel are fetched from; the first pull begins at once',
    input: ofChannel.extend({
      baseUrl: address,
      token: token.nullish(), // absent: as before; null: none
      conversation: z.string().trim().min(1).max(300),
      conversationName: z.string().trim().max(300).default(''),
      everyHours: everyHours.default(24),
      from: z.iso.date().nullish(),
      ground,
      pseudonymous: z.boolean().default(false),
    }),
    output: source,
  }),
  pull: operation({
    kind: 'command',
    access: { role: 'operator', scope: 'community', of: 'channelId' },
    path: '/channels/{channelId}/source/pull',
    summary: 'Fetch new messages now instead of at the next time',
    input: ofChannel,
    output: source,
  }),
  pause: operation({
    kind: 'command',
    access: { role: 'operator', scope: 'community', of: 'channelId' },
    path: '/channels/{channelId}/source/pause',
    summary: 'Fetch nothing until it is resumed',
    input: ofChannel,
    output: source,
  }),
  resume: operation({
    kind: 'command',
    access: { role: 'operator', scope: 'community', of: 'channelId' },
    path: '/channels/{channelId}/source/resume',
    summary: 'Fetch again, from where it stopped',
    input: ofChannel,
    output: source,
  }),
  remove: operation({
    kind: 'command',
    method: 'DELETE',
    access: { role: 'operator', scope: 'community', of: 'channelId' },
    path: '/channels/{channelId}/source',
    summary: 'Forget the address and its token; what was imported stays',
    input: ofChannel,
    output: z.object({ removed: z.boolean() }),
  }),
};
