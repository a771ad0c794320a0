/** The quiz on the rules of a community: which one holds, and setting another. */
import { isDeepStrictEqual } from 'node:util';
import { type CommandContext, DomainError, type QueryContext } from '#kernel';
import { findCommunity } from '../communities/index.ts';
import { and, desc, eq, isoOrNull, rowsOf, sql } from '../rows.ts';
import type { Quiz, QuizTerms } from './quiz-contract.ts';
import { quizVersion } from './schema.ts';

interface HeldQuiz {
  quiz: Quiz | null;
  /** 0: there never was one. */
  version: number;
  decidedAt: Date | null;
}

/** The one that holds now, or that of a version. */
export async function quizOf(ctx: QueryContext, communityId: string, version?: number): Promise<HeldQuiz> {
  const [row] = await ctx.db
    .select()
    .from(quizVersion)
    .where(
      and(
        eq(quizVersion.orgId, ctx.orgId),
        eq(quizVersion.communityId, communityId),
        version === undefined ? undefined : eq(quizVersion.version, version),
      ),
    )
    .orderBy(desc(quizVersion.version))
    .limit(1);
  return row ?? { quiz: null, version: 0, decidedAt: null };
}

export async function staffQuiz(ctx: QueryContext, { communityId }: { communityId: string }) {
  const { quiz, version, decidedAt } = await quizOf(ctx, communityId);
  const [row] = await rowsOf<{ tried: number; passed: number }>(
    ctx,
    sql`SELECT count(DISTINCT secret_hash)::int AS tried, (count(DISTINCT secret_hash) FILTER (WHERE passed))::int AS passed
        FROM quiz_try WHERE org_id = ${ctx.orgId} AND community_id = ${communityId} AND version = ${version}`,
  );
  return { quiz, version, decidedAt: isoOrNull(decidedAt), tried: row?.tried ?? 0, passed: row?.passed ?? 0 };
}

/** What applicants may know beforehand; null: none is asked. */
export async function termsOf(ctx: QueryContext, communityId: string): Promise<QuizTerms | null> {
  const { quiz } = await quizOf(ctx, communityId);
  if (!quiz) return null;
  const { ask, pass, tries, failing } = quiz;
  return { ask, pass, tries, failing };
}

interface Wanted {
  communityId: string;
  quiz: Quiz | null;
  /** The latest that the caller saw. */
  version: number;
}

/** @throws DomainError `community.unknown`, `quiz.changedMeanwhile` */
export async function setQuiz(ctx: CommandContext, { communityId, quiz, version: seen }: Wanted): Promise<{ version: number }> {
  await findCommunity(ctx, communityId);
  const before = await quizOf(ctx, communityId);
  if (before.version === seen && isDeepStrictEqual(before.quiz, quiz)) {
    ctx.unchanged();
    return { version: seen };
  }
  const row = { orgId: ctx.orgId, communityId, version: seen + 1, quiz, decidedAt: new Date(ctx.now()) };
  const [added] = before.version === seen ? await ctx.db.insert(quizVersion).values(row).onConflictDoNothing().returning() : [];
  if (!added) throw new DomainError('quiz.changedMeanwhile', { communityId });
  ctx.emit(quiz ? 'quiz.set' : 'quiz.removed', { communityId }, { version: row.version, questions: quiz?.questions.length ?? 0 });
  return { version: row.version };
}
