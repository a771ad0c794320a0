/**
 * Model PG1 of Piech et al. 2013, "Tuned models of peer assessment in MOOCs" (https://arxiv.org/abs/1307.2579): a score is the
 * work's true grade, plus the grader's bias, plus noise that is each grader's own. z = s + b + e, s ~ N(μ, 1/γ), b ~ N(β, 1/η),
 * e ~ N(0, 1/τ), τ ~ Gamma(α, α·noise). Solved by coordinate updates in closed form (mean field); no dice. Pure.
 */
import { mean } from 'simple-statistics';
import { type Prior, priorOf } from './prior.ts';

export interface Given {
  workId: string;
  reviewerId: string;
  /** 0–100. */
  score: number;
  /** Given by staff: what peers are measured by (calibration). */
  staff: boolean;
}

export interface Fitted {
  /** μ: mean of the class, in points. */
  mean: number;
  works: Map<string, FittedWork>;
}

interface FittedWork {
  score: number;
  /** Standard deviation of the true grade, by the model. */
  deviation: number;
  /** Share of the class's mean in `score`; with the parts' shares it makes 1. */
  shrinkage: number;
  /** `score`: what was given, without the grader's bias. */
  parts: { reviewerId: string; bias: number; score: number; share: number }[];
}

interface Work {
  /** What staff gave: taken for true. */
  known: number | null;
  score: number;
  variance: number;
}

interface Grader {
  bias: number;
  variance: number;
  /** τ: 1 over the variance of this grader's noise. */
  precision: number;
}

interface Mark {
  work: Work;
  grader: Grader;
  reviewerId: string;
  score: number;
}

/** α: the class's noise weighs as much as 2α works of the grader's own. */
const SHAPE = 2;
const MOST_ROUNDS = 200;
const CLOSE_ENOUGH = 1e-6;

/** Works that no peer scored are left out. */
export function fit(given: readonly Given[]): Fitted {
  const { marks, works } = marksOf(given);
  const byWork = Map.groupBy(marks, ({ work }) => work);
  const byGrader = Map.groupBy(marks, ({ grader }) => grader);
  const prior = priorOf({
    works: [...byWork].map(([{ known }, of]) => ({ known, scores: of.map(({ score }) => score) })),
    graders: [...byGrader.values()].map((of) =>
      of.map(({ score, work }) => score - mean((byWork.get(work) ?? []).map((one) => one.score))),
    ),
  });
  for (const grader of byGrader.keys()) Object.assign(grader, { bias: prior.lean, precision: 1 / prior.noise });
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    let moved = 0;
    for (const [work, of] of byWork) moved = Math.max(moved, updateWork(work, of, prior));
    for (const [grader, of] of byGrader) updateGrader(grader, of, prior);
    if (moved < CLOSE_ENOUGH) break;
  }
  return { mean: prior.mean, works: new Map([...works].map(([id, work]) => [id, shown(work, byWork.get(work) ?? [], prior)])) };
}

function marksOf(given: readonly Given[]): { marks: Mark[]; works: Map<string, Work> } {
  const staff = Map.groupBy(
    given.filter((one) => one.staff),
    ({ workId }) => workId,
  );
  const peers = given.filter((one) => !one.staff);
  const works = new Map(
    peers.map(({ workId, score }): [string, Work] => {
      const known = staff.get(workId)?.map((one) => one.score);
      return [workId, { known: known ? mean(known) : null, score, variance: 0 }];
    }),
  );
  const graders = new Map(peers.map(({ reviewerId }): [string, Grader] => [reviewerId, { bias: 0, variance: 0, precision: 1 }]));
  const marks = peers.flatMap(({ workId, reviewerId, score }): Mark[] => {
    const work = works.get(workId);
    const grader = graders.get(reviewerId);
    return work && grader ? [{ work, grader, reviewerId, score }] : [];
  });
  return { marks, works };
}

/** s = (γμ + Σ τ(z − b)) / (γ + Σ τ). @returns points by which it moved */
function updateWork(work: Work, marks: readonly Mark[], { mean: middle, spread }: Prior): number {
  const before = work.score;
  const weight = 1 / spread + marks.reduce((sum, { grader }) => sum + grader.precision, 0);
  const pull = marks.reduce((sum, { grader, score }) => sum + grader.precision * (score - grader.bias), middle / spread);
  work.score = work.known ?? pull / weight;
  work.variance = work.known === null ? 1 / weight : 0;
  return Math.abs(work.score - before);
}

/**
 * b = (ηβ + τ Σ(z − s)) / (η + nτ), then τ = (α + n/2) / (α·noise + Σ E(z − s − b)²/2). What is not known of s and b counts as
 * noise in that expectation: without it a grader with few works would look surer than it is.
 */
function updateGrader(grader: Grader, marks: readonly Mark[], { lean, biases, noise }: Prior): void {
  const weight = 1 / biases + marks.length * grader.precision;
  const pull = marks.reduce((sum, { work, score }) => sum + grader.precision * (score - work.score), lean / biases);
  grader.bias = pull / weight;
  grader.variance = 1 / weight;
  const squares = marks.reduce(
    (sum, { work, score }) => sum + (score - work.score - grader.bias) ** 2 + work.variance + grader.variance,
    0,
  );
  grader.precision = (SHAPE + marks.length / 2) / (SHAPE * noise + squares / 2);
}

/** The grade as the weighted mean it is, with what every part has in it. Doubt about biases is doubt about the grade. */
function shown(work: Work, marks: readonly Mark[], { spread, leaning }: Prior): FittedWork {
  const weight = 1 / spread + marks.reduce((sum, { grader }) => sum + grader.precision, 0);
  const parts = marks.map(({ grader, reviewerId, score }) => ({
    reviewerId,
    bias: grader.bias,
    score: score - grader.bias,
    share: grader.precision / weight,
  }));
  const own = marks.reduce((sum, { grader }) => sum + (grader.precision / weight) ** 2 * grader.variance, 1 / weight);
  const doubt = own + leaning * (1 - 1 / spread / weight) ** 2;
  return { score: work.score, deviation: Math.sqrt(doubt), shrinkage: 1 / spread / weight, parts };
}
