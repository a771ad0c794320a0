/** What staff and what everybody sees of a raffle. */
import { DomainError, type QueryContext } from '#kernel';
import { rowsOf, sql } from '../rows.ts';
import { listIn, rafflesWhere, shown } from './find.ts';
import { prizeNames } from './recompute/draw.ts';

interface Winner {
  raffleId: string;
  place: number;
  number: number;
  nickname: string | null;
}

export async function list(ctx: QueryContext, { communityId }: { communityId: string }) {
  const found = await rafflesWhere(ctx, sql`r.community_id = ${communityId}`);
  const winners = await rowsOf<Winner>(
    ctx,
    sql`SELECT y.raffle_id AS "raffleId", y.place, y.number, e.nickname FROM raffle_entry y
        JOIN raffle r ON r.org_id = y.org_id AND r.id = y.raffle_id
        LEFT JOIN enrolment e ON e.org_id = y.org_id AND e.id = y.enrolment_id AND e.erased_at IS NULL
        WHERE y.org_id = ${ctx.orgId} AND r.community_id = ${communityId} AND y.place IS NOT NULL ORDER BY y.raffle_id, y.place`,
  );
  const raffles = found.map((raffle) => {
    const prizes = prizeNames(raffle.prizes);
    const people = winners
      .filter(({ raffleId }) => raffleId === raffle.id)
      .map(({ place, number, nickname }) => ({ place, number, nickname, prize: prizes[place - 1] ?? '' }));
    return { ...shown(raffle, ctx.now()), id: raffle.id, people };
  });
  return { raffles };
}

/** @throws DomainError `raffle.unknown` */
export async function published(ctx: QueryContext, { code }: { code: string }) {
  const [found] = await rafflesWhere(ctx, sql`r.code = ${code}`);
  if (!found) throw new DomainError('raffle.unknown');
  return { ...shown(found, ctx.now()), list: found.sealed === null ? null : await listIn(ctx, found.id) };
}
