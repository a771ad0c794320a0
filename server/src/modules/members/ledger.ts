/** The ledger of merges: read, and the two verbs that write it. */
import { type CommandContext, DomainError, type QueryContext } from '#kernel';
import { assignMembers, findIdentity, type Identity } from '../chat/index.ts';
import { findChannel } from '../communities/index.ts';
import { rowsOf, sql } from '../rows.ts';
import { weigh } from './evidence.ts';
import { type LedgerEntry, regrouping, standing } from './rules.ts';

export interface Pair {
  channelId: string;
  personId: string;
  withChannelId: string;
  withPersonId: string;
}

export interface StoredEntry extends LedgerEntry {
  at: string | Date;
  score: number | null;
}

interface Row {
  number: number;
  at: string | Date;
  member: string | null;
  oneChannel: string;
  one: number;
  otherChannel: string;
  other: number;
  score: number | null;
  undoes: number | null;
}

/** All of a community, first entry first. */
export async function readLedger(ctx: QueryContext, communityId: string): Promise<StoredEntry[]> {
  const rows = await rowsOf<Row>(
    ctx,
    sql`SELECT number, at, member_id AS member, one_channel AS "oneChannel", one_identity AS one, other_channel AS "otherChannel",
          other_identity AS other, (evidence->>'score')::float8 AS score, undoes
        FROM member_ledger WHERE org_id = ${ctx.orgId} AND community_id = ${communityId} ORDER BY number`,
  );
  return rows.map(({ number, at, member, oneChannel, one, otherChannel, other, score, undoes }) => ({
    number,
    at,
    score,
    undoes,
    merge:
      member === null
        ? null
        : { memberId: member, one: { channelId: oneChannel, identity: one }, other: { channelId: otherChannel, identity: other } },
  }));
}

/** Both people, of one community. @throws DomainError `person.unknown`, `channel.unknown`, `member.otherCommunity`, `member.samePerson` */
export async function findPair(ctx: QueryContext, pair: Pair): Promise<{ communityId: string; one: Identity; other: Identity }> {
  const { communityId } = await findChannel(ctx, pair.channelId);
  const { communityId: otherCommunity } = await findChannel(ctx, pair.withChannelId);
  if (communityId !== otherCommunity) throw new DomainError('member.otherCommunity', {});
  const one = await findIdentity(ctx, pair.channelId, pair.personId);
  const other = await findIdentity(ctx, pair.withChannelId, pair.withPersonId);
  if (one.channelId === other.channelId && one.identity === other.identity) throw new DomainError('member.samePerson', {});
  return { communityId, one, other };
}

/** @throws DomainError `member.alreadyMerged`, `member.changedMeanwhile` and what `findPair` throws */
export async function merge(ctx: CommandContext, pair: Pair): Promise<{ communityId: string; number: number }> {
  const { communityId } = await findChannel(ctx, pair.channelId);
  // The ledger before the people: a merge made between the two reads has taken the number, one made before it is seen in both.
  const ledger = await readLedger(ctx, communityId);
  const { one, other } = await findPair(ctx, pair);
  if (one.memberId !== null && one.memberId === other.memberId) throw new DomainError('member.alreadyMerged', {});
  const entry: LedgerEntry = { number: next(ledger), merge: { memberId: ctx.newId(), one, other }, undoes: null };
  const { score, evidence } = await weigh(ctx, one, other, { quick: true });
  await append(ctx, communityId, entry, { score, codes: evidence.map(({ code, points }) => [code, points]) });
  const { assignments, channels } = regrouping(ledger, entry);
  await assignMembers(ctx, assignments, channels);
  ctx.emit('member.merged', { communityId, channelId: one.channelId }, { number: entry.number });
  return { communityId, number: entry.number };
}

/** @throws DomainError `merge.unknown`, `merge.undone`, `member.changedMeanwhile` */
export async function undoMerge(ctx: CommandContext, { communityId, number }: { communityId: string; number: number }) {
  const ledger = await readLedger(ctx, communityId);
  const undone = ledger.find((entry) => entry.number === number);
  if (!undone?.merge) throw new DomainError('merge.unknown', { number });
  if (!standing(ledger).some((entry) => entry.number === number)) throw new DomainError('merge.undone', { number });
  const entry: LedgerEntry = { number: next(ledger), merge: null, undoes: number };
  await append(ctx, communityId, entry, null);
  const { assignments, channels } = regrouping(ledger, entry);
  await assignMembers(ctx, assignments, channels);
  ctx.emit('member.mergeUndone', { communityId, channelId: undone.merge.one.channelId }, { number: entry.number, undoes: number });
  return { communityId, number: entry.number };
}

function next(ledger: readonly LedgerEntry[]): number {
  return (ledger.at(-1)?.number ?? 0) + 1;
}

/** Somebody else's entry may have taken the number meanwhile; what was decided on the ledger before it no longer holds. */
async function append(ctx: CommandContext, communityId: string, { number, merge, undoes }: LedgerEntry, evidence: object | null) {
  const { orgId } = ctx;
  const [one, other] = [merge?.one, merge?.other];
  const written = await rowsOf<{ number: number }>(
    ctx,
    sql`INSERT INTO member_ledger (org_id, community_id, number, at, member_id, one_channel, one_identity, other_channel, other_identity, evidence, undoes)
        VALUES (${orgId}, ${communityId}, ${number}, ${new Date(ctx.now()).toISOString()}, ${merge?.memberId ?? null}, ${one?.channelId ?? null},
          ${one?.identity ?? null}, ${other?.channelId ?? null}, ${other?.identity ?? null}, ${evidence && JSON.stringify(evidence)}::jsonb, ${undoes})
        ON CONFLICT (org_id, community_id, number) DO NOTHING RETURNING number`,
  );
  if (written.length === 0) throw new DomainError('member.changedMeanwhile', {});
}
