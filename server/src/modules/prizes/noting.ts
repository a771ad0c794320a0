/** The log of prizes and its budgets. */
import { type CommandContext, DomainError, type QueryContext } from '#kernel';
import { findCampaign } from '../checkins/index.ts';
import { affectedBy, iso, ms, rowsOf, type SQL, sql, uuids } from '../rows.ts';
import { communityOf } from '../scope.ts';
import type { Given, Noted } from './contract.ts';

type Row = Omit<Given, 'takenBack'> & { takenBack: number | null; takenBackReason: string | null };

/** The latest first. */
export async function givenWhere(ctx: QueryContext, condition: SQL): Promise<Given[]> {
  const rows = await rowsOf<Row>(
    ctx,
    sql`SELECT p.id, p.enrolment_id AS "enrolmentId", e.nickname, p.budget_id AS "budgetId", p.kind, p.amount, p.what, p.why,
          p.given_on::text AS "givenOn", p.over_reason AS "overReason", ${ms('p.taken_back_at')} AS "takenBack", p.taken_back_reason AS "takenBackReason"
        FROM prize_given p LEFT JOIN enrolment e ON e.org_id = p.org_id AND e.id = p.enrolment_id AND e.erased_at IS NULL
        WHERE p.org_id = ${ctx.orgId} AND ${condition} ORDER BY p.given_on DESC, p.id DESC`,
  );
  return rows.map(({ takenBack, takenBackReason, ...row }) => ({
    ...row,
    takenBack: takenBack === null ? null : { at: iso(takenBack), reason: takenBackReason ?? '' },
  }));
}

interface Budget {
  id: string;
  name: string;
  campaignId: string | null;
  amount: number;
  used: number;
}

function budgetsWhere(ctx: QueryContext, condition: SQL): Promise<Budget[]> {
  return rowsOf(
    ctx,
    sql`SELECT b.id, b.name, b.campaign_id AS "campaignId", b.amount, coalesce((SELECT sum(p.amount)::int4 FROM prize_given p
          WHERE p.org_id = b.org_id AND p.budget_id = b.id AND p.taken_back_at IS NULL), 0) AS used
        FROM prize_budget b WHERE b.org_id = ${ctx.orgId} AND ${condition} ORDER BY b.made_at DESC, b.id DESC`,
  );
}

export async function list(ctx: QueryContext, { communityId }: { communityId: string }) {
  return {
    given: await givenWhere(ctx, sql`p.community_id = ${communityId}`),
    budgets: await budgetsWhere(ctx, sql`b.community_id = ${communityId}`),
  };
}

interface NewBudget {
  communityId: string;
  campaignId: string | null;
  name: string;
  amount: number;
}

/** @throws DomainError `campaign.unknown` */
export async function makeBudget(ctx: CommandContext, { communityId, campaignId, name, amount }: NewBudget) {
  if (campaignId !== null && (await findCampaign(ctx, campaignId)).communityId !== communityId)
    throw new DomainError('campaign.unknown', { campaignId });
  const id = ctx.newId();
  await rowsOf(
    ctx,
    sql`INSERT INTO prize_budget (org_id, id, community_id, campaign_id, name, amount, made_at)
        VALUES (${ctx.orgId}, ${id}, ${communityId}, ${campaignId}, ${name}, ${amount}, ${iso(ctx.now())})`,
  );
  ctx.emit('budget.made', { communityId, subjectId: id });
  return { id };
}

/**
 * All of them or none, once a request.
 * @throws DomainError `enrolment.unknown`, `budget.unknown`, `budget.exceeded` {need, left} in yuan, without a reason
 */
export async function note(ctx: CommandContext, noted: Noted) {
  const { communityId, budgetId, prizeKind, amount, what, why, givenOn, requestId } = noted;
  const ids = [...new Set(noted.enrolmentIds)];
  const here = await rowsOf<{ id: string }>(
    ctx,
    sql`SELECT id FROM enrolment WHERE org_id = ${ctx.orgId} AND community_id = ${communityId} AND erased_at IS NULL AND id = ANY(${uuids(ids)})`,
  );
  const unknown = ids.find((id) => !here.some((one) => one.id === id));
  if (unknown !== undefined) throw new DomainError('enrolment.unknown', { enrolmentId: unknown });
  const over = budgetId === null ? null : await beyond(ctx, noted, budgetId, amount * ids.length);
  const rows = await affectedBy(
    ctx,
    sql`INSERT INTO prize_given (org_id, id, community_id, budget_id, enrolment_id, request_id, kind, amount, what, why, given_on, over_reason, noted_at)
        SELECT ${ctx.orgId}, p.id, ${communityId}, ${budgetId}::uuid, p.enrolment, ${requestId}::uuid, ${prizeKind}, ${amount}::int4, ${what}, ${why},
          ${givenOn}::date, ${over}, ${iso(ctx.now())}::timestamptz
        FROM unnest(${uuids(ids.map(() => ctx.newId()))}, ${uuids(ids)}) AS p(id, enrolment)
        ON CONFLICT (org_id, enrolment_id, request_id) DO NOTHING`,
  );
  if (rows === 0) ctx.unchanged();
  else ctx.emit('prize.noted', { communityId, ...(budgetId !== null && { subjectId: budgetId }) }, { people: rows, amount });
  return { noted: rows };
}

const yuan = (fen: number) => (fen / 100).toFixed(2);

/** The reason, where the budget is not enough. Whoever notes holds the budget, so that two do not both find enough left. */
async function beyond(ctx: CommandContext, { communityId, overReason, requestId }: Noted, budgetId: string, need: number) {
  await rowsOf(ctx, sql`SELECT 1 FROM prize_budget WHERE org_id = ${ctx.orgId} AND id = ${budgetId} FOR UPDATE`);
  const [budget] = await budgetsWhere(ctx, sql`b.community_id = ${communityId} AND b.id = ${budgetId}`);
  if (!budget) throw new DomainError('budget.unknown', { budgetId });
  const left = Math.max(0, budget.amount - budget.used);
  if (need <= left) return null;
  const [again] = await rowsOf(ctx, sql`SELECT 1 AS n FROM prize_given WHERE org_id = ${ctx.orgId} AND request_id = ${requestId} LIMIT 1`);
  if (overReason === null && !again) throw new DomainError('budget.exceeded', { need: yuan(need), left: yuan(left) });
  return overReason;
}

/** @throws DomainError `prize.unknown` */
export async function takeBack(ctx: CommandContext, { prizeId, reason }: { prizeId: string; reason: string }) {
  const communityId = await prizeScope(ctx, prizeId);
  if (communityId === null) throw new DomainError('prize.unknown', { prizeId });
  const changed = await affectedBy(
    ctx,
    sql`UPDATE prize_given SET taken_back_at = ${iso(ctx.now())}, taken_back_reason = ${reason}
        WHERE org_id = ${ctx.orgId} AND id = ${prizeId} AND taken_back_at IS NULL`,
  );
  if (changed === 0) ctx.unchanged();
  else ctx.emit('prize.takenBack', { communityId, subjectId: prizeId });
  return {};
}

/** Scope of the input field `prizeId`. */
export const prizeScope = communityOf(sql`prize_given t`);
