/** What is kept about one person by this module, told and taken away. */
import type { CommandContext, QueryContext } from '#kernel';
import { dropName, namesOf } from '../names.ts';
import { rowsOf, sql, uuids } from '../rows.ts';
import type { Answer, Question } from './contract.ts';

/** Of an anonymous answer nobody can say whose it is: that there was one is all that is known. */
export async function keptExits(ctx: QueryContext, enrolmentIds: readonly string[]) {
  const ids = uuids(enrolmentIds);
  const links = await rowsOf<{ community: string; answered: boolean }>(
    ctx,
    sql`SELECT c.name AS community, l.answered FROM exit_link l JOIN enrolment e ON e.org_id = l.org_id AND e.id = l.enrolment_id
        JOIN community c ON c.org_id = e.org_id AND c.id = e.community_id
        WHERE l.org_id = ${ctx.orgId} AND l.enrolment_id = ANY(${ids}) ORDER BY c.name, e.id`,
  );
  const answers = await rowsOf<{ community: string; questions: Question[]; answers: Answer[] }>(
    ctx,
    sql`SELECT c.name AS community, s.questions, a.answers FROM exit_answer a
        JOIN exit_survey s ON s.org_id = a.org_id AND s.community_id = a.community_id AND s.version = a.version
        JOIN community c ON c.org_id = a.org_id AND c.id = a.community_id
        WHERE a.org_id = ${ctx.orgId} AND a.enrolment_id = ANY(${ids}) ORDER BY c.name, a.id`,
  );
  return { exitSurveys: links, exitAnswers: answers };
}

/** What they answered under their name goes, and their name wherever somebody else wrote it. Called while the name is still known. */
export async function eraseExits(ctx: CommandContext, enrolmentId: string): Promise<void> {
  await rowsOf(ctx, sql`DELETE FROM exit_answer WHERE org_id = ${ctx.orgId} AND enrolment_id = ${enrolmentId}`);
  await rowsOf(ctx, sql`DELETE FROM exit_link WHERE org_id = ${ctx.orgId} AND enrolment_id = ${enrolmentId}`);
  const person = await namesOf(ctx, enrolmentId);
  for (const name of person?.names ?? [])
    await dropName(ctx, { table: 'exit_answer', column: 'answers' }, sql`community_id = ${person?.communityId ?? null}::uuid`, name);
}
