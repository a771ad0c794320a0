/** What a reviewer's judgement is worth: nearness to the best review of each work, leaning, and who stands out. Pure. */
import { mean, median, sum } from 'simple-statistics';
import { type Exchange, type Reading, reciprocal } from './reciprocity.ts';

export interface Assessment {
  workId: string;
  authorId: string;
  reviewerId: string;
  /** 0–100 for each criterion of the rubric in its order; one alone where there is no rubric. */
  criteria: readonly number[];
  staff: boolean;
}

interface ReviewerGrade {
  reviewerId: string;
  /** Works this stands on: those that somebody else reviewed too. */
  compared: number;
  /** 0–100, mean over those works; null where there is none. */
  score: number | null;
  /** Points by which this reviewer is over (+) or under (−) what others gave the same works; null where nobody did. */
  bias: number | null;
  /** Far from the others in a way that the class is not. */
  outlier: boolean;
  /** Authors with whom praise went both ways beyond what others gave. */
  reciprocal: Exchange[];
}

/** How far from the best is still good: the larger, the laxer. */
const LAXITY = 5;
/** A criterion on which reviews of a work agree says nothing about who reviews well. */
const LEAST_VARIANCE = 0.01;
/** Iglewicz and Hoaglin 1993, "How to detect and handle outliers": modified z score, and what it takes to flag one. */
const OUTLYING = 3.5;
const SIGMAS_OF_MAD = 0.6745;
/** Points: a class that agrees to less than this is not held to its own exactness. */
const LEAST_MAD = 2;
const LEAST_COMPARED = 3;

/** Peers' reviews of one or several assignments with the same rubric; staff's serve to compare with. @param weights by criterion */
export function gradeReviewers(assessments: readonly Assessment[], weights: readonly number[]): ReviewerGrade[] {
  const byWork = [...Map.groupBy(assessments, ({ workId }) => workId).values()].filter((of) => of.length > 1);
  const readings = byWork.flatMap((of) => of.filter(({ staff }) => !staff).map((one) => readingOf(one, of, weights)));
  const marks = new Map(byWork.flatMap((of) => [...nearness(of, weights)]));
  const reviewers = Map.groupBy(
    assessments.filter(({ staff }) => !staff),
    ({ reviewerId }) => reviewerId,
  );
  const byReviewer = Map.groupBy(readings, ({ reviewerId }) => reviewerId);
  const outlying = outliers(byReviewer);
  const exchanges = reciprocal(readings);
  return [...reviewers]
    .map(([reviewerId, of]): ReviewerGrade => {
      const scores = of.flatMap((one) => marks.get(one) ?? []);
      const excesses = (byReviewer.get(reviewerId) ?? []).map(({ excess }) => excess);
      return {
        reviewerId,
        compared: excesses.length,
        score: scores.length > 0 ? tenth(mean(scores)) : null,
        bias: excesses.length > 0 ? tenth(mean(excesses)) : null,
        outlier: outlying.has(reviewerId),
        reciprocal: exchanges.get(reviewerId) ?? [],
      };
    })
    .sort((a, b) => (a.reviewerId < b.reviewerId ? -1 : 1));
}

/**
 * By how much a review is over the median of the others' on this work, so that one odd one among them accuses nobody else; staff's
 * word stands for all others' where there is one.
 */
function readingOf(one: Assessment, all: readonly Assessment[], weights: readonly number[]): Reading {
  const staff = all.filter((other) => other.staff);
  const others = staff.length > 0 ? staff : all.filter((other) => other !== one);
  const excess = total(one.criteria, weights) - median(others.map(({ criteria }) => total(criteria, weights)));
  return { reviewerId: one.reviewerId, authorId: one.authorId, excess };
}

/**
 * "Comparison with the best assessment", after the formula of Moodle's workshop (docs.moodle.org, "Workshop grading strategies"): the
 * best is the one nearest to the average, or staff's own; a review has 100 less its distance to the nearest best. Two reviews alone
 * are equally near to their average: both are best.
 */
function nearness(of: readonly Assessment[], weights: readonly number[]): Map<Assessment, number> {
  const columns = weights.map((_, at) => of.map(({ criteria }) => criteria[at] ?? 0));
  const average = columns.map(mean);
  const variances = columns.map((column) => mean(column.map((value) => value ** 2)) - mean(column) ** 2);
  const distance = (a: readonly number[], b: readonly number[]) => {
    const counted = weights.flatMap((weight, at) => {
      const variance = variances[at] ?? 0;
      const apart = Math.abs((a[at] ?? 0) - (b[at] ?? 0));
      return variance > LEAST_VARIANCE ? [{ weight, far: (apart * apart ** 2) / (LAXITY * variance) }] : [];
    });
    const weighed = sum(counted.map(({ weight }) => weight));
    return weighed > 0 ? sum(counted.map(({ weight, far }) => weight * far)) / weighed : 0;
  };
  const fromAverage = of.map((one) => ({ one, far: distance(one.criteria, average) }));
  const least = Math.min(...fromAverage.map(({ far }) => far));
  const staff = of.filter((one) => one.staff);
  const best = staff.length > 0 ? staff : fromAverage.filter(({ far }) => far - least < 1e-9).map(({ one }) => one);
  const score = (one: Assessment) => 100 - Math.min(...best.map((other) => distance(one.criteria, other.criteria)));
  return new Map(of.filter((one) => !one.staff).map((one) => [one, Math.min(100, Math.max(0, score(one)))]));
}

/** Whose usual distance from the others is far beyond what is usual in the class. */
function outliers(byReviewer: ReadonlyMap<string, readonly Reading[]>): Set<string> {
  const known = [...byReviewer].filter(([, of]) => of.length >= LEAST_COMPARED);
  const usual = known.map(([reviewerId, of]) => ({ reviewerId, far: median(of.map(({ excess }) => Math.abs(excess))) }));
  if (usual.length === 0) return new Set();
  const middle = median(usual.map(({ far }) => far));
  const mad = Math.max(LEAST_MAD, median(usual.map(({ far }) => Math.abs(far - middle))));
  return new Set(usual.filter(({ far }) => (SIGMAS_OF_MAD * (far - middle)) / mad > OUTLYING).map(({ reviewerId }) => reviewerId));
}

function total(criteria: readonly number[], weights: readonly number[]): number {
  return sum(weights.map((weight, at) => weight * (criteria[at] ?? 0))) / sum(weights);
}

const tenth = (value: number): number => Math.round(value * 10) / 10;
