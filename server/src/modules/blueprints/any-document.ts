/** Documents for tests: of every shape, and a shipped one with changes. */
import fc from 'fast-check';
import { type Blueprint, blueprint } from './blueprint.ts';
import { shippedBlueprints } from './shipped.ts';

const shipped = await shippedBlueprints();

export function early(change: (document: Blueprint) => void = () => {}): Blueprint {
  const found = shipped.find(({ id }) => id === 'early-riser');
  if (!found) throw new TypeError('it is shipped');
  const copy = structuredClone(found);
  change(copy);
  return copy;
}

const wall = (at: number) => `${String(Math.floor(at / 60)).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}`;
const words = fc.stringMatching(/^[一-龥A-Za-z0-9，。“”'"\\%{}]{1,20}$/);
/** Without braces, which ask for something. */
const told = words.map((text) => text.replace(/[{}]/g, '') || '话');
const list = <T>(of: fc.Arbitrary<T>, maxLength = 3) => fc.array(of, { maxLength });
const orNull = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: null });

const policies = fc
  .record({
    zone: fc.constantFrom('Asia/Shanghai', 'America/New_York', 'Pacific/Kiritimati', 'Pacific/Pago_Pago'),
    boundary: fc.integer({ min: 0, max: 6 * 60 }),
    opening: fc.integer({ min: 0, max: 700 }),
    length: fc.integer({ min: 1, max: 700 }),
    late: fc.constantFrom('refused', 'withoutCredit', 'counted'),
    needPerWeek: fc.integer({ min: 1, max: 7 }),
    tickets: fc.nat(100),
    ticketDays: fc.integer({ min: 1, max: 31 }),
    leaves: fc.nat(100),
    text: orNull(fc.record({ needed: fc.boolean(), min: fc.nat(5_000) })),
    number: orNull(
      fc.record({
        needed: fc.boolean(),
        label: words,
        unit: fc.constantFrom('', '页'),
        min: fc.nat(9),
        max: fc.integer({ min: 9, max: 99 }),
      }),
    ),
    link: orNull(fc.record({ needed: fc.boolean() })),
    photos: orNull(fc.record({ needed: fc.boolean(), max: fc.integer({ min: 1, max: 9 }) })),
    voice: orNull(fc.record({ needed: fc.boolean(), maxSeconds: fc.integer({ min: 5, max: 180 }) })),
    chat: orNull(fc.record({ keywords: list(words), jielong: fc.boolean(), number: fc.boolean() })),
  })
  .map(({ boundary, opening, length, text, number, link, photos, voice, ...rest }) => ({
    ...rest,
    boundary: wall(boundary),
    opens: wall(boundary + opening),
    closes: wall(boundary + opening + length),
    content: { text, number, link, photos, voice },
  }));

const lists = fc.record({ behaviours: list(words), responsibilities: list(words), reward: words, sanction: words });
const roles = fc.uniqueArray(
  fc
    .record({
      name: words,
      per: fc.constantFrom('community', 'class', 'squad'),
      duties: list(words),
      definition: fc.option(
        fc.tuple(lists, fc.boolean(), orNull(fc.integer({ min: 1, max: 3_660 })), fc.subarray(['squad.see', 'squad.praise', 'squad.care'])),
        { nil: undefined },
      ),
    })
    .map(({ definition, ...role }) => {
      if (!definition) return role;
      const [said, leads, termDays, rights] = definition;
      return { ...role, definition: { ...said, leads: leads && role.per === 'squad', termDays, rights } };
    }),
  { maxLength: 4, selector: ({ name }) => name },
);

const quizzes = fc
  .array(fc.record({ text: words, options: fc.uniqueArray(words, { minLength: 2, maxLength: 6 }), why: words }), {
    minLength: 1,
    maxLength: 3,
  })
  .chain((all) =>
    fc.integer({ min: 1, max: all.length }).chain((ask) =>
      fc.record({
        questions: fc.constant(all.map(({ text, options: [right, ...wrong], why }) => ({ text, right, wrong, why }))),
        ask: fc.constant(ask),
        pass: fc.integer({ min: 1, max: ask }),
        tries: orNull(fc.integer({ min: 1, max: 20 })),
        failing: fc.constantFrom('barred', 'marked'),
      }),
    ),
  );

const pointsRules = fc.record({
  facts: fc.record(
    {
      'checkin.onTime': fc.record({ points: fc.integer({ min: 1, max: 1_000 }), dailyCap: orNull(fc.integer({ min: 1, max: 10_000 })) }),
      'praise.received': fc.record({ points: fc.integer({ min: 1, max: 1_000 }), dailyCap: fc.constant(null) }),
    },
    { requiredKeys: ['checkin.onTime'] },
  ),
  runs: fc.uniqueArray(fc.record({ days: fc.integer({ min: 2, max: 366 }), points: fc.integer({ min: 1, max: 10_000 }) }), {
    maxLength: 3,
    selector: ({ days }) => days,
  }),
  expiry: fc.constantFrom('never', 'quarter', 'year'),
  handLimit: fc.integer({ min: 1, max: 10_000 }),
  newcomerWeeks: fc.integer({ min: 1, max: 12 }),
  badges: list(words).map((names) =>
    names.map((name, index) => ({ key: `b${index}`, name, isTitle: index === 0, measure: 'points', need: index + 1 })),
  ),
});

const creditSteps = fc
  .uniqueArray(fc.integer({ min: 2, max: 20 }), { maxLength: 3 })
  .chain((later) =>
    fc.tuple(
      ...[1, ...later.toSorted((a, b) => a - b)].map((from) =>
        fc.oneof(
          fc.record({ from: fc.constant(from), what: fc.constantFrom('reminder', 'warning') }),
          fc.record({ from: fc.constant(from), what: fc.constant('points'), points: fc.integer({ min: 1, max: 12 }) }),
          fc.record({ from: fc.constant(from), what: fc.constant('mute'), points: fc.nat(12), hours: fc.integer({ min: 1, max: 720 }) }),
        ),
      ),
    ),
  );

const creditRules = fc.record({
  rules: fc.uniqueArray(
    fc.record({
      number: fc.stringMatching(/^[1-9]\.[1-9]$/),
      name: words,
      text: words,
      withinDays: fc.integer({ min: 1, max: 366 }),
      steps: creditSteps,
    }),
    { minLength: 1, maxLength: 3, selector: ({ number }) => number },
  ),
  exam: quizzes.map(({ questions, ask }) => ({ questions, ask })),
  appeal: fc.record({ days: fc.integer({ min: 1, max: 60 }), decideDays: fc.integer({ min: 1, max: 30 }) }),
});

/** Any document that is taken. */
export const documents = fc
  .record({
    name: words,
    goals: fc.tuple(words, words),
    colour: orNull(fc.constantFrom('#25508a', '#ffd84d')),
    lines: list(words),
    sizes: fc.record({
      classSize: fc.integer({ min: 2, max: 10_000 }),
      squadSize: fc.integer({ min: 2, max: 200 }),
      span: fc.integer({ min: 1, max: 99 }),
    }),
    roles,
    quiz: fc.option(quizzes, { nil: undefined }),
    checkins: fc.array(
      fc.record({ name: words, goal: words, offset: fc.nat(30), days: fc.integer({ min: 1, max: 400 }), policy: policies }),
      { minLength: 1, maxLength: 3 },
    ),
    homework: fc.option(
      fc.array(
        fc.record({
          ...{ title: words, asked: words, day: fc.integer({ min: 0, max: 400 }), time: fc.nat(1_439).map(wall) },
          reviews: fc.nat(10),
          graded: fc.boolean(),
          lateDays: orNull(fc.integer({ min: 1, max: 7 })),
        }),
        { minLength: 1, maxLength: 3 },
      ),
      { nil: undefined },
    ),
    rituals: list(
      fc.record({ name: words, day: fc.integer({ min: -60, max: 730 }), time: fc.nat(1_439).map(wall), who: words, text: words }),
    ),
    scripts: fc.option(
      fc.uniqueArray(
        fc.record({
          name: words,
          summary: words,
          lines: fc.array(fc.record({ minutes: fc.nat(2_880), who: words, title: words, words: told, silence: told }), {
            minLength: 1,
            maxLength: 3,
          }),
        }),
        { maxLength: 3, selector: ({ name }) => name },
      ),
      { nil: undefined },
    ),
    points: fc.option(pointsRules, { nil: undefined }),
    credit: fc.option(creditRules, { nil: undefined }),
    prices: list(
      fc.record({ name: words, yuan: fc.nat(1_000_000), days: orNull(fc.integer({ min: 1, max: 3_660 })), rights: list(words) }),
    ),
  })
  .map(({ name, goals, colour, lines, quiz, sizes, roles, checkins, homework, rituals, scripts, points, credit, prices }): Blueprint => {
    const [goal, audience] = goals;
    const charter = { audience, pain: name, goal, encouraged: lines, violations: lines, days: null, motive: 'growth' };
    return blueprint.parse({
      ...{ format: 1, id: 'any', name, summary: goal, forWhom: audience },
      interest: { charter, face: { nickname: name, ...(colour && { colour }) }, quiz },
      structure: { ...sizes, roles },
      output: {},
      operate: {
        ...(scripts && { scripts: scripts.map((script, index) => ({ format: 1, id: `s${index}`, ...script })) }),
        checkins: checkins.map((checkin, index) => ({ key: `c${index}`, ...checkin })),
        ...(homework && {
          homework: homework.map(({ reviews, graded, lateDays, ...one }, index) => ({
            ...{ key: `h${index}`, ...one, policy: { reviews, graded } },
            late: lateDays && { day: one.day + lateDays, time: one.time },
          })),
        }),
        rituals,
        ...(points && { points }),
        ...(credit && { credit }),
      },
      copy: { prices, readiness: lines },
    });
  });
