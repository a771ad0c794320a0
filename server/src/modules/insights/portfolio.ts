import { sql } from 'drizzle-orm';
import type { z } from 'zod';
import type { QueryContext } from '#kernel';
import { type PortfolioLine, rowsOf } from '../chat/index.ts';
import { type Channel, visibleChannels } from '../communities/index.ts';
import type { groupLine } from './contract.ts';
import { needOf } from './rules.ts';

type GroupLine = z.input<typeof groupLine>;

/** All groups the caller may see, those in need first, those without a picture last. */
export async function portfolio(ctx: QueryContext) {
  const channels = await visibleChannels(ctx);
  const rows = await rowsOf<{ channel: string; line: PortfolioLine }>(
    ctx,
    sql`SELECT channel_id AS channel, line FROM picture WHERE org_id = ${ctx.orgId}`,
  );
  const lines = new Map(rows.map(({ channel, line }) => [channel, line]));
  const groups = channels.map((channel) => groupOf(channel, lines.get(channel.id)));
  groups.sort((a, b) => b.need - a.need || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  const known = channels.flatMap(({ id }) => lines.get(id) ?? []);
  const sum = (figure: (line: PortfolioLine) => number) => known.reduce((total, line) => total + figure(line), 0);
  return {
    groups,
    totals: {
      groups: groups.length,
      wau: sum(({ wau }) => wau),
      atRisk: sum(({ atRisk }) => atRisk),
      unanswered: sum(({ newcomersUnanswered }) => newcomersUnanswered),
    },
  };
}

function groupOf({ id: channelId, communityId, name, platform }: Channel, line: PortfolioLine | undefined): GroupLine {
  const channel = { channelId, communityId, name, platform };
  if (!line) {
    const unknown = { stage: null, trend: null, d90: null, wauBefore: null, newcomersAnswered: null, lastAt: null, firstSuggestion: null };
    return { ...channel, ...unknown, tooLittleData: true, wau: 0, members: 0, atRisk: 0, weeks: [], need: 0 };
  }
  const { active: _active, silencePercentile: _silence, newcomersUnanswered: _unanswered, ...shown } = line;
  return { ...channel, ...shown, need: needOf(line) };
}
