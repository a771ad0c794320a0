import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { checkupFixture } from '#testing/checkup-fixture';
import { checkupSchema } from '../picture/checkup-schema.ts';
import { checkup } from '../picture/picture.ts';

const published: object = JSON.parse(readFileSync(new URL('../../../docs/schemas/checkup-1.json', import.meta.url), 'utf8'));
const valid = new Ajv2020({ strict: true, strictTuples: false, allowUnionTypes: true }).compile(published);

describe('the published schema of a checkup', () => {
  it('is what the code says (after a change: node server/src/testing/write-schema.ts)', () => {
    expect(published).toEqual(checkupSchema());
  });

  it('accepts a full document, and the code agrees', () => {
    expect(valid(checkupFixture), JSON.stringify(valid.errors)).toBe(true);
    expect(checkup.strict().parse(checkupFixture)).toEqual(checkupFixture);
  });

  it.each([
    ['a share above one', { ...checkupFixture, concentration: { ...checkupFixture.concentration, gini: 1.2 } }],
    ['a missing part', { ...checkupFixture, messages: undefined }],
    ['an unknown stage', { ...checkupFixture, lifecycle: { ...checkupFixture.lifecycle, stage: 'asleep' } }],
    ['a negative count', { ...checkupFixture, members: { ...checkupFixture.members, total: -1 } }],
    ['another version', { ...checkupFixture, schema: 'https://qunce.dev/schemas/checkup-2.json' }],
  ])('refuses %s', (_name, document) => {
    expect(valid(JSON.parse(JSON.stringify(document)))).toBe(false);
  });

  it('lets a later addition pass', () => {
    expect(valid({ ...checkupFixture, added: [] })).toBe(true);
  });
});
