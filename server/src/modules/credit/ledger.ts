/** The entries of one licence: read, added under its lock, and what follows from them kept beside the enrolment. */
import { type CommandContext, DomainError, type QueryContext } from '#kernel';
import { setRightsSuspended } from '../admissions/index.ts';
import { findCommunity } from '../communities/index.ts';
import { iso, isoOrNull, ms, rowsOf, type SQL, sql } from '../rows.ts';
import { FULL } from './contract.ts';
import { cyclesOf, type LedgerEntry, standingOf } from './rules.ts';
import type { Link } from './shapes.ts';

export interface Entry extends LedgerEntry {
  enrolmentId: string;
  version: number | null;
  nth: number | null;
  step: 'reminder' | 'warning' | 'points' | 'mute' | null;
  hours: number | null;
  appealUntil: number | null;
  reason: string;
  evidence: string;
  link: Link | null;
  cause: 'mistake' | 'appeal' | null;
  byId: string | null;
}

/** In the order they were made. @param condition of an aliased `credit_entry k` */
export async function entriesWhere(ctx: QueryContext, condition: SQL): Promise<Entry[]> {
  return rowsOf<Entry>(
    ctx,
    sql`SELECT k.id, k.enrolment_id AS "enrolmentId", k.kind, ${ms('k.at')} AS at, k.rule, k.version, k.nth, k.step, k.points, k.hours,
          ${ms('k.appeal_until')} AS "appealUntil", k.reason, k.evidence, k.link, k.of_entry AS "ofEntry", k.cause, k.by_id AS "byId"
        FROM credit_entry k WHERE k.org_id = ${ctx.orgId} AND ${condition} ORDER BY k.at, k.id`,
  );
}

export interface Holder {
  enrolmentId: string;
  nickname: string;
  memberId: string;
  communityId: string;
  joinedAt: number;
  left: boolean;
}

/** Who holds licences, whether or not anything was ever recorded. @param condition of an aliased `enrolment e` */
export async function holdersWhere(ctx: QueryContext, condition: SQL): Promise<Holder[]> {
  return rowsOf<Holder>(
    ctx,
    sql`SELECT e.id AS "enrolmentId", e.nickname, e.member_id AS "memberId", e.community_id AS "communityId",
          ${ms('e.joined_at')} AS "joinedAt", e.left_at IS NOT NULL AS left
        FROM enrolment e WHERE e.org_id = ${ctx.orgId} AND e.erased_at IS NULL AND ${condition} ORDER BY e.id`,
  );
}

export interface Licence extends Holder {
  zone: string;
  entries: Entry[];
}

/** @throws DomainError `enrolment.unknown` */
export async function licenceOf(ctx: QueryContext, enrolmentId: string): Promise<Licence> {
  const [holder] = await holdersWhere(ctx, sql`e.id = ${enrolmentId}`);
  if (!holder) throw new DomainError('enrolment.unknown', { enrolmentId });
  const { zone } = await findCommunity(ctx, holder.communityId);
  return { ...holder, zone, entries: await entriesWhere(ctx, sql`k.enrolment_id = ${enrolmentId}`) };
}

/** As above, the entries read after the licence was locked: two commands about one person follow each other. */
export async function lockedLicence(ctx: CommandContext, enrolmentId: string): Promise<Licence> {
  await rowsOf(
    ctx,
    sql`INSERT INTO credit_licence (org_id, enrolment_id, community_id)
        SELECT e.org_id, e.id, e.community_id FROM enrolment e WHERE e.org_id = ${ctx.orgId} AND e.id = ${enrolmentId}
        ON CONFLICT (org_id, enrolment_id) DO UPDATE SET community_id = excluded.community_id`,
  );
  return licenceOf(ctx, enrolmentId);
}

export function balanceOf({ joinedAt, zone, entries }: Pick<Licence, 'joinedAt' | 'zone' | 'entries'>, now: number) {
  return standingOf(entries, cyclesOf(joinedAt, zone, now).begun);
}

export function shownStanding(licence: Licence, now: number) {
  const { balance, suspendedAt } = balanceOf(licence, now);
  const { from, renewsOn } = cyclesOf(licence.joinedAt, licence.zone, now);
  return { balance, full: FULL, suspendedSince: isoOrNull(suspendedAt), cycleFrom: from, renewsOn };
}

type NewEntry = Partial<Omit<Entry, 'id' | 'at' | 'enrolmentId'>> & Pick<Entry, 'kind' | 'points' | 'byId'>;

/**
 * Adds to a locked licence, and keeps with the enrolment whether rights are suspended by it.
 * @throws DomainError `creditEntry.reversed` where the entry it takes back was taken back already
 */
export async function append(ctx: CommandContext, licence: Licence, added: NewEntry): Promise<{ id: string; after: Licence }> {
  const { enrolmentId, communityId } = licence;
  const none = { rule: null, version: null, nth: null, step: null, hours: null, appealUntil: null, reason: '', evidence: '', link: null };
  const entry: Entry = { ...none, ofEntry: null, cause: null, ...added, id: ctx.newId(), enrolmentId, at: ctx.now() };
  const { id, kind, rule, version, nth, step, points, hours, reason, evidence, ofEntry, cause, byId } = entry;
  const rows = await rowsOf(
    ctx,
    sql`INSERT INTO credit_entry (org_id, id, enrolment_id, at, kind, rule, version, nth, step, points, hours, appeal_until, reason, evidence,
          link, of_entry, cause, by_id)
        VALUES (${ctx.orgId}, ${id}, ${enrolmentId}, ${iso(entry.at)}, ${kind}, ${rule}, ${version}, ${nth}, ${step}, ${points}, ${hours},
          ${isoOrNull(entry.appealUntil)}, ${reason}, ${evidence}, ${entry.link && JSON.stringify(entry.link)}::text::jsonb, ${ofEntry}, ${cause},
          ${byId})
        ON CONFLICT DO NOTHING RETURNING id`,
  );
  if (rows.length === 0) throw new DomainError('creditEntry.reversed', {});
  const after = { ...licence, entries: [...licence.entries, entry] };
  const [was, is] = [balanceOf(licence, ctx.now()), balanceOf(after, ctx.now())];
  if (was.suspendedAt !== is.suspendedAt) await setRightsSuspended(ctx, enrolmentId, is.suspendedAt);
  if ((was.suspendedAt === null) !== (is.suspendedAt === null))
    ctx.emit(is.suspendedAt === null ? 'credit.rightsGivenBack' : 'credit.rightsSuspended', { communityId, subjectId: enrolmentId });
  return { id, after };
}

/** Who acts, for telling one decider from another: the account, or the key. Null: the system. */
export function actorIdOf({ actor }: QueryContext): string | null {
  if (actor.kind === 'key') return actor.keyId;
  return actor.kind === 'staff' || actor.kind === 'member' ? actor.accountId : null;
}
