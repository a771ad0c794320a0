import type { Task, TaskContext } from '#kernel';
import { refresh, removeFile } from '../chat/index.ts';
import type { Retention } from './contract.ts';
import type { ErasureJob } from './erase.ts';
import { monthsBefore } from './rules.ts';

export const tasks: Record<string, Task> = {
  'privacy.erase': {
    expireSeconds: 21_600,
    run: async (ctx, { erasureId }) => {
      if (typeof erasureId !== 'string') throw new TypeError('the job names no erasureId');
      const job = await ctx.call<ErasureJob | null>('privacy.erasureJob', { erasureId });
      if (job) await erase(ctx, erasureId, job);
    },
  },

  'privacy.retain': {
    cron: '20 19 * * *',
    expireSeconds: 21_600,
    run: async (ctx) => {
      const { eventMonths, textMonths } = await ctx.call<Retention>('privacy.kept', {});
      if (eventMonths !== null) await ctx.call('privacy.forgetEvents', { before: monthStart(ctx, eventMonths) });
      if (textMonths !== null) await blank(ctx, monthStart(ctx, textMonths));
    },
  },
};

function monthStart(ctx: TaskContext, months: number): string {
  return new Date(monthsBefore(ctx.now(), months)).toISOString();
}

async function blank(ctx: TaskContext, before: string): Promise<void> {
  for (const month of await ctx.call<object[]>('privacy.oldWords', { before })) {
    ctx.signal.throwIfAborted();
    await ctx.call('privacy.blankMonth', month);
  }
  await ctx.call('privacy.blankRejected', { before });
}

/** Words month by month, then files, then every picture of the community again; only then is it forgotten what was looked for. */
async function erase(ctx: TaskContext, erasureId: string, { channels, people, names }: ErasureJob): Promise<void> {
  for (const channelId of channels) {
    for (const month of await ctx.call<string[]>('chat.monthsOf', { channelId })) {
      ctx.signal.throwIfAborted();
      const done = await ctx.call<{ messages: number; mentions: number }>('chat.eraseMonth', { channelId, month, people, names });
      if (done.messages + done.mentions > 0) await ctx.call('privacy.countErased', { erasureId, ...done, files: 0 });
    }
    const uploads = await ctx.call<string[]>('chat.eraseAround', { channelId, names });
    for (const uploadId of uploads) await removeFile(ctx, uploadId);
    await ctx.call('privacy.countErased', { erasureId, messages: 0, mentions: 0, files: uploads.length });
  }
  for (const channelId of channels) await refresh(ctx, channelId);
  await ctx.call('privacy.finishErasure', { erasureId });
}
