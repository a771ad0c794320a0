/** Opening, sealing, drawing, cancelling: each once. */
import { type CommandContext, DomainError } from '#kernel';
import { newToken } from '../admissions/index.ts';
import { findCampaign } from '../checkins/index.ts';
import { affectedBy, iso, listOf, rowsOf, sql } from '../rows.ts';
import type { Opened } from './contract.ts';
import { seatEligible } from './entries.ts';
import { type Found, heldRaffle, listIn, stateOf, termsOf } from './find.ts';
import { draw as drawn, entriesOf, seal, seedOf } from './recompute/draw.ts';
import { asAnnounced, readRound, roundAt, timeOfRound } from './recompute/public-number.ts';

/** Time to look at the sealed list before the number is known. */
const LEAST_BETWEEN_MS = 30_000;
const MOST_PRIZES = 1_000;

/** @throws DomainError `raffle.tooMany`, `raffle.times`, `raffle.rule`, `campaign.unknown` */
export async function open(ctx: CommandContext, input: Opened) {
  const { communityId, campaignId, days, lots, prizes, announced } = input;
  if (prizes.reduce((sum, { count }) => sum + count, 0) > MOST_PRIZES) throw new DomainError('raffle.tooMany', { most: MOST_PRIZES });
  const closes = Date.parse(input.closesAt);
  const round = announced === null ? roundAt(Date.parse(input.drawsAt)) : null;
  const draws = round === null ? Date.parse(input.drawsAt) : timeOfRound(round);
  if (closes <= ctx.now() || draws < closes + LEAST_BETWEEN_MS) throw new DomainError('raffle.times');
  if (campaignId === null && (days > 0 || lots === 'days')) throw new DomainError('raffle.rule');
  if (campaignId !== null && (await findCampaign(ctx, campaignId)).communityId !== communityId)
    throw new DomainError('campaign.unknown', { campaignId });
  const id = ctx.newId();
  await rowsOf(
    ctx,
    sql`INSERT INTO raffle (org_id, id, community_id, code, title, terms, prizes, campaign_id, days, enters, lots, opened_at, closes_at,
          draws_at, round, announced)
        VALUES (${ctx.orgId}, ${id}, ${communityId}, ${newToken()}, ${input.title}, ${input.terms}, ${JSON.stringify(prizes)}::jsonb, ${campaignId},
          ${days}, ${input.enters}, ${lots}, ${iso(ctx.now())}, ${iso(closes)}, ${iso(draws)}, ${round}, ${announced})`,
  );
  ctx.enqueue('raffles.seal', {}, { key: id, afterSeconds: Math.ceil((closes - ctx.now()) / 1000) });
  ctx.emit('raffle.opened', { communityId, subjectId: id });
  return { id };
}

/** Every raffle that has closed and whose number is not known yet. For the raffles whose time was missed nothing can be done. */
export async function sealDue(ctx: CommandContext): Promise<void> {
  const due = await rowsOf<{ id: string }>(
    ctx,
    sql`SELECT r.id FROM raffle r JOIN community o ON o.org_id = r.org_id AND o.id = r.community_id AND o.dissolved_at IS NULL
        WHERE r.org_id = ${ctx.orgId} AND r.sealed_at IS NULL AND r.cancelled_at IS NULL
          AND r.closes_at <= ${iso(ctx.now())} AND r.draws_at > ${iso(ctx.now())} ORDER BY r.id`,
  );
  let sealed = 0;
  for (const { id } of due) {
    const raffle = await heldRaffle(ctx, id);
    if (stateOf(raffle, ctx.now()) !== 'closing') continue;
    await sealOne(ctx, raffle);
    sealed += 1;
  }
  if (sealed === 0) ctx.unchanged();
}

async function sealOne(ctx: CommandContext, raffle: Found): Promise<void> {
  await seatEligible(ctx, raffle);
  const { listHash, commitment } = seal(termsOf(raffle), await listIn(ctx, raffle.id));
  await rowsOf(
    ctx,
    sql`UPDATE raffle SET sealed_at = ${iso(ctx.now())}, list_hash = ${listHash}, commitment = ${commitment}
        WHERE org_id = ${ctx.orgId} AND id = ${raffle.id}`,
  );
  ctx.emit('raffle.sealed', { communityId: raffle.communityId, subjectId: raffle.id }, { commitment });
}

/**
 * @throws DomainError `raffle.unknown`, `raffle.notSealed`, `raffle.alreadyDrawn`, `raffle.notYet` {at}, `raffle.notARound`,
 * `raffle.otherRound` {round}, `raffle.listChanged`
 */
export async function draw(ctx: CommandContext, { raffleId, value }: { raffleId: string; value: string }) {
  const raffle = await heldRaffle(ctx, raffleId);
  const { communityId, commitment, draws, prizes } = raffle;
  const state = stateOf(raffle, ctx.now());
  if (state === 'drawn') throw new DomainError('raffle.alreadyDrawn');
  if (state !== 'sealed' || commitment === null) throw new DomainError('raffle.notSealed');
  if (ctx.now() < draws) throw new DomainError('raffle.notYet', { at: iso(draws) });
  const number = publicNumber(raffle, value);
  const list = await listIn(ctx, raffleId);
  if (seal(termsOf(raffle), list).commitment !== commitment) throw new DomainError('raffle.listChanged');
  const winners = drawn(entriesOf(list), prizes, seedOf(commitment, number.value));
  await rowsOf(
    ctx,
    sql`UPDATE raffle_entry y SET place = w.place FROM unnest(${listOf(winners)}::int4[]) WITH ORDINALITY AS w(number, place)
        WHERE y.org_id = ${ctx.orgId} AND y.raffle_id = ${raffleId} AND y.number = w.number`,
  );
  await rowsOf(
    ctx,
    sql`UPDATE raffle SET drawn_at = ${iso(ctx.now())}, value = ${number.value}, signature = ${number.signature}
        WHERE org_id = ${ctx.orgId} AND id = ${raffleId}`,
  );
  ctx.emit('raffle.drawn', { communityId, subjectId: raffleId }, { winners: winners.length });
  return { winners };
}

function publicNumber({ round }: Found, typed: string): { value: string; signature: string | null } {
  if (round === null) return { value: asAnnounced(typed), signature: null };
  const found = readRound(typed);
  if (!found) throw new DomainError('raffle.notARound', { round });
  if (found.round !== round) throw new DomainError('raffle.otherRound', { round });
  return { value: found.randomness, signature: found.signature };
}

/** @throws DomainError `raffle.unknown`, `raffle.alreadyDrawn` */
export async function cancel(ctx: CommandContext, { raffleId, reason }: { raffleId: string; reason: string }) {
  const raffle = await heldRaffle(ctx, raffleId);
  if (raffle.drawn !== null) throw new DomainError('raffle.alreadyDrawn');
  const changed = await affectedBy(
    ctx,
    sql`UPDATE raffle SET cancelled_at = ${iso(ctx.now())}, reason = ${reason}
        WHERE org_id = ${ctx.orgId} AND id = ${raffleId} AND cancelled_at IS NULL`,
  );
  if (changed === 0) ctx.unchanged();
  else ctx.emit('raffle.cancelled', { communityId: raffle.communityId, subjectId: raffleId });
  return {};
}
