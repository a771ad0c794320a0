/** Trials (试岗): a role held for a set number of days, shown by facts, decided by a person. */
import { type CommandContext, DomainError, type QueryContext } from '#kernel';
import { DAY_MS } from '#vocabulary/zone';
import { callerId } from '../admissions/index.ts';
import { appointTo, endHolding, findRole } from '../roles/index.ts';
import { affectedBy, iso, rowsOf, type SQL, sql } from '../rows.ts';
import { heldRules, rulesOf } from './defining.ts';
import { evidenceSince } from './evidence.ts';
import { findTrial, openTrials, type Trial } from './find.ts';
import { handOverTo } from './handing-over.ts';
import { findCandidate, takeConsent } from './offers.ts';
import { judge } from './rules.ts';

interface Beginning {
  roleId: string;
  enrolmentId: string;
  inSquadId: string | null;
  days?: number | undefined;
  replace: boolean;
}

/** @throws DomainError `candidate.suspended`, `candidate.notAsked`, and what appointing says */
export async function startTrial(ctx: CommandContext, { roleId, enrolmentId, inSquadId, days, replace }: Beginning) {
  const role = await findRole(ctx, roleId);
  const person = await findCandidate(ctx, enrolmentId);
  if (person.communityId !== role.communityId) throw new DomainError('enrolment.unknown', { enrolmentId });
  await takeConsent(ctx, person, roleId);
  const { trial } = rulesOf(await heldRules(ctx, role.communityId), role);
  const termDays = days ?? trial.days;
  const { id: holderId } = await appointTo(ctx, { roleId, enrolmentId, inSquadId, termDays, replace });
  const [trialId, now] = [ctx.newId(), ctx.now()];
  await affectedBy(
    ctx,
    sql`INSERT INTO role_trial (org_id, id, role_id, enrolment_id, holder_id, begun_at, ends_at, needs)
        VALUES (${ctx.orgId}, ${trialId}, ${roleId}, ${enrolmentId}, ${holderId}, ${iso(now)}, ${iso(now + termDays * DAY_MS)},
          ${JSON.stringify(trial.needs)}::text::jsonb) ON CONFLICT DO NOTHING`,
  );
  ctx.emit('trial.begun', { communityId: role.communityId, subjectId: enrolmentId }, { roleId, days: termDays });
  await handOverTo(ctx, holderId);
  return { trialId };
}

/** On its last day somebody may decide already, so that nobody who did well is without the role for a night. */
const decidable = ({ endsAt }: Trial, now: number) => now >= endsAt - DAY_MS;

interface Decision {
  trialId: string;
  decision: 'confirm' | 'prolong' | 'end';
  reason: string;
}

/**
 * What was decided last counts nowhere twice: of two at once the second finds no trial.
 * @throws DomainError `trial.unknown`, `trial.broken`, `trial.notOver` and `trial.notMet` (without a reason) of confirming,
 * `trial.prolonged` the second time, `trial.needsReason` of ending
 */
export async function decideTrial(ctx: CommandContext, { trialId, decision, reason }: Decision) {
  const trial = await findTrial(ctx, trialId);
  if (decision === 'end') await endTrial(ctx, trial, reason);
  else if (trial.broken) throw new DomainError('trial.broken', {});
  else if (decision === 'confirm') await confirm(ctx, trial, reason);
  else await prolong(ctx, trial, reason);
  return {};
}

async function confirm(ctx: CommandContext, trial: Trial, reason: string): Promise<void> {
  if (!decidable(trial, ctx.now())) throw new DomainError('trial.notOver', { endsAt: iso(trial.endsAt) });
  if (reason === '' && !(await judged(ctx, trial)).met) throw new DomainError('trial.notMet', {});
  await decide(ctx, trial, sql`outcome = 'confirmed'`);
  await follow(ctx, trial, 'confirmed', reason, undefined);
}

async function prolong(ctx: CommandContext, trial: Trial, reason: string): Promise<void> {
  if (trial.prolonged) throw new DomainError('trial.prolonged', {});
  const days = Math.round((trial.endsAt - trial.begunAt) / DAY_MS);
  await decide(ctx, trial, sql`prolonged_at = ${iso(ctx.now())}::timestamptz, ends_at = ${iso(ctx.now() + days * DAY_MS)}::timestamptz`);
  const holderId = await follow(ctx, trial, 'prolonged', reason, days);
  await affectedBy(ctx, sql`UPDATE role_trial SET holder_id = ${holderId} WHERE org_id = ${ctx.orgId} AND id = ${trial.id}`);
}

async function endTrial(ctx: CommandContext, trial: Trial, reason: string): Promise<void> {
  if (reason.length < 2) throw new DomainError('trial.needsReason', {});
  await decide(ctx, trial, sql`outcome = 'ended'`);
  await endHolding(ctx, { holderId: trial.holderId });
  await noteEnding(ctx, trial.holderId, 'ended', reason);
  said(ctx, trial, 'ended');
}

/** The row of the trial ends and another one begins: who held what from when until when stays to be read. */
async function follow(ctx: CommandContext, trial: Trial, how: 'confirmed' | 'prolonged', reason: string, termDays: number | undefined) {
  const { roleId, enrolmentId, squadId, holderId } = trial;
  // Nobody who was stopped meanwhile gets the role back by this.
  const held = sql`org_id = ${ctx.orgId} AND id = ${holderId} AND (ended_at IS NULL OR ended_at >= until)`;
  if ((await rowsOf(ctx, sql`SELECT 1 AS there FROM role_holder WHERE ${held} FOR UPDATE`)).length === 0)
    throw new DomainError('trial.broken', {});
  await endHolding(ctx, { holderId });
  await noteEnding(ctx, holderId, how, reason);
  const { id } = await appointTo(ctx, { roleId, enrolmentId, inSquadId: squadId, termDays, replace: false });
  said(ctx, trial, how);
  return id;
}

/** As it was read: where another has decided meanwhile, nothing is. */
async function decide(ctx: CommandContext, { id, holderId, endsAt }: Trial, to: SQL): Promise<void> {
  const changed = await affectedBy(
    ctx,
    sql`UPDATE role_trial SET ${to} WHERE org_id = ${ctx.orgId} AND id = ${id} AND outcome IS NULL AND holder_id = ${holderId}
          AND ends_at = ${iso(endsAt)}::timestamptz`,
  );
  if (changed === 0) throw new DomainError('trial.unknown', {});
}

const said = (ctx: CommandContext, { communityId, enrolmentId, roleId }: Trial, how: string) =>
  ctx.emit(`trial.${how}`, { communityId, subjectId: enrolmentId }, { roleId });

/** Why a time in a role ended, by whom. */
export async function noteEnding(
  ctx: CommandContext,
  holderId: string,
  how: 'confirmed' | 'prolonged' | 'ended' | 'recalled',
  reason: string,
): Promise<void> {
  await affectedBy(
    ctx,
    sql`INSERT INTO role_ending (org_id, holder_id, how, at, by_id, reason)
        VALUES (${ctx.orgId}, ${holderId}, ${how}, ${iso(ctx.now())}, ${callerId(ctx)}, ${reason}) ON CONFLICT DO NOTHING`,
  );
}

async function judged(ctx: QueryContext, { communityId, enrolmentId, begunAt, needs }: Trial) {
  // A trial asks for what is done in it, and for no rungs below.
  const shown = judge(needs, await evidenceSince(ctx, { communityId, below: [] }, enrolmentId, begunAt));
  return { needs: shown, met: shown.every(({ met }) => met) };
}

/** Under way or waiting for a decision, with what was shown so far. @param condition of openTrials */
export async function shownTrials(ctx: QueryContext, condition: SQL) {
  const shown = [];
  for (const trial of await openTrials(ctx, condition)) {
    const { id, role, community, nickname, squad, begunAt, endsAt, prolonged, broken } = trial;
    const state = broken ? ('broken' as const) : decidable(trial, ctx.now()) ? ('due' as const) : ('running' as const);
    const words = { role, community, nickname, squad };
    shown.push({ trialId: id, ...words, begunAt: iso(begunAt), endsAt: iso(endsAt), state, prolonged, ...(await judged(ctx, trial)) });
  }
  return shown;
}
