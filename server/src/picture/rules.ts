/**
 * Rules about a person as data: a rule is met when every requirement of one of its alternatives is met. The same
 * evaluation decides and explains, so that a label can never disagree with its need / have / met rows.
 */
import type { Requirement } from './picture.ts';

type Metric = Requirement['metric'];
export type MemberFacts = Readonly<Record<Metric, number | null>>;
type Need = Pick<Requirement, 'metric' | 'op' | 'need'>;

/** Alternatives, each a list of needs that hold together. */
export type Rule = readonly (readonly Need[])[];

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

/** What is not known (null) never meets a need. */
export function evaluate(rule: Rule, facts: MemberFacts): Verdict {
  let best: Requirement[] = [];
  let fewestOpen = Number.POSITIVE_INFINITY;
  for (const needs of rule) {
    const requirements = needs.map((need) => requirementOf(need, facts));
    const open = requirements.filter((requirement) => !requirement.met).length;
    if (open < fewestOpen) [best, fewestOpen] = [requirements, open];
  }
  return { met: fewestOpen === 0, requirements: best };
}

function requirementOf({ metric, op, need }: Need, facts: MemberFacts): Requirement {
  const have = facts[metric];
  return { metric, op, need, have, met: have !== null && compare[op](have, need) };
}
