/**
 * The quiz as whoever applies meets it. They are known by the secret their page has made: reloading loses and gains nothing, while
 * a page that forgot its secret is somebody new. More cannot be had without asking who they are.
 */
import { randomInt } from 'node:crypto';
import { type CommandContext, DomainError, type QueryContext } from '#kernel';
import { affectedBy, and, asc, eq, inArray, isNull, iso, isoOrNull, rowsOf, sql } from '../rows.ts';
import { hashOf } from './enrolling.ts';
import { byCode } from './invitation.ts';
import { quizOf } from './quiz.ts';
import type { OwnQuiz, QuizResult } from './quiz-contract.ts';
import { answerAt, answered, nextQuestion, scoreOf, triesLeft } from './quiz-rules.ts';
import { stateOf } from './rules.ts';
import { quizTry } from './schema.ts';

type Try = typeof quizTry.$inferSelect;

interface Holder {
  code: string;
  secret: string;
}

/** Nobody tries more; whoever floods a link fills no database. */
const MOST_OPEN = 5_000;

/** @throws DomainError `invitation.unknown`, `quiz.none` */
export async function ownQuiz(ctx: QueryContext, holder: Holder): Promise<OwnQuiz> {
  const { communityId } = await byCode(ctx, holder.code);
  return shown(ctx, communityId, hashOf(holder.secret));
}

/** @throws DomainError `invitation.unknown`, `invitation.closed`, `invitation.busy`, `quiz.none`, `quiz.noTriesLeft` */
export async function tryQuiz(ctx: CommandContext, { code, secret }: Holder): Promise<OwnQuiz> {
  const invitation = await byCode(ctx, code);
  const { communityId } = invitation;
  if (stateOf(invitation, ctx.now()) !== 'open') throw new DomainError('invitation.closed');
  const secretHash = hashOf(secret);
  // One at a time for a secret, so that two at once begin one.
  await rowsOf(ctx, sql`SELECT pg_advisory_xact_lock(hashtextextended(${secretHash}, 19))`);
  const before = await shown(ctx, communityId, secretHash);
  if (before.passed || before.current) {
    ctx.unchanged();
    return before;
  }
  if (before.triesLeft === 0) throw new DomainError('quiz.noTriesLeft');
  const own = and(eq(quizTry.orgId, ctx.orgId), eq(quizTry.communityId, communityId));
  if ((await ctx.db.$count(quizTry, and(own, isNull(quizTry.finishedAt)))) >= MOST_OPEN) throw new DomainError('invitation.busy');
  const number = (await triesOf(ctx, communityId, [secretHash])).length + 1;
  const row = { orgId: ctx.orgId, communityId, secretHash, number, version: (await quizOf(ctx, communityId)).version };
  const begun = { seed: randomInt(2 ** 31), answers: [], begunAt: new Date(ctx.now()), finishedAt: null, passed: false };
  await ctx.db.insert(quizTry).values({ ...row, ...begun });
  ctx.emit('quiz.begun', { communityId }, { number });
  return shown(ctx, communityId, secretHash);
}

interface Answer extends Holder {
  number: number;
  question: number;
  option: number;
}

/** @throws DomainError `invitation.unknown`, `quiz.none`, `quiz.otherQuestion` where it is not this question's turn, or no such option */
export async function answerQuiz(ctx: CommandContext, { code, secret, number, question, option }: Answer) {
  const { communityId } = await byCode(ctx, code);
  const secretHash = hashOf(secret);
  const key = and(
    eq(quizTry.orgId, ctx.orgId),
    eq(quizTry.communityId, communityId),
    eq(quizTry.secretHash, secretHash),
    eq(quizTry.number, number),
  );
  const [row] = await ctx.db.select().from(quizTry).where(key).for('update');
  const { quiz } = row ? await quizOf(ctx, communityId, row.version) : { quiz: null };
  const given = row && quiz ? answerAt(quiz, row, question, option) : null;
  if (!quiz || !given) throw new DomainError('quiz.otherQuestion');
  const { first, answers, finished } = given;
  if (!first) ctx.unchanged();
  else {
    const passed = finished && scoreOf(answers) >= quiz.pass;
    await ctx.db
      .update(quizTry)
      .set({ answers, finishedAt: finished ? new Date(ctx.now()) : null, passed })
      .where(key);
    if (finished) ctx.emit('quiz.finished', { communityId }, { number, score: scoreOf(answers), passed });
    else ctx.unchanged();
  }
  return { ...given.said, quiz: await shown(ctx, communityId, secretHash) };
}

/** Of these secrets in the order they were begun. */
async function triesOf(ctx: QueryContext, communityId: string, hashes: string[]): Promise<Try[]> {
  return ctx.db
    .select()
    .from(quizTry)
    .where(and(eq(quizTry.orgId, ctx.orgId), eq(quizTry.communityId, communityId), inArray(quizTry.secretHash, hashes)))
    .orderBy(asc(quizTry.number));
}

const lastFinished = (tries: readonly Try[]) =>
  tries.findLast(({ passed }) => passed) ?? tries.findLast(({ finishedAt }) => finishedAt !== null);

/** A changed quiz gives everybody their tries anew; a pass stays a pass. @throws DomainError `quiz.none` */
async function shown(ctx: QueryContext, communityId: string, secretHash: string): Promise<OwnQuiz> {
  const { quiz, version } = await quizOf(ctx, communityId);
  if (!quiz) throw new DomainError('quiz.none');
  const tries = await triesOf(ctx, communityId, [secretHash]);
  const last = lastFinished(tries);
  const ofThis = tries.filter((one) => one.version === version);
  const open = ofThis.find(({ finishedAt }) => finishedAt === null);
  return {
    passed: last?.passed ?? false,
    finished: last !== undefined,
    last: last ? { score: scoreOf(last.answers), asked: last.answers.length } : null,
    triesLeft: triesLeft(quiz.tries, ofThis.length),
    current: open ? { number: open.number, ...nextQuestion(quiz, open) } : null,
  };
}

/** By secret hash: how each did. Whoever has finished no try is not there. */
export async function quizResults(ctx: QueryContext, communityId: string, hashes: string[]): Promise<Map<string, QuizResult>> {
  const found = new Map<string, QuizResult>();
  const byHash = Map.groupBy(await triesOf(ctx, communityId, hashes), ({ secretHash }) => secretHash);
  for (const [hash, tries] of byHash) {
    const last = lastFinished(tries);
    if (last) found.set(hash, { score: scoreOf(last.answers), asked: last.answers.length, passed: last.passed, tries: tries.length });
  }
  return found;
}

/** Whether the quiz lets this application in; null: none is asked. @throws DomainError `application.quiz` where it keeps it out */
export async function quizPassed(ctx: QueryContext, communityId: string, secret: string): Promise<boolean | null> {
  const { quiz } = await quizOf(ctx, communityId);
  if (!quiz) return null;
  const { passed, finished } = await shown(ctx, communityId, hashOf(secret));
  if (!finished || (!passed && quiz.failing === 'barred')) throw new DomainError('application.quiz');
  return passed;
}

export interface KeptTry {
  begunAt: string;
  finishedAt: string | null;
  passed: boolean;
  answers: { question: string; chosen: string; right: boolean }[];
}

/** What was asked and chosen with a secret, for the person's own copy. */
export async function keptTries(ctx: QueryContext, communityId: string, secretHash: string): Promise<KeptTry[]> {
  const kept: KeptTry[] = [];
  for (const row of await triesOf(ctx, communityId, [secretHash])) {
    const { quiz } = await quizOf(ctx, communityId, row.version);
    const { begunAt, finishedAt, passed } = row;
    if (quiz) kept.push({ begunAt: iso(begunAt), finishedAt: isoOrNull(finishedAt), passed, answers: answered(quiz, row) });
  }
  return kept;
}

export async function forgetTries(ctx: CommandContext, secretHash: string): Promise<void> {
  await ctx.db.delete(quizTry).where(and(eq(quizTry.orgId, ctx.orgId), eq(quizTry.secretHash, secretHash)));
}

/** Begun before this and never sent with an application. @returns how many */
export async function forgetDrafts(ctx: CommandContext, before: string): Promise<number> {
  return affectedBy(
    ctx,
    sql`DELETE FROM quiz_try t WHERE t.org_id = ${ctx.orgId} AND t.begun_at < ${before}::timestamptz
        AND NOT EXISTS (SELECT 1 FROM application a WHERE a.org_id = t.org_id AND a.secret_hash = t.secret_hash)`,
  );
}
