import { z } from 'zod';
import { operation } from '../../kernel/operation.ts';
import { id, instant } from '../../vocabulary/ids.ts';
import { consequence, count, creditRules, entryShown, examShown, link, ruleNumber, shownRules, standing } from './shapes.ts';

export { type CreditRule, type CreditRules, type CreditStep, creditRules, FULL } from './shapes.ts';

const words = (most: number) => z.string().trim().min(1).max(most);
const ofStaff = (of: string) => ({ role: 'coach', scope: 'community', of }) as const;
const byMembers = (of: string) => ({ role: 'member', scope: 'community', of }) as const;
const person = { enrolmentId: id, nickname: z.string() };

/** The credit licence (信用分, 驾照制): 12 points a person and year, numbered rules, appeals, the exam at zero. Not points (积分). */
export const credit = {
  rules: operation({
    kind: 'query',
    access: { role: 'viewer', scope: 'community', of: 'communityId' },
    path: '/communities/{communityId}/credit-rules',
    summary: 'Numbered rules of a community with what follows from breaking them, and the shipped ones to begin with',
    input: z.object({ communityId: id }),
    output: z.object({
      rules: creditRules.nullable(),
      /** 0: there are none. */
      version: count,
      decidedAt: instant.nullable(),
      offered: creditRules,
    }),
  }),
  setRules: operation({
    kind: 'command',
    access: { role: 'operator', scope: 'community', of: 'communityId' },
    path: '/communities/{communityId}/credit-rules',
    method: 'PUT',
    summary: 'Set the numbered rules: a new version for what comes; what was recorded keeps the rules of then',
    input: z.object({
      communityId: id,
      creditRules,
      /** The latest the caller saw. */
      version: count,
    }),
    output: z.object({ version: count }),
  }),
  people: operation({
    kind: 'query',
    access: ofStaff('communityId'),
    path: '/communities/{communityId}/credit',
    summary: 'Balances of everyone in a community, the lowest first, at most 500; for staff alone',
    input: z.object({ communityId: id, search: z.string().trim().max(60).default('') }),
    output: z.object({
      total: count,
      below: count,
      suspended: count,
      people: z.array(z.object({ ...person, balance: count, suspended: z.boolean(), entries: count, lastAt: instant.nullable() })),
    }),
  }),
  person: operation({
    kind: 'query',
    access: ofStaff('enrolmentId'),
    path: '/enrolments/{enrolmentId}/credit',
    summary: 'The licence of one person: balance, every entry with reason, evidence and the rule of then',
    input: z.object({ enrolmentId: id }),
    output: z.object({ ...person, standing, entries: z.array(entryShown) }),
  }),
  preview: operation({
    kind: 'query',
    access: ofStaff('enrolmentId'),
    path: '/enrolments/{enrolmentId}/credit/preview',
    summary: 'What would follow if a person broke a rule now: the step and the balance; nothing is recorded',
    input: z.object({ enrolmentId: id, ruleNumber }),
    output: consequence,
  }),
  record: operation({
    kind: 'command',
    access: ofStaff('enrolmentId'),
    path: '/enrolments/{enrolmentId}/credit',
    summary: 'Record that a person broke a rule, with reason and evidence; what follows, the rule says',
    input: z.object({
      enrolmentId: id,
      ruleNumber,
      reason: words(500),
      evidence: z.string().trim().max(500).default(''),
      link: link.nullable().default(null),
      /** As previewed: where another was quicker, nothing is recorded. */
      version: count,
      nth: count.min(1),
    }),
    output: z.object({ creditEntryId: id, standing }),
  }),
  reverse: operation({
    kind: 'command',
    access: ofStaff('creditEntryId'),
    path: '/credit-entries/{creditEntryId}/reverse',
    summary: 'Take an entry back, with the reason: the balance is as if it had never been, the entry stays to be read',
    input: z.object({ creditEntryId: id, reason: words(300) }),
    output: z.object({ standing }),
  }),
  appeals: operation({
    kind: 'query',
    access: ofStaff('communityId'),
    path: '/communities/{communityId}/credit-appeals',
    summary: 'Appeals that wait, the most urgent first, and those decided last',
    input: z.object({ communityId: id }),
    output: z.object({
      appeals: z.array(
        z.object({
          ...person,
          entry: entryShown,
          /** False to who recorded it, and to whom it concerns: another person decides. */
          mayDecide: z.boolean(),
        }),
      ),
    }),
  }),
  decideAppeal: operation({
    kind: 'command',
    access: ofStaff('creditEntryId'),
    path: '/credit-entries/{creditEntryId}/appeal/decision',
    summary: 'Decide an appeal: never by who recorded the entry; upheld takes the entry back',
    input: z.object({ creditEntryId: id, upheld: z.boolean(), answer: words(500) }),
    output: z.object({ standing }),
  }),
  mine: operation({
    kind: 'query',
    access: byMembers('any'),
    path: '/me/credit',
    summary: 'The caller’s licences: balance, every entry, the rules, how to appeal, when points come back, and the exam',
    input: z.object({}),
    output: z.object({
      licences: z.array(
        z.object({
          communityId: id,
          community: z.string(),
          enrolmentId: id,
          standing,
          rules: shownRules,
          /** By rule: how often it was broken within its days; its steps say from which time on what follows. */
          times: z.array(z.object({ number: ruleNumber, have: count })),
          entries: z.array(entryShown),
          exam: examShown,
        }),
      ),
    }),
  }),
  toAgree: operation({
    kind: 'query',
    access: byMembers('any'),
    path: '/me/credit-rules',
    summary: 'Numbered rules the caller has not agreed to as they are now, with what changed since they did',
    input: z.object({}),
    output: z.object({
      communities: z.array(
        z.object({
          communityId: id,
          community: z.string(),
          version: count,
          decidedAt: instant,
          /** To an earlier version. */
          agreed: z.boolean(),
          changes: z.array(z.object({ number: ruleNumber, name: z.string(), what: z.enum(['added', 'changed', 'removed']) })),
          /** Those of appeals or of the exam changed. */
          terms: z.boolean(),
        }),
      ),
    }),
  }),
  agree: operation({
    kind: 'command',
    access: byMembers('communityId'),
    path: '/me/communities/{communityId}/credit-rules/agree',
    summary: 'Agree to the numbered rules in the version that holds',
    input: z.object({ communityId: id, version: count }),
    output: z.object({}),
  }),
  appeal: operation({
    kind: 'command',
    access: byMembers('creditEntryId'),
    path: '/me/credit-entries/{creditEntryId}/appeal',
    summary: 'Appeal against an entry of the caller’s, once and in time; another person decides',
    input: z.object({ creditEntryId: id, text: words(1_000) }),
    output: z.object({ decideBy: instant }),
  }),
  beginExam: operation({
    kind: 'command',
    access: byMembers('communityId'),
    path: '/me/communities/{communityId}/credit-exam',
    summary: 'Begin the exam on the rules that gives suspended rights back; the one under way, if there is one, goes on',
    input: z.object({ communityId: id }),
    output: examShown,
  }),
  answerExam: operation({
    kind: 'command',
    access: byMembers('communityId'),
    path: '/me/communities/{communityId}/credit-exam/answers',
    summary: 'Answer one question of the exam; the first answer counts, and only then is the right one told',
    input: z.object({ communityId: id, number: count, index: count, option: count }),
    output: z.object({ right: z.boolean(), chosen: z.string(), answer: z.string(), why: z.string(), exam: examShown, standing }),
  }),
};
