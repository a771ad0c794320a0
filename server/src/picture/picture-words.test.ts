import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { inputOf, weeklyInput } from '#testing/picture-input';
import { messageKinds, systemKinds } from '#vocabulary/records';
import { metrics } from './members/metrics.ts';
import { flagNames, requirement, segmentNames, stages, suggestionKinds } from './picture.ts';
import { baseRates, population } from './stage/base-rates.ts';
import { lifecycle } from './stage/lifecycle.ts';
import { outlook } from './stage/outlook.ts';
import { takePicture } from './take.ts';

type Words = { [key: string]: string | Words };

const read = (language: string) =>
  JSON.parse(readFileSync(new URL(`../../../locales/${language}/picture.json`, import.meta.url), 'utf8')) as Words;

function text(words: Words, path: string): string | undefined {
  let at: string | Words | undefined = words;
  for (const key of path.split('.')) at = typeof at === 'object' ? at[key] : undefined;
  return typeof at === 'string' ? at : undefined;
}

const rising = Array.from({ length: 20 }, (_, week) => Math.round(8 * 1.08 ** week));
const steady = Array.from({ length: 20 }, () => 20);
const histories = [
  [],
  [5, 5],
  rising,
  steady,
  [...steady, 5, 5, 5, 5, 5, 5],
  [...steady, 0, 0, 0, 0],
  [...steady, 0, 0, 0, 0, 0, 0],
  [...steady, null, ...steady],
  [...steady, 5, 5, 5, 5, 5, 5, ...rising],
];

it('every metric of the rules is in docs/segments.md, as it is defined', () => {
  const guide = readFileSync(new URL('../../../docs/segments.md', import.meta.url), 'utf8');
  for (const [name, { of }] of Object.entries(metrics)) {
    const row = guide.split('\n').find((line) => line.startsWith(`| \`${name}\` | ${of} | `));
    expect(row?.endsWith(` | ${text(read('en'), `requirementDefinition.${name}`)} |`), name).toBe(true);
  }
});

describe.each(['zh-CN', 'en'])('words in %s', (language) => {
  const words = read(language);
  const has = (path: string) => expect(text(words, path), path).toBeTypeOf('string');

  it('name every kind, stage, segment, requirement and suggestion', () => {
    for (const name of [...segmentNames, ...flagNames]) for (const part of ['name', 'definition']) has(`metric.${name}.${part}`);
    for (const stage of stages) for (const path of [`stage.${stage}`, `reason.turning.${stage}`]) has(path);
    for (const metric of requirement.shape.metric.options)
      for (const part of ['requirement', 'requirementDefinition']) has(`${part}.${metric}`);
    for (const kind of suggestionKinds) for (const part of ['title', 'why', 'do']) has(`suggestion.${kind}.${part}`);
    for (const kind of messageKinds) has(`kind.${kind}`);
    for (const kind of systemKinds) has(`systemKind.${kind}`);
    has(`population.${population}`);
  });

  it('say every reason, and fill its blanks', () => {
    const inputs = histories.map((speakers) => weeklyInput(speakers));
    const moving = [1, 9].map((joins) => {
      const input = weeklyInput(rising);
      return { ...input, weeks: input.weeks.map((week) => ({ ...week, joins, leaves: 5, topShare: 0.9 })) };
    });
    const stageReasons = [...inputs, ...moving].flatMap((input) => lifecycle(input).reasons);
    const riskReasons = Object.keys(baseRates).flatMap((key) => {
      const stage = stages.find((name) => key.startsWith(name)) ?? 'introduction';
      return outlook(weeklyInput(steady), { stage, trend: 'up', since: null, reasons: [] }).risk?.reasons ?? [];
    });
    expect(new Set(stageReasons.map(({ code }) => code)).size).toBeGreaterThan(10);
    for (const { code, values } of [...stageReasons, ...riskReasons]) {
      const found = text(words, `reason.${code}`);
      expect(found, code).toBeTypeOf('string');
      for (const [, blank = ''] of found?.matchAll(/{{(\w+)}}/g) ?? []) expect(Object.keys(values), code).toContain(blank);
    }
  });

  it('name every sense, its proxies and what is missing', () => {
    const { senses } = takePicture(inputOf({ A: [{ day: 5 }] })).picture;
    for (const [sense, { parts }] of Object.entries(senses)) {
      has(`sense.${sense}`);
      has(`metric.${sense}.definition`);
      for (const { proxy, missing } of parts) {
        has(`proxy.${proxy}`);
        if (missing) has(`missing.${missing}`);
      }
    }
  });
});
