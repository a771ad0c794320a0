/** What somebody new does for themselves. */
import { type CommandContext, DomainError, type QueryContext } from '#kernel';
import { accountOf, livingEnrolments, rename } from '../admissions/index.ts';
import { iso, isoOrNull, ms, rowsOf, sql } from '../rows.ts';
import { ownBinding } from './binding.ts';
import type { NicknameLint } from './contract.ts';
import { introductionOf, ownEnrolment, peopleDone, planOf } from './find.ts';
import { lintNickname } from './nickname.ts';
import { askedSteps } from './rules.ts';

interface OfCommunity {
  communityId: string;
}

export async function mine(ctx: QueryContext) {
  const communities = [];
  for (const { enrolmentId, communityId, community, nickname } of await livingEnrolments(ctx, accountOf(ctx))) {
    const plan = await planOf(ctx, communityId);
    const [own] = await peopleDone(ctx, { communityId, community, plan, enrolmentId });
    const introduction = await introductionOf(ctx, enrolmentId);
    const asked = askedSteps({ ...plan, rulesVersion: plan.rules?.version ?? null });
    const { accepted, groups } = await recorded(ctx, { communityId, enrolmentId, version: plan.rules?.version ?? 0 });
    communities.push({
      communityId,
      community,
      nickname,
      steps: asked.map((step) => ({ step, done: own?.done.includes(step) ?? false })),
      nicknameFormat: plan.nicknameFormat,
      lint: lintNickname(nickname, plan.nicknameFormat, { community, place: introduction?.place ?? '' }),
      rules: plan.rules && { ...plan.rules, accepted: isoOrNull(accepted) },
      introduction,
      groups,
      binding: await ownBinding(ctx, enrolmentId),
    });
  }
  return { communities };
}

async function recorded(
  ctx: QueryContext,
  { communityId, enrolmentId, version }: { communityId: string; enrolmentId: string; version: number },
) {
  const [row] = await rowsOf<{ accepted: number | null; groups: boolean }>(
    ctx,
    sql`SELECT (SELECT ${ms('a.at')} FROM rules_acceptance a
            WHERE a.org_id = ${ctx.orgId} AND a.enrolment_id = ${enrolmentId} AND a.version = ${version}) AS accepted,
          EXISTS (SELECT 1 FROM group_code g WHERE g.org_id = ${ctx.orgId} AND g.community_id = ${communityId}) AS groups`,
  );
  return row ?? { accepted: null, groups: false };
}

export async function lint(ctx: QueryContext, { communityId, nickname }: OfCommunity & { nickname: string }): Promise<NicknameLint> {
  const { enrolmentId, community } = await ownEnrolment(ctx, communityId);
  const { nicknameFormat } = await planOf(ctx, communityId);
  const place = (await introductionOf(ctx, enrolmentId))?.place ?? '';
  return lintNickname(nickname, nicknameFormat, { community, place });
}

/** @throws DomainError `nickname.format` {format} */
export async function setNickname(ctx: CommandContext, { communityId, nickname }: OfCommunity & { nickname: string }) {
  const { enrolmentId, community } = await ownEnrolment(ctx, communityId);
  const { nicknameFormat } = await planOf(ctx, communityId);
  if (!lintNickname(nickname, nicknameFormat, { community, place: '' }).met)
    throw new DomainError('nickname.format', { format: nicknameFormat });
  return { nickname: (await rename(ctx, enrolmentId, nickname)).nickname };
}

/** Once a version: the first time stays. @throws DomainError `rules.changed` when it is not the version that holds */
export async function acceptRules(ctx: CommandContext, { communityId, version }: OfCommunity & { version: number }) {
  const { enrolmentId } = await ownEnrolment(ctx, communityId);
  const { rules } = await planOf(ctx, communityId);
  if (rules?.version !== version) throw new DomainError('rules.changed');
  const added = await rowsOf<{ version: number }>(
    ctx,
    sql`INSERT INTO rules_acceptance (org_id, enrolment_id, version, at) VALUES (${ctx.orgId}, ${enrolmentId}, ${version}, ${iso(ctx.now())})
        ON CONFLICT DO NOTHING RETURNING version`,
  );
  if (added.length === 0) ctx.unchanged();
  else ctx.emit('rules.accepted', { communityId, subjectId: enrolmentId }, { version });
  const { accepted } = await recorded(ctx, { communityId, enrolmentId, version });
  return { version, at: iso(accepted ?? ctx.now()) };
}
