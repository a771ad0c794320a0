/** Recording that a rule was broken: what would follow, the entry, and taking it back. */
import { type CommandContext, DomainError, type QueryContext } from '#kernel';
import { findChannel } from '../communities/index.ts';
import { addItemAbout, removeItemAbout } from '../duties/index.ts';
import { rowsOf, sql } from '../rows.ts';
import { requireRules, ruleIn } from './defining.ts';
import { actorIdOf, append, balanceOf, entriesWhere, type Licence, licenceOf, lockedLicence, shownStanding } from './ledger.ts';
import { ladderAt, nthTime, reversedIn } from './rules.ts';
import type { Link } from './shapes.ts';

const DAY_MS = 86_400_000;

interface About {
  enrolmentId: string;
  ruleNumber: string;
}

/** @throws DomainError `enrolment.unknown`, `creditRules.none`, `creditRule.unknown` */
export async function preview(ctx: QueryContext, { enrolmentId, ruleNumber }: About) {
  return (await foreseen(ctx, await licenceOf(ctx, enrolmentId), ruleNumber)).shown;
}

async function foreseen(ctx: QueryContext, licence: Licence, ruleNumber: string) {
  const { rules, version } = await requireRules(ctx, licence.communityId);
  const rule = ruleIn(rules, ruleNumber);
  const now = ctx.now();
  const nth = nthTime(rule, licence.entries, now);
  const steps = ladderAt(rule, nth);
  const step = steps.find(({ applies }) => applies);
  if (!step) throw new TypeError('the first step is of the first time');
  const before = balanceOf(licence, now);
  const after = Math.max(0, before.balance - step.points);
  const shown = { rule, version, nth, steps, before: before.balance, after, suspends: after === 0 && before.suspendedAt === null };
  return { shown, step, appealDays: rules.appeal.days };
}

interface Violation extends About {
  reason: string;
  evidence: string;
  link: Link | null;
  version: number;
  nth: number;
}

/**
 * @throws DomainError as `preview`, `enrolment.left`, `credit.changedMeanwhile` where it is another version or another time than previewed,
 * `creditLink.unknown` where the evidence is none of the person's
 */
export async function record(ctx: CommandContext, { enrolmentId, ruleNumber, reason, evidence, link, version, nth }: Violation) {
  const licence = await lockedLicence(ctx, enrolmentId);
  if (licence.left) throw new DomainError('enrolment.left', { enrolmentId });
  const { shown, step, appealDays } = await foreseen(ctx, licence, ruleNumber);
  if (shown.version !== version || shown.nth !== nth) throw new DomainError('credit.changedMeanwhile', {});
  if (link) await requireLink(ctx, licence, link);
  const { id, after } = await append(ctx, licence, {
    ...{ kind: 'violation', rule: ruleNumber, version, nth, step: step.what, points: step.points, hours: step.hours },
    ...{ appealUntil: ctx.now() + appealDays * DAY_MS, reason, evidence, link, byId: actorIdOf(ctx) },
  });
  const { what, points, hours } = step;
  if (what === 'mute') await askToMute(ctx, licence, id);
  const about = { communityId: licence.communityId, subjectId: enrolmentId };
  ctx.emit('credit.recorded', about, { entryId: id, rule: ruleNumber, version, step: what, points, hours });
  return { creditEntryId: id, standing: shownStanding(after, ctx.now()) };
}

/** The product cannot mute in a chat group: staff are asked to, within a day. */
async function askToMute(ctx: CommandContext, { communityId, enrolmentId }: Licence, entryId: string): Promise<void> {
  const [dueAt, closesAt] = [ctx.now(), ctx.now() + DAY_MS];
  const item = { communityId, source: 'mute' as const, sourceId: enrolmentId, occurrence: entryId, owner: { kind: 'staff' as const } };
  await addItemAbout(ctx, { ...item, words: '', dueAt, closesAt });
}

async function requireLink(ctx: QueryContext, { enrolmentId, communityId }: Licence, link: Link): Promise<void> {
  if (link.kind === 'message' && (await findChannel(ctx, link.channelId)).communityId !== communityId)
    throw new DomainError('creditLink.unknown', {});
  if ((await saidAt(ctx, enrolmentId, link)) === null) throw new DomainError('creditLink.unknown', {});
}

/** The words a link points at, by the tables of those who keep them; null: they are there no more. */
export async function saidAt(ctx: QueryContext, enrolmentId: string, link: Link): Promise<string | null> {
  const [row] = await rowsOf<{ said: string }>(
    ctx,
    link.kind === 'checkin'
      ? sql`SELECT coalesce(content->>'text', '') AS said FROM checkin WHERE org_id = ${ctx.orgId} AND campaign_id = ${link.campaignId}
            AND enrolment_id = ${enrolmentId} AND day = ${link.day}::date`
      : sql`SELECT m.text AS said FROM message m WHERE m.org_id = ${ctx.orgId} AND m.channel_id = ${link.channelId} AND m.key = ${link.key}`,
  );
  return row?.said ?? null;
}

interface Reversal {
  creditEntryId: string;
  reason: string;
}

/** @throws DomainError `creditEntry.unknown`, `creditEntry.reversed` */
export async function reverse(ctx: CommandContext, { creditEntryId, reason }: Reversal) {
  return { standing: shownStanding(await takeBack(ctx, { creditEntryId, reason, cause: 'mistake' }), ctx.now()) };
}

export async function takeBack(ctx: CommandContext, { creditEntryId, reason, cause }: Reversal & { cause: 'mistake' | 'appeal' }) {
  const licence = await lockedLicence(ctx, await enrolmentOfEntry(ctx, creditEntryId));
  if (reversedIn(licence.entries).has(creditEntryId)) throw new DomainError('creditEntry.reversed', { creditEntryId });
  const { after } = await append(ctx, licence, {
    kind: 'reversal',
    points: 0,
    ofEntry: creditEntryId,
    cause,
    reason,
    byId: actorIdOf(ctx),
  });
  await removeItemAbout(ctx, licence.enrolmentId, creditEntryId);
  ctx.emit('credit.reversed', { communityId: licence.communityId, subjectId: licence.enrolmentId }, { entryId: creditEntryId, cause });
  return after;
}

/** Of a violation. @throws DomainError `creditEntry.unknown` */
export async function enrolmentOfEntry(ctx: QueryContext, creditEntryId: string): Promise<string> {
  const [entry] = await entriesWhere(ctx, sql`k.id = ${creditEntryId} AND k.kind = 'violation'`);
  if (!entry) throw new DomainError('creditEntry.unknown', { creditEntryId });
  return entry.enrolmentId;
}
