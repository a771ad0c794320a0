/** What segment rules made of one member, over all the channels it is in: tags by rule, and every move. */
import type { QueryContext } from '#kernel';
import type { Requirement, Segment } from '#picture';
import { unpackRules } from '../chat/index.ts';
import { rowsOf, type SQL, sql } from '../rows.ts';

interface Place {
  channelId: string;
  identity: number;
}

const among = (places: readonly Place[]): SQL =>
  sql`(i.channel_id, i.id) IN (${sql.join(
    places.map(({ channelId, identity }) => sql`(${channelId}::uuid, ${identity}::int4)`),
    sql`, `,
  )})`;

interface RuleTag {
  channelId: string;
  channelName: string;
  key: string;
  name: string;
  /** The rows of the rule: need, have, met. */
  reason: Requirement[];
}

/** Derived from the pictures at every look: a tag by rule is no row that a merge, an undo or a new rule could leave behind. */
export async function ruleTagsOf(ctx: QueryContext, places: readonly Place[]): Promise<RuleTag[]> {
  const rows = await rowsOf<{ channelId: string; channelName: string; rules: string; tags: { key: string; name: string }[] }>(
    ctx,
    sql`SELECT c.id AS "channelId", c.name AS "channelName", m.rules,
          (SELECT json_agg(t) FROM json_array_elements(p.picture->'segments'->'custom') t WHERE '~' || (t->>'key') = ANY(m.flags)) AS tags
        FROM identity i
        JOIN member_picture m ON m.org_id = i.org_id AND m.channel_id = i.channel_id AND m.who = i.who
        JOIN picture p ON p.org_id = i.org_id AND p.channel_id = i.channel_id
        JOIN channel c ON c.org_id = i.org_id AND c.id = i.channel_id
        WHERE i.org_id = ${ctx.orgId} AND ${among(places)}
          AND EXISTS (SELECT 1 FROM unnest(m.flags) f WHERE f LIKE '~%') ORDER BY c.name, c.id, i.id`,
  );
  // Two identities of one channel have a row each until the picture is taken again.
  const found = new Map<string, RuleTag>();
  for (const { tags, rules, ...channel } of rows) {
    for (const { key, name } of tags ?? []) {
      found.set(`${channel.channelId} ${key}`, { ...channel, key, name, reason: unpackRules(rules).customRules?.[key] ?? [] });
    }
  }
  return [...found.values()];
}

interface Move {
  channelName: string;
  at: string | Date;
  from: Segment;
  to: Segment;
  cause: 'promoted' | 'dropped' | 'demoted' | 'rules';
  version: number;
  reason: Requirement[];
}

/** Latest first, at most `limit`. */
export async function movesOf(ctx: QueryContext, places: readonly Place[], limit: number): Promise<Move[]> {
  const rows = await rowsOf<Omit<Move, 'reason'> & { reason: string }>(
    ctx,
    sql`SELECT c.name AS "channelName", s.at, s.from_segment AS "from", s.to_segment AS "to", s.cause, s.version, s.reason
        FROM identity i
        JOIN segment_change s ON s.org_id = i.org_id AND s.channel_id = i.channel_id AND s.identity_id = i.id
        JOIN channel c ON c.org_id = i.org_id AND c.id = i.channel_id
        WHERE i.org_id = ${ctx.orgId} AND ${among(places)} ORDER BY s.at DESC, s.id DESC LIMIT ${limit}`,
  );
  return rows.map(({ reason, ...move }) => ({ ...move, reason: JSON.parse(reason) }));
}
