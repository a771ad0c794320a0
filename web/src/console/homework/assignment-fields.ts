import type { BringForm } from '../camps/bring-fields.tsx';
import { emptyPolicy, formOf, policyOf, usual } from '../camps/policy-form.ts';
import type { Assignment, Policy } from './state.tsx';

export interface AssignmentTyped extends BringForm {
  title: string;
  asked: string;
  dueDay: string;
  dueTime: string;
  takesLate: boolean;
  lateDay: string;
  lateTime: string;
  reviews: number;
  graded: boolean;
  rubric: { name: string; good: string; points: number }[];
  reviewMin: number;
  days: number;
  reviewersHidden: boolean;
  authorsHidden: boolean;
  outside: boolean;
  giveFirst: boolean;
  seen: Policy['seen'];
  appealDays: number;
}

const civil = (daysFromToday: number) => new Intl.DateTimeFormat('sv-SE').format(new Date(Date.now() + daysFromToday * 86_400_000));

/** What a new assignment begins with; as the contract has it. */
const fresh: AssignmentTyped = {
  ...usual,
  text: 'needed',
  title: '',
  asked: '',
  dueDay: '',
  dueTime: '20:00',
  takesLate: false,
  lateDay: '',
  lateTime: '20:00',
  reviews: 3,
  graded: false,
  rubric: [],
  reviewMin: 20,
  days: 3,
  reviewersHidden: false,
  authorsHidden: false,
  outside: false,
  giveFirst: true,
  seen: 'asTheyCome',
  appealDays: 7,
};

export function typedOf(assignment: Assignment | null): AssignmentTyped {
  if (!assignment) return { ...fresh, dueDay: civil(7), lateDay: civil(9) };
  const { title, asked, due, lateUntil, policy } = assignment;
  const { content, ...rules } = policy;
  return {
    ...formOf({ ...emptyPolicy, content: { ...content, number: null } }),
    ...rules,
    title,
    asked,
    dueDay: due.day,
    dueTime: due.time,
    takesLate: lateUntil !== null,
    lateDay: lateUntil?.day ?? due.day,
    lateTime: lateUntil?.time ?? due.time,
  };
}

/** @param before what the form does not show stays as it was */
export function writtenOf(typed: AssignmentTyped, before: Policy | null) {
  const { title, asked, dueDay, dueTime, takesLate, lateDay, lateTime } = typed;
  const { reviews, graded, reviewMin, days, reviewersHidden, authorsHidden, outside, giveFirst, seen, appealDays } = typed;
  const held = { ...emptyPolicy.content, ...before?.content, number: null };
  const { number: _, ...content } = policyOf({ ...usual, ...typed, number: 'off' }, { ...emptyPolicy, content: held }).content;
  const rubric = typed.rubric.map(({ name, good, points }) => ({ name, good: good ?? '', points }));
  const policy: Policy = {
    content,
    rubric,
    reviews,
    graded,
    reviewMin,
    days,
    reviewersHidden,
    authorsHidden,
    outside,
    giveFirst,
    seen,
    appealDays,
  };
  return {
    title: title.trim(),
    asked: (asked ?? '').trim(),
    due: { day: dueDay, time: dueTime },
    lateUntil: takesLate ? { day: lateDay, time: lateTime } : null,
    policy,
  };
}
