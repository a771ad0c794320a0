/** Tags and notes: kept by identity, shown on the member. */
import { type CommandContext, DomainError, type QueryContext } from '#kernel';
import { findIdentity, identitiesOf } from '../chat/index.ts';
import { findChannel } from '../communities/index.ts';
import { iso, rowsOf, type SQL, sql } from '../rows.ts';
import { type OfPerson, tagsOf } from './find.ts';
import type { Place } from './rules.ts';

async function placesOf(ctx: QueryContext, { channelId, personId }: OfPerson) {
  return identitiesOf(ctx, await findIdentity(ctx, channelId, personId));
}

/** Condition on the columns of a table that names identities. */
export function ofPlaces(ctx: QueryContext, places: readonly Place[]): SQL {
  const pairs = places.map(({ channelId, identity }) => sql`(${channelId}::uuid, ${identity}::int4)`);
  return sql`org_id = ${ctx.orgId} AND (channel_id, identity_id) IN (${sql.join(pairs, sql`, `)})`;
}

export async function addTag(ctx: CommandContext, { tag, ...person }: OfPerson & { tag: string }) {
  const places = await placesOf(ctx, person);
  const own = await findIdentity(ctx, person.channelId, person.personId);
  const before = await tagsOf(ctx, places);
  if (before.includes(tag)) {
    ctx.unchanged();
    return { tags: before };
  }
  await rowsOf(
    ctx,
    sql`INSERT INTO member_tag (org_id, channel_id, identity_id, tag, at)
        VALUES (${ctx.orgId}, ${own.channelId}, ${own.identity}, ${tag}, ${new Date(ctx.now()).toISOString()})
        ON CONFLICT (org_id, channel_id, identity_id, tag) DO NOTHING`,
  );
  ctx.emit('member.tagged', await about(ctx, person.channelId), { identity: own.identity });
  return { tags: await tagsOf(ctx, places) };
}

export async function removeTag(ctx: CommandContext, { tag, ...person }: OfPerson & { tag: string }) {
  const places = await placesOf(ctx, person);
  const gone = await rowsOf<{ id: number }>(
    ctx,
    sql`DELETE FROM member_tag WHERE ${ofPlaces(ctx, places)} AND tag = ${tag} RETURNING identity_id AS id`,
  );
  if (gone.length === 0) ctx.unchanged();
  else ctx.emit('member.untagged', await about(ctx, person.channelId), { identity: gone[0]?.id ?? 0 });
  return { tags: await tagsOf(ctx, places) };
}

export async function tags(ctx: QueryContext, { channelId }: { channelId: string }) {
  const rows = await rowsOf<{ tag: string; people: number }>(
    ctx,
    sql`SELECT t.tag, count(DISTINCT coalesce(i.member_id::text, i.id::text))::int AS people FROM member_tag t
        JOIN identity i ON i.org_id = t.org_id AND i.channel_id = t.channel_id AND i.id = t.identity_id
        WHERE t.org_id = ${ctx.orgId} AND t.channel_id = ${channelId} GROUP BY t.tag ORDER BY 2 DESC, 1 LIMIT 200`,
  );
  return { tags: rows };
}

export async function notes(ctx: QueryContext, person: OfPerson) {
  const rows = await rowsOf<{ noteId: string; at: string; text: string }>(
    ctx,
    sql`SELECT id AS "noteId", at, text FROM member_note WHERE ${ofPlaces(ctx, await placesOf(ctx, person))} ORDER BY at DESC, id DESC LIMIT 500`,
  );
  return { notes: rows.map((row) => ({ ...row, at: iso(row.at) })) };
}

export async function addNote(ctx: CommandContext, { channelId, personId, text }: OfPerson & { text: string }) {
  const { identity } = await findIdentity(ctx, channelId, personId);
  const noteId = ctx.newId();
  await rowsOf(
    ctx,
    sql`INSERT INTO member_note (org_id, id, channel_id, identity_id, at, text)
        VALUES (${ctx.orgId}, ${noteId}, ${channelId}, ${identity}, ${new Date(ctx.now()).toISOString()}, ${text})`,
  );
  ctx.emit('member.noteAdded', { ...(await about(ctx, channelId)), subjectId: noteId });
  return { noteId };
}

/** @throws DomainError `note.unknown` */
export async function removeNote(ctx: CommandContext, { noteId, ...person }: OfPerson & { noteId: string }) {
  const gone = await rowsOf<{ id: string }>(
    ctx,
    sql`DELETE FROM member_note WHERE ${ofPlaces(ctx, await placesOf(ctx, person))} AND id = ${noteId} RETURNING id`,
  );
  if (gone.length === 0) throw new DomainError('note.unknown', { noteId });
  ctx.emit('member.noteRemoved', { ...(await about(ctx, person.channelId)), subjectId: noteId });
  return {};
}

async function about(ctx: QueryContext, channelId: string) {
  return { communityId: (await findChannel(ctx, channelId)).communityId, channelId };
}
