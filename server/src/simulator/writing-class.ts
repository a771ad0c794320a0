/** A writing class with a planted truth: who writes in which week and how well, who reviews and how, who breaks a rule. */
import { Dice } from './dice.ts';

export interface ClassSpec {
  people: number;
  weeks: number;
  /** Share of people who stop for good in some week. */
  quitting: number;
  /** Share of people who are careless when they review. */
  careless: number;
  /** Share of people who break a rule once. */
  breaking: number;
}

interface Student {
  /** First week, from 0, in which they do nothing any more; the number of weeks: they stay to the end. */
  until: number;
  /** How often they write while they are there, and how often they give the reviews they owe. */
  writes: number;
  reviews: number;
  /** Mean of their works, 0–100. */
  skill: number;
  /** Points they are over (+) or under (−) what a work is worth, and the deviation of their judgement. */
  bias: number;
  noise: number;
}

interface Breach {
  week: number;
  who: number;
  /** They appeal, and the appeal is upheld. */
  upheld: boolean;
}

export interface SimulatedClass {
  students: Student[];
  /** By week, by person: the true grade of the work (0–100, whole); null: none is handed in. */
  works: (number | null)[][];
  /** By week, by person: whether they give the reviews they are asked for. */
  reviewing: boolean[][];
  breaches: Breach[];
  /** What a person gives the work of another in a week, 0–100, whole: the same whenever it is asked. */
  score(week: number, reviewer: number, author: number): number;
}

/** The same spec and seed make the same class. */
export function simulateClass(spec: ClassSpec, seed: number): SimulatedClass {
  const dice = new Dice(seed);
  const students = Array.from({ length: spec.people }, (): Student => {
    const careless = dice.chance(spec.careless);
    return {
      until: dice.chance(spec.quitting) ? dice.whole(2, spec.weeks - 1) : spec.weeks,
      writes: dice.between(0.75, 1),
      reviews: careless ? 0.75 : dice.between(0.85, 1),
      skill: 72 + 9 * dice.normal(),
      bias: 3 + 6 * dice.normal(),
      noise: careless ? 22 : dice.between(3, 10),
    };
  });
  const weeks = Array.from({ length: spec.weeks }, (_, week) => week);
  const works = weeks.map((week) =>
    students.map(({ until, writes, skill }) => (week < until && dice.chance(writes) ? points(skill + 4 * dice.normal()) : null)),
  );
  const reviewing = weeks.map((week) => students.map(({ until, reviews }) => week < until && dice.chance(reviews)));
  const breaches = students.flatMap(({ until }, who): Breach[] =>
    dice.chance(spec.breaking) ? [{ week: dice.whole(0, until - 1), who, upheld: dice.chance(0.3) }] : [],
  );
  return {
    students,
    works,
    reviewing,
    breaches,
    score(week, reviewer, author) {
      const { bias = 0, noise = 0 } = students[reviewer] ?? {};
      const own = new Dice(((seed * 131 + week) * 131 + reviewer) * 131 + author);
      return points((works[week]?.[author] ?? 0) + bias + noise * own.normal());
    },
  };
}

const points = (value: number): number => Math.round(Math.min(100, Math.max(0, value)));
