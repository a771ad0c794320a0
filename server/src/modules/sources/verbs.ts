import type { z } from 'zod';
import { type CommandContext, DomainError, type Ground, prepared, type Verbs } from '#kernel';
import { dayNumber, zoneClock } from '#vocabulary/zone';
import { type Channel, findChannel, holdCommunity } from '../communities/index.ts';
import { rowsOf, sql } from '../rows.ts';
import type { sources as contract, Source } from './contract.ts';
import { findSource, isClaimed, type SourceRow, shown, sourceWhere } from './find.ts';
import { listConversations } from './remote.ts';
import { baseAddress, type Conversation } from './rules.ts';
import { seal } from './seal.ts';

type KeepInput = z.output<NonNullable<(typeof contract)['keep']['~orpc']['inputSchema']>>;
/** `sealed` undefined: the token stays as it is. */
interface Prepared {
  base: string;
  sealed: string | null | undefined;
}

export const verbs: Verbs<typeof contract> = {
  source: async (ctx, { channelId }) => {
    await findChannel(ctx, channelId);
    const row = await sourceWhere(ctx, sql`channel_id = ${channelId}`);
    return { source: row && (await shown(ctx, row)) };
  },

  // Asked before the transaction begins, like everything that takes long.
  look: prepared(
    async (_ground, { baseUrl, token }: { baseUrl: string; token?: string | undefined }) => {
      const base = baseAddress(baseUrl);
      return { baseUrl: base, conversations: await listConversations(base, token ?? null) };
    },
    async (_ctx, _input, found: { baseUrl: string; conversations: Conversation[] }) => found,
  ),

  keep: prepared(async (ground: Ground, { channelId, baseUrl, token }: KeepInput): Promise<Prepared> => {
    const base = baseAddress(baseUrl);
    return { base, sealed: token ? await seal(ground, channelId, token) : token };
  }, keep),

  pull: async (ctx, { channelId }) => {
    const row = await findSource(ctx, channelId, true);
    if (row.paused) throw new DomainError('source.paused');
    if (row.importId === null && isClaimed(row, ctx.now())) ctx.unchanged();
    else start(ctx, await findChannel(ctx, channelId));
    return shown(ctx, row);
  },

  pause: async (ctx, { channelId }) => switched(ctx, channelId, true),
  resume: async (ctx, { channelId }) => switched(ctx, channelId, false),

  remove: async (ctx, { channelId }) => {
    const { communityId } = await findChannel(ctx, channelId);
    const row = await sourceWhere(ctx, sql`channel_id = ${channelId}`, true);
    if (row) {
      await rowsOf(ctx, sql`DELETE FROM source WHERE org_id = ${ctx.orgId} AND channel_id = ${channelId}`);
      ctx.emit('source.removed', { communityId, channelId });
    } else ctx.unchanged();
    return { removed: row !== null };
  },
};

async function keep(ctx: CommandContext, input: KeepInput, { base, sealed }: Prepared): Promise<Source> {
  const { channelId, conversation, conversationName, everyHours, ground, pseudonymous } = input;
  const channel = await findChannel(ctx, channelId);
  // Where there is no source yet there is nothing else to hold.
  await holdCommunity(ctx, channel.communityId);
  const before = await sourceWhere(ctx, sql`channel_id = ${channelId}`, true);
  const token = sealed === undefined ? keptToken(before, base) : sealed;
  const first = input.from ? Math.floor(zoneClock(channel.zone).startOfDay(dayNumber(input.from)) / 1000) : 0;
  const now = new Date(ctx.now()).toISOString();
  const same = before?.baseUrl === base && before.conversation === conversation && before.firstSince === first;
  if (!same) await rowsOf(ctx, sql`DELETE FROM source WHERE org_id = ${ctx.orgId} AND channel_id = ${channelId}`);
  await rowsOf(
    ctx,
    sql`INSERT INTO source (org_id, channel_id, base_url, token, conversation, conversation_name, every_hours, first_since, ground, pseudonymous,
          since, due_at)
        VALUES (${ctx.orgId}, ${channelId}, ${base}, ${token}, ${conversation}, ${conversationName}, ${everyHours}, ${first}, ${ground},
          ${pseudonymous}, ${first}, ${now}::timestamptz + ${everyHours}::int * interval '1 hour')
        ON CONFLICT (org_id, channel_id) DO UPDATE SET token = excluded.token, conversation_name = excluded.conversation_name,
          every_hours = excluded.every_hours, ground = excluded.ground, pseudonymous = excluded.pseudonymous, due_at = excluded.due_at,
          paused = false, error = NULL`,
  );
  ctx.emit('source.kept', aboutOf(channel), { everyHours, ground, pseudonymous, token: token !== null });
  ctx.enqueue('sources.pull', { channelId, run: ctx.newId() }, { key: channelId });
  return shown(ctx, await findSource(ctx, channelId));
}

/** A token is not sent to another address than the one it was given for. @throws DomainError `source.tokenNeeded` */
function keptToken(before: SourceRow | null, base: string): string | null {
  if (!before?.token) return null;
  if (new URL(before.baseUrl).origin !== new URL(base).origin) throw new DomainError('source.tokenNeeded');
  return before.token;
}

async function switched(ctx: CommandContext, channelId: string, paused: boolean): Promise<Source> {
  const channel = await findChannel(ctx, channelId);
  const before = await findSource(ctx, channelId, true);
  if (before.paused === paused) ctx.unchanged();
  else {
    const own = sql`org_id = ${ctx.orgId} AND channel_id = ${channelId}`;
    await rowsOf(ctx, sql`UPDATE source SET paused = ${paused} WHERE ${own}`);
    ctx.emit(paused ? 'source.paused' : 'source.resumed', aboutOf(channel));
    if (!paused) ctx.enqueue('sources.pull', { channelId, run: ctx.newId() }, { key: channelId });
  }
  return shown(ctx, await findSource(ctx, channelId));
}

function start(ctx: CommandContext, channel: Channel): void {
  ctx.emit('source.pullAsked', aboutOf(channel));
  ctx.enqueue('sources.pull', { channelId: channel.id, run: ctx.newId() }, { key: channel.id });
}

function aboutOf({ id, communityId }: Channel) {
  return { communityId, channelId: id };
}
