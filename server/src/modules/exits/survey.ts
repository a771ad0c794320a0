/** The survey for those who run the community: its questions, its results, links for those who left. */
import { type CommandContext, DomainError, type QueryContext } from '#kernel';
import { findEnrolment, newToken } from '../admissions/index.ts';
import { iso, rowsOf, sql } from '../rows.ts';
import type { Answer, Question } from './contract.ts';
import { ENOUGH, type Given, told } from './rules.ts';

export interface Survey {
  version: number;
  questions: Question[];
  anonymous: boolean;
  open: boolean;
}

/** After the sign: the page reads it, no log on the way keeps it. */
const pathOf = (code: string) => `/m/exit#${code}`;

/** The one that holds; null where none was ever set. */
export async function surveyOf(ctx: QueryContext, communityId: string): Promise<Survey | null> {
  const [row] = await rowsOf<Survey>(
    ctx,
    sql`SELECT version, questions, anonymous, open FROM exit_survey
        WHERE org_id = ${ctx.orgId} AND community_id = ${communityId} ORDER BY version DESC LIMIT 1`,
  );
  return row ?? null;
}

export async function survey(ctx: QueryContext, { communityId }: { communityId: string }) {
  const found = await surveyOf(ctx, communityId);
  const given = await rowsOf<Given & { answers: Answer[] }>(
    ctx,
    sql`SELECT s.questions, a.answers, nullif(e.nickname, '') AS by FROM exit_answer a
        JOIN exit_survey s ON s.org_id = a.org_id AND s.community_id = a.community_id AND s.version = a.version
        LEFT JOIN enrolment e ON e.org_id = a.org_id AND e.id = a.enrolment_id
        WHERE a.org_id = ${ctx.orgId} AND a.community_id = ${communityId} ORDER BY a.version, a.id`,
  );
  return { survey: found, answers: given.length, enough: ENOUGH, results: told(given), ...(await goneFrom(ctx, communityId, found)) };
}

const MOST_GONE = 200;

async function goneFrom(ctx: QueryContext, communityId: string, found: Survey | null) {
  const rows = await rowsOf<{
    enrolmentId: string;
    nickname: string;
    leftOn: string;
    code: string | null;
    answered: boolean | null;
    total: number;
  }>(
    ctx,
    sql`SELECT e.id AS "enrolmentId", e.nickname, (e.left_at AT TIME ZONE c.zone)::date::text AS "leftOn", l.code, l.answered,
          count(*) OVER ()::int AS total
        FROM enrolment e JOIN community c ON c.org_id = e.org_id AND c.id = e.community_id
        LEFT JOIN exit_link l ON l.org_id = e.org_id AND l.enrolment_id = e.id
        WHERE e.org_id = ${ctx.orgId} AND e.community_id = ${communityId} AND e.left_at IS NOT NULL AND e.erased_at IS NULL
        ORDER BY e.left_at DESC, e.id LIMIT ${MOST_GONE}`,
  );
  const gone = rows.map(({ code, answered, total: _, ...row }) => ({
    ...row,
    path: code === null ? null : pathOf(code),
    answered: found?.anonymous === false ? (answered ?? false) : null,
  }));
  return { gone, goneAll: rows[0]?.total ?? 0 };
}

type Wanted = Omit<Survey, 'version'> & { communityId: string };

/** @throws DomainError `exitSurvey.changed` where somebody else set it at the same moment */
export async function setSurvey(ctx: CommandContext, { communityId, questions, anonymous, open }: Wanted): Promise<Survey> {
  const before = await surveyOf(ctx, communityId);
  const after = { version: (before?.version ?? 0) + 1, questions, anonymous, open };
  if (
    before &&
    JSON.stringify([before.questions.map(ordered), before.anonymous, before.open]) ===
      JSON.stringify([questions.map(ordered), anonymous, open])
  ) {
    ctx.unchanged();
    return before;
  }
  const added = await rowsOf(
    ctx,
    sql`INSERT INTO exit_survey (org_id, community_id, version, questions, anonymous, open, set_at)
        VALUES (${ctx.orgId}, ${communityId}, ${after.version}, ${JSON.stringify(questions)}::text::jsonb, ${anonymous}, ${open}, ${iso(ctx.now())})
        ON CONFLICT DO NOTHING RETURNING version`,
  );
  if (added.length === 0) throw new DomainError('exitSurvey.changed');
  ctx.emit('exitSurvey.set', { communityId, subjectId: communityId }, { version: after.version, open });
  return after;
}

/** The database keeps its own order of keys. */
const ordered = (question: Question) => [question.kind, question.text, question.kind === 'choice' ? question.options : []];

/** @throws DomainError `enrolment.unknown`, `exitSurvey.shut` */
export async function link(ctx: CommandContext, { enrolmentId }: { enrolmentId: string }) {
  const { communityId } = await findEnrolment(ctx, enrolmentId);
  return linkFor(ctx, { communityId, enrolmentId });
}

/** The same one however often it is asked for. @throws DomainError `exitSurvey.shut` */
export async function linkFor(ctx: CommandContext, { communityId, enrolmentId }: { communityId: string; enrolmentId: string }) {
  if (!(await surveyOf(ctx, communityId))?.open) throw new DomainError('exitSurvey.shut');
  const added = await rowsOf(
    ctx,
    sql`INSERT INTO exit_link (org_id, enrolment_id, code) VALUES (${ctx.orgId}, ${enrolmentId}, ${newToken()})
        ON CONFLICT (org_id, enrolment_id) DO NOTHING RETURNING code`,
  );
  if (added.length === 0) ctx.unchanged();
  else ctx.emit('exitLink.made', { communityId, subjectId: enrolmentId });
  const [row] = await rowsOf<{ code: string }>(
    ctx,
    sql`SELECT code FROM exit_link WHERE org_id = ${ctx.orgId} AND enrolment_id = ${enrolmentId}`,
  );
  if (!row) throw new Error('a link without a row');
  return { path: pathOf(row.code) };
}
