/**
 * Which stretches of a chat have to be looked at for check-ins. What is found follows from the messages, the rules and who is
 * who. While the last two are as they were, only days whose messages changed can tell anything new, and days on which a row
 * may have gone since: none before the day of the last look, because a member takes back today's or what is to come. Names
 * count in lists alone.
 */
import { createHash } from 'node:crypto';
import type { CommandContext, QueryContext } from '#kernel';
import { zoneClock } from '#vocabulary/zone';
import { iso, ms, rowsOf, sql } from '../rows.ts';
import type { Campaign } from './find.ts';

/** Instants in epoch ms, `until` excluded. */
export interface Stretch {
  since: number;
  until: number;
}

/** A channel as it was when it was looked at. */
export interface Reading {
  channelId: string;
  revision: number;
}

/** What decides beside the messages, as digests. */
export interface Deciding {
  /** Rules, dates, who takes part and which sender they are. */
  judgedBy: string;
  /** Whose name is whose. */
  namedBy: string;
}

interface Channel extends Reading {
  zone: string;
  /** Of the last look by the same rules and people; null: there was none. */
  before: number | null;
  lookedAt: number;
  /** Names are others than at that look. */
  renamed: boolean;
}

export function digestOf(decides: unknown): string {
  return createHash('sha256').update(JSON.stringify(decides)).digest('base64url');
}

/** In order and apart from each other, inside `all`. */
export function joined(stretches: readonly Stretch[], all: Stretch): Stretch[] {
  const found: Stretch[] = [];
  const inside = stretches.map(({ since, until }) => ({ since: Math.max(since, all.since), until: Math.min(until, all.until) }));
  for (const { since, until } of inside.filter((one) => one.since < one.until).sort((a, b) => a.since - b.since)) {
    const last = found.at(-1);
    if (last && since <= last.until) last.until = Math.max(last.until, until);
    else found.push({ since, until });
  }
  return found;
}

/** What has to be looked at of each group of the community, and up to where that is. */
export async function stretchesToRead(
  ctx: QueryContext,
  campaign: Campaign,
  { judgedBy, namedBy }: Deciding,
): Promise<{ readings: Reading[]; stretches: (Stretch & { channelId: string })[] }> {
  const { days, startsOn, endsOn } = campaign;
  const all = { since: days.windowOf(startsOn).startsAt, until: days.windowOf(endsOn).endsAt };
  // Revisions first: of what they stand for, the statements after this one see everything.
  const channels = await rowsOf<Channel>(
    ctx,
    sql`SELECT s.channel_id AS "channelId", s.revision, coalesce(s.zone, 'UTC') AS zone, r.revision AS before,
          coalesce(${ms('r.at')}, 0) AS "lookedAt", r.named_by IS DISTINCT FROM ${namedBy} AS renamed
        FROM channel h JOIN chat_state s ON s.org_id = h.org_id AND s.channel_id = h.id
        LEFT JOIN chat_reading r ON r.org_id = h.org_id AND r.campaign_id = ${campaign.id} AND r.channel_id = h.id AND r.judged_by = ${judgedBy}
        WHERE h.org_id = ${ctx.orgId} AND h.community_id = ${campaign.communityId}`,
  );
  const stretches: (Stretch & { channelId: string })[] = [];
  for (const channel of channels) {
    const own = channel.before === null ? [all] : [...(await changedSince(ctx, channel, all)), sinceLast(campaign, channel)];
    for (const stretch of joined(own, all)) stretches.push({ channelId: channel.channelId, ...stretch });
  }
  return { readings: channels.map(({ channelId, revision }) => ({ channelId, revision })), stretches };
}

function sinceLast({ days }: Campaign, { lookedAt }: Channel): Stretch {
  return { since: days.windowOf(days.dayOf(lookedAt)).startsAt, until: Number.POSITIVE_INFINITY };
}

/** Days stored since, and days that wait to be: a change is in one of the two from its first moment on. */
async function changedSince(
  ctx: QueryContext,
  { channelId, zone, before, renamed }: Channel,
  { since, until }: Stretch,
): Promise<Stretch[]> {
  const clock = zoneClock(zone);
  const own = sql`org_id = ${ctx.orgId} AND channel_id = ${channelId} AND day BETWEEN ${clock.dayOf(since)} AND ${clock.dayOf(until)}`;
  const rows = await rowsOf<{ day: number }>(
    ctx,
    sql`SELECT day FROM channel_day WHERE ${own} AND (revision > ${before} OR (${renamed} AND listed IS NOT NULL))
        UNION SELECT day FROM dirty_day WHERE ${own}`,
  );
  return rows.map(({ day }) => ({ since: clock.startOfDay(day), until: clock.startOfDay(day + 1) }));
}

export interface Looked extends Deciding {
  campaignId: string;
  at: number;
  readings: Reading[];
}

/** After everything found was taken in. */
export async function noteReading(ctx: CommandContext, { campaignId, judgedBy, namedBy, at, readings }: Looked): Promise<void> {
  for (const { channelId, revision } of readings)
    await rowsOf(
      ctx,
      sql`INSERT INTO chat_reading (org_id, campaign_id, channel_id, judged_by, named_by, revision, at)
          SELECT h.org_id, c.id, h.id, ${judgedBy}, ${namedBy}, ${revision}::int8, ${iso(at)}::timestamptz FROM channel h JOIN campaign c ON c.org_id = h.org_id
          WHERE h.org_id = ${ctx.orgId} AND h.id = ${channelId} AND c.id = ${campaignId}
          ON CONFLICT (org_id, campaign_id, channel_id) DO UPDATE SET judged_by = excluded.judged_by, named_by = excluded.named_by,
            revision = excluded.revision, at = excluded.at`,
    );
  ctx.unchanged();
}
