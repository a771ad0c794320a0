/** Where members stand: promotion is noted at once, a level is given up at a review after two windows below it. */
import type { CommandContext, QueryContext } from '#kernel';
import { DomainError } from '#kernel';
import type { RuleSet, Segment } from '#picture';
import { unpackRules } from '../chat/index.ts';
import { findChannel } from '../communities/index.ts';
import { iso, rowsOf, sql } from '../rows.ts';
import { rulesInForce } from './find.ts';
import { deciding } from './preview.ts';
import { causeOf, heldUntil, WINDOW_MS } from './rules.ts';

interface OfChannel {
  channelId: string;
}

const PAGE = 500;
const own = (ctx: QueryContext, channelId: string) => sql`org_id = ${ctx.orgId} AND channel_id = ${channelId}`;

/**
 * What a picture of the channel is judged by. Levels are held only from picture to picture of one version: new rules apply
 * as they say, which is what their preview showed.
 */
export async function judges(ctx: QueryContext, { channelId }: OfChannel): Promise<{ rules: RuleSet | null; held: [string, Segment][] }> {
  const { communityId } = await findChannel(ctx, channelId);
  const { rules, hold } = await rulesInForce(ctx, communityId);
  if (rules.version === 0) return { rules: null, held: [] };
  if (!hold) return { rules, held: [] };
  const rows = await rowsOf<{ text: string | null }>(
    ctx,
    sql`SELECT json_agg(json_build_array(who, held))::text AS text FROM member_picture
        WHERE ${own(ctx, channelId)} AND held IN ('active', 'watching')
          AND EXISTS (SELECT 1 FROM picture WHERE ${own(ctx, channelId)} AND rules_version = ${rules.version})`,
  );
  return { rules, held: JSON.parse(rows[0]?.text ?? '[]') };
}

interface Moved {
  who: string;
  identity: number | null;
  held: Segment;
  segment: Segment;
  judged: Segment | null;
  rules: string;
}

interface Noting {
  /** End of coverage of the picture. */
  at: string;
  version: number;
  otherRules: boolean;
}

/** Notes a page of those whom the stored picture shows elsewhere than noted; true while there may be more. */
export async function note(ctx: CommandContext, { channelId }: OfChannel): Promise<boolean> {
  const [picture] = await rowsOf<{ at: string; version: number; noted: number }>(
    ctx,
    sql`SELECT picture->>'asOf' AS at, rules_version AS version, noted_version AS noted FROM picture WHERE ${own(ctx, channelId)} FOR UPDATE`,
  );
  ctx.unchanged();
  if (!picture) return false;
  const rows = await rowsOf<Moved>(
    ctx,
    sql`SELECT m.who, i.id AS identity, m.held, m.segment, m.judged, m.rules FROM member_picture m
        LEFT JOIN LATERAL (SELECT id FROM identity i WHERE i.org_id = ${ctx.orgId} AND i.who = m.who AND i.channel_id = ${channelId}) i ON true
        WHERE m.org_id = ${ctx.orgId} AND m.channel_id = ${channelId}
          AND (m.held <> m.segment OR (m.judged IS NULL) <> (m.below_since IS NULL)) LIMIT ${PAGE}`,
  );
  const noting = { at: picture.at, version: picture.version, otherRules: picture.version !== picture.noted };
  const moved = rows.filter(({ held, segment }) => held !== segment);
  await addChanges(
    ctx,
    channelId,
    moved.map((row) => ({ ...row, to: row.segment, cause: causeOf(row.held, row.segment, noting.otherRules) })),
    noting,
  );
  const names = sql.join(
    rows.map(({ who }) => sql`${who}`),
    sql`, `,
  );
  if (rows.length > 0) {
    await rowsOf(
      ctx,
      sql`UPDATE member_picture SET held_since = CASE WHEN held <> segment THEN ${noting.at}::timestamptz ELSE held_since END, held = segment,
            below_since = CASE WHEN judged IS NULL THEN NULL ELSE coalesce(below_since, ${noting.at}::timestamptz) END
          WHERE ${own(ctx, channelId)} AND who IN (${names})`,
    );
  }
  if (rows.length === PAGE) return true;
  await rowsOf(ctx, sql`UPDATE picture SET noted_version = rules_version WHERE ${own(ctx, channelId)} AND noted_version <> rules_version`);
  return false;
}

type Change = Moved & { to: Segment; cause: 'promoted' | 'dropped' | 'demoted' | 'rules' };

async function addChanges(
  ctx: CommandContext,
  channelId: string,
  changes: readonly Change[],
  { at, version }: Pick<Noting, 'at' | 'version'>,
) {
  const rows = changes.flatMap(({ identity, held, to, cause, rules }) => {
    if (identity === null) return [];
    const reason = JSON.stringify(deciding(unpackRules(rules).rules, held, to));
    return [
      sql`(${ctx.orgId}::uuid, ${channelId}::uuid, ${identity}::int, ${ctx.newId()}::uuid, ${at}::timestamptz, ${held}, ${to}, ${cause}, ${version}::int, ${reason})`,
    ];
  });
  if (rows.length === 0) return;
  await rowsOf(
    ctx,
    sql`INSERT INTO segment_change (org_id, channel_id, identity_id, id, at, from_segment, to_segment, cause, version, reason)
        VALUES ${sql.join(rows, sql`, `)} ON CONFLICT (org_id, channel_id, identity_id, id) DO NOTHING`,
  );
}

/** Channels whose picture was taken by rules that are not in force now, or before there were facts. */
export async function outdated(ctx: QueryContext, { communityId }: { communityId: string | null }): Promise<string[]> {
  const rows = await rowsOf<{ channel: string; community: string; version: number }>(
    ctx,
    sql`SELECT c.id AS channel, c.community_id AS community, p.rules_version AS version FROM picture p
        JOIN channel c ON c.org_id = p.org_id AND c.id = p.channel_id
        WHERE p.org_id = ${ctx.orgId} AND (${communityId}::uuid IS NULL OR c.community_id = ${communityId}::uuid)`,
  );
  const wanted = new Map<string, number>();
  for (const community of new Set(rows.map((row) => row.community))) {
    wanted.set(community, (await rulesInForce(ctx, community)).rules.version);
  }
  return rows.flatMap(({ channel, community, version }) => (wanted.get(community) === version ? [] : [channel]));
}

/** Channels with members whose two windows below have passed, by the end of what is known of the channel. */
export async function due(ctx: QueryContext): Promise<string[]> {
  const rows = await rowsOf<{ channel: string }>(
    ctx,
    sql`SELECT p.channel_id AS channel FROM picture p WHERE p.org_id = ${ctx.orgId} AND EXISTS (
          SELECT 1 FROM member_picture m WHERE m.org_id = p.org_id AND m.channel_id = p.channel_id AND m.judged IS NOT NULL
            AND m.below_since IS NOT NULL AND m.below_since <= (p.picture->>'asOf')::timestamptz - ${`${WINDOW_MS} milliseconds`}::interval)`,
  );
  return rows.map(({ channel }) => channel);
}

/** Gives up the levels of a page of members who are due; true while there may be more. */
export async function demote(ctx: CommandContext, { channelId }: OfChannel): Promise<boolean> {
  const rows = await rowsOf<Moved & { at: string; version: number }>(
    ctx,
    sql`SELECT m.who, i.id AS identity, m.held, m.segment, m.judged, m.rules, p.picture->>'asOf' AS at, p.rules_version AS version
        FROM picture p JOIN member_picture m ON m.org_id = p.org_id AND m.channel_id = p.channel_id
        LEFT JOIN LATERAL (SELECT id FROM identity i WHERE i.org_id = ${ctx.orgId} AND i.who = m.who AND i.channel_id = ${channelId}) i ON true
        WHERE p.org_id = ${ctx.orgId} AND p.channel_id = ${channelId} AND m.judged IS NOT NULL AND m.below_since IS NOT NULL
          AND m.below_since <= (p.picture->>'asOf')::timestamptz - ${`${WINDOW_MS} milliseconds`}::interval LIMIT ${PAGE} FOR UPDATE OF m`,
  );
  const [first] = rows;
  if (!first) {
    ctx.unchanged();
    return false;
  }
  const changes = rows.map((row): Change => ({ ...row, to: row.judged ?? row.held, cause: 'demoted' }));
  await addChanges(ctx, channelId, changes, { at: first.at, version: first.version });
  const names = sql.join(
    rows.map(({ who }) => sql`${who}`),
    sql`, `,
  );
  await rowsOf(
    ctx,
    sql`UPDATE member_picture SET held = judged, segment = judged, judged = NULL, held_since = ${first.at}::timestamptz, below_since = NULL,
          digest = '' WHERE ${own(ctx, channelId)} AND who IN (${names})`,
  );
  ctx.emit('segments.demoted', { channelId }, { members: rows.length });
  return rows.length === PAGE;
}

/** History of people who are gone from a channel. */
export async function eraseGone(ctx: CommandContext, { channelId }: OfChannel): Promise<void> {
  await rowsOf(
    ctx,
    sql`DELETE FROM segment_change s WHERE s.org_id = ${ctx.orgId} AND s.channel_id = ${channelId}
        AND NOT EXISTS (SELECT 1 FROM identity i WHERE i.org_id = ${ctx.orgId} AND i.channel_id = ${channelId} AND i.id = s.identity_id)`,
  );
  ctx.unchanged();
}

interface StoredChange {
  at: string | Date;
  from: Segment;
  to: Segment;
  cause: Change['cause'];
  version: number;
  reason: string;
}

/** @throws DomainError `person.unknown` */
export async function history(ctx: QueryContext, { channelId, personId }: OfChannel & { personId: string }) {
  const [person] = await rowsOf<{ segment: Segment; judged: Segment | null; since: string | Date | null; below: string | Date | null }>(
    ctx,
    sql`SELECT segment, judged, held_since AS since, below_since AS below FROM member_picture WHERE ${own(ctx, channelId)} AND who = ${personId}`,
  );
  if (!person) throw new DomainError('person.unknown', { personId });
  const changes = await rowsOf<StoredChange>(
    ctx,
    sql`SELECT s.at, s.from_segment AS "from", s.to_segment AS "to", s.cause, s.version, s.reason FROM identity i
        JOIN segment_change s ON s.org_id = i.org_id AND s.channel_id = i.channel_id AND s.identity_id = i.id
        WHERE i.org_id = ${ctx.orgId} AND i.who = ${personId} AND i.channel_id = ${channelId} ORDER BY s.at DESC, s.id DESC LIMIT 200`,
  );
  const { segment, judged, since, below } = person;
  return {
    segment,
    since: since === null ? null : iso(since),
    below: judged === null || below === null ? null : { judged, since: iso(below), until: iso(heldUntil(new Date(below).getTime())) },
    changes: changes.map(({ at, reason, ...change }) => ({ ...change, at: iso(at), reason: JSON.parse(reason) })),
  };
}
