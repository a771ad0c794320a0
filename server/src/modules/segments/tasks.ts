import type { JobInput, Task, TaskContext } from '#kernel';

export const tasks: Record<string, Task> = {
  // A version is saved, or its day has come: pictures taken by other rules are taken again.
  'segments.apply': {
    cron: '5 * * * *',
    run: async (ctx, input) => {
      const communityId = typeof input.communityId === 'string' ? input.communityId : null;
      for (const channelId of await ctx.call<string[]>('segments.outdated', { communityId })) {
        ctx.signal.throwIfAborted();
        await ctx.call('chat.retake', { channelId });
      }
    },
  },

  'segments.note': { on: ['picture.taken'], run: (ctx, input) => pages(ctx, 'segments.noteMoves', idIn(input)) },

  'segments.review': {
    cron: '25 18 * * *',
    run: async (ctx) => {
      for (const channelId of await ctx.call<string[]>('segments.due', {})) {
        await pages(ctx, 'segments.demote', channelId);
        await ctx.call('chat.retake', { channelId });
      }
    },
  },

  'segments.erase': {
    on: ['chat.erased', 'chat.emptied'],
    run: (ctx, input) => ctx.call('segments.eraseGone', { channelId: idIn(input) }),
  },
};

/** Page after page, each a transaction of its own. */
async function pages(ctx: TaskContext, operation: string, channelId: string): Promise<void> {
  while (await ctx.call<boolean>(operation, { channelId })) ctx.signal.throwIfAborted();
}

function idIn(input: JobInput): string {
  if (typeof input.channelId !== 'string') throw new TypeError('the job names no channelId');
  return input.channelId;
}
