/**
 * The credit licence (信用分, 驾照制): 12 points a person and community, numbered rules with what follows from breaking them, a ledger
 * that is only added to, appeals that another person decides, and the exam that gives rights back at zero. Not points (积分).
 * While rights are suspended, roles give none, and likes and what one writes reach nobody else; checking in goes on, so that
 * everybody can recover. Others may ask for rules and balances, and for what is kept about a person, and have it erased.
 */
import { module } from '#kernel';
import { sql } from '../rows.ts';
import { communityOf } from '../scope.ts';
import { agree, toAgree } from './agreeing.ts';
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
const entryScope = communityOf(sql`credit_entry t JOIN credit_licence l ON l.org_id = t.org_id AND l.enrolment_id = t.enrolment_id`);

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
    toAgree,
    agree,
    appeal,
    beginExam,
    answerExam,
  },
  scopes: { creditEntryId: entryScope },
});
