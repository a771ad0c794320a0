import { readdirSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { windowFits } from '../checkins/days.ts';
import { type Blueprint, blueprint, blueprintSchema } from './blueprint.ts';
import { tierDocument } from './ladder.ts';

const root = new URL('../../../../', import.meta.url);
const published: object = JSON.parse(readFileSync(new URL('docs/schemas/blueprint.schema.json', root), 'utf8'));
const valid = new Ajv2020({ strict: true, strictTuples: false, allowUnionTypes: true }).compile(published);
const folder = new URL('blueprints/', root);
const files = readdirSync(folder);
const written = (file: string) => parse(readFileSync(new URL(file, folder), 'utf8'));

it('the published schema is what the code says (after a change: node server/src/testing/write-schema.ts)', () => {
  expect(published).toEqual(blueprintSchema());
});

describe('the documents that come with the product', () => {
  it('are ten, and each has an id of its own', () => {
    expect(new Set(files.map((file) => blueprint.parse(written(file)).id)).size).toBe(10);
  });

  it.each(files)('%s is taken by the code and by the published schema', (file) => {
    const document = written(file);
    expect(valid(document), JSON.stringify(valid.errors)).toBe(true);
    expect(document.id).toBe(/^\d\d-(.*)\.yaml$/.exec(file)?.[1]);
    const parsed = blueprint.parse(document);
    for (const one of [parsed, ...(parsed.ladder ?? []).map((tier) => tierDocument(parsed, tier))]) expectComplete(one);
  });

  function expectComplete({ interest, structure, output, operate, copy }: Blueprint): void {
    for (const { policy } of operate.checkins) expect(windowFits(policy)).toBe(true);
    for (const part of [interest.threshold, structure.roles, output.columns, operate.rituals, copy.readiness, copy.prices])
      expect(part).not.toEqual([]);
    // Nothing is to be done after the cycle has ended.
    const last = interest.charter.days ?? Number.POSITIVE_INFINITY;
    for (const { day } of [...interest.charter.milestones, ...operate.rituals]) expect(day).toBeLessThan(last);
  }

  it.each(files)('%s promises no income and plants nobody', (file) => {
    expect(readFileSync(new URL(file, folder), 'utf8')).not.toMatch(/群拖|水军|躺赚|月入|保证收益|包过/);
  });
});

describe('a document is refused', () => {
  const good = written('01-early-riser.yaml');
  const [checkin] = good.operate.checkins;
  it.each([
    ['of another format', { ...good, format: 2 }],
    ['with a part missing', { ...good, structure: undefined }],
    ['with a word misspelt', { ...good, summery: '…' }],
    ['with rules misspelt', { ...good, operate: { checkins: [{ ...checkin, policy: { opening: '05:00' } }] } }],
    ['with no check-in', { ...good, operate: { checkins: [] } }],
    ['with two of one key', { ...good, operate: { checkins: [checkin, checkin] } }],
    ['with a time that is none', { ...good, operate: { ...good.operate, rituals: [{ ...good.operate.rituals[0], time: '25:00' }] } }],
  ])('%s', (_what, document) => {
    expect(blueprint.safeParse(document).success).toBe(false);
  });
});
