import { describe, expect, it } from 'vitest';
import { type Assessment, gradeReviewers } from './reviewers.ts';

const one = (workId: string, reviewerId: string, criteria: number[], staff = false): Assessment => ({
  workId,
  authorId: `${workId} author`,
  reviewerId,
  criteria,
  staff,
});
const gradeOf = (list: readonly Assessment[], reviewerId: string, weights = [1]) =>
  gradeReviewers(list, weights).find((grade) => grade.reviewerId === reviewerId);

describe('the grade of a reviewer', () => {
  it('is 100 less the distance to the review nearest to the average', () => {
    const list = [one('w', 'a', [60]), one('w', 'b', [70]), one('w', 'c', [90])];
    // Average 73.3: b is best. Population variance 155.56; a is 10 away: 10 · 10² / (5 · 155.56) = 1.29; c 20: 8 · 1.29 = 10.29.
    expect(gradeOf(list, 'b')).toMatchObject({ score: 100, compared: 1, bias: -5 });
    expect(gradeOf(list, 'a')).toMatchObject({ score: 98.7, bias: -20 });
    expect(gradeOf(list, 'c')).toMatchObject({ score: 89.7, bias: 25 });
  });

  it('weighs criteria, and leaves out one on which all agree', () => {
    const list = [one('w', 'a', [60, 50]), one('w', 'b', [70, 50]), one('w', 'c', [90, 50])];
    expect(gradeOf(list, 'c', [1, 9])?.score).toBe(89.7);
    expect(gradeOf(list, 'c', [1, 1])?.bias).toBe(12.5);
  });

  it('takes what staff gave for the best', () => {
    const list = [one('w', 'a', [60]), one('w', 'b', [70]), one('w', 'staff', [90], true)];
    expect(gradeReviewers(list, [1]).map(({ reviewerId }) => reviewerId)).toEqual(['a', 'b']);
    expect(gradeOf(list, 'b')?.score).toBeGreaterThan(gradeOf(list, 'a')?.score ?? 100);
    expect(gradeOf(list, 'b')).toMatchObject({ bias: -20 });
  });

  it('says nothing where nobody else reviewed, and both are best where two did', () => {
    expect(gradeOf([one('w', 'a', [60])], 'a')).toMatchObject({ score: null, bias: null, compared: 0, outlier: false });
    expect(gradeReviewers([one('w', 'a', [60]), one('w', 'b', [90])], [1]).map(({ score }) => score)).toEqual([100, 100]);
  });
});

/** Twelve people in a ring, each reviewed by the next four; each gives 70 and some points of habit, so that all differ a little. */
const ring = (given: (reviewer: number, author: number) => number): Assessment[] =>
  Array.from({ length: 12 }, (_, author) => author).flatMap((author) =>
    [1, 2, 3, 4].map((step) => {
      const reviewer = (author + step) % 12;
      return {
        workId: `w${author}`,
        authorId: `p${author}`,
        reviewerId: `p${reviewer}`,
        criteria: [given(reviewer, author)],
        staff: false,
      };
    }),
  );
const usual = (reviewer: number, author: number) => 70 + ((reviewer * 5 + author * 3) % 7);

describe('who stands out', () => {
  it('is nobody in a class that differs a little', () => {
    expect(gradeReviewers(ring(usual), [1]).filter(({ outlier, reciprocal }) => outlier || reciprocal.length > 0)).toEqual([]);
  });

  it('is whoever is always far from the others, and not whom it reviewed with', () => {
    const list = ring((reviewer, author) => (reviewer === 3 ? 20 : usual(reviewer, author)));
    expect(gradeReviewers(list, [1]).flatMap(({ reviewerId, outlier }) => (outlier ? [reviewerId] : []))).toEqual(['p3']);
  });

  it('is nobody after two works', () => {
    const list = ring(usual).map((review) => (review.reviewerId === 'p3' ? { ...review, criteria: [20] } : review));
    const third = list.filter(({ reviewerId }) => reviewerId === 'p3').slice(2);
    expect(
      gradeReviewers(
        list.filter((review) => !third.includes(review)),
        [1],
      ).some(({ outlier }) => outlier),
    ).toBe(false);
  });

  it('are two who gave each other more than others did and than they give others, on both sides', () => {
    const back = (workId: string, authorId: string, reviewerId: string, score: number): Assessment => ({
      workId,
      authorId,
      reviewerId,
      criteria: [score],
      staff: false,
    });
    // p1 reviews p0 in the ring; now p0 reviews p1 too.
    const both = ring((reviewer, author) => (reviewer === 1 && author === 0 ? 98 : usual(reviewer, author)));
    const praised = gradeReviewers([...both, back('w1', 'p1', 'p0', 98)], [1]);
    expect(praised.flatMap(({ reviewerId, reciprocal }) => reciprocal.map((other) => [reviewerId, other.reviewerId]))).toEqual([
      ['p0', 'p1'],
      ['p1', 'p0'],
    ]);
    const oneSided = gradeReviewers([...both, back('w1', 'p1', 'p0', 72)], [1]);
    expect(oneSided.flatMap(({ reciprocal }) => reciprocal)).toEqual([]);
  });
});
