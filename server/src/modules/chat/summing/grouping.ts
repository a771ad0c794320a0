/**
 * Which days must be summed again when identities become one person, or are told apart. Days are kept by identity, so only
 * those hang on it on which two of one person's identities met: both spoke, one spoke where the other had been the last, or
 * one answered the other.
 */
import type { CommandContext, QueryContext } from '#kernel';
import { rowsOf, sql } from '../../rows.ts';
import { literal } from '../message-columns.ts';
import { unpackEdges } from './day-columns.ts';

/** `[identity, member]` of the identities that share their member with another of the channel, as the days were summed. */
export type Groups = [identity: number, member: string][];

interface OfChannel {
  channelId: string;
}

/** Answers come within a day of what they answer; a day more for the changes of the clocks. */
const NEAR_DAYS = 2;
/** No picture reads answers older than this. */
const ANSWER_DAYS = 100;

export async function groupsOf(ctx: QueryContext, { channelId }: OfChannel): Promise<Groups> {
  const rows = await rowsOf<{ id: number; member: string }>(
    ctx,
    sql`SELECT id, summed_with AS member FROM identity WHERE org_id = ${ctx.orgId} AND channel_id = ${channelId} AND summed_with IS NOT NULL ORDER BY id`,
  );
  const groups = Map.groupBy(rows, ({ member }) => member);
  return rows.filter(({ member }) => (groups.get(member)?.length ?? 0) > 1).map(({ id, member }) => [id, member]);
}

/** Marks the days that must be summed again, and takes the members as they are now for those of the sums to come. */
export async function regroup(ctx: CommandContext, { channelId }: OfChannel): Promise<void> {
  const own = sql`org_id = ${ctx.orgId} AND channel_id = ${channelId}`;
  const people = await rowsOf<{ id: number; before: string | null; now: string | null }>(
    ctx,
    sql`SELECT id, summed_with AS before, member_id AS now FROM identity WHERE ${own} AND (member_id IS NOT NULL OR summed_with IS NOT NULL)
        ORDER BY id FOR UPDATE`,
  );
  const before = sets(people.map(({ id, before: member }) => [id, member]));
  const now = sets(people.map(({ id, now: member }) => [id, member]));
  const changed = [...before.keys().filter((key) => !now.has(key)), ...now.keys().filter((key) => !before.has(key))];
  const days = new Set<number>();
  for (const key of changed) for (const day of await meetings(ctx, channelId, key.split(' ').map(Number))) days.add(day);
  if (days.size > 0) {
    await rowsOf(
      ctx,
      sql`INSERT INTO dirty_day (org_id, channel_id, day) SELECT ${ctx.orgId}::uuid, ${channelId}::uuid, day
          FROM unnest(${literal(days, Number)}::int4[]) AS d(day)
          ON CONFLICT (org_id, channel_id, day) DO UPDATE SET mark = dirty_day.mark + 1`,
    );
  }
  await rowsOf(
    ctx,
    sql`UPDATE identity SET summed_with = member_id WHERE ${own} AND (member_id IS NOT NULL OR summed_with IS NOT NULL)
          AND summed_with IS DISTINCT FROM member_id`,
  );
  ctx.unchanged();
}

/** Sets of two and more, each by its identities in order. */
function sets(people: [number, string | null][]): Set<string> {
  const groups = Map.groupBy(people, ([, member]) => member);
  groups.delete(null);
  return new Set(
    groups
      .values()
      .filter((group) => group.length > 1)
      .map((group) => group.map(([id]) => id).join(' ')),
  );
}

/** Days of one set on which its identities met. May name a day too many, never one too few. */
async function meetings(ctx: QueryContext, channelId: string, identities: number[]): Promise<number[]> {
  const daysOf = new Map<number, Set<number>>(identities.map((identity) => [identity, new Set()]));
  const rows = await rowsOf<{ id: number; days: number[] }>(
    ctx,
    sql`SELECT y.identity_id AS id, y.days FROM unnest(${literal(identities, Number)}::int4[]) AS i(id)
        CROSS JOIN LATERAL (SELECT identity_id, (SELECT json_agg(k::int) FROM jsonb_object_keys(days) AS k) AS days FROM member_year
          WHERE org_id = ${ctx.orgId} AND channel_id = ${channelId} AND identity_id = i.id) y`,
  );
  for (const { id, days } of rows) for (const day of days ?? []) daysOf.get(id)?.add(day);
  const found: number[] = [];
  const open = new Map<number, number[]>();
  for (const day of new Set([...daysOf.values()].flatMap((days) => [...days]))) {
    const active = identities.filter((identity) => daysOf.get(identity)?.has(day));
    const near = identities.filter((identity) => [0, 1, NEAR_DAYS].some((back) => daysOf.get(identity)?.has(day - back)));
    if (near.length > 1) found.push(day);
    else open.set(day, active);
  }
  const others = await carriedOrAnswered(ctx, channelId, [...open.keys()]);
  for (const { day, people } of others) {
    const active = open.get(day) ?? [];
    if (identities.some((identity) => people.has(identity) && active.some((one) => one !== identity))) found.push(day);
  }
  return found;
}

/** Who stood last when a day began, and whom its people answered. */
async function carriedOrAnswered(ctx: QueryContext, channelId: string, days: number[]): Promise<{ day: number; people: Set<number> }[]> {
  if (days.length === 0) return [];
  const own = sql`org_id = ${ctx.orgId} AND channel_id = ${channelId}`;
  const rows = await rowsOf<{ day: number; last: string | null; other: string | null; edges: string | null }>(
    ctx,
    sql`SELECT d.day, p.carry->>'lastWho' AS last, p.carry->>'otherWho' AS other,
          (SELECT edges::text FROM channel_day WHERE ${own} AND day = d.day AND day >= e.day - ${ANSWER_DAYS}::int) AS edges
        FROM unnest(${literal(days, Number)}::int4[]) AS d(day)
        CROSS JOIN (SELECT coalesce(max(day), 0) AS day FROM channel_day WHERE ${own}) e
        LEFT JOIN LATERAL (SELECT total->'carry' AS carry FROM channel_day WHERE ${own} AND day < d.day ORDER BY day DESC LIMIT 1) p ON true`,
  );
  return rows.map(({ day, last, other, edges }) => {
    const people = new Set([Number(last ?? 0), Number(other ?? 0)]);
    if (edges !== null) for (const { to } of unpackEdges(day, edges, String)) people.add(Number(to));
    return { day, people };
  });
}
