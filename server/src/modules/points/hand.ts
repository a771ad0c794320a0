/** Points by the hand of staff, with a reason; and taking any entry back. */
import { type CommandContext, DomainError } from '#kernel';
import { rowsOf, sql, uuids } from '../rows.ts';
import { earnBadges } from './badges.ts';
import type { EntryKind } from './contract.ts';
import { rulesOn } from './find.ts';
import { post } from './ledger.ts';
import { placeOf, today } from './place.ts';
import { reverse as reverseEntry } from './reversing.ts';

interface Award {
  communityId: string;
  enrolmentIds: string[];
  amount: number;
  reason: string;
  requestId: string;
}

/**
 * All of them or none.
 * @throws DomainError `points.limit` {limit}, `points.insufficient` {need, have}, `enrolment.unknown` for whoever takes no part here
 */
export async function award(ctx: CommandContext, { communityId, enrolmentIds, amount, reason, requestId }: Award) {
  const ids = [...new Set(enrolmentIds)].sort();
  const here = await rowsOf<{ id: string }>(
    ctx,
    sql`SELECT id FROM enrolment WHERE org_id = ${ctx.orgId} AND community_id = ${communityId} AND left_at IS NULL AND id = ANY(${uuids(ids)})`,
  );
  const unknown = ids.find((id) => !here.some((one) => one.id === id));
  const [first] = ids;
  if (unknown !== undefined || first === undefined) throw new DomainError('enrolment.unknown', { enrolmentId: unknown ?? '' });
  const { rules } = await rulesOn(ctx, communityId, today(ctx, await placeOf(ctx, first)));
  if (Math.abs(amount) > rules.handLimit) throw new DomainError('points.limit', { limit: rules.handLimit });
  let entries = 0;
  for (const enrolmentId of ids) {
    const kind = amount > 0 ? 'award' : 'deduct';
    const posted = await post(ctx, { enrolmentId, amount, kind, cause: `hand:${requestId}`, reason });
    if (!posted.first) continue;
    entries += 1;
    await earnBadges(ctx, enrolmentId);
    ctx.emit(amount > 0 ? 'points.awarded' : 'points.deducted', { communityId, subjectId: enrolmentId }, { entryId: posted.entryId });
  }
  if (entries === 0) ctx.unchanged();
  return { entries };
}

/** @throws DomainError `entry.unknown`, `entry.notReversible`, `points.insufficient` */
export async function reverse(ctx: CommandContext, { entryId, reason }: { entryId: string; reason: string }) {
  const [entry] = await rowsOf<{ communityId: string; kind: EntryKind }>(
    ctx,
    sql`SELECT community_id AS "communityId", kind FROM points_entry WHERE org_id = ${ctx.orgId} AND id = ${entryId}`,
  );
  if (!entry) throw new DomainError('entry.unknown', { entryId });
  // What was bought is given back where it was bought.
  if (entry.kind === 'spent' || entry.kind === 'prize') throw new DomainError('entry.notReversible', {});
  const { communityId } = entry;
  const done = await reverseEntry(ctx, { entryId, reason });
  if (done.first) ctx.emit('points.reversed', { communityId, subjectId: entryId }, { entryId: done.entryId });
  else ctx.unchanged();
  const [row] = await rowsOf<{ short: number }>(
    ctx,
    sql`SELECT short FROM points_entry WHERE org_id = ${ctx.orgId} AND id = ${done.entryId}`,
  );
  return { entryId: done.entryId, amount: done.amount, short: row?.short ?? 0 };
}
