import { DomainError, type QueryContext } from '#kernel';
import { dayText, zoneClock } from '#vocabulary/zone';
import { findChannel } from '../communities/index.ts';
import { isoOrNull, ms, rowsOf, type SQL, sql } from '../rows.ts';
import type { Source } from './contract.ts';
import type { Progress } from './rules.ts';

/** A page that is being imported: where to go on from once it is stored, and how to know it again. */
export interface Pending extends Progress {
  digest: string;
}

export interface SourceRow extends Pick<Source, 'channelId' | 'baseUrl' | 'conversation' | 'conversationName' | 'everyHours'> {
  token: string | null;
  firstSince: number;
  ground: Source['ground'];
  pseudonymous: boolean;
  paused: boolean;
  since: number;
  offset: number;
  until: number | null;
  midway: boolean;
  latest: number | null;
  digest: string | null;
  importId: string | null;
  pending: Pending | null;
  claimedBy: string | null;
  /** Epoch ms, as the two below. */
  claimedAt: number | null;
  due: number;
  pulled: number | null;
  adding: number;
  added: number;
  error: Source['error'];
}

/** A claim older than this belongs to a run that was cut off. */
const CLAIM_MS = 1_800_000;

/** `lock`: for a command that goes on to change it. */
export async function sourceWhere(ctx: QueryContext, condition: SQL, lock = false): Promise<SourceRow | null> {
  const [row] = await rowsOf<SourceRow>(
    ctx,
    sql`SELECT channel_id AS "channelId", base_url AS "baseUrl", token, conversation, conversation_name AS "conversationName",
          every_hours AS "everyHours", first_since AS "firstSince", ground, pseudonymous, paused, since, page_offset AS "offset", until,
          midway, ${ms('latest_at')} AS latest, digest, import_id AS "importId", pending, claimed_by AS "claimedBy",
          ${ms('claimed_at')} AS "claimedAt", ${ms('due_at')} AS due, ${ms('pulled_at')} AS pulled, adding, added, error
        FROM source WHERE org_id = ${ctx.orgId} AND ${condition} ${lock ? sql`FOR UPDATE` : sql``}`,
  );
  return row ?? null;
}

/** @throws DomainError `source.unknown` */
export async function findSource(ctx: QueryContext, channelId: string, lock = false): Promise<SourceRow> {
  const row = await sourceWhere(ctx, sql`channel_id = ${channelId}`, lock);
  if (!row) throw new DomainError('source.unknown', { channelId });
  return row;
}

export function isClaimed({ claimedBy, claimedAt }: SourceRow, now: number): boolean {
  return claimedBy !== null && claimedAt !== null && now - claimedAt < CLAIM_MS;
}

/** As the contract shows it: without the token. */
export async function shown(ctx: QueryContext, row: SourceRow): Promise<Source> {
  const { channelId, baseUrl, conversation, conversationName, everyHours, ground, pseudonymous, paused, added, error } = row;
  const { zone } = await findChannel(ctx, channelId);
  const pulling = row.importId !== null || isClaimed(row, ctx.now());
  return {
    channelId,
    baseUrl,
    hasToken: row.token !== null,
    conversation,
    conversationName,
    everyHours,
    from: row.firstSince === 0 ? null : dayText(zoneClock(zone).dayOf(row.firstSince * 1000)),
    ground,
    pseudonymous,
    state: paused ? 'paused' : pulling ? 'pulling' : 'waiting',
    latestAt: isoOrNull(row.latest),
    pulledAt: isoOrNull(row.pulled),
    added,
    nextAt: paused ? null : isoOrNull(row.due),
    error,
  };
}
