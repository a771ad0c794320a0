import { celEnv, parse, plan } from '@bufbuild/cel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type MemberFacts, metricNames, metrics, shippedExpressions, shippedRules } from '#picture';
import { evaluate } from '../../picture/rules.ts';
import { compileRule } from './compile.ts';
import { ruleNames } from './contract.ts';

describe('the shipped rules', () => {
  it.each(ruleNames)('%s: its words compile to what is evaluated', async (name) => {
    expect(await compileRule(shippedExpressions[name], name)).toEqual(shippedRules.rules[name]);
  });
});

describe('a rule as needs', () => {
  it.each([
    ['messages28 >= 5 && weeks28 > 1', [['messages28 >= 5', 'weeks28 > 1']]],
    ['messages28 >= 5 || weeks28 > 1', [['messages28 >= 5'], ['weeks28 > 1']]],
    ['5 <= messages28', [['messages28 >= 5']]],
    ['!(messages28 >= 5 && weeks28 > 1)', [['messages28 < 5'], ['weeks28 <= 1']]],
    ['!(messages28 >= 5 || weeks28 > 1)', [['messages28 < 5', 'weeks28 <= 1']]],
    ['messages28 != 3', [['messages28 < 3'], ['messages28 > 3']]],
    ['inRoster && !checkinsInUse', [['inRoster = 1', 'checkinsInUse = 0']]],
    ['inRoster != true', [['inRoster = 0']]],
    [
      'inRoster ? messages28 > 3 : messages28 > 9',
      [
        ['inRoster = 1', 'messages28 > 3'],
        ['inRoster = 0', 'messages28 > 9'],
      ],
    ],
    [
      '(messages28 > 1 || weeks28 > 1) && lost28 > 1'.replace('lost28', 'activeWeeks'),
      [
        ['messages28 > 1', 'activeWeeks > 1'],
        ['weeks28 > 1', 'activeWeeks > 1'],
      ],
    ],
    ['share28 > 0.5 && messages28 > 1 && messages28 > 1', [['share28 > 0.5', 'messages28 > 1']]],
  ])('%s', async (text, expected) => {
    const rule = await compileRule(text, 'x');
    expect(rule.map((needs) => needs.map(({ metric, op, need }) => `${metric} ${op} ${String(need)}`))).toEqual(expected);
  });

  it.each([
    ['', 'segments.ruleEmpty', {}],
    [`messages28 > ${'1'.repeat(1_000)}`, 'segments.ruleTooLong', { limit: 1_000 }],
    ['messages28 >', 'segments.ruleUnreadable', { rule: 'x' }],
    ['messages28 >= 3 )', 'segments.ruleUnreadable', { column: 17 }],
    ['mesages28 > 3', 'segments.unknownMetric', { metric: 'mesages28', nearest: 'messages28' }],
    ['toString > 3', 'segments.unknownMetric', { metric: 'toString' }],
    ['messages28', 'segments.ruleType', { metric: 'messages28', wanted: 'yesNo' }],
    ['messages28 == true', 'segments.ruleType', { wanted: 'number' }],
    ['inRoster > 1', 'segments.ruleType', { wanted: 'yesNo' }],
    ['share28 == 1', 'segments.ruleType', { wanted: 'fraction' }],
    ['messages28 == 1.5', 'segments.ruleType', { wanted: 'whole' }],
    ['messages28 > share28 * 2', 'segments.ruleMixed', {}],
    ['3 > 2', 'segments.ruleUnsupported', {}],
    ['true', 'segments.ruleUnsupported', {}],
    ['size(messages28) > 3', 'segments.ruleUnsupported', {}],
    ['messages28 > "3"', 'segments.ruleUnsupported', {}],
    ['[1, 2].all(x, x > messages28)', 'segments.ruleUnsupported', {}],
    [
      Array.from({ length: 6 }, () => '(messages28 > 1 || weeks28 > 1)')
        .map((part, i) => part.replaceAll('1', String(i)))
        .join(' && '),
      'segments.ruleTooCostly',
      {},
    ],
    [Array.from({ length: 40 }, (_, i) => `messages28 == ${i}`).join(' || '), 'segments.ruleTooCostly', {}],
  ])('refuses %s with %s', async (text, code, data) => {
    await expect(compileRule(text, 'x')).rejects.toMatchObject({ code, data: expect.objectContaining(data) });
  });
});

/** Expressions over whole-number and yes/no metrics, and figures for all metrics. */
const whole = metricNames.filter((name) => metrics[name].type === 'int');
const yesNo = metricNames.filter((name) => metrics[name].type === 'bool');
const term = fc.oneof(
  fc.integer({ min: -3, max: 12 }).map(String),
  fc.constantFrom(...whole),
  fc.tuple(fc.constantFrom(...whole), fc.constantFrom('+', '-', '*'), fc.integer({ min: 0, max: 5 })).map((parts) => parts.join(' ')),
);
const comparison = fc
  .tuple(fc.constantFrom(...whole), fc.constantFrom('<', '<=', '>', '>=', '==', '!='), term)
  .map((parts) => parts.join(' '));
const leaf = fc.oneof(
  comparison,
  fc.constantFrom(...yesNo),
  fc.constantFrom(...yesNo).map((name) => `${name} == false`),
);
const { expression } = fc.letrec<{ expression: string }>((tie) => ({
  expression: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    fc.tuple(tie('expression'), fc.constantFrom('&&', '||'), tie('expression')).map(([a, op, b]) => `(${a} ${op} ${b})`),
    tie('expression').map((inner) => `!(${inner})`),
    fc.tuple(leaf, tie('expression'), tie('expression')).map(([a, b, c]) => `(${a} ? ${b} : ${c})`),
  ),
}));
const facts = fc.record(
  Object.fromEntries(
    metricNames.map((name) => [name, metrics[name].type === 'bool' ? fc.integer({ min: 0, max: 1 }) : fc.integer({ min: 0, max: 12 })]),
  ),
);

it('means what CEL means by it, wherever everything is known', async () => {
  let compared = 0;
  await fc.assert(
    fc.asyncProperty(expression, fc.array(facts, { minLength: 1, maxLength: 5 }), async (text, people: MemberFacts[]) => {
      const rule = await compileRule(text, 'x').catch((error: { code: string }) => {
        expect(['segments.ruleTooCostly', 'segments.ruleTooLong', 'segments.ruleUnsupported']).toContain(error.code);
        return null;
      });
      if (!rule) return;
      compared += 1;
      const run = plan(celEnv(), parse(text));
      for (const one of people) {
        const bindings = Object.fromEntries(
          metricNames.map((name) => [name, metrics[name].type === 'bool' ? one[name] === 1 : BigInt(one[name] ?? 0)]),
        );
        const { met, requirements } = evaluate(rule, one);
        expect(met).toBe(run(bindings));
        expect(requirements.every((row) => row.met)).toBe(met);
        expect(requirements.length).toBeGreaterThan(0);
      }
    }),
    { numRuns: 300 },
  );
  expect(compared).toBeGreaterThan(150);
});

it('holds of nobody by what is not known, either way round', async () => {
  for (const text of ['daysSinceLast > 7', '!(daysSinceLast > 7)', 'messages28 < daysSinceLast']) {
    expect(evaluate(await compileRule(text, 'x'), { daysSinceLast: null, messages28: 0 }).met, text).toBe(false);
  }
});
