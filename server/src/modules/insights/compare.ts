import type { z } from 'zod';
import { DomainError, type QueryContext } from '#kernel';
import type { Picture } from '#picture';
import { type Channel, visibleChannels } from '../communities/index.ts';
import { rowsOf, sql } from '../rows.ts';
import type { insights } from './contract.ts';

type Compared = z.input<NonNullable<(typeof insights.compare)['~orpc']['outputSchema']>>['groups'][number];

/** The parts of a picture that are compared: all of it would be people, hours and edges of two groups. */
const PARTS = [
  'asOf',
  'zone',
  'members',
  'activity',
  'newcomers',
  'responsiveness',
  'network',
  'concentration',
  'checkins',
  'lifecycle',
  'risk',
] as const;
type Part = (typeof PARTS)[number] | 'tooLittleData';
type Parts = Pick<Picture, Part>;

/**
 * Two groups the caller may see, in the order asked for.
 * @throws DomainError `channel.unknown`
 */
export async function compare(
  ctx: QueryContext,
  { channelId, withChannelId }: { channelId: string; withChannelId: string },
): Promise<{ groups: [Compared, Compared] }> {
  const channels = new Map((await visibleChannels(ctx)).map((channel) => [channel.id, channel]));
  const find = (id: string): Channel => {
    const found = channels.get(id);
    if (!found) throw new DomainError('channel.unknown', { channelId: id });
    return found;
  };
  const [one, other] = [find(channelId), find(withChannelId)];
  const wanted = sql.join(
    [...PARTS, 'tooLittleData'].map((part) => sql.raw(`'${part}', picture->'${part}'`)),
    sql`, `,
  );
  const rows = await rowsOf<{ channel: string; parts: Parts }>(
    ctx,
    sql`SELECT channel_id AS channel, json_build_object(${wanted}) AS parts FROM picture
        WHERE org_id = ${ctx.orgId} AND channel_id IN (${channelId}, ${withChannelId})`,
  );
  const parts = new Map(rows.map((row) => [row.channel, row.parts]));
  return { groups: [comparedOf(one, parts.get(channelId)), comparedOf(other, parts.get(withChannelId))] };
}

function comparedOf({ id, communityId, name, platform }: Channel, parts: Parts | undefined): Compared {
  const channel = { channelId: id, communityId, name, platform };
  if (!parts) {
    const figures = {
      members: null,
      wau: null,
      mau: null,
      frequency: null,
      stickiness: null,
      newcomersAnswered: null,
      responsiveness: null,
      reciprocity: null,
      top20Share: null,
      halfBy: null,
      checkins: null,
    };
    return { ...channel, asOf: null, zone: null, stage: null, trend: null, d90: null, tooLittleData: true, figures, weeks: [] };
  }
  const { members, activity, newcomers, responsiveness, network, concentration, checkins, lifecycle, risk } = parts;
  return {
    ...channel,
    asOf: parts.asOf,
    zone: parts.zone,
    stage: lifecycle.stage,
    trend: lifecycle.trend,
    d90: risk?.interval.d90 ?? null,
    tooLittleData: parts.tooLittleData,
    figures: {
      members: members.total,
      wau: activity.wau,
      mau: activity.mau,
      frequency: activity.frequency,
      stickiness: activity.stickiness,
      newcomersAnswered: newcomers.answeredShare,
      responsiveness: responsiveness.medianSeconds,
      reciprocity: network.reciprocity,
      top20Share: concentration.top20Share,
      halfBy: concentration.halfBy,
      checkins: checkins.found,
    },
    weeks: activity.weeks.slice(-12).map(({ week, covered, complete, speakers, messages, checkins: found }) => ({
      week,
      covered,
      complete,
      speakers,
      messages,
      checkins: found,
    })),
  };
}
