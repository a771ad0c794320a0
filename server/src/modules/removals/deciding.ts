/** What people do about somebody at risk: note that they are back, send the notice, confirm or reject the proposal. */
import { type CommandContext, DomainError, type QueryContext } from '#kernel';
import { accountOf, callerId, leave, livingEnrolments } from '../admissions/index.ts';
import { finishItemAbout } from '../duties/index.ts';
import { affectedBy, iso, isoOrNull, sql } from '../rows.ts';
import { type Case, casesWhere, closeCase, findOpen } from './cases.ts';
import { rulesOrOffered } from './defining.ts';
import { filledNotice, nextStepAt, stageOf } from './rules.ts';
import { runningCampaigns } from './sources.ts';

const reasonOf = ({ source: code, need, have }: Case) => ({ code, need, have, met: true });

/** Closed ones that are still shown. */
const CLOSED = 100;

export async function board(ctx: QueryContext, { communityId }: { communityId: string }) {
  const rules = await rulesOrOffered(ctx, communityId);
  const here = sql`c.community_id = ${communityId} AND e.erased_at IS NULL`;
  const open = await casesWhere(ctx, sql`${here} AND c.closed_at IS NULL`);
  const closed = await casesWhere(ctx, sql`${here} AND c.closed_at IS NOT NULL`, sql`c.closed_at DESC`, CLOSED);
  return {
    refund: rules.refund,
    open: open.map((one) => ({
      ...{ id: one.id, enrolmentId: one.enrolmentId, nickname: one.nickname, stage: stageOf(one), reason: reasonOf(one) },
      squad: one.squadId !== null && one.squad !== null ? { id: one.squadId, name: one.squad } : null,
      openedAt: iso(one.openedAt),
      nextAt: isoOrNull(nextStepAt(one, rules)),
      notice: filledNotice(rules.notice, one.nickname, reasonOf(one)),
    })),
    closed: closed.map((one) => ({
      ...{ id: one.id, enrolmentId: one.enrolmentId, nickname: one.nickname, reason: reasonOf(one) },
      ...{ openedAt: iso(one.openedAt), closedAt: iso(one.closedAt ?? one.openedAt), outcome: one.outcome ?? 'kept' },
      ...{ by: one.by, because: one.reason },
    })),
  };
}

interface Back {
  enrolmentId: string;
  squadId?: string | undefined;
  text: string;
}

/** @throws DomainError `removalCase.none`, `squad.notIn` where a leader names somebody of another squad */
export async function rescued(ctx: CommandContext, { enrolmentId, squadId, text }: Back) {
  const [one] = await casesWhere(ctx, sql`c.enrolment_id = ${enrolmentId} AND c.closed_at IS NULL`);
  if (!one) throw new DomainError('removalCase.none', {});
  if (squadId !== undefined && one.squadId !== squadId) throw new DomainError('squad.notIn', {});
  await closeCase(ctx, one, { outcome: 'rescued', by: callerId(ctx), reason: text });
  return {};
}

interface OfCase {
  removalCaseId: string;
}

/** A second time changes nothing. @throws DomainError `removalCase.unknown`, `removalCase.closed`, `removalCase.tooEarly` before there is a notice to send */
export async function noticeSent(ctx: CommandContext, { removalCaseId }: OfCase) {
  const one = await findOpen(ctx, removalCaseId);
  if (one.noticeAt === null) throw new DomainError('removalCase.tooEarly', {});
  const own = sql`org_id = ${ctx.orgId} AND id = ${removalCaseId} AND closed_at IS NULL AND noticed_at IS NULL`;
  const changed = await affectedBy(ctx, sql`UPDATE removal_case SET noticed_at = ${iso(ctx.now())} WHERE ${own}`);
  await finishItemAbout(ctx, one.enrolmentId, `lastNotice ${removalCaseId}`);
  if (changed === 0) ctx.unchanged();
  else ctx.emit('removal.noticed', { communityId: one.communityId, subjectId: one.enrolmentId });
  return {};
}

/** @throws DomainError `removalCase.unknown`, `removalCase.closed`, `removalCase.tooEarly` before it was proposed */
export async function confirm(ctx: CommandContext, { removalCaseId, reason }: OfCase & { reason: string }) {
  const one = await findOpen(ctx, removalCaseId);
  if (one.proposedAt === null) throw new DomainError('removalCase.tooEarly', {});
  await closeCase(ctx, one, { outcome: 'removed', by: callerId(ctx), reason });
  await leave(ctx, { enrolmentId: one.enrolmentId });
  return {};
}

/** @throws DomainError `removalCase.unknown`, `removalCase.closed` */
export async function keep(ctx: CommandContext, { removalCaseId, reason }: OfCase & { reason: string }) {
  await closeCase(ctx, await findOpen(ctx, removalCaseId), { outcome: 'kept', by: callerId(ctx), reason });
  return {};
}

export async function mine(ctx: QueryContext) {
  const risks = [];
  for (const { enrolmentId, communityId, community } of await livingEnrolments(ctx, accountOf(ctx))) {
    const [one] = await casesWhere(ctx, sql`c.enrolment_id = ${enrolmentId} AND c.closed_at IS NULL`);
    if (!one) continue;
    const nextAt = isoOrNull(nextStepAt(one, await rulesOrOffered(ctx, communityId)));
    const [running] = await runningCampaigns(ctx, communityId);
    risks.push({ communityId, community, stage: stageOf(one), reason: reasonOf(one), nextAt, campaignId: running?.id ?? null });
  }
  return { risks };
}
