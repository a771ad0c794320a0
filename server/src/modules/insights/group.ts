import { DomainError, type QueryContext } from '#kernel';
import type { Flag, Picture, Segment } from '#picture';
import { dayText } from '#vocabulary/zone';
import { numbersOf, peopleNamed, personDays, personOf, type StoredPerson, unpackRules } from '../chat/index.ts';
import { findChannel } from '../communities/index.ts';
import { rowsOf, type SQL, sql } from '../rows.ts';

interface OfChannel {
  channelId: string;
}

/** One stored row; `updating` while its messages have gone on, or an import runs. */
export async function group(ctx: QueryContext, { channelId }: OfChannel) {
  const { name, communityId, platform } = await findChannel(ctx, channelId);
  const own = sql`org_id = ${ctx.orgId} AND channel_id = ${channelId}`;
  const [row] = await rowsOf<{ picture: Picture; taken: string | Date }>(
    ctx,
    sql`SELECT picture, taken_at AS taken FROM picture WHERE ${own}`,
  );
  const [work] = await rowsOf<{ updating: boolean }>(
    ctx,
    sql`SELECT EXISTS (SELECT 1 FROM import_run WHERE ${own} AND state IN ('queued', 'running'))
          OR EXISTS (SELECT 1 FROM dirty_day WHERE ${own})
          OR EXISTS (SELECT 1 FROM picture p JOIN chat_state s ON s.org_id = p.org_id AND s.channel_id = p.channel_id
            WHERE p.org_id = ${ctx.orgId} AND p.channel_id = ${channelId} AND s.revision > p.revision) AS updating`,
  );
  return {
    channelId,
    name,
    communityId,
    platform,
    updatedAt: row ? new Date(row.taken).toISOString() : null,
    updating: work?.updating ?? false,
    picture: row?.picture ?? null,
  };
}

interface PeopleInput extends OfChannel {
  segment?: Segment | undefined;
  flag?: Flag | undefined;
  custom?: string | undefined;
  tag?: string | undefined;
  neverSpoke?: boolean | undefined;
  search?: string | undefined;
  sort: 'messages' | 'messages28' | 'lastAt' | 'firstAt' | 'name';
  offset: number;
  limit: number;
}

const orders: Record<PeopleInput['sort'], SQL> = {
  messages: sql`messages DESC, p.who`,
  messages28: sql`messages28 DESC, messages DESC, p.who`,
  lastAt: sql`last_at DESC NULLS LAST, p.who`,
  firstAt: sql`first_at DESC NULLS LAST, p.who`,
  name: sql`name_order COLLATE "C", p.who`,
};

const shown = sql`p.who, name, segment, flags, messages, messages28, first_at AS "firstAt", last_at AS "lastAt", more, judged`;

export async function people(
  ctx: QueryContext,
  { channelId, segment, flag, custom, tag, neverSpoke, search, sort, offset, limit }: PeopleInput,
) {
  const conditions = [sql`p.org_id = ${ctx.orgId} AND p.channel_id = ${channelId}`];
  if (segment) conditions.push(sql`segment = ${segment}`);
  if (flag) conditions.push(sql`${flag}::text = ANY(flags)`);
  if (custom) conditions.push(sql`${`~${custom}`}::text = ANY(flags)`);
  if (tag) conditions.push(sql`p.who IN (${tagged(ctx, channelId, tag)})`);
  if (neverSpoke) conditions.push(sql`messages = 0`);
  const wanted = search?.trim() ?? '';
  const named = wanted === '' ? null : peopleNamed(ctx, wanted, sql`${channelId}::uuid`);
  // What has no sound (signs, emoji) is looked for as it stands.
  if (wanted !== '' && named === null) conditions.push(sql`position(${wanted.toLowerCase()}::text IN search) > 0`);
  const where = sql.join(conditions, sql` AND `);
  // Lateral, with a limit: one look-up by the key for each who was found, whatever the planner thinks the tables hold.
  const from = named
    ? sql`${named} f CROSS JOIN LATERAL (SELECT * FROM member_picture WHERE org_id = ${ctx.orgId} AND channel_id = f.channel_id AND who = f.who LIMIT 1) p`
    : sql`member_picture p`;
  const rows = await rowsOf<StoredPerson & { total: number }>(
    ctx,
    sql`SELECT ${shown}, count(*) OVER ()::int AS total FROM ${from} WHERE ${where} ORDER BY ${orders[sort]} LIMIT ${limit} OFFSET ${offset}`,
  );
  if (rows.length > 0 || offset === 0) return { people: rows.map(({ total: _, ...row }) => personOf(row)), total: rows[0]?.total ?? 0 };
  const [counted] = await rowsOf<{ total: number }>(ctx, sql`SELECT count(*)::int AS total FROM ${from} WHERE ${where}`);
  return { people: [], total: counted?.total ?? 0 };
}

/** Keys of those in the channel who have the tag themselves or by another identity of the same member. */
function tagged(ctx: QueryContext, channelId: string, tag: string): SQL {
  const own = sql`SELECT i.id, i.channel_id, i.member_id FROM member_tag t
    JOIN identity i ON i.org_id = t.org_id AND i.channel_id = t.channel_id AND i.id = t.identity_id WHERE t.org_id = ${ctx.orgId} AND t.tag = ${tag}`;
  return sql`SELECT o.who FROM (${own}) w JOIN identity o ON o.org_id = ${ctx.orgId} AND o.channel_id = ${channelId}
    AND ((o.id = w.id AND o.channel_id = w.channel_id) OR o.member_id = w.member_id)`;
}

/** @throws DomainError `person.unknown` */
export async function person(ctx: QueryContext, { channelId, personId }: OfChannel & { personId: string }) {
  // A merged person may be asked for by the key of any identity: the picture stands under one of them.
  const identities = await numbersOf(ctx, channelId, personId);
  const [row] = await rowsOf<StoredPerson & { rules: string }>(
    ctx,
    sql`SELECT ${shown}, rules FROM member_picture p WHERE org_id = ${ctx.orgId} AND channel_id = ${channelId}
          AND p.who IN (SELECT who FROM identity WHERE org_id = ${ctx.orgId} AND channel_id = ${channelId}
            AND id = ANY(${`{${identities.join()}}`}::int4[]))
        ORDER BY p.who = ${personId}::text DESC LIMIT 1`,
  );
  if (!row) throw new DomainError('person.unknown', { personId });
  const days = await personDays(ctx, channelId, personId);
  const { rules, ...stored } = row;
  return { person: { ...personOf(stored), ...unpackRules(rules) }, days: days.map((one) => ({ ...one, day: dayText(one.day) })) };
}
