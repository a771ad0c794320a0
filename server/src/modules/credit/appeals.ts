/** Appeals: made in time by whom an entry concerns, decided by another person than the one who recorded it. */
import { type CommandContext, DomainError, type QueryContext } from '#kernel';
import { callerId, ownEnrolmentIds } from '../admissions/index.ts';
import { iso, rowsOf, sql, uuids } from '../rows.ts';
import { allRulesOf } from './defining.ts';
import { actorIdOf, type Entry, entriesWhere, holdersWhere, lockedLicence, shownStanding } from './ledger.ts';
import { enrolmentOfEntry, takeBack } from './recording.ts';
import { reversedIn } from './rules.ts';
import { appealsWhere, shownEntries } from './showing.ts';

const DAY_MS = 86_400_000;

/** @throws DomainError `creditEntry.unknown` also for another's, `creditEntry.reversed`, `appeal.late`, `appeal.made` */
export async function appeal(ctx: CommandContext, { creditEntryId, text }: { creditEntryId: string; text: string }) {
  const enrolmentId = await enrolmentOfEntry(ctx, creditEntryId);
  if (!(await ownEnrolmentIds(ctx)).includes(enrolmentId)) throw new DomainError('creditEntry.unknown', { creditEntryId });
  const { entries, communityId } = await lockedLicence(ctx, enrolmentId);
  const entry = entries.find(({ id }) => id === creditEntryId);
  if (reversedIn(entries).has(creditEntryId)) throw new DomainError('creditEntry.reversed', { creditEntryId });
  const until = entry?.appealUntil ?? 0;
  if (ctx.now() > until) throw new DomainError('appeal.late', { until: iso(until) });
  const days = (await allRulesOf(ctx, communityId)).get(entry?.version ?? 0)?.appeal.decideDays ?? 7;
  const decideBy = iso(ctx.now() + days * DAY_MS);
  const added = await rowsOf(
    ctx,
    sql`INSERT INTO credit_appeal (org_id, entry_id, text, at, decide_by) VALUES (${ctx.orgId}, ${creditEntryId}, ${text}, ${iso(ctx.now())}, ${decideBy})
        ON CONFLICT DO NOTHING RETURNING entry_id`,
  );
  if (added.length === 0) throw new DomainError('appeal.made', {});
  ctx.emit('credit.appealed', { communityId, subjectId: enrolmentId }, { entryId: creditEntryId });
  return { decideBy };
}

/** Whoever recorded it never decides about it, nor does the person it concerns. */
function mayDecide(ctx: QueryContext, { byId }: Entry, memberId: string): boolean {
  return actorIdOf(ctx) !== null && actorIdOf(ctx) !== byId && callerId(ctx) !== memberId;
}

interface Decision {
  creditEntryId: string;
  upheld: boolean;
  answer: string;
}

/** @throws DomainError `creditEntry.unknown`, `appeal.none`, `appeal.ownDecision`, `appeal.decided`, `creditEntry.reversed` */
export async function decideAppeal(ctx: CommandContext, { creditEntryId, upheld, answer }: Decision) {
  const licence = await lockedLicence(ctx, await enrolmentOfEntry(ctx, creditEntryId));
  const entry = licence.entries.find(({ id }) => id === creditEntryId);
  const [found] = await appealsWhere(ctx, sql`a.entry_id = ${creditEntryId}`);
  if (!entry || !found) throw new DomainError('appeal.none', {});
  if (!mayDecide(ctx, entry, licence.memberId)) throw new DomainError('appeal.ownDecision', {});
  if (found.decidedAt !== null) throw new DomainError('appeal.decided', { at: iso(found.decidedAt) });
  await rowsOf(
    ctx,
    sql`UPDATE credit_appeal SET decided_at = ${iso(ctx.now())}, decided_by = ${actorIdOf(ctx)}, upheld = ${upheld}, answer = ${answer}
        WHERE org_id = ${ctx.orgId} AND entry_id = ${creditEntryId}`,
  );
  ctx.emit(
    'credit.appealDecided',
    { communityId: licence.communityId, subjectId: licence.enrolmentId },
    { entryId: creditEntryId, upheld },
  );
  const after = upheld ? await takeBack(ctx, { creditEntryId, reason: answer, cause: 'appeal' }) : licence;
  return { standing: shownStanding(after, ctx.now()) };
}

/** Decided ones that are still shown. */
const DECIDED = 50;

/** One whose entry was taken back meanwhile waits for nobody. */
export async function appeals(ctx: QueryContext, { communityId }: { communityId: string }) {
  const here = sql`EXISTS (SELECT 1 FROM credit_licence l WHERE l.org_id = k.org_id AND l.enrolment_id = k.enrolment_id AND l.community_id = ${communityId})`;
  const back = sql`EXISTS (SELECT 1 FROM credit_entry b WHERE b.org_id = k.org_id AND b.of_entry = k.id)`;
  const open = await appealsWhere(ctx, sql`${here} AND a.decided_at IS NULL AND NOT ${back}`, sql`a.decide_by`);
  const decided = await appealsWhere(ctx, sql`${here} AND a.decided_at IS NOT NULL`, sql`a.decided_at DESC`, DECIDED);
  const asked = [...open, ...decided];
  const ids = asked.map(({ entryId }) => entryId);
  // With what took them back.
  const entries = await entriesWhere(ctx, sql`(k.id = ANY(${uuids(ids)}) OR k.of_entry = ANY(${uuids(ids)}))`);
  const entryOf = new Map(entries.map((entry) => [entry.id, entry]));
  const shownOf = new Map((await shownEntries(ctx, { entries, communityId })).map((one) => [one.id, one]));
  const people = uuids([...new Set(asked.map(({ enrolmentId }) => enrolmentId))]);
  const holderOf = new Map((await holdersWhere(ctx, sql`e.id = ANY(${people})`)).map((holder) => [holder.enrolmentId, holder]));
  const shown = asked.flatMap(({ entryId, enrolmentId }) => {
    const [entry, one, holder] = [entryOf.get(entryId), shownOf.get(entryId), holderOf.get(enrolmentId)];
    if (!entry || !one || !holder) return [];
    const { nickname, memberId } = holder;
    return [{ enrolmentId, nickname, entry: one, mayDecide: mayDecide(ctx, entry, memberId) }];
  });
  return { appeals: shown };
}
