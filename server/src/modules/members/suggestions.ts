/** Who may be one: candidates by names and accounts, each then weighed. Nothing is merged without a person saying so. */
import type { CommandContext, QueryContext } from '#kernel';
import { findChannel } from '../communities/index.ts';
import { rowsOf, sql } from '../rows.ts';
import { candidatesOf, type NamedPlace } from './candidates.ts';
import { weigh } from './evidence.ts';
import { describeAll, type PersonRef, refOf } from './find.ts';
import { findPair, type Pair } from './ledger.ts';
import { type Place, placeKey } from './rules.ts';
import { type Evidence, SUGGESTED } from './scoring.ts';

/** Names looked at in a community, the latest seen; candidates weighed. */
const NAMES = 30_000;
const WEIGHED = 40;

export async function suggestions(ctx: QueryContext, { channelId, limit }: { channelId: string; limit: number }) {
  const { communityId } = await findChannel(ctx, channelId);
  const named = await rowsOf<NamedPlace>(
    ctx,
    sql`SELECT i.channel_id AS "channelId", i.id AS identity, i.member_id AS member, i.who, i.identified_by AS by, c.platform, a.name
        FROM channel c JOIN identity i ON i.org_id = c.org_id AND i.channel_id = c.id
        JOIN alias a ON a.org_id = i.org_id AND a.channel_id = i.channel_id AND a.identity_id = i.id
        WHERE c.org_id = ${ctx.orgId} AND c.community_id = ${communityId} AND i.org_id = ${ctx.orgId} AND a.org_id = ${ctx.orgId}
        ORDER BY a.last_at DESC NULLS LAST, i.channel_id, i.id LIMIT ${NAMES}`,
  );
  const dismissed = await dismissedPairs(ctx, communityId);
  const { pairs, bearers } = candidatesOf(named, channelId, (one, other) => dismissed.has(pairKey(one, other)));
  const found: { one: PersonRef; other: PersonRef; score: number; evidence: Evidence[] }[] = [];
  const known = await describeAll(ctx, pairs.slice(0, WEIGHED).flat());
  for (const [one, other] of pairs.slice(0, WEIGHED)) {
    const { score, evidence } = await weigh(ctx, one, other, { bearers });
    const [a, b] = [known.get(placeKey(one)), known.get(placeKey(other))];
    if (a && b && score >= SUGGESTED) found.push({ one: refOf(a), other: refOf(b), score, evidence });
  }
  return { suggestions: found.sort((a, b) => b.score - a.score).slice(0, limit) };
}

export async function compare(ctx: QueryContext, pair: Pair) {
  const { one, other } = await findPair(ctx, pair);
  return { ...(await weigh(ctx, one, other)), sameMember: one.memberId !== null && one.memberId === other.memberId };
}

export async function dismiss(ctx: CommandContext, pair: Pair) {
  const { communityId, one, other } = await findPair(ctx, pair);
  const [a, b] = inOrder(one, other);
  const fresh = await rowsOf<{ one: number }>(
    ctx,
    sql`INSERT INTO dismissed_pair (org_id, community_id, one_channel, one_identity, other_channel, other_identity, at)
        VALUES (${ctx.orgId}, ${communityId}, ${a.channelId}, ${a.identity}, ${b.channelId}, ${b.identity}, ${new Date(ctx.now()).toISOString()})
        ON CONFLICT (org_id, community_id, one_channel, one_identity, other_channel, other_identity) DO NOTHING RETURNING one_identity AS one`,
  );
  if (fresh.length === 0) ctx.unchanged();
  else ctx.emit('member.suggestionDismissed', { communityId, channelId: one.channelId }, { one: one.identity, other: other.identity });
  return {};
}

async function dismissedPairs(ctx: QueryContext, communityId: string): Promise<Set<string>> {
  const rows = await rowsOf<{ oneChannel: string; one: number; otherChannel: string; other: number }>(
    ctx,
    sql`SELECT one_channel AS "oneChannel", one_identity AS one, other_channel AS "otherChannel", other_identity AS other
        FROM dismissed_pair WHERE org_id = ${ctx.orgId} AND community_id = ${communityId}`,
  );
  return new Set(
    rows.map((row) => pairKey({ channelId: row.oneChannel, identity: row.one }, { channelId: row.otherChannel, identity: row.other })),
  );
}

function inOrder<P extends Place>(one: P, other: P): [P, P] {
  const first = one.channelId === other.channelId ? one.identity < other.identity : one.channelId < other.channelId;
  return first ? [one, other] : [other, one];
}

function pairKey(one: Place, other: Place): string {
  return inOrder(one, other).map(placeKey).join(' ');
}
