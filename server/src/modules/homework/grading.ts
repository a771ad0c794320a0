/** What a piece of homework is worth by the reviews it got, and what a reviewer's judgement is worth. Pure. */
import { mean, median } from 'simple-statistics';
import { type Fitted, fit, type Given } from './model.ts';

export type { Given } from './model.ts';
export { gradeReviewers } from './reviewers.ts';

/** What was done with the scores, in order; a page says each in words. Points are 0–100, shares 0–1. */
type GradeStep =
  | { kind: 'given'; reviewerId: string; score: number; staff: boolean }
  /** The mean of what staff gave stands alone. */
  | { kind: 'staff'; score: number }
  | { kind: 'single'; score: number }
  | { kind: 'median'; score: number }
  /** A reviewer's score without the points by which this reviewer is usually over (+) or under (−), and its share in the grade. */
  | { kind: 'corrected'; reviewerId: string; bias: number; score: number; share: number }
  /** Few reviews are pulled towards the mean of the class: its share in the grade. */
  | { kind: 'class'; score: number; share: number };

export interface Grade {
  workId: string;
  /** 0–100, to a tenth. */
  score: number;
  method: 'staff' | 'single' | 'median' | 'model';
  steps: GradeStep[];
  /** Where the true grade is in 95 of 100 cases if the model holds; null where nothing is modelled. */
  interval: [number, number] | null;
}

/**
 * The model is on when half of the graders have this many works (one who has fewer counts as an ordinary one: asked of every
 * grader, a single review that was not given would take it from the whole class, see docs/peer-review.md),
 */
const LEAST_WORKS = 3;
/** and staff has graded this share of the works that peers graded (Piech et al. 2013 seed theirs alike). */
const LEAST_CALIBRATION = 0.05;

/**
 * Grades of one assignment. A work that staff graded has that grade; else one review counts as it is, several by their median,
 * until there are enough reviews of most graders, and enough works graded by staff, for the model to tell graders apart.
 */
export function gradeWorks(given: readonly Given[]): Grade[] {
  const works = Map.groupBy(given, ({ workId }) => workId);
  const fitted = modelHolds(given) ? fit(given) : null;
  return [...works].map(([workId, all]) => gradeOf(workId, all, fitted)).sort((a, b) => (a.workId < b.workId ? -1 : 1));
}

/** Whether there is enough to tell graders apart. */
function modelHolds(given: readonly Given[]): boolean {
  const peers = given.filter(({ staff }) => !staff);
  const graded = new Set(peers.map(({ workId }) => workId));
  const calibrated = new Set(given.filter(({ staff, workId }) => staff && graded.has(workId)).map(({ workId }) => workId));
  if (graded.size === 0 || calibrated.size < LEAST_CALIBRATION * graded.size) return false;
  const graders = [...Map.groupBy(peers, ({ reviewerId }) => reviewerId).values()];
  return 2 * graders.filter((of) => of.length >= LEAST_WORKS).length >= graders.length;
}

function gradeOf(workId: string, given: readonly Given[], fitted: Fitted | null): Grade {
  const steps = given
    .toSorted((a, b) => Number(b.staff) - Number(a.staff) || a.score - b.score || (a.reviewerId < b.reviewerId ? -1 : 1))
    .map(({ reviewerId, score, staff }): GradeStep => ({ kind: 'given', reviewerId, score, staff }));
  const plain = (method: 'staff' | 'single' | 'median', value: number): Grade => {
    const score = tenth(value);
    return { workId, score, method, steps: [...steps, { kind: method, score }], interval: null };
  };
  const staff = given.filter((one) => one.staff).map(({ score }) => score);
  if (staff.length > 0) return plain('staff', mean(staff));
  const work = fitted?.works.get(workId);
  if (fitted && work) {
    const corrected = work.parts.map(
      ({ reviewerId, bias, score, share }): GradeStep => ({ kind: 'corrected', reviewerId, bias: tenth(bias), score: tenth(score), share }),
    );
    const shrunk: GradeStep = { kind: 'class', score: tenth(fitted.mean), share: work.shrinkage };
    const interval: [number, number] = [tenth(clamp(work.score - 1.96 * work.deviation)), tenth(clamp(work.score + 1.96 * work.deviation))];
    return { workId, score: tenth(clamp(work.score)), method: 'model', steps: [...steps, ...corrected, shrunk], interval };
  }
  const scores = given.map(({ score }) => score);
  return plain(scores.length === 1 ? 'single' : 'median', median(scores));
}

const clamp = (value: number): number => Math.min(100, Math.max(0, value));
const tenth = (value: number): number => Math.round(value * 10) / 10;
