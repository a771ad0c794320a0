/** What a picture is read from and written to, in transactions short enough for one connection. */
import type { CommandContext, QueryContext } from '#kernel';
import { excerpt } from '#picture';
import { ms, rowsOf, type SQL, sql } from '../../rows.ts';
import { literal, quoted, quotedOrNull } from '../message-columns.ts';
import type { NameKey } from './names.ts';
import { type NamedRow, UNNAMED } from './person-columns.ts';
import type { DayTexts, PictureRows } from './picture-rows.ts';

interface OfChannel {
  channelId: string;
}

const own = (ctx: QueryContext, channelId: string) => sql`org_id = ${ctx.orgId} AND channel_id = ${channelId}`;

/** Covered stretches, whether the words were left out, and the last instant. */
export async function coverageOf(
  ctx: QueryContext,
  { channelId }: OfChannel,
): Promise<Pick<PictureRows, 'coverage' | 'pseudonymous' | 'asOf'>> {
  const runs = await rowsOf<{ from: number; to: number; pseudonymous: boolean }>(
    ctx,
    sql`SELECT ${ms('first_at')} AS "from", ${ms('last_at')} AS "to", pseudonymous FROM import_run
        WHERE ${own(ctx, channelId)} AND first_at IS NOT NULL`,
  );
  return {
    coverage: runs.map(({ from, to }) => ({ from, to })),
    pseudonymous: runs.length > 0 && runs.every(({ pseudonymous }) => pseudonymous),
    asOf: runs.reduce((last, { to }) => Math.max(last, to), 0),
  };
}

export async function peopleRows(ctx: QueryContext, { channelId }: OfChannel): Promise<Pick<PictureRows, 'people' | 'names'>> {
  const [people] = await rowsOf<{ text: string | null }>(
    ctx,
    sql`SELECT json_agg(json_build_array(id, who, identified_by, in_roster, role, ${ms('joined_at')}))::text AS text FROM identity
        WHERE ${own(ctx, channelId)}`,
  );
  const [names] = await rowsOf<{ text: string | null }>(
    ctx,
    sql`SELECT json_agg(json_build_array(identity_id, name, ${ms('first_at')}, ${ms('last_at')}) ORDER BY identity_id, place, name)::text AS text
        FROM alias WHERE ${own(ctx, channelId)}`,
  );
  return { people: people?.text ?? null, names: names?.text ?? null };
}

export async function totalRows(ctx: QueryContext, { channelId }: OfChannel): Promise<Pick<PictureRows, 'totals' | 'weeks'>> {
  const all = (table: string) => sql`SELECT '[' || string_agg(total::text, ',') || ']' AS text FROM ${sql.identifier(table)}
    WHERE ${own(ctx, channelId)} AND total IS NOT NULL`;
  const [totals] = await rowsOf<{ text: string | null }>(ctx, all('member_total'));
  const [weeks] = await rowsOf<{ text: string | null }>(ctx, all('channel_week'));
  return { totals: totals?.text ?? null, weeks: weeks?.text ?? null };
}

export type DayColumn = 'total' | 'members' | 'edges' | 'mentions' | 'listed' | 'checkins' | 'questions' | 'topics';

/** One column of the days from `since` on. */
export async function dayTexts(
  ctx: QueryContext,
  { channelId, column, since }: OfChannel & { column: DayColumn; since: number },
): Promise<DayTexts> {
  const rows = await rowsOf<{ day: number; text: string }>(
    ctx,
    sql`SELECT day, ${sql.identifier(column)}::text AS text FROM channel_day
        WHERE ${own(ctx, channelId)} AND day >= ${since} AND ${sql.identifier(column)} IS NOT NULL ORDER BY day`,
  );
  return rows.map(({ day, text }) => [day, text]);
}

const FIRST_TEXTS = 1_000;

export interface FirstTexts {
  texts: [number, string][];
  /** Where the next page begins; null after the last. */
  next: number | null;
}

/** The first words of people first seen on civil day `since` or later, in order of identity from `from` on. */
export async function firstTexts(
  ctx: QueryContext,
  { channelId, since, from }: OfChannel & { since: number; from: number },
): Promise<FirstTexts> {
  const rows = await rowsOf<{ who: number; text: string | null }>(
    ctx,
    // Lateral: the instant is known, so each costs one look-up by the key.
    sql`SELECT t.identity_id AS who, f.text
        FROM (SELECT identity_id, first_at FROM member_total
              WHERE ${own(ctx, channelId)} AND identity_id >= ${from} AND first_day >= ${since} AND total IS NOT NULL
              ORDER BY identity_id LIMIT ${FIRST_TEXTS}) t
        LEFT JOIN LATERAL (SELECT left(m.text, 200) AS text FROM message m
          WHERE m.org_id = ${ctx.orgId} AND m.channel_id = ${channelId} AND m.at = t.first_at AND m.identity_id = t.identity_id AND m.kind < 100
          ORDER BY m.ord, m.key LIMIT 1) f ON true
        ORDER BY t.identity_id`,
  );
  const last = rows.at(-1);
  return {
    texts: rows.flatMap(({ who, text }): [number, string][] => (text === null ? [] : [[who, excerpt(text)]])),
    next: rows.length === FIRST_TEXTS && last ? last.who + 1 : null,
  };
}

export async function digests(ctx: QueryContext, { channelId }: OfChannel): Promise<string | null> {
  const [row] = await rowsOf<{ text: string | null }>(
    ctx,
    sql`SELECT json_agg(json_build_array(who, digest))::text AS text FROM member_picture WHERE ${own(ctx, channelId)}`,
  );
  return row?.text ?? null;
}

export async function storePeople(
  ctx: CommandContext,
  { channelId, changed, gone }: OfChannel & { changed: NamedRow[]; gone: string[] },
): Promise<void> {
  if (gone.length > 0) {
    await rowsOf(ctx, sql`DELETE FROM member_picture WHERE ${own(ctx, channelId)} AND who = ANY(${literal(gone, quoted)}::text[])`);
    await forgetNames(ctx, channelId, gone);
  }
  if (changed.length > 0) {
    await storeNames(
      ctx,
      channelId,
      changed.flatMap((row) => (row.keys ? [{ ...row, keys: row.keys }] : [])),
    );
    const text = (item: (row: NamedRow) => string | null): SQL => sql`${literal(changed, (row) => quotedOrNull(item(row)))}::text[]`;
    const number = (item: (row: NamedRow) => number): SQL => sql`${literal(changed, item)}::int4[]`;
    await rowsOf(
      ctx,
      sql`INSERT INTO member_picture (org_id, channel_id, who, name, search, name_order, segment, flags, messages, messages28, first_at, last_at,
            more, rules, digest, facts, judged, held)
          SELECT ${ctx.orgId}::uuid, ${channelId}::uuid, who, name, search, name_order, segment, flags::text[], messages, messages28,
            first_at::timestamptz, last_at::timestamptz, more::json, rules, digest, facts, judged, segment
          FROM unnest(${text((r) => r.who)}, ${text((r) => r.name)}, ${text((r) => r.search)}, ${text((r) => r.nameOrder ?? '')}, ${text((r) => r.segment)},
            ${text((r) => `{${r.flags.join()}}`)}, ${number((r) => r.messages)}, ${number((r) => r.messages28)}, ${text((r) => r.firstAt)},
            ${text((r) => r.lastAt)}, ${text((r) => r.more)}, ${text((r) => r.rules)},
            ${text((r) => (r.keys ? r.digest : UNNAMED + r.digest))},
            ${text((r) => r.facts)}, ${text((r) => r.judged)})
            AS p(who, name, search, name_order, segment, flags, messages, messages28, first_at, last_at, more, rules, digest, facts, judged)
          ON CONFLICT (org_id, channel_id, who) DO UPDATE SET name = excluded.name, search = excluded.search,
            name_order = CASE WHEN starts_with(excluded.digest, ${UNNAMED}) THEN member_picture.name_order ELSE excluded.name_order END,
            segment = excluded.segment, flags = excluded.flags, messages = excluded.messages, messages28 = excluded.messages28,
            first_at = excluded.first_at, last_at = excluded.last_at, more = excluded.more, rules = excluded.rules,
            digest = ltrim(excluded.digest, ${UNNAMED}),
            facts = excluded.facts, judged = excluded.judged`,
    );
  }
  ctx.unchanged();
}

/** Each by look-ups of the key: `who = ANY(…)` walked through all of a channel where there are no statistics. */
function forgetNames(ctx: CommandContext, channelId: string, people: readonly string[]) {
  return rowsOf(
    ctx,
    sql`DELETE FROM name_key WHERE ${own(ctx, channelId)} AND ctid = ANY(ARRAY(SELECT k.row FROM unnest(${literal(people, quoted)}::text[]) AS u(who)
        CROSS JOIN LATERAL (SELECT ctid AS row FROM name_key WHERE ${own(ctx, channelId)} AND who = u.who LIMIT 1000) k))`,
  );
}

/** Keys of those whose names are others than the stored ones. */
async function storeNames(ctx: CommandContext, channelId: string, changed: readonly (NamedRow & { keys: NameKey[] })[]): Promise<void> {
  if (changed.length === 0) return;
  const renamed = await rowsOf<{ who: string; known: boolean }>(
    ctx,
    sql`SELECT u.who, k.known IS NOT NULL AS known
        FROM unnest(${literal(changed, (row) => quoted(row.who))}::text[], ${literal(changed, (row) => quoted(row.search))}::text[])
          AS u(who, search)
        LEFT JOIN LATERAL (SELECT search FROM member_picture WHERE ${own(ctx, channelId)} AND who = u.who LIMIT 1) p ON true
        LEFT JOIN LATERAL (SELECT true AS known FROM name_key WHERE ${own(ctx, channelId)} AND who = u.who LIMIT 1) k ON true
        WHERE p.search IS DISTINCT FROM u.search OR k.known IS NULL`,
  );
  if (renamed.length === 0) return;
  const people = new Set(renamed.map(({ who }) => who));
  const former = renamed.filter(({ known }) => known).map(({ who }) => who);
  if (former.length > 0) await forgetNames(ctx, channelId, former);
  const keys = changed
    .filter(({ who }) => people.has(who))
    .flatMap(({ who, keys: own }) => own.map((key, place) => ({ who, place, ...key })));
  if (keys.length === 0) return;
  await rowsOf(
    ctx,
    sql`INSERT INTO name_key (org_id, channel_id, who, place, sounds, initials)
        SELECT ${ctx.orgId}::uuid, ${channelId}::uuid, who, place, sounds, initials
        FROM unnest(${literal(keys, ({ who }) => quoted(who))}::text[], ${literal(keys, ({ place }) => place)}::int2[],
          ${literal(keys, ({ sounds }) => quoted(sounds))}::text[], ${literal(keys, ({ initials }) => quoted(initials))}::text[])
          AS k(who, place, sounds, initials)
        ON CONFLICT (org_id, who, channel_id, place) DO NOTHING`,
  );
}

export async function storePicture(
  ctx: CommandContext,
  {
    channelId,
    revision,
    picture,
    line,
    rulesVersion,
  }: OfChannel & { revision: number; picture: string; line: string; rulesVersion: number },
): Promise<void> {
  await rowsOf(
    ctx,
    sql`INSERT INTO picture (org_id, channel_id, revision, taken_at, line, picture, rules_version, noted_version)
        VALUES (${ctx.orgId}, ${channelId}, ${revision}, ${new Date(ctx.now()).toISOString()}, ${line}, ${picture}, ${rulesVersion}, ${rulesVersion})
        ON CONFLICT (org_id, channel_id) DO UPDATE SET revision = excluded.revision, taken_at = excluded.taken_at, line = excluded.line,
          picture = excluded.picture, rules_version = excluded.rules_version WHERE picture.revision <= excluded.revision`,
  );
  ctx.emit('picture.taken', { channelId }, { revision });
}

/** Takes a channel's picture again though no message has changed: by other rules, or at another level. */
export async function retake(ctx: CommandContext, { channelId }: OfChannel): Promise<void> {
  await rowsOf(ctx, sql`UPDATE chat_state SET revision = revision + 1 WHERE ${own(ctx, channelId)}`);
  ctx.enqueue('chat.refresh', { channelId }, { key: channelId });
  ctx.unchanged();
}
