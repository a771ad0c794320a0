/**
 * The credit licence (信用分, 驾照制): 12 points a person and community, numbered rules with what follows from breaking them, a ledger
 * that is only added to, appeals that another person decides, and the exam that gives rights back at zero. Not points (积分).
 * While rights are suspended, roles give none, and likes and what one writes reach nobody else; checking in goes on, so that
 * everybody can recover. Others may ask for rules and balances, and for what is kept about a person, and have it erased.
 */
import { module, type QueryContext } from '#kernel';
import { rowsOf, sql } from '../rows.ts';
import { appeal, appeals, decideAppeal } from './appeals.ts';
import { credit as contract } from './contract.ts';
import { setRules, shownRulesOf } from './defining.ts';
import { answerExam, beginExam } from './exam.ts';
import { preview, record, reverse } from './recording.ts';
import { mine, people, person } from './showing.ts';

export { rulesOf as creditRulesOf, setRules as setCreditRules } from './defining.ts';
export { eraseCredit, keptCredit } from './erasing.ts';
export { people as creditOf } from './showing.ts';

/** Scope of the input field `creditEntryId`. */
async function entryScope(ctx: QueryContext, id: string): Promise<string | null> {
  const [row] = await rowsOf<{ id: string }>(
    ctx,
    sql`SELECT l.community_id AS id FROM credit_entry k JOIN credit_licence l ON l.org_id = k.org_id AND l.enrolment_id = k.enrolment_id
        WHERE k.org_id = ${ctx.orgId} AND k.id = ${id}`,
  );
  return row?.id ?? null;
}

export const credit = module({
  name: 'credit',
  contract,
  verbs: {
    rules: shownRulesOf,
    setRules,
    people,
    person,
    preview,
    record,
    reverse,
    appeals,
    decideAppeal,
    mine,
    appeal,
    beginExam,
    answerExam,
  },
  scopes: { creditEntryId: entryScope },
});
