/** Raffles as they are shown; what a raffle is at an instant follows from its row and the clock. */
import { DomainError, type QueryContext } from '#kernel';
import { iso, ms, rowsOf, type SQL, sql } from '../rows.ts';
import { communityOf } from '../scope.ts';
import type { Raffle } from './contract.ts';
import type { Source, Terms } from './recompute/draw.ts';

export interface Found {
  id: string;
  communityId: string;
  code: string;
  title: string;
  terms: string;
  community: string;
  zone: string;
  prizes: { name: string; count: number }[];
  campaignId: string | null;
  campaign: string | null;
  days: number;
  enters: 'self' | 'all';
  lots: 'equal' | 'days';
  closes: number;
  draws: number;
  round: number | null;
  announced: string | null;
  sealed: number | null;
  listHash: string | null;
  commitment: string | null;
  drawn: number | null;
  value: string | null;
  signature: string | null;
  cancelled: number | null;
  reason: string | null;
  entries: number;
  allLots: number;
  winners: number[] | null;
}

/** The latest first. @param more after ORDER BY */
export function rafflesWhere(ctx: QueryContext, condition: SQL, more: SQL = sql``): Promise<Found[]> {
  return rowsOf<Found>(
    ctx,
    sql`SELECT r.id, r.community_id AS "communityId", r.code, r.title, r.terms, o.name AS community, o.zone, r.prizes,
          r.campaign_id AS "campaignId", c.name AS campaign, r.days, r.enters, r.lots, ${ms('r.closes_at')} AS closes,
          ${ms('r.draws_at')} AS draws, r.round::int4 AS round, r.announced, ${ms('r.sealed_at')} AS sealed, r.list_hash AS "listHash", r.commitment,
          ${ms('r.drawn_at')} AS drawn, r.value, r.signature, ${ms('r.cancelled_at')} AS cancelled, r.reason,
          n.entries, n.lots AS "allLots", n.winners
        FROM raffle r JOIN community o ON o.org_id = r.org_id AND o.id = r.community_id
        LEFT JOIN campaign c ON c.org_id = r.org_id AND c.id = r.campaign_id
        CROSS JOIN LATERAL (SELECT count(*)::int4 AS entries, coalesce(sum(y.lots), 0)::int4 AS lots,
            json_agg(y.number ORDER BY y.place) FILTER (WHERE y.place IS NOT NULL) AS winners
          FROM raffle_entry y WHERE y.org_id = r.org_id AND y.raffle_id = r.id) n
        WHERE r.org_id = ${ctx.orgId} AND ${condition} ORDER BY r.opened_at DESC, r.id DESC ${more}`,
  );
}

/** For a command: nobody else changes it meanwhile. @throws DomainError `raffle.unknown` */
export async function heldRaffle(ctx: QueryContext, id: string): Promise<Found> {
  await rowsOf(ctx, sql`SELECT 1 FROM raffle WHERE org_id = ${ctx.orgId} AND id = ${id} FOR UPDATE`);
  const [found] = await rafflesWhere(ctx, sql`r.id = ${id}`);
  if (!found) throw new DomainError('raffle.unknown', { raffleId: id });
  return found;
}

/** Scope of the input field `raffleId`. */
export const raffleScope = communityOf(sql`raffle t`);

export function stateOf({ closes, draws, sealed, drawn, cancelled }: Found, now: number): Raffle['state'] {
  if (cancelled !== null) return 'cancelled';
  if (drawn !== null) return 'drawn';
  if (now < closes) return 'open';
  if (sealed !== null) return 'sealed';
  return now < draws ? 'closing' : 'missed';
}

const sourceOf = ({ round, announced }: Pick<Found, 'round' | 'announced'>): Source =>
  round === null ? { kind: 'announced', what: announced ?? '' } : { kind: 'drand', round };

export function termsOf(found: Pick<Found, 'code' | 'closes' | 'draws' | 'round' | 'announced' | 'prizes'>): Terms {
  const { code, closes, draws, prizes } = found;
  return { code, closesAt: iso(closes), drawsAt: iso(draws), source: sourceOf(found), prizes };
}

/** As it is hashed, see `listText`: put together by the database, which for 100,000 entries saves half of the time. */
export async function listIn(ctx: QueryContext, raffleId: string): Promise<string> {
  const [row] = await rowsOf<{ list: string | null }>(
    ctx,
    sql`SELECT string_agg(number || ' ' || lots, chr(10) ORDER BY number) AS list FROM raffle_entry
        WHERE org_id = ${ctx.orgId} AND raffle_id = ${raffleId}`,
  );
  return row?.list ?? '';
}

export function shown(found: Found, now: number): Raffle {
  const { title, terms, community, zone, campaignId, campaign, days, enters, lots, entries, allLots, winners } = found;
  const { sealed, listHash, commitment, drawn, value, signature, cancelled, reason } = found;
  return {
    ...termsOf(found),
    ...{ prizes: found.prizes, title, terms, community, zone, entries, winners: winners ?? [] },
    state: stateOf(found, now),
    rule: { campaign: campaignId === null ? null : { id: campaignId, name: campaign ?? '' }, days, enters, lots },
    lots: lots === 'days' && sealed === null ? null : allLots,
    sealed: sealed === null ? null : { at: iso(sealed), listHash: listHash ?? '', commitment: commitment ?? '' },
    drawn: drawn === null ? null : { at: iso(drawn), value: value ?? '', signature },
    cancelled: cancelled === null ? null : { at: iso(cancelled), reason: reason ?? '' },
  };
}
