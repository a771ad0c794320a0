/**
 * The ledger: an entry and the balance it leaves, in one transaction. Whoever posts holds the account until the transaction
 * ends, so entries of one person follow each other. Entries that count on boards hold the boards of the community before
 * that: in a transaction that posts several, those come first.
 */
import { type CommandContext, DomainError, type QueryContext } from '#kernel';
import { callerId } from '../admissions/index.ts';
import { iso, listOf, rowsOf, sql } from '../rows.ts';
import { addToBoards, lockBoards } from './boards.ts';
import { goodUntil, type Part, returned, taken } from './buckets.ts';
import type { EntryKind } from './contract.ts';
import { rulesOn } from './find.ts';
import { type Place, placeOf, today } from './place.ts';

export interface NewEntry {
  enrolmentId: string;
  /** Not 0; below 0 it is taken from what runs out first. */
  amount: number;
  kind: EntryKind;
  /** What it is for, with its id (`shop.order:…`): a second entry of this person for the same cause is the first one. */
  cause: string;
  ruleVersion?: number | null;
  /** Civil day it counts for; today unless given. */
  day?: string;
  /** Words of a person; taken away with the person. */
  reason?: string;
}

export interface Posted {
  entryId: string;
  amount: number;
  /** After it. */
  balance: number;
  /** False: it was there already, and nothing was changed. */
  first: boolean;
}

/** Neither earned nor taken for what somebody did: they move the balance and no board. */
export const offBoards: readonly string[] = ['spent', 'prize', 'expired'] satisfies EntryKind[];

interface Account {
  balance: number;
  listed: boolean;
}

/** Makes the account where there is none, and locks it, in one statement. */
async function lockAccount(ctx: CommandContext, { enrolmentId }: Place): Promise<Account> {
  const [account] = await rowsOf<Account>(
    ctx,
    sql`INSERT INTO points_account (org_id, enrolment_id, balance, listed)
        SELECT e.org_id, e.id, 0, e.left_at IS NULL FROM enrolment e WHERE e.org_id = ${ctx.orgId} AND e.id = ${enrolmentId}
        ON CONFLICT (org_id, enrolment_id) DO UPDATE SET balance = points_account.balance RETURNING balance, listed`,
  );
  if (!account) throw new DomainError('enrolment.unknown', { enrolmentId });
  return account;
}

/** Boards first, then the account. */
export async function lock(ctx: CommandContext, place: Place, kind: EntryKind): Promise<Account> {
  if (!offBoards.includes(kind)) await lockBoards(ctx, place.communityId);
  return lockAccount(ctx, place);
}

/**
 * Writes an entry once, whatever tries at once.
 * @throws DomainError `points.insufficient` {need, have} where the balance would go below zero, `enrolment.unknown`
 */
export async function post(ctx: CommandContext, entry: NewEntry): Promise<Posted> {
  const place = await placeOf(ctx, entry.enrolmentId);
  const account = await lock(ctx, place, entry.kind);
  const [before] = await rowsOf<{ entryId: string; amount: number }>(
    ctx,
    sql`SELECT id AS "entryId", amount FROM points_entry
        WHERE org_id = ${ctx.orgId} AND enrolment_id = ${entry.enrolmentId} AND cause = ${entry.cause} ORDER BY nth LIMIT 1`,
  );
  if (before) return { ...before, balance: account.balance, first: false };
  return write(ctx, place, account, { ...entry, nth: 1 });
}

interface Written extends NewEntry {
  nth: number;
  reverses?: string;
  short?: number;
  /** Of what is given back: where it came from. */
  parts?: Part[];
  squadId?: string | null;
}

/** Under the lock on the account. @throws DomainError `points.insufficient` */
export async function write(ctx: CommandContext, place: Place, account: Account, entry: Written): Promise<Posted> {
  const { enrolmentId, amount, kind, cause, nth, ruleVersion = null, reason = '', reverses = null, short = 0 } = entry;
  const balance = account.balance + amount;
  if (balance < 0) throw new DomainError('points.insufficient', { need: -amount, have: account.balance });
  const now = today(ctx, place);
  const day = entry.day ?? now;
  const squadId = entry.squadId === undefined ? place.squadId : entry.squadId;
  let spent: Part[] | null = null;
  if (amount < 0) {
    spent = taken(await partsOf(ctx, enrolmentId), -amount);
    await fill(
      ctx,
      enrolmentId,
      spent.map(([until, points]) => [until, -points]),
    );
  } else {
    const { rules } = await rulesOn(ctx, place.communityId, now);
    const fresh = goodUntil(rules.expiry, now);
    await fill(ctx, enrolmentId, entry.parts ? returned(entry.parts, now, fresh) : [[fresh, amount]]);
  }
  const entryId = ctx.newId();
  await rowsOf(
    ctx,
    sql`INSERT INTO points_entry (org_id, id, community_id, enrolment_id, squad_id, amount, kind, cause, nth, rule_version, reverses, short, taken,
          by_account, at, day, reason)
        VALUES (${ctx.orgId}, ${entryId}, ${place.communityId}, ${enrolmentId}, ${squadId}, ${amount}, ${kind}, ${cause}, ${nth}, ${ruleVersion},
          ${reverses}, ${short}, ${spent && JSON.stringify(spent)}::text::jsonb, ${callerId(ctx)}, ${iso(ctx.now())}, ${day}::date, ${reason})`,
  );
  await rowsOf(ctx, sql`UPDATE points_account SET balance = ${balance} WHERE org_id = ${ctx.orgId} AND enrolment_id = ${enrolmentId}`);
  account.balance = balance;
  if (!offBoards.includes(kind)) await addToBoards(ctx, { ...place, squadId }, { day, amount, listed: account.listed });
  return { entryId, amount, balance, first: true };
}

/** In the order they run out. */
async function partsOf(ctx: QueryContext, enrolmentId: string): Promise<Part[]> {
  const rows = await rowsOf<{ until: string; remaining: number }>(
    ctx,
    sql`SELECT good_until::text AS until, remaining FROM points_bucket
        WHERE org_id = ${ctx.orgId} AND enrolment_id = ${enrolmentId} AND remaining > 0 ORDER BY good_until`,
  );
  return rows.map(({ until, remaining }) => [until, remaining]);
}

/** Adds to buckets; below 0 takes from those that are there. */
async function fill(ctx: CommandContext, enrolmentId: string, parts: readonly Part[]): Promise<void> {
  const days = sql`${listOf(parts.map(([day]) => day))}::date[]`;
  const points = sql`${listOf(parts.map(([, more]) => more))}::int4[]`;
  if (parts.some(([, more]) => more < 0))
    await rowsOf(
      ctx,
      sql`UPDATE points_bucket b SET remaining = b.remaining + n.points FROM unnest(${days}, ${points}) AS n(day, points)
          WHERE b.org_id = ${ctx.orgId} AND b.enrolment_id = ${enrolmentId} AND b.good_until = n.day`,
    );
  else
    await rowsOf(
      ctx,
      sql`INSERT INTO points_bucket (org_id, enrolment_id, good_until, remaining)
          SELECT ${ctx.orgId}::uuid, ${enrolmentId}::uuid, n.day, n.points FROM unnest(${days}, ${points}) AS n(day, points)
          ON CONFLICT (org_id, enrolment_id, good_until) DO UPDATE SET remaining = points_bucket.remaining + excluded.remaining`,
    );
}
