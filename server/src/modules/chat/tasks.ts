import type { JobInput, Task, TaskContext } from '#kernel';
import { runImport } from './importing/run-import.ts';
import { removeFile } from './importing/uploads.ts';
import { refresh } from './summing/refresh.ts';

export const tasks: Record<string, Task> = {
  // Six hours: a slow disk may take long over a large file; a dead process is told by its heartbeat.
  'chat.runImport': { run: (ctx, input) => runImport(ctx, idIn(input, 'importId')), expireSeconds: 21_600 },

  'chat.refresh': {
    on: ['channel.zoneChanged'],
    expireSeconds: 21_600,
    run: (ctx, input) => refresh(ctx, idIn(input, 'channelId')),
  },

  // Rows that no foreign key took away with the channel.
  'chat.eraseChannel': {
    on: ['channel.removed'],
    run: async (ctx: TaskContext, input) => {
      const channelId = idIn(input, 'channelId');
      while (await ctx.call<boolean>('chat.deleteMonth', { channelId })) ctx.signal.throwIfAborted();
      await ctx.call('chat.eraseChannel', { channelId });
    },
  },

  'chat.sweepUploads': {
    cron: '40 19 * * *',
    run: async (ctx: TaskContext) => {
      for (const id of await ctx.call<string[]>('chat.staleUploads', await ctx.call('privacy.uploadDays', {}))) await removeFile(ctx, id);
    },
  },
};

function idIn(input: JobInput, field: string): string {
  const id = input[field];
  if (typeof id !== 'string') throw new TypeError(`the job names no ${field}`);
  return id;
}
