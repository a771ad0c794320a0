import { z } from 'zod';
import { operation } from '../../kernel/operation.ts';
import { id, instant } from '../../vocabulary/ids.ts';

const community = z.object({
  id,
  name: z.string(),
  zone: z.string(),
  channels: z.number().int(),
  createdAt: instant,
  /** From then on it can only be read. */
  dissolvedAt: instant.nullable(),
});
const channel = z.object({ id, communityId: id, name: z.string(), platform: z.string(), zone: z.string(), createdAt: instant });
const name = z.string().trim().min(1).max(120);

/** What channels of the demo have as their platform, and go by when the demo is removed: nobody else may say it. */
export const DEMO_PLATFORM = 'demo';

/** Communities and their channels (the chat groups). */
export const communities = {
  list: operation({
    kind: 'query',
    access: { role: 'viewer', scope: 'community', of: 'any' },
    path: '/communities',
    summary: 'Communities the caller may see; dissolved ones last',
    input: z.object({}),
    output: z.object({ communities: z.array(community) }),
  }),
  create: operation({
    kind: 'command',
    access: { role: 'operator', scope: 'organisation' },
    path: '/communities',
    summary: 'Create a community',
    input: z.object({ name, zone: z.string().default('Asia/Shanghai') }),
    output: community,
  }),
  update: operation({
    kind: 'command',
    access: { role: 'operator', scope: 'community', of: 'communityId' },
    path: '/communities/{communityId}',
    method: 'PATCH',
    summary: 'Rename a community or change its zone',
    input: z.object({ communityId: id, name: name.optional(), zone: z.string().optional() }),
    output: community,
  }),
  channels: operation({
    kind: 'query',
    access: { role: 'viewer', scope: 'community', of: 'any' },
    path: '/channels',
    summary: 'Channels the caller may see',
    input: z.object({}),
    output: z.object({ channels: z.array(channel) }),
  }),
  createChannel: operation({
    kind: 'command',
    access: { role: 'operator', scope: 'organisation' },
    path: '/channels',
    summary: 'Create a channel, in a community or with a new one of the same name',
    input: z.object({
      communityId: id.optional(),
      name,
      platform: z
        .string()
        .max(20)
        .refine((platform) => platform !== DEMO_PLATFORM)
        .default('other'),
      zone: z.string().default('Asia/Shanghai'),
    }),
    output: channel,
  }),
  updateChannel: operation({
    kind: 'command',
    access: { role: 'operator', scope: 'community', of: 'channelId' },
    path: '/channels/{channelId}',
    method: 'PATCH',
    summary: 'Rename a channel or change its zone',
    input: z.object({ channelId: id, name: name.optional(), zone: z.string().optional() }),
    output: channel,
  }),
  removeChannel: operation({
    kind: 'command',
    access: { role: 'owner', scope: 'organisation' },
    path: '/channels/{channelId}',
    method: 'DELETE',
    summary: 'Delete a channel with all its messages and pictures',
    input: z.object({ channelId: id }),
    output: z.object({ messages: z.number().int() }),
  }),
};
