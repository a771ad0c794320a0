/** What a class says of its works and graders before any of them is looked at alone: moments of the scores. Pure. */
import { mean, sum } from 'simple-statistics';

export interface Prior {
  /** μ, points: mean of the works, without what peers are over or under staff. */
  mean: number;
  /** 1/γ: variance of true grades. */
  spread: number;
  /** β, points: by how much peers are over (+) or under (−) staff, where staff graded the same works. */
  lean: number;
  /** Variance of what is not known of β. */
  leaning: number;
  /** 1/η: variance of biases between graders. */
  biases: number;
  /** Variance of what is left of a score. */
  noise: number;
}

/** Variance of one score where nothing repeats: graders differ by some ten points. */
const USUAL = 100;
/** No class is so alike that a variance is nothing: one point. */
const LEAST = 1;
/** Works staff graded that count as much as the guess that peers lean nowhere. */
const DOUBT = 2;

interface Scores {
  works: readonly { known: number | null; scores: readonly number[] }[];
  /** By grader: scores, each less the mean of its work. */
  graders: readonly (readonly number[])[];
}

/**
 * Method of moments. Scores of one work differ by bias and noise together; deviations of one grader on different works go together
 * by the bias alone; what works differ by beyond their scores' own differing is true.
 */
export function priorOf({ works, graders }: Scores): Prior {
  const means = works.map(({ scores }) => mean(scores));
  const freedom = sum(works.map(({ scores }) => scores.length - 1));
  const within = freedom > 0 ? Math.max(LEAST, sum(works.flatMap(({ scores }) => squares(scores))) / freedom) : USUAL;
  const chance = within * mean(works.map(({ scores }) => 1 / scores.length));
  const spread = Math.max(LEAST, sum(squares(means)) / Math.max(1, means.length - 1) - chance);
  const known = works.flatMap(({ known, scores }) => (known === null ? [] : [mean(scores) - known]));
  const lean = sum(known) / (known.length + DOUBT);
  const pairs = sum(graders.map((of) => (sum(of) ** 2 - sum(of.map((one) => one ** 2))) / 2));
  const count = sum(graders.map((of) => (of.length * (of.length - 1)) / 2));
  // A work's mean holds the grader's own score, which hides a part of the bias.
  const hidden = mean(works.map(({ scores }) => 1 - 1 / scores.length)) ** 2;
  const together = count > 0 && hidden > 0 ? pairs / count / hidden : within / 4;
  const biases = Math.min(0.8 * within, Math.max(0.05 * within, together));
  return { mean: mean(means) - lean, spread, lean, leaning: chance / (known.length + DOUBT), biases, noise: within - biases };
}

/** Squared distances to the mean. */
function squares(values: readonly number[]): number[] {
  const middle = mean(values);
  return values.map((value) => (value - middle) ** 2);
}
