/** A class whose true grades, biases and carelessness are planted, and the scores its people give one another. */
import { allocate } from '../modules/homework/allocation.ts';
import type { Given } from '../modules/homework/grading.ts';
import { Dice } from '../simulator/dice.ts';

export interface ClassKind {
  people: number;
  /** Reviews of each work. */
  k: number;
  /** Deviation of true grades around 75, of biases between graders, and of an ordinary grader's noise. */
  spread: number;
  biases: number;
  noise: number;
  /** Points by which peers are over staff. */
  lean: number;
  /** Share of graders whose noise is 25 points. */
  careless: number;
  /** Share of works that staff grade as they truly are. */
  calibrated: number;
}

export const usualClass: ClassKind = { people: 77, k: 3, spread: 10, biases: 6, noise: 7, lean: 3, careless: 0.15, calibrated: 0.05 };

export interface GradedClass {
  given: Given[];
  /** True grade of every work that staff did not grade. */
  truth: Map<string, number>;
}

export function gradedClass(seed: number, kind: ClassKind): GradedClass {
  const dice = new Dice(seed);
  const people = Array.from({ length: kind.people }, (_, at) => {
    const noise = dice.chance(kind.careless) ? 25 : kind.noise * dice.between(0.5, 1.5);
    return {
      id: `p${at}`,
      work: `w${at}`,
      true: points(75 + dice.normal() * kind.spread),
      bias: kind.lean + dice.normal() * kind.biases,
      noise,
    };
  });
  const { pairs } = allocate({
    works: people.map(({ id, work }) => ({ id: work, authorId: id, squadId: null })),
    reviewers: people.map(({ id }) => ({ id, squadId: null, load: 0 })),
    k: kind.k,
    existing: [],
    outside: false,
    relaxed: [],
    seed: String(seed),
  });
  const trueOf = new Map(people.map((one) => [one.work, one.true]));
  const grader = new Map(people.map((one) => [one.id, one]));
  const given = pairs.map(({ workId, reviewerId }): Given => {
    const { bias = 0, noise = 0 } = grader.get(reviewerId) ?? {};
    return { workId, reviewerId, score: points((trueOf.get(workId) ?? 0) + bias + dice.normal() * noise), staff: false };
  });
  const byStaff = people.slice(0, Math.ceil(kind.people * kind.calibrated)).map((one): Given => {
    trueOf.delete(one.work);
    return { workId: one.work, reviewerId: 'staff', score: one.true, staff: true };
  });
  return { given: [...given, ...byStaff], truth: trueOf };
}

/** Root of the mean squared distance to the truth. */
export function errorOf(estimates: ReadonlyMap<string, number>, truth: ReadonlyMap<string, number>): number {
  const squares = [...truth].map(([work, value]) => ((estimates.get(work) ?? 0) - value) ** 2);
  return Math.sqrt(squares.reduce((sum, one) => sum + one, 0) / squares.length);
}

const points = (value: number): number => Math.round(Math.min(100, Math.max(0, value)));
