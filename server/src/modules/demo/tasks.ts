import type { Task, TaskContext } from '#kernel';
import { chatlabLines, demoCommunities, simulate } from '../../simulator/index.ts';
import { type Channel, DEMO_PLATFORM } from '../communities/index.ts';
import { openCamp } from './camp.ts';
import { demoName } from './rules.ts';

export const tasks: Record<string, Task> = {
  'demo.build': { run: build },
  'demo.openCamp': {
    on: ['picture.taken'],
    run: async (ctx, { channelId }) => {
      if (typeof channelId === 'string') await openCamp(ctx, { channelId });
    },
  },
};

/** Each group is simulated up to now, written as an export, and imported like anybody's. What is there already is left. */
async function build(ctx: TaskContext): Promise<void> {
  for (const { seed, spec } of demoCommunities) {
    ctx.signal.throwIfAborted();
    const name = demoName(spec.name);
    const { zone } = spec;
    const { channels } = await ctx.call<{ channels: Channel[] }>('communities.channels', {});
    const found = channels.find((channel) => channel.platform === DEMO_PLATFORM && channel.name === name);
    const channel = found ?? (await ctx.call<Channel>('demo.addGroup', { name, zone }));
    const { imports } = await ctx.call<{ imports: unknown[] }>('chat.imports', { channelId: channel.id });
    if (imports.length > 0) continue;
    const text = chatlabLines({ ...simulate(spec, seed, ctx.now()), name }, 'qunce demo');
    const { uploadId } = await ctx.call<{ uploadId: string }>('chat.paste', { text });
    await ctx.call('chat.import', { uploadId, channelId: channel.id, zone, ground: 'ownRecords' });
  }
}
