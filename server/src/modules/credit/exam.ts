/** The exam on the rules that gives suspended rights back: questions drawn by a seed, tries that come back, a pause between two. */
import { randomInt } from 'node:crypto';
import { type CommandContext, DomainError, type QueryContext } from '#kernel';
import { answerAt, answered, nextQuestion, requireOwnEnrolment, scoreOf } from '../admissions/index.ts';
import { iso, isoOrNull, ms, rowsOf, sql } from '../rows.ts';
import { allRulesOf, type HeldRules, requireRules } from './defining.ts';
import { append, balanceOf, type Licence, lockedLicence, shownStanding } from './ledger.ts';
import { type ExamGate, examGate, scoreOf100 } from './rules.ts';
import type { ExamShown } from './shapes.ts';

interface Try {
  number: number;
  version: number;
  seed: number;
  answers: number[];
  begunAt: number;
  finishedAt: number | null;
  passed: boolean;
}

function triesOf(ctx: QueryContext, enrolmentId: string): Promise<Try[]> {
  return rowsOf<Try>(
    ctx,
    sql`SELECT number, version, seed, answers, ${ms('begun_at')} AS "begunAt", ${ms('finished_at')} AS "finishedAt", passed
        FROM credit_exam WHERE org_id = ${ctx.orgId} AND enrolment_id = ${enrolmentId} ORDER BY number`,
  );
}

/** Before rights are lost again, tries count from their last loss on. */
function gateOf(licence: Licence, { rules }: HeldRules, tries: readonly Try[], now: number): ExamGate {
  const { suspendedAt } = balanceOf(licence, now);
  return examGate(
    rules.exam,
    suspendedAt !== null,
    tries.filter(({ begunAt }) => begunAt >= (suspendedAt ?? now)),
    now,
  );
}

export async function examOf(ctx: QueryContext, licence: Licence, held: HeldRules): Promise<ExamShown> {
  const tries = await triesOf(ctx, licence.enrolmentId);
  const versions = await allRulesOf(ctx, licence.communityId);
  const open = tries.find(({ finishedAt }) => finishedAt === null);
  const last = tries.findLast(({ finishedAt }) => finishedAt !== null);
  const bank = open && versions.get(open.version)?.exam;
  return {
    ...gateOf(licence, held, tries, ctx.now()),
    last: last
      ? {
          score: scoreOf100(scoreOf(last.answers), last.answers.length),
          pass: versions.get(last.version)?.exam.pass ?? held.rules.exam.pass,
          passed: last.passed,
          at: iso(last.finishedAt ?? last.begunAt),
        }
      : null,
    current: bank ? { number: open.number, ...nextQuestion(bank, open) } : null,
  };
}

interface OfCommunity {
  communityId: string;
}

/** @throws DomainError `access.denied`, `creditRules.none`, `exam.suspended`, `exam.tries`, `exam.pause` with {need} */
export async function beginExam(ctx: CommandContext, { communityId }: OfCommunity): Promise<ExamShown> {
  const { enrolmentId } = await requireOwnEnrolment(ctx, communityId, 'credit.beginExam');
  const licence = await lockedLicence(ctx, enrolmentId);
  const held = await requireRules(ctx, communityId);
  const tries = await triesOf(ctx, enrolmentId);
  if (tries.some(({ finishedAt }) => finishedAt === null)) {
    ctx.unchanged();
    return examOf(ctx, licence, held);
  }
  const missing = gateOf(licence, held, tries, ctx.now()).needs.find(({ met }) => !met);
  if (missing) throw new DomainError(missing.code, missing.code === 'exam.pause' ? { until: iso(missing.need) } : {});
  const number = tries.length + 1;
  await rowsOf(
    ctx,
    sql`INSERT INTO credit_exam (org_id, enrolment_id, number, version, seed, answers, begun_at, passed)
        VALUES (${ctx.orgId}, ${enrolmentId}, ${number}, ${held.version}, ${randomInt(2 ** 31)}, '[]'::jsonb, ${iso(ctx.now())}, false)`,
  );
  ctx.emit('credit.examBegun', { communityId, subjectId: enrolmentId }, { number });
  return examOf(ctx, licence, held);
}

interface Answer extends OfCommunity {
  /** Of the try. */
  number: number;
  /** Place of the question in it, from 0. */
  index: number;
  /** Place of the option as it was shown, from 0. */
  option: number;
}

/** Passing gives the points back and with them the rights. @throws DomainError `access.denied`, `creditRules.none`, `quiz.otherQuestion` */
export async function answerExam(ctx: CommandContext, { communityId, number, index, option }: Answer) {
  const { enrolmentId } = await requireOwnEnrolment(ctx, communityId, 'credit.answerExam');
  const licence = await lockedLicence(ctx, enrolmentId);
  const held = await requireRules(ctx, communityId);
  const row = (await triesOf(ctx, enrolmentId)).find((one) => one.number === number);
  const bank = row && (await allRulesOf(ctx, communityId)).get(row.version)?.exam;
  const given = row && bank ? answerAt(bank, row, index, option) : null;
  if (!bank || !given) throw new DomainError('quiz.otherQuestion');
  const { first, answers, finished, said } = given;
  const passed = finished && scoreOf100(scoreOf(answers), answers.length) >= bank.pass;
  let after = licence;
  if (first) {
    await rowsOf(
      ctx,
      sql`UPDATE credit_exam SET answers = ${JSON.stringify(answers)}::text::jsonb, finished_at = ${finished ? iso(ctx.now()) : null}, passed = ${passed}
          WHERE org_id = ${ctx.orgId} AND enrolment_id = ${enrolmentId} AND number = ${number}`,
    );
    // Where an appeal gave the rights back meanwhile, there is nothing left to give.
    if (passed && balanceOf(licence, ctx.now()).suspendedAt !== null)
      ({ after } = await append(ctx, licence, { kind: 'exam', points: bank.backTo, version: row?.version ?? null, byId: null }));
  }
  if (first && finished) ctx.emit('credit.examFinished', { communityId, subjectId: enrolmentId }, { number, passed });
  else ctx.unchanged();
  return { ...said, exam: await examOf(ctx, after, held), standing: shownStanding(after, ctx.now()) };
}

/** For the person's own copy. */
export async function keptExams(ctx: QueryContext, enrolmentId: string, communityId: string) {
  const versions = await allRulesOf(ctx, communityId);
  return (await triesOf(ctx, enrolmentId)).map((row) => {
    const bank = versions.get(row.version)?.exam;
    const { begunAt, finishedAt, passed } = row;
    return { begunAt: iso(begunAt), finishedAt: isoOrNull(finishedAt), passed, answers: bank ? answered(bank, row) : [] };
  });
}
