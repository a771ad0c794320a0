/** A member's copy of everything held about them in a community. */
import type { QueryContext } from '#kernel';
import { findIdentity, type Identity, identitiesOf, kindOf } from '../chat/index.ts';
import { ofPlaces } from '../members/index.ts';
import { iso, rowsOf, type SQL, sql } from '../rows.ts';

interface Input {
  channelId: string;
  personId: string;
  after?: string | undefined;
}

const PAGE = 5_000;

/** @throws DomainError `person.unknown` */
export async function exportPerson(ctx: QueryContext, { channelId, personId, after }: Input) {
  const places = await identitiesOf(ctx, await findIdentity(ctx, channelId, personId));
  const page = await messagesOf(ctx, places, after);
  const exportedAt = iso(new Date(ctx.now()));
  if (after !== undefined) {
    return { exportedAt, identities: [], tags: [], notes: [], segmentChanges: [], days: [], events: [], ...page };
  }
  const own = ofPlaces(ctx, places);
  const tags = await rowsOf<{ tag: string; at: string }>(ctx, sql`SELECT tag, at FROM member_tag WHERE ${own} ORDER BY at`);
  const notes = await rowsOf<{ id: string; at: string; text: string }>(
    ctx,
    sql`SELECT id, at, text FROM member_note WHERE ${own} ORDER BY at`,
  );
  return {
    exportedAt,
    identities: await identityRows(ctx, places),
    tags: tags.map(({ tag, at }) => ({ tag, at: iso(at) })),
    notes: notes.map(({ at, text }) => ({ at: iso(at), text })),
    segmentChanges: await segmentRows(ctx, own),
    days: await dayRows(ctx, own),
    events: await eventRows(
      ctx,
      notes.map(({ id }) => id),
      places,
    ),
    ...page,
  };
}

function identityRows(ctx: QueryContext, places: readonly Identity[]): Promise<Record<string, unknown>[]> {
  const pairs = places.map((place) => sql`(${place.channelId}::uuid, ${place.identity}::int4)`);
  return rowsOf(
    ctx,
    sql`SELECT i.channel_id AS "channelId", c.name AS channel, c.platform, i.who AS key, i.identified_by AS "identifiedBy", i.in_roster AS "inRoster",
          i.role, i.joined_at AS "joinedAt", i.member_id AS "memberId", p.segment, p.flags, p.messages, p.first_at AS "firstAt", p.last_at AS "lastAt",
          (SELECT json_agg(json_build_object('name', a.name, 'firstAt', a.first_at, 'lastAt', a.last_at) ORDER BY a.place) FROM alias a
            WHERE a.org_id = i.org_id AND a.channel_id = i.channel_id AND a.identity_id = i.id) AS names,
          (SELECT json_agg(json_build_object('at', s.at, 'name', e.name, 'role', e.role, 'joinedAt', e.joined_at) ORDER BY s.at) FROM roster_entry e
            JOIN roster_snapshot s ON s.org_id = e.org_id AND s.channel_id = e.channel_id AND s.import_id = e.import_id
            WHERE e.org_id = i.org_id AND e.channel_id = i.channel_id AND e.identity_id = i.id) AS rosters
        FROM identity i JOIN channel c ON c.org_id = i.org_id AND c.id = i.channel_id
        LEFT JOIN member_picture p ON p.org_id = i.org_id AND p.channel_id = i.channel_id AND p.who = i.who
        WHERE i.org_id = ${ctx.orgId} AND (i.channel_id, i.id) IN (${sql.join(pairs, sql`, `)}) ORDER BY i.channel_id, i.id`,
  );
}

async function segmentRows(ctx: QueryContext, own: SQL): Promise<Record<string, unknown>[]> {
  const rows = await rowsOf<{ at: string; reason: string }>(
    ctx,
    sql`SELECT channel_id AS "channelId", at, from_segment AS "from", to_segment AS "to", cause, version, reason FROM segment_change
        WHERE ${own} ORDER BY at, id`,
  );
  return rows.map(({ at, reason, ...row }) => ({ ...row, at: iso(at), reason: JSON.parse(reason) }));
}

const sources = ['', 'keyword', 'number', 'jielong'];

async function dayRows(ctx: QueryContext, own: SQL): Promise<Record<string, unknown>[]> {
  const rows = await rowsOf<{ channelId: string; day: number; word: string }>(
    ctx,
    sql`SELECT y.channel_id AS "channelId", d.key::int AS day, d.value AS word FROM (SELECT * FROM member_year WHERE ${own}) y
        CROSS JOIN LATERAL jsonb_each_text(y.days) d ORDER BY 2, 1`,
  );
  return rows.map(({ channelId, day, word }) => {
    const [messages = '0', , , questions = '0', mask = '0'] = word.split(' ');
    const checkins = [];
    for (let rest = Number.parseInt(mask, 36); rest > 0; rest >>= 2) checkins.push(sources[rest & 3] ?? '');
    const date = new Date(day * 86_400_000).toISOString().slice(0, 10);
    return { channelId, day: date, messages: Number.parseInt(messages, 36), questions: Number.parseInt(questions, 36), checkins };
  });
}

/** Events about notes and tags of the person: the log names people by numbers only. */
async function eventRows(ctx: QueryContext, notes: string[], places: readonly Identity[]) {
  const about = places.map(
    ({ channelId, identity }) => sql`(channel_id = ${channelId} AND event LIKE 'member.%' AND data->>'identity' = ${String(identity)})`,
  );
  const subjects = notes.map((id) => sql`subject_id = ${id}::uuid`);
  const rows = await rowsOf<{ id: string; at: string; event: string }>(
    ctx,
    sql`SELECT id, at, event FROM event WHERE org_id = ${ctx.orgId} AND (${sql.join([...about, ...subjects], sql` OR `)}) ORDER BY at, id LIMIT 10000`,
  );
  return rows.map((row) => ({ ...row, at: iso(row.at) }));
}

/** Oldest first; the cursor is the last row's instant and key. */
async function messagesOf(ctx: QueryContext, places: readonly Identity[], after: string | undefined) {
  const [at = null, key = null] = after?.split(' ') ?? [];
  const rows = await rowsOf<{ at: string; key: string; channelId: string; kind: number; text: string }>(
    ctx,
    sql`SELECT at::text AS at, key, channel_id AS "channelId", kind, text FROM message WHERE ${ofPlaces(ctx, places)}
          AND (${at}::timestamptz IS NULL OR (at, key) > (${at}::timestamptz, ${key}::uuid)) ORDER BY at, key LIMIT ${PAGE}`,
  );
  const last = rows.length === PAGE ? rows.at(-1) : undefined;
  return {
    messages: rows.map((row) => ({ at: iso(row.at), channelId: row.channelId, kind: kindOf(row.kind).kind, text: row.text })),
    next: last ? `${last.at.replace(' ', 'T')} ${last.key}` : null,
  };
}
