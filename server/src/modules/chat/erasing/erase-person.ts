/** Takes a person's names and accounts away at once; their words follow month by month (`erase-words.ts`). */
import type { CommandContext, QueryContext } from '#kernel';
import { rowsOf, sql } from '../../rows.ts';
import { literal, quoted } from '../message-columns.ts';
import type { Identity } from '../people.ts';
import { bareDigest, type ErasedDigest, erasedLabel, erasedWho, isErased, type Keyed, nameDigests, whoDigest } from './digests.ts';
import { foldedName } from './redactor.ts';

/** What is left to be looked for in texts: identities, and folded names with what stands in their place. */
export interface ErasureWork {
  people: { channelId: string; identity: number }[];
  names: [folded: string, label: string][];
}

interface Named {
  channelId: string;
  identity: number;
  who: string;
  names: string[] | null;
}

/** True while a file is coming into a channel of the community, or waits to. */
export async function importsRunning(ctx: QueryContext, communityId: string): Promise<boolean> {
  const rows = await rowsOf(
    ctx,
    sql`SELECT 1 FROM import_run i JOIN channel c ON c.org_id = i.org_id AND c.id = i.channel_id
        WHERE i.org_id = ${ctx.orgId} AND c.community_id = ${communityId} AND i.state IN ('queued', 'running') LIMIT 1`,
  );
  return rows.length > 0;
}

/** Identities without an erased one among them have a name. @returns null when they are erased already */
export async function erasePerson(ctx: CommandContext, keyed: Keyed, places: readonly Identity[]): Promise<ErasureWork | null> {
  const people = (await namesOf(ctx, places)).filter(({ who }) => !isErased(who));
  if (people.length === 0) return null;
  const names = new Map<string, string>();
  const remembered: ErasedDigest[] = [];
  for (const { channelId, identity, who, names: aliases } of people) {
    const digest = whoDigest(keyed, who);
    const label = erasedLabel(digest);
    remembered.push([digest, 0, label]);
    for (const name of [...(aliases ?? []), who.slice(who.indexOf(':') + 1)].map(foldedName)) {
      if (name === '') continue;
      names.set(name, label);
      remembered.push([bareDigest(keyed, channelId, name), 0, label]);
    }
    await rename(ctx, channelId, identity, who, erasedWho(who, digest), label);
  }
  for (const name of await borneByOthers(ctx, keyed.communityId, places, [...names.keys()])) names.delete(name);
  for (const [name, label] of names) remembered.push(...nameDigests(keyed, [name], label));
  await remember(ctx, keyed.communityId, remembered);
  return { people: people.map(({ channelId, identity }) => ({ channelId, identity })), names: [...names] };
}

function namesOf(ctx: QueryContext, places: readonly Identity[]): Promise<Named[]> {
  return rowsOf<Named>(
    ctx,
    sql`SELECT i.channel_id AS "channelId", i.id AS identity, i.who,
          (SELECT json_agg(a.name) FROM alias a WHERE a.org_id = i.org_id AND a.channel_id = i.channel_id AND a.identity_id = i.id) AS names
        FROM unnest(${literal(places, ({ channelId }) => channelId)}::uuid[], ${literal(places, ({ identity }) => identity)}::int4[])
          AS p(channel, id)
        JOIN identity i ON i.org_id = ${ctx.orgId} AND i.channel_id = p.channel AND i.id = p.id ORDER BY i.channel_id, i.id`,
  );
}

/** Folded names that somebody else of the community bears, or bore: in others' texts they may mean that one. */
async function borneByOthers(ctx: QueryContext, communityId: string, places: readonly Identity[], names: string[]): Promise<string[]> {
  const others = await rowsOf<{ name: string }>(
    ctx,
    sql`SELECT DISTINCT a.name FROM alias a JOIN channel c ON c.org_id = a.org_id AND c.id = a.channel_id
        WHERE a.org_id = ${ctx.orgId} AND c.community_id = ${communityId} AND lower(a.name) = ANY(${literal(names, quoted)}::text[])
          AND NOT EXISTS (SELECT 1 FROM unnest(${literal(places, ({ channelId }) => channelId)}::uuid[],
            ${literal(places, ({ identity }) => identity)}::int4[]) AS p(channel, id) WHERE p.channel = a.channel_id AND p.id = a.identity_id)`,
  );
  return others.map(({ name }) => foldedName(name));
}

async function rename(ctx: CommandContext, channelId: string, identity: number, who: string, as: string, label: string): Promise<void> {
  const own = sql`org_id = ${ctx.orgId} AND channel_id = ${channelId}`;
  await rowsOf(ctx, sql`DELETE FROM member_picture WHERE ${own} AND who = ${who}`);
  await rowsOf(ctx, sql`DELETE FROM name_key WHERE ${own} AND who = ${who}`);
  await rowsOf(ctx, sql`DELETE FROM alias WHERE ${own} AND identity_id = ${identity}`);
  await rowsOf(
    ctx,
    sql`UPDATE roster_entry SET name = ${label}, role = NULL, joined_at = NULL, invited_by = NULL WHERE ${own} AND identity_id = ${identity}`,
  );
  await rowsOf(
    ctx,
    sql`UPDATE identity SET who = ${as}, in_roster = false, role = NULL, joined_at = NULL WHERE ${own} AND id = ${identity}`,
  );
  await rowsOf(
    ctx,
    sql`INSERT INTO alias (org_id, channel_id, identity_id, name, place) VALUES (${ctx.orgId}, ${channelId}, ${identity}, ${label}, 0)
        ON CONFLICT (org_id, channel_id, identity_id, name) DO NOTHING`,
  );
}

async function remember(ctx: CommandContext, communityId: string, digests: readonly ErasedDigest[]): Promise<void> {
  await rowsOf(
    ctx,
    sql`INSERT INTO erased_digest (org_id, community_id, digest, length, label)
        SELECT ${ctx.orgId}::uuid, ${communityId}::uuid, digest, length, label
        FROM unnest(${literal(digests, ([digest]) => digest)}::text[], ${literal(digests, ([, length]) => length)}::int2[],
          ${literal(digests, ([, , label]) => quoted(label))}::text[]) AS e(digest, length, label)
        ON CONFLICT (org_id, community_id, digest) DO NOTHING`,
  );
}
