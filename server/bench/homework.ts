/** Dealing 10,000 works to three reviewers each, and how near to planted true grades each way of grading comes. */
import { mean, median } from 'simple-statistics';
import { allocate } from '../src/modules/homework/allocation.ts';
import { type Grade, gradeWorks } from '../src/modules/homework/grading.ts';
import { Dice } from '../src/simulator/dice.ts';
import { type ClassKind, errorOf, type GradedClass, gradedClass, usualClass } from '../src/testing/graded-class.ts';
import { type Rate, resampled } from '../src/testing/planted-cases.ts';
import { type Measure, type Result, seconds, timeWork } from './measure.ts';
import { keepTable } from './table.ts';

const WORKS = 10_000;
const K = 3;
const ROUNDS = 5;
const MOST_SECONDS = 2;
const CLASSES = 200;
/** None of which any number of the model was chosen on. */
const FIRST_SEED = 2_001;

export const homework: Measure = {
  name: 'homework',
  async run() {
    const errors = kinds.map(([name, kind]) => errorRow(name, { ...usualClass, ...kind }));
    keepTable('peer-review.md', 'planted', errors);
    return [await dealing('one class', 0), await dealing('in squads of ten, read by others', 1_000), ...errors];
  },
};

const kinds: [name: string, Partial<ClassKind>][] = [
  ['a class of 77, three reviews', {}],
  ['peers lean nowhere', { lean: 0 }],
  ['of 20', { people: 20 }],
  ['of 300', { people: 300 }],
  ['five reviews', { k: 5 }],
  ['staff grades one work in five', { calibrated: 0.2 }],
  ['nobody careless', { careless: 0 }],
  ['three in ten careless', { careless: 0.3 }],
  ['ten points too kind', { lean: 10 }],
  ['works much alike', { spread: 4 }],
  ['works far apart', { spread: 20 }],
];

async function dealing(name: string, squads: number): Promise<Result> {
  const people = Array.from({ length: WORKS }, (_, at) => ({ id: `p${at}`, squadId: squads > 0 ? `s${at % squads}` : null, load: 0 }));
  const works = people.map(({ id, squadId }) => ({ id: `w${id}`, authorId: id, squadId }));
  const times: number[] = [];
  const plain: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    plain.push(await timeWork(() => dealtInARing(people, round)));
    times.push(
      await timeWork(() => {
        const { pairs, short } = allocate({
          works,
          reviewers: people,
          k: K,
          existing: [],
          outside: squads > 0,
          relaxed: [],
          seed: String(round),
        });
        if (pairs.length !== WORKS * K || short.length > 0) throw new Error('not every work was dealt');
      }),
    );
  }
  const [value, baseline] = [median(times) / 1000, median(plain) / 1000];
  return {
    name: `${WORKS.toLocaleString('en')} works × ${K} reviewers, ${name}`,
    value: `${seconds(value)} processor`,
    baseline: `a shuffled ring that minds no rule ${seconds(baseline)}`,
    ratio: value / baseline,
    target: `≤ ${MOST_SECONDS} s processor`,
    met: value <= MOST_SECONDS,
  };
}

function dealtInARing(people: readonly { id: string }[], seed: number): { workId: string; reviewerId: string }[] {
  const ring = new Dice(seed).shuffled(people);
  return ring.flatMap(({ id }, at) =>
    Array.from({ length: K }, (_, step) => ({ workId: `w${id}`, reviewerId: ring[(at + step + 1) % ring.length]?.id ?? '' })),
  );
}

function errorRow(name: string, kind: ClassKind): Result {
  const errors = Array.from({ length: CLASSES }, (_, at) => errorsOf(gradedClass(FIRST_SEED + at, kind)));
  const figure = (of: (one: (typeof errors)[number]) => number) => resampled(errors.map(of), mean);
  const [model, plain] = [figure((one) => one.model), figure((one) => one.plain)];
  const nearer = errors.filter((one) => one.model < one.plain).length;
  return {
    name: `error of a grade, ${name}`,
    value: `model ${text(model)} points; ${text(figure((one) => one.plain - one.model))} less than the mean, nearer in ${nearer} of ${CLASSES} classes; interval held ${(figure((one) => one.inside).value * 100).toFixed(0)} %`,
    baseline: `mean ${text(plain)}, median ${text(figure((one) => one.middle))}`,
    ratio: model.value / plain.value,
    target: 'below the mean',
    met: model.high < plain.low,
  };
}

function errorsOf({ given, truth }: GradedClass): { model: number; plain: number; middle: number; inside: number } {
  const byWork = Map.groupBy(
    given.filter(({ staff }) => !staff),
    ({ workId }) => workId,
  );
  const by = (figure: (scores: number[]) => number) =>
    errorOf(new Map([...byWork].map(([work, of]) => [work, figure(of.map(({ score }) => score))])), truth);
  const grades = gradeWorks(given).filter(({ workId }) => truth.has(workId));
  return {
    model: errorOf(new Map(grades.map(({ workId, score }) => [workId, score])), truth),
    plain: by(mean),
    middle: by(median),
    inside: grades.filter((grade) => held(grade, truth.get(grade.workId))).length / grades.length,
  };
}

function held({ interval }: Grade, value: number | undefined): boolean {
  return interval !== null && value !== undefined && value >= interval[0] && value <= interval[1];
}

function text({ value, low, high }: Rate): string {
  return `${value.toFixed(2)} [${low.toFixed(2)}, ${high.toFixed(2)}]`;
}
