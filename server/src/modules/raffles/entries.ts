/** Who is in a raffle: by themselves before it closes, or everybody who may when it does. */
import { type CommandContext, DomainError, type QueryContext } from '#kernel';
import { requireOwnEnrolment } from '../admissions/index.ts';
import { affectedBy, iso, rowsOf, type SQL, sql } from '../rows.ts';
import type { OwnRaffle } from './contract.ts';
import { type Found, heldRaffle, rafflesWhere, shown, stateOf } from './find.ts';

/** Everybody in the community with the days that count for the raffle; of the table `e`. */
const people = (ctx: QueryContext, { communityId, campaignId }: Pick<Found, 'communityId' | 'campaignId'>): SQL =>
  sql`(SELECT n.id, coalesce(s.total, 0) AS have FROM enrolment n
      LEFT JOIN checkin_standing s ON s.org_id = n.org_id AND s.enrolment_id = n.id AND s.campaign_id = ${campaignId}::uuid
      WHERE n.org_id = ${ctx.orgId} AND n.community_id = ${communityId} AND n.left_at IS NULL) e`;

async function daysOf(ctx: QueryContext, raffle: Pick<Found, 'communityId' | 'campaignId'>, enrolmentId: string): Promise<number> {
  const [row] = await rowsOf<{ have: number }>(ctx, sql`SELECT e.have FROM ${people(ctx, raffle)} WHERE e.id = ${enrolmentId}`);
  return row?.have ?? 0;
}

/**
 * Whoever left or no longer meets the rule goes out, whoever is to be in without asking comes in, and lots are counted: as
 * it stands now.
 */
export async function seatEligible(ctx: CommandContext, raffle: Found): Promise<void> {
  const { id, days, enters, lots } = raffle;
  const eligible = sql`SELECT e.id, e.have FROM ${people(ctx, raffle)} WHERE e.have >= ${days}`;
  const own = sql`y.org_id = ${ctx.orgId} AND y.raffle_id = ${id}`;
  await rowsOf(
    ctx,
    sql`DELETE FROM raffle_entry y WHERE ${own} AND NOT EXISTS (SELECT 1 FROM (${eligible}) f WHERE f.id = y.enrolment_id)`,
  );
  if (enters === 'all') {
    await rowsOf(
      ctx,
      sql`INSERT INTO raffle_entry (org_id, raffle_id, number, enrolment_id, lots, entered_at)
          SELECT ${ctx.orgId}, ${id}, row_number() OVER (ORDER BY f.id)::int4, f.id, 1, ${iso(ctx.now())}::timestamptz FROM (${eligible}) f
          ON CONFLICT (org_id, raffle_id, enrolment_id) DO NOTHING`,
    );
  }
  if (lots === 'days') {
    await rowsOf(
      ctx,
      sql`UPDATE raffle_entry y SET lots = greatest(f.have, 1) FROM (${eligible}) f WHERE ${own} AND f.id = y.enrolment_id`,
    );
  }
}

/** @throws DomainError `raffle.unknown`, `raffle.shut`, `raffle.everybody`, `raffle.notMet` {need, have} */
export async function enter(ctx: CommandContext, { raffleId }: { raffleId: string }) {
  const { raffle, enrolmentId } = await heldOpen(ctx, raffleId, 'raffles.enter');
  const { communityId, days } = raffle;
  const have = await daysOf(ctx, raffle, enrolmentId);
  if (have < days) throw new DomainError('raffle.notMet', { need: days, have });
  const own = sql`org_id = ${ctx.orgId} AND raffle_id = ${raffleId} AND enrolment_id = ${enrolmentId}`;
  const [already] = await rowsOf<{ number: number }>(ctx, sql`SELECT number FROM raffle_entry WHERE ${own}`);
  if (already) {
    ctx.unchanged();
    return already;
  }
  const [{ number } = { number: 0 }] = await rowsOf<{ number: number }>(
    ctx,
    sql`UPDATE raffle SET last_number = last_number + 1 WHERE org_id = ${ctx.orgId} AND id = ${raffleId} RETURNING last_number AS number`,
  );
  await rowsOf(
    ctx,
    sql`INSERT INTO raffle_entry (org_id, raffle_id, number, enrolment_id, lots, entered_at)
        VALUES (${ctx.orgId}, ${raffleId}, ${number}, ${enrolmentId}, 1, ${iso(ctx.now())})`,
  );
  ctx.emit('raffle.entered', { communityId, subjectId: raffleId });
  return { number };
}

/** @throws DomainError `raffle.unknown`, `raffle.shut`, `raffle.everybody` */
export async function withdraw(ctx: CommandContext, { raffleId }: { raffleId: string }) {
  const { raffle, enrolmentId } = await heldOpen(ctx, raffleId, 'raffles.withdraw');
  const gone = await affectedBy(
    ctx,
    sql`DELETE FROM raffle_entry WHERE org_id = ${ctx.orgId} AND raffle_id = ${raffleId} AND enrolment_id = ${enrolmentId}`,
  );
  if (gone === 0) ctx.unchanged();
  else ctx.emit('raffle.withdrawn', { communityId: raffle.communityId, subjectId: raffleId });
  return {};
}

/** A raffle that is entered by oneself and still open, and the caller's enrolment. */
async function heldOpen(ctx: CommandContext, raffleId: string, operation: string) {
  const raffle = await heldRaffle(ctx, raffleId);
  const { enrolmentId } = await requireOwnEnrolment(ctx, raffle.communityId, operation);
  if (raffle.enters === 'all') throw new DomainError('raffle.everybody');
  if (stateOf(raffle, ctx.now()) !== 'open') throw new DomainError('raffle.shut');
  return { raffle, enrolmentId };
}

export async function mine(ctx: QueryContext, { communityId }: { communityId: string }) {
  const { enrolmentId } = await requireOwnEnrolment(ctx, communityId, 'raffles.mine');
  const found = await rafflesWhere(ctx, sql`r.community_id = ${communityId}`);
  const entries = await rowsOf<{ raffleId: string } & NonNullable<OwnRaffle['own']>>(
    ctx,
    sql`SELECT raffle_id AS "raffleId", number, lots, place FROM raffle_entry WHERE org_id = ${ctx.orgId} AND enrolment_id = ${enrolmentId}`,
  );
  const raffles: OwnRaffle[] = [];
  for (const raffle of found) {
    const have = await daysOf(ctx, raffle, enrolmentId);
    const entry = entries.find(({ raffleId }) => raffleId === raffle.id);
    const own = entry ? { number: entry.number, lots: entry.lots, place: entry.place } : null;
    const { id, days } = raffle;
    raffles.push({ ...shown(raffle, ctx.now()), id, communityId, own, need: days, have, met: have >= days });
  }
  return { raffles };
}
