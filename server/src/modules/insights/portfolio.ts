import type { z } from 'zod';
import type { QueryContext } from '#kernel';
import type { PortfolioLine } from '../chat/index.ts';
import { type Channel, visibleChannels } from '../communities/index.ts';
import { rowsOf, sql } from '../rows.ts';
import type { groupLine } from './contract.ts';
import { needOf } from './rules.ts';

type GroupLine = z.input<typeof groupLine>;

interface Line extends Omit<PortfolioLine, 'firstSuggestion'> {
  firstSuggestion: Omit<NonNullable<PortfolioLine['firstSuggestion']>, 'evidence'> | null;
}

/** All groups the caller may see, those in need first, those without a picture last. */
export async function portfolio(ctx: QueryContext, { dissolved }: { dissolved: boolean }) {
  const channels = await visibleChannels(ctx, dissolved);
  const rows = await rowsOf<{ channel: string; line: Line }>(
    ctx,
    // Without the rows behind the suggestions, which are most of it and stand in each group's picture.
    sql`SELECT channel_id AS channel, line #- '{firstSuggestion,evidence}' AS line FROM picture WHERE org_id = ${ctx.orgId}`,
  );
  const lines = new Map(rows.map(({ channel, line }) => [channel, line]));
  const groups = channels.map((channel) => groupOf(channel, lines.get(channel.id)));
  groups.sort((a, b) => b.need - a.need || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  const known = channels.flatMap(({ id }) => lines.get(id) ?? []);
  const sum = (figure: (line: Line) => number) => known.reduce((total, line) => total + figure(line), 0);
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

function groupOf({ id: channelId, communityId, name, platform }: Channel, line: Line | undefined): GroupLine {
  const channel = { channelId, communityId, name, platform };
  if (!line) {
    const unknown = { stage: null, trend: null, d90: null, wauBefore: null, newcomersAnswered: null, lastAt: null, firstSuggestion: null };
    return { ...channel, ...unknown, tooLittleData: true, wau: 0, members: 0, atRisk: 0, weeks: [], need: 0 };
  }
  const { active: _active, silencePercentile: _silence, newcomersUnanswered: _unanswered, firstSuggestion, ...shown } = line;
  return { ...channel, ...shown, firstSuggestion: firstSuggestion && { ...firstSuggestion, evidence: [] }, need: needOf(line) };
}
