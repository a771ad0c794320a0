/** A member as the console shows one, and the search. */
import type { QueryContext } from '#kernel';
import { findIdentity, identitiesOf } from '../chat/index.ts';
import { findChannel } from '../communities/index.ts';
import { iso, isoOrNull, rowsOf, sql, uuids } from '../rows.ts';
import { ruleTagsOf } from '../segments/index.ts';
import { readLedger } from './ledger.ts';
import { type Place, placeKey, standing } from './rules.ts';

export interface OfPerson {
  channelId: string;
  personId: string;
}

export interface PersonRef extends OfPerson {
  channelName: string;
  name: string;
}

interface DescribedRow extends PersonRef {
  identity: number;
  platform: string;
  by: 'id' | 'name';
  names: { name: string; firstAt: string | null; lastAt: string | null }[] | null;
  messages: number;
  firstAt: number | null;
  lastAt: number | null;
}

/** Identities with names, latest first; unknown ones are left out. */
export async function describeAll(ctx: QueryContext, places: readonly Place[]): Promise<Map<string, DescribedRow>> {
  const rows = await rowsOf<DescribedRow>(
    ctx,
    sql`SELECT i.channel_id AS "channelId", c.name AS "channelName", c.platform, i.id AS identity, i.who AS "personId", i.identified_by AS by, '' AS name,
          coalesce((t.total->>1)::int, 0) AS messages, (t.total->>6)::float8 AS "firstAt", (t.total->>7)::float8 AS "lastAt",
          (SELECT json_agg(json_build_object('name', a.name, 'firstAt', a.first_at, 'lastAt', a.last_at) ORDER BY a.last_at DESC NULLS LAST, a.place)
            FROM alias a WHERE a.org_id = i.org_id AND a.channel_id = i.channel_id AND a.identity_id = i.id) AS names
        FROM unnest(${uuids(places.map(({ channelId }) => channelId))}, ${`{${places.map(({ identity }) => identity).join()}}`}::int4[])
          AS p(channel, id)
        JOIN identity i ON i.org_id = ${ctx.orgId} AND i.channel_id = p.channel AND i.id = p.id
        JOIN channel c ON c.org_id = ${ctx.orgId} AND c.id = i.channel_id
        LEFT JOIN member_total t ON t.org_id = ${ctx.orgId} AND t.channel_id = i.channel_id AND t.identity_id = i.id`,
  );
  return new Map(
    rows.map((row) => [placeKey(row), { ...row, name: row.names?.[0]?.name ?? row.personId.slice(row.personId.indexOf(':') + 1) }]),
  );
}

export function refOf({ channelId, channelName, personId, name }: PersonRef): PersonRef {
  return { channelId, channelName, personId, name };
}

/** @throws DomainError `person.unknown`, `channel.unknown` */
export async function member(ctx: QueryContext, { channelId, personId }: OfPerson) {
  const { communityId } = await findChannel(ctx, channelId);
  const own = await identitiesOf(ctx, await findIdentity(ctx, channelId, personId));
  const keys = new Set(own.map(placeKey));
  const merges = standing(own.length > 1 ? await readLedger(ctx, communityId) : [])
    .filter(({ merge }) => keys.has(placeKey(merge.one)))
    .reverse();
  const known = await describeAll(ctx, [...own, ...merges.flatMap(({ merge }) => [merge.one, merge.other])]);
  return {
    communityId,
    identities: own.flatMap((place) => {
      const row = known.get(placeKey(place));
      if (!row) return [];
      const names = (row.names ?? []).map(({ name, firstAt, lastAt }) => ({
        name,
        firstAt: isoOrNull(firstAt),
        lastAt: isoOrNull(lastAt),
      }));
      const { platform, by, messages } = row;
      return [{ ...refOf(row), platform, by, names, messages, firstAt: isoOrNull(row.firstAt), lastAt: isoOrNull(row.lastAt) }];
    }),
    tags: await tagsOf(ctx, own),
    ruleTags: await ruleTagsOf(ctx, own),
    merges: merges.flatMap(({ number, merge, at, score }) => {
      const [one, other] = [known.get(placeKey(merge.one)), known.get(placeKey(merge.other))];
      if (!one || !other) return [];
      return [{ communityId, number, at: iso(at), one: refOf(one), other: refOf(other), score }];
    }),
  };
}

/** Tags of all identities, by name. */
export async function tagsOf(ctx: QueryContext, places: readonly Place[]): Promise<string[]> {
  const rows = await rowsOf<{ tag: string }>(
    ctx,
    sql`SELECT DISTINCT t.tag FROM unnest(${uuids(places.map(({ channelId }) => channelId))},
          ${`{${places.map(({ identity }) => identity).join()}}`}::int4[]) AS p(channel, id)
        JOIN member_tag t ON t.org_id = ${ctx.orgId} AND t.channel_id = p.channel AND t.identity_id = p.id ORDER BY t.tag`,
  );
  return rows.map(({ tag }) => tag);
}
