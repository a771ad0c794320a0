import { randomInt } from 'node:crypto';
import { type CommandContext, DomainError, prepared, type QueryContext, type Verbs } from '#kernel';
import { readConfig } from '../../kernel/config.ts';
import { demoCommunities } from '../../simulator/index.ts';
import { hashPassword, installedOrg, setUp } from '../accounts/index.ts';
import { removeMembersOf } from '../admissions/index.ts';
import { listImports } from '../chat/index.ts';
import {
  type Channel,
  createChannel,
  DEMO_PLATFORM,
  removeChannel,
  removeEmptyCommunity,
  renameOrganisation,
  visibleChannels,
} from '../communities/index.ts';
import type { demo } from './contract.ts';
import { demoName, madeFor, organisations } from './rules.ts';

const EMAIL = 'demo@qunce.example';
/** Without letters and digits that look alike. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';

export const verbs: Verbs<typeof demo> = {
  offer: async (ctx) => ({ offered: madeFor(readConfig()) && (await installedOrg(ctx)) === null }),

  start: prepared(
    async () => {
      if (!madeFor(readConfig())) throw new DomainError('demo.notLocal');
      const password = newPassword();
      return { password, hash: await hashPassword(password) };
    },
    async (ctx, _input, { password, hash }: { password: string; hash: string }) => {
      if (await installedOrg(ctx)) throw new DomainError('demo.notEmpty');
      await setUp(ctx, { organisation: organisations.during, name: '演示', email: EMAIL, zone: 'Asia/Shanghai' }, hash);
      ctx.emit('demo.started', {});
      ctx.enqueue('demo.build', {}, { key: 'demo' });
      return { email: EMAIL, password };
    },
  ),

  state: async (ctx) => {
    const channels = await demoChannels(ctx);
    const groups = await Promise.all(demoCommunities.map(({ spec }) => groupState(ctx, demoName(spec.name), channels)));
    return { groups, done: groups.every(({ state }) => state === 'ready' || state === 'failed') };
  },

  remove: async (ctx) => {
    const channels = await demoChannels(ctx);
    if (channels.length === 0) {
      ctx.unchanged();
      return { groups: 0, messages: 0 };
    }
    let messages = 0;
    for (const { id, communityId } of channels) {
      messages += await removeChannel(ctx, id);
      await removeMembersOf(ctx, communityId);
      await removeEmptyCommunity(ctx, communityId);
    }
    await renameOrganisation(ctx, { from: organisations.during, to: organisations.after });
    ctx.emit('demo.removed', {}, { groups: channels.length });
    return { groups: channels.length, messages };
  },
};

/** Not by the public operation, which keeps this platform from everybody. */
export function addGroup(ctx: CommandContext, { name, zone }: Pick<Channel, 'name' | 'zone'>): Promise<Channel> {
  return createChannel(ctx, { name, platform: DEMO_PLATFORM, zone });
}

async function demoChannels(ctx: QueryContext | CommandContext): Promise<Channel[]> {
  return (await visibleChannels(ctx)).filter(({ platform }) => platform === DEMO_PLATFORM);
}

async function groupState(ctx: QueryContext, name: string, channels: readonly Channel[]) {
  const channel = channels.find((one) => one.name === name);
  const run = channel ? (await listImports(ctx, { channelId: channel.id })).imports[0] : undefined;
  if (!channel || !run) return { name, channelId: channel?.id ?? null, state: 'waiting' as const, messages: 0 };
  const state = run.state === 'done' ? 'ready' : run.state === 'failed' || run.state === 'cancelled' ? 'failed' : 'importing';
  return { name, channelId: channel.id, state, messages: run.added } as const;
}

/** Twelve letters, 59 bits: whoever later opens this machine to others does not open the demo's account with it. */
function newPassword(): string {
  const letters = Array.from({ length: 12 }, () => LETTERS.charAt(randomInt(LETTERS.length)));
  return [0, 4, 8].map((from) => letters.slice(from, from + 4).join('')).join('-');
}
