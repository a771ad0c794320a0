/** The figures behind the readiness of a community, group by group, from stored pictures and the first word of each day. */
import type { QueryContext } from '#kernel';
import type { Picture } from '#picture';
import { zoneClock } from '#vocabulary/zone';
import { numbersOf } from '../chat/index.ts';
import { findCommunity, visibleChannels } from '../communities/index.ts';
import { rowsOf, sql } from '../rows.ts';
import { type Evidence, peopleAPhrase, readinessOf } from './readiness.ts';

const WINDOW_DAYS = 28;
/** Whoever writes after midnight ends the day before. */
const BOUNDARY_HOUR = 4;
/** From here on `message.kind` is a line of the system. */
const SYSTEM_KINDS = 100;

/** The group with the most words first. @throws DomainError `community.unknown` */
export async function readiness(ctx: QueryContext, { communityId }: { communityId: string }) {
  await findCommunity(ctx, communityId);
  const groups = [];
  for (const { id: channelId, name } of (await visibleChannels(ctx)).filter((channel) => channel.communityId === communityId)) {
    const found = await evidenceOf(ctx, channelId);
    if (found) groups.push({ channelId, name, ...found, ...readinessOf(found.evidence) });
  }
  return { groups: groups.sort((a, b) => b.evidence.messages - a.evidence.messages) };
}

type Shown = Pick<Picture, 'zone' | 'asOf' | 'topics'>;

async function evidenceOf(
  ctx: QueryContext,
  channelId: string,
): Promise<{ asOf: string; leader: string | null; evidence: Evidence } | null> {
  const own = sql`org_id = ${ctx.orgId} AND channel_id = ${channelId}`;
  const [picture] = await rowsOf<Shown>(
    ctx,
    sql`SELECT picture->>'zone' AS zone, picture->>'asOf' AS "asOf", picture->'topics' AS topics FROM picture WHERE ${own}`,
  );
  if (!picture) return null;
  const [sums = { messages: 0, speakers: 0, core: 0, coreMessages: 0 }] = await rowsOf<
    Record<'messages' | 'speakers' | 'core' | 'coreMessages', number>
  >(
    ctx,
    sql`SELECT coalesce(sum(messages28), 0)::int AS messages, count(*) FILTER (WHERE messages28 > 0)::int AS speakers,
          count(*) FILTER (WHERE 'core' = ANY(flags))::int AS core,
          coalesce(sum(messages28) FILTER (WHERE 'core' = ANY(flags)), 0)::int AS "coreMessages"
        FROM member_picture WHERE ${own}`,
  );
  const leader = await leaderOf(ctx, channelId);
  const openers = await firstWords(ctx, channelId, picture);
  const numbers = new Set(leader ? await numbersOf(ctx, channelId, leader.who) : []);
  const { messages, speakers, core, coreMessages } = sums;
  const share = (part: number) => (messages === 0 ? 0 : part / messages);
  return {
    asOf: picture.asOf,
    leader: leader?.name ?? null,
    evidence: {
      ...{ messages, speakers, core, halfBy: await halfBy(ctx, channelId, messages), phrases: phrasesOf(picture.topics, speakers) },
      days: openers.length,
      othersShare: share(messages - (leader?.messages ?? 0)),
      openedByOthers: openers.filter((identity) => !numbers.has(identity)).length,
      coreShare: share(coreMessages),
    },
  };
}

/** Who owns the group, where its member list says so; else whoever said most in these four weeks. */
async function leaderOf(ctx: QueryContext, channelId: string): Promise<{ who: string; name: string; messages: number } | undefined> {
  const [leader] = await rowsOf<{ who: string; name: string; messages: number }>(
    ctx,
    sql`SELECT p.who, p.name, p.messages28 AS messages FROM member_picture p
        LEFT JOIN identity i ON i.org_id = p.org_id AND i.who = p.who AND i.channel_id = p.channel_id
        WHERE p.org_id = ${ctx.orgId} AND p.channel_id = ${channelId} AND (p.messages28 > 0 OR i.role = 'owner')
        ORDER BY coalesce(i.role = 'owner', false) DESC, p.messages28 DESC, p.who LIMIT 1`,
  );
  return leader;
}

/** No group's half is looked for among more people: a larger answer says the same. */
const MOST_PEOPLE = 200;

/** The fewest people who together said half of it. */
async function halfBy(ctx: QueryContext, channelId: string, all: number): Promise<number> {
  const rows = await rowsOf<{ messages: number }>(
    ctx,
    sql`SELECT messages28 AS messages FROM member_picture WHERE org_id = ${ctx.orgId} AND channel_id = ${channelId} AND messages28 > 0
        ORDER BY messages28 DESC LIMIT ${MOST_PEOPLE}`,
  );
  let sum = 0;
  for (const [place, { messages }] of rows.entries()) {
    sum += messages;
    if (2 * sum >= all) return place + 1;
  }
  return rows.length;
}

/** Who said the first word of each of the last days on which anything was said: a look-up by key for each day. */
async function firstWords(ctx: QueryContext, channelId: string, { zone, asOf }: Shown): Promise<number[]> {
  const clock = zoneClock(zone);
  const last = clock.dayOf(Date.parse(asOf) - BOUNDARY_HOUR * 3_600_000);
  const startOf = (day: number) => {
    const date = new Date(day * 86_400_000);
    return clock.instantOf(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate(), BOUNDARY_HOUR, 0, 0);
  };
  const spans = Array.from({ length: WINDOW_DAYS }, (_, back) => [startOf(last - back), startOf(last - back + 1)]);
  const rows = await rowsOf<{ identity: number }>(
    ctx,
    sql`SELECT f.identity_id AS identity FROM json_to_recordset(${JSON.stringify(spans.map(([from, to]) => ({ from, to })))}::json) AS d("from" float8, "to" float8)
        CROSS JOIN LATERAL (SELECT identity_id FROM message WHERE org_id = ${ctx.orgId} AND channel_id = ${channelId}
          AND at >= to_timestamp(d."from" / 1000) AND at < to_timestamp(d."to" / 1000) AND kind < ${SYSTEM_KINDS} AND identity_id IS NOT NULL
          ORDER BY at, ord LIMIT 1) f`,
  );
  return rows.map(({ identity }) => identity);
}

function phrasesOf(topics: Picture['topics'] | null, speakers: number): number | null {
  if (!topics?.enough || topics.phrases.every(({ before }) => before === null)) return null;
  return topics.phrases.filter(({ people, before }) => people >= peopleAPhrase(speakers) && (before ?? 0) > 0).length;
}
