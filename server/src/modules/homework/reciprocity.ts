/** Praise that went both ways. A flag is a reason to look, not a finding: friends may both have done well. Pure. */
import { mean, sum } from 'simple-statistics';

export interface Reading {
  reviewerId: string;
  authorId: string;
  /** Points over what the others gave the same work. */
  excess: number;
}

export interface Exchange {
  reviewerId: string;
  /** Points beyond others' scores and beyond both people's own leaning, mean of both directions. */
  excess: number;
}

/** One-sided 1 %: of a hundred innocent pairs one is flagged. */
const SURE = 2.33;

/**
 * Pairs that reviewed each other (cycles of length 2): both gave more than others did and than they give elsewhere, and the two
 * together by more than chance would. @returns by reviewer, the other one of each pair flagged
 */
export function reciprocal(readings: readonly Reading[]): Map<string, Exchange[]> {
  const byReviewer = Map.groupBy(readings, ({ reviewerId }) => reviewerId);
  const residual = (reviewerId: string, authorId: string): number | null => {
    const of = byReviewer.get(reviewerId) ?? [];
    const here = of.filter((one) => one.authorId === authorId).map(({ excess }) => excess);
    const elsewhere = of.filter((one) => one.authorId !== authorId).map(({ excess }) => excess);
    if (here.length === 0) return null;
    return mean(here) - (elsewhere.length > 0 ? mean(elsewhere) : 0);
  };
  const deviation = Math.sqrt(sum(readings.map(({ excess }) => excess ** 2)) / Math.max(1, readings.length - 1));
  const found = new Map<string, Exchange[]>();
  for (const { reviewerId, authorId } of readings) {
    const there = residual(reviewerId, authorId);
    const back = residual(authorId, reviewerId);
    if (there === null || back === null || there <= 0 || back <= 0) continue;
    if ((there + back) / (deviation * Math.SQRT2) < SURE) continue;
    const list = found.get(reviewerId) ?? [];
    if (!list.some((one) => one.reviewerId === authorId)) list.push({ reviewerId: authorId, excess: Math.round((there + back) * 5) / 10 });
    found.set(reviewerId, list);
  }
  return found;
}
