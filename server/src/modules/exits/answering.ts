/** The survey for those who leave or are done: read and answered by the code of a link. */
import { randomUUID } from 'node:crypto';
import { type CommandContext, DomainError, type QueryContext } from '#kernel';
import { accountOf, requireOwnEnrolment, staffInvitation } from '../admissions/index.ts';
import { campaignsWhere } from '../checkins/index.ts';
import { affectedBy, rowsOf, sql, uuids } from '../rows.ts';
import type { Answer } from './contract.ts';
import { fits } from './rules.ts';
import { linkFor, surveyOf } from './survey.ts';

/** Where a campaign has ended. */
export async function mine(ctx: QueryContext) {
  const own = await rowsOf<{ communityId: string; community: string; answered: boolean }>(
    ctx,
    sql`SELECT e.community_id AS "communityId", c.name AS community, coalesce(l.answered, false) AS answered
        FROM enrolment e JOIN community c ON c.org_id = e.org_id AND c.id = e.community_id
        LEFT JOIN exit_link l ON l.org_id = e.org_id AND l.enrolment_id = e.id
        WHERE e.org_id = ${ctx.orgId} AND e.member_id = ${accountOf(ctx)} AND e.left_at IS NULL ORDER BY e.joined_at DESC, e.id`,
  );
  if (own.length === 0) return { surveys: [] };
  const campaigns = await campaignsWhere(ctx, sql`c.community_id = ANY(${uuids(own.map(({ communityId }) => communityId))})`);
  const ended = new Set(campaigns.filter(({ days, endsOn }) => days.dayOf(ctx.now()) > endsOn).map(({ communityId }) => communityId));
  const surveys = [];
  for (const one of own) if (ended.has(one.communityId) && (await surveyOf(ctx, one.communityId))?.open) surveys.push(one);
  return { surveys };
}

/** @throws DomainError `access.denied`, `exitSurvey.shut` */
export async function ownLink(ctx: CommandContext, { communityId }: { communityId: string }) {
  const { enrolmentId } = await requireOwnEnrolment(ctx, communityId, 'exits.ownLink');
  return linkFor(ctx, { communityId, enrolmentId });
}

interface Holder {
  enrolmentId: string;
  communityId: string;
  community: string;
  nickname: string;
  answered: boolean;
  gone: boolean;
}

/** @throws DomainError `exitSurvey.unknown` */
async function holderOf(ctx: QueryContext, code: string): Promise<Holder> {
  const [row] = await rowsOf<Holder>(
    ctx,
    sql`SELECT e.id AS "enrolmentId", e.community_id AS "communityId", c.name AS community, e.nickname, l.answered, e.left_at IS NOT NULL AS gone
        FROM exit_link l JOIN enrolment e ON e.org_id = l.org_id AND e.id = l.enrolment_id
        JOIN community c ON c.org_id = e.org_id AND c.id = e.community_id
        WHERE l.org_id = ${ctx.orgId} AND l.code = ${code}`,
  );
  if (!row) throw new DomainError('exitSurvey.unknown');
  return row;
}

/** @throws DomainError `exitSurvey.unknown` */
export async function read(ctx: QueryContext, { code }: { code: string }) {
  const { enrolmentId: _, communityId, ...holder } = await holderOf(ctx, code);
  const survey = await surveyOf(ctx, communityId);
  if (!survey) throw new DomainError('exitSurvey.unknown');
  const { invitation } = await staffInvitation(ctx, { communityId });
  return { ...holder, ...survey, invitation: invitation?.state === 'open' ? invitation.path : null };
}

/** @throws DomainError `exitSurvey.unknown`, `exitSurvey.shut`, `exitSurvey.changed`, `exitSurvey.answered`, `exitSurvey.unfit` */
export async function answer(ctx: CommandContext, { code, version, answers }: { code: string; version: number; answers: Answer[] }) {
  const { enrolmentId, communityId } = await holderOf(ctx, code);
  const survey = await surveyOf(ctx, communityId);
  if (!survey?.open) throw new DomainError('exitSurvey.shut');
  // Whether it is anonymous may have changed with the questions.
  if (survey.version !== version) throw new DomainError('exitSurvey.changed');
  if (!fits(survey.questions, answers)) throw new DomainError('exitSurvey.unfit');
  const first = await affectedBy(
    ctx,
    sql`UPDATE exit_link SET answered = true WHERE org_id = ${ctx.orgId} AND enrolment_id = ${enrolmentId} AND NOT answered`,
  );
  if (first === 0) throw new DomainError('exitSurvey.answered');
  await rowsOf(
    ctx,
    sql`INSERT INTO exit_answer (org_id, id, community_id, version, enrolment_id, answers)
        VALUES (${ctx.orgId}, ${randomUUID()}, ${communityId}, ${version}, ${survey.anonymous ? null : enrolmentId}::uuid, ${JSON.stringify(answers)}::text::jsonb)`,
  );
  ctx.emit('exitSurvey.answered', { communityId, subjectId: communityId });
  return {};
}
