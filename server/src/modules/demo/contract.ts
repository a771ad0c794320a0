import { z } from 'zod';
import { operation } from '../../kernel/operation.ts';
import { id } from '../../vocabulary/ids.ts';

const group = z.object({
  name: z.string(),
  channelId: id.nullable(),
  state: z.enum(['waiting', 'importing', 'ready', 'failed']),
  messages: z.number().int(),
});

/** The demo: three simulated groups on an installation that holds nothing else. */
export const demo = {
  offer: operation({
    kind: 'query',
    access: { public: true },
    path: '/demo/offer',
    summary: 'Whether this installation would make the demo: it is empty and serves this machine only',
    input: z.object({}),
    output: z.object({ offered: z.boolean() }),
  }),
  start: operation({
    kind: 'command',
    access: { public: true },
    path: '/demo',
    summary: 'Set an empty installation up with three simulated groups; the password is shown once',
    input: z.object({}),
    output: z.object({ email: z.string(), password: z.string() }),
  }),
  state: operation({
    kind: 'query',
    access: { role: 'owner', scope: 'organisation' },
    path: '/demo',
    summary: 'How far the making of the demo is',
    input: z.object({}),
    output: z.object({ groups: z.array(group), done: z.boolean() }),
  }),
  remove: operation({
    kind: 'command',
    access: { role: 'owner', scope: 'organisation' },
    path: '/demo',
    method: 'DELETE',
    summary: 'Delete the demo groups with everything imported into them; accounts and other groups stay',
    input: z.object({}),
    output: z.object({ groups: z.number().int(), messages: z.number().int() }),
  }),
};
