/** Taking an entry back by another one that names it: once, whatever tries at once. */
import { type CommandContext, DomainError } from '#kernel';
import { rowsOf, sql } from '../rows.ts';
import type { Part } from './buckets.ts';
import type { EntryKind } from './contract.ts';
import { lock, type Posted, post, write } from './ledger.ts';
import { placeOf } from './place.ts';

interface Reversed {
  enrolmentId: string;
  amount: number;
  kind: EntryKind;
  cause: string;
  ruleVersion: number | null;
  day: string;
  squadId: string | null;
  taken: Part[] | null;
  reverses: string | null;
}

/**
 * Of points that were earned it takes back what is left of them (`short` says how much was spent meanwhile); points that were
 * spent go back to where they came from. It counts for the day and the squad of the entry it reverses.
 * @throws DomainError `entry.unknown`, `entry.notReversible`, `points.insufficient` where nothing is left to take back
 */
export async function reverse(ctx: CommandContext, { entryId, reason = '' }: { entryId: string; reason?: string }): Promise<Posted> {
  const [entry] = await rowsOf<Reversed>(
    ctx,
    sql`SELECT enrolment_id AS "enrolmentId", amount, kind, cause, rule_version AS "ruleVersion", day::text AS day, squad_id AS "squadId", taken,
          reverses FROM points_entry WHERE org_id = ${ctx.orgId} AND id = ${entryId}`,
  );
  if (!entry) throw new DomainError('entry.unknown', { entryId });
  if (entry.reverses !== null || entry.kind === 'expired') throw new DomainError('entry.notReversible', {});
  const place = await placeOf(ctx, entry.enrolmentId);
  const account = await lock(ctx, place, entry.kind);
  const [done] = await rowsOf<{ id: string; amount: number }>(
    ctx,
    sql`SELECT id, amount FROM points_entry WHERE org_id = ${ctx.orgId} AND reverses = ${entryId}`,
  );
  if (done) return { entryId: done.id, amount: done.amount, balance: account.balance, first: false };
  const back = entry.amount < 0 ? -entry.amount : -Math.min(entry.amount, account.balance);
  if (back === 0) throw new DomainError('points.insufficient', { need: entry.amount, have: 0 });
  const { enrolmentId, kind, ruleVersion, day, squadId, taken } = entry;
  return write(ctx, place, account, {
    ...{ enrolmentId, amount: back, kind, ruleVersion, day, squadId, reason },
    ...{ cause: `reversal:${entryId}`, nth: 1, reverses: entryId, short: Math.max(0, entry.amount + back) },
    ...(taken && { parts: taken }),
  });
}

interface Spending {
  enrolmentId: string;
  /** Above 0. */
  points: number;
  /** What they are spent on, with its id: `shop.order:…`. The same again spends nothing more. */
  cause: string;
  reason?: string;
}

/** @throws DomainError `points.insufficient` {need, have}, `enrolment.unknown` */
export function spend(ctx: CommandContext, { points, ...spending }: Spending): Promise<Posted> {
  return post(ctx, { ...spending, amount: -points, kind: 'spent' });
}

/** What was spent on something goes back, once. A cause that was given back is not charged again. @throws DomainError `entry.unknown` */
export async function giveBack(ctx: CommandContext, { enrolmentId, cause, reason }: Omit<Spending, 'points'>): Promise<Posted> {
  const [entry] = await rowsOf<{ entryId: string }>(
    ctx,
    sql`SELECT id AS "entryId" FROM points_entry
        WHERE org_id = ${ctx.orgId} AND enrolment_id = ${enrolmentId} AND cause = ${cause} AND nth = 1`,
  );
  if (!entry) throw new DomainError('entry.unknown', {});
  return reverse(ctx, { ...entry, ...(reason !== undefined && { reason }) });
}
