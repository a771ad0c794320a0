/**
 * Rules about a person as data: a rule is met when every need of one of its alternatives is met. The same evaluation
 * decides and explains, so that a label can never disagree with its need / have / met rows. People write rules in CEL
 * (modules/segments compiles them to this shape), so that neither terminal nor worker loads a language to evaluate them.
 */
import { type MemberFacts, type MetricName, metrics } from './members/metrics.ts';
import type { Flag, Requirement, Segment } from './picture.ts';

/** A figure to compare with: a number, another metric, or a sum of such. `div` drops the remainder, as whole numbers do. */
export type Term = number | MetricName | readonly ['+' | '-' | '*' | '/' | 'div', Term, Term];

export interface Need {
  metric: MetricName;
  op: Requirement['op'];
  need: Term;
}

/** Alternatives, each a list of needs that hold together. Figures of the group that say yes or no choose the alternatives. */
export type Rule = readonly (readonly Need[])[];

export interface CustomSegment {
  /** Lower-case letters, digits and `-`. */
  key: string;
  name: string;
  rule: Rule;
}

/** What people are judged by. `version` 0 is the shipped set. */
export interface RuleSet {
  version: number;
  rules: Readonly<Record<Segment | Flag, Rule>>;
  custom: readonly CustomSegment[];
}

export interface Verdict {
  met: boolean;
  /** The alternative that holds, else the one that comes nearest. */
  requirements: Requirement[];
}

const compare: Record<Requirement['op'], (have: number, need: number) => boolean> = {
  '>=': (have, need) => have >= need,
  '<=': (have, need) => have <= need,
  '>': (have, need) => have > need,
  '<': (have, need) => have < need,
  '=': (have, need) => have === need,
};

const isGuard = ({ metric }: { metric: MetricName }) => metrics[metric].of === 'group' && metrics[metric].type === 'bool';

/**
 * What is not known (null) never meets a need. An alternative made for another kind of group (its guard fails) is shown
 * only where there is no other, and guards that hold only where they are all there is.
 */
export function evaluate(rule: Rule, facts: MemberFacts): Verdict {
  let best: Requirement[] = [];
  let fewestOpen = Number.POSITIVE_INFINITY;
  let met = false;
  for (const needs of rule) {
    const requirements = needs.map((need) => requirementOf(need, facts));
    const misfit = requirements.some((requirement) => isGuard(requirement) && !requirement.met);
    const count = requirements.filter((requirement) => !requirement.met).length;
    const open = misfit ? count + MISFIT : count;
    if (open >= fewestOpen) continue;
    const own = misfit ? requirements : requirements.filter((requirement) => !isGuard(requirement));
    [best, fewestOpen, met] = [own.length > 0 ? own : requirements, open, count === 0];
  }
  return { met, requirements: best };
}

/** Whether a rule is met, as `evaluate` says, without the rows that explain it: a tenth of the memory. */
export function meets(rule: Rule, facts: MemberFacts): boolean {
  return rule.some((needs) =>
    needs.every(({ metric, op, need: term }) => {
      const have = facts[metric] ?? null;
      const need = figureOf(term, facts);
      return have !== null && need !== null && compare[op](have, need);
    }),
  );
}

/** More than any alternative has needs. */
const MISFIT = 1_000;

function requirementOf({ metric, op, need: term }: Need, facts: MemberFacts): Requirement {
  const have = facts[metric] ?? null;
  const need = figureOf(term, facts);
  return { metric, op, need: need ?? 0, have, met: have !== null && need !== null && compare[op](have, need) };
}

/** null where a part is unknown, or divided by zero. */
function figureOf(term: Term, facts: MemberFacts): number | null {
  if (typeof term === 'number') return term;
  if (typeof term === 'string') return facts[term] ?? null;
  const [op, a, b] = term;
  const left = figureOf(a, facts);
  const right = figureOf(b, facts);
  if (left === null || right === null) return null;
  if (op === '+') return left + right;
  if (op === '-') return left - right;
  if (op === '*') return left * right;
  if (right === 0) return null;
  return op === 'div' ? Math.trunc(left / right) : left / right;
}
