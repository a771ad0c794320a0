import fc from 'fast-check';
import { mean } from 'simple-statistics';
import { describe, expect, it } from 'vitest';
import { errorOf, gradedClass, usualClass } from '#testing/graded-class';
import { type Given, type Grade, gradeWorks } from './grading.ts';

const peer = (workId: string, reviewerId: string, score: number): Given => ({ workId, reviewerId, score, staff: false });
const staff = (workId: string, score: number): Given => ({ workId, reviewerId: 'staff', score, staff: true });
const gradeOf = (given: readonly Given[], workId = 'w') => gradeWorks(given).find((one) => one.workId === workId);

/** What the last steps say the grade is, by their own numbers. */
function fromSteps({ steps }: Grade): number {
  const parts = steps.flatMap((step) => (step.kind === 'corrected' || step.kind === 'class' ? [step.score * step.share] : []));
  if (parts.length > 0) return parts.reduce((sum, part) => sum + part, 0);
  return steps.findLast((step) => step.kind !== 'given' && step.kind !== 'corrected' && step.kind !== 'class')?.score ?? Number.NaN;
}

describe('the grade of a work', () => {
  it.each<{ given: Given[]; method: Grade['method']; score: number }>([
    { given: [peer('w', 'a', 80)], method: 'single', score: 80 },
    { given: [peer('w', 'a', 80), peer('w', 'b', 90)], method: 'median', score: 85 },
    { given: [peer('w', 'a', 80), peer('w', 'b', 90), peer('w', 'c', 0)], method: 'median', score: 80 },
    { given: [peer('w', 'a', 80), staff('w', 66)], method: 'staff', score: 66 },
    { given: [staff('w', 66), staff('w', 67)], method: 'staff', score: 66.5 },
  ])('of $given is by $method $score', ({ given, method, score }) => {
    expect(gradeOf(given)).toMatchObject({ method, score, interval: null });
  });

  it('shows every score that was given, and steps whose numbers make the grade', () => {
    const classes = fc.integer({ min: 1, max: 1_000_000 }).map((seed) => gradedClass(seed, { ...usualClass, people: 20 }).given);
    fc.assert(
      fc.property(classes, fc.boolean(), (given, calibrated) => {
        const used = calibrated ? given : given.filter((one) => !one.staff);
        for (const grade of gradeWorks(used)) {
          expect(grade.method).toBe(
            calibrated ? (used.some((one) => one.staff && one.workId === grade.workId) ? 'staff' : 'model') : 'median',
          );
          expect(grade.steps.filter(({ kind }) => kind === 'given')).toHaveLength(
            used.filter(({ workId }) => workId === grade.workId).length,
          );
          if (grade.score > 0 && grade.score < 100) expect(Math.abs(fromSteps(grade) - grade.score)).toBeLessThan(0.11);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('is a median until half of the graders have three works and staff has graded one work in twenty', () => {
    const { given } = gradedClass(1, { ...usualClass, people: 40 });
    const methods = (list: readonly Given[]) => new Set(gradeWorks(list).map(({ method }) => method));
    expect(methods(given)).toEqual(new Set(['staff', 'model']));
    const graders = [...new Set(given.filter((one) => !one.staff).map(({ reviewerId }) => reviewerId))];
    const calibrated = new Set(given.filter((one) => one.staff).map(({ workId }) => workId));
    /** One review of so many graders was never given, of a work that staff did not grade. */
    const without = (count: number) => {
      const one = (id: string) => given.find(({ reviewerId, workId }) => reviewerId === id && !calibrated.has(workId));
      const lapsed = new Set(graders.slice(0, count).map(one));
      return given.filter((one) => !lapsed.has(one));
    };
    expect(methods(without(20))).toContain('model');
    expect(methods(without(21))).not.toContain('model');
    const [, ...fewer] = given.filter((one) => one.staff);
    expect(methods([...given.filter((one) => !one.staff), ...fewer])).toEqual(new Set(['staff', 'median']));
  });

  it('does not depend on the order of the reviews', () => {
    const { given } = gradedClass(2, { ...usualClass, people: 30 });
    const turned = new Map(gradeWorks(given.toReversed()).map((one) => [one.workId, one]));
    for (const grade of gradeWorks(given)) expect(turned.get(grade.workId)?.score).toBeCloseTo(grade.score, 0);
  });
});

describe('a class whose true grades are planted', () => {
  const seeds = Array.from({ length: 40 }, (_, at) => 1_001 + at);
  const errors = seeds.map((seed) => {
    const { given, truth } = gradedClass(seed, usualClass);
    const byWork = Map.groupBy(
      given.filter((one) => !one.staff),
      ({ workId }) => workId,
    );
    const grades = gradeWorks(given);
    const inside = grades.filter(({ workId, interval }) => {
      const true_ = truth.get(workId);
      return interval && true_ !== undefined && true_ >= interval[0] && true_ <= interval[1];
    });
    return {
      plain: errorOf(new Map([...byWork].map(([work, of]) => [work, mean(of.map(({ score }) => score))])), truth),
      model: errorOf(new Map(grades.map(({ workId, score }) => [workId, score])), truth),
      inside: inside.length / truth.size,
    };
  });

  it('is graded nearer to the truth by the model than by the plain mean', () => {
    expect(mean(errors.map(({ model }) => model))).toBeLessThan(mean(errors.map(({ plain }) => plain)) - 0.5);
    expect(errors.filter(({ model, plain }) => model < plain).length).toBeGreaterThan(0.8 * seeds.length);
  });

  it('has nine true grades in ten within the interval it shows', () => {
    expect(mean(errors.map(({ inside }) => inside))).toBeGreaterThan(0.88);
  });
});
