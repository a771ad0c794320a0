import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DomainError } from '#vocabulary/errors';
import type { Rejection } from '../format.ts';
import { JsonSplitter, MAX_VALUE_BYTES, type Shape } from './splitter.ts';

const rooms: Shape = {
  fields: {
    name: { keep: true },
    rows: { each: 'row' },
    rooms: { fields: { list: { items: { fields: { name: { keep: true }, rows: { each: 'inner' } } } } } },
  },
};

interface Split {
  elements: [string, unknown, string | undefined][];
  places: [number, number][];
  closed: Record<string, unknown>[];
  rejections: Rejection[];
  error: DomainError | null;
}

function split(document: string | Buffer, size = Number.POSITIVE_INFINITY): Split {
  const bytes = Buffer.from(document);
  const out: Split = { elements: [], places: [], closed: [], rejections: [], error: null };
  const splitter = new JsonSplitter('a.json', rooms, {
    element({ name, value, owner, offset, bytes: length }) {
      out.elements.push([name, value, owner.get('name') as string | undefined]);
      out.places.push([offset, length]);
    },
    closed: (fields) => out.closed.push(Object.fromEntries(fields)),
    reject: (rejection) => out.rejections.push(rejection),
  });
  try {
    for (let at = 0; at < bytes.length; at += Math.min(size, bytes.length)) splitter.push(bytes.subarray(at, at + size), at);
    splitter.end();
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    out.error = error;
  }
  return out;
}

const values = (result: Split) => result.elements.map(([, value]) => value);
const reasons = (result: Split) => result.rejections.map(({ reason, sample }) => [reason, sample]);

describe('JsonSplitter', () => {
  it('hands out the elements of named arrays with their place and the fields known so far', () => {
    const text = '{"name":"群","other":[{"rows":[9]}],"rows":[{"a":"]},{\\""}, 1 ,"x",[2,[3]],null], "z":{"rows":[8]}}';
    const result = split(text);
    expect(values(result)).toEqual([{ a: ']},{"' }, 1, 'x', [2, [3]], null]);
    expect(result.elements.every(([name, , owner]) => name === 'row' && owner === '群')).toBe(true);
    expect(result.places.map(([offset, bytes]) => Buffer.from(text).toString('utf8', offset, offset + bytes))).toEqual([
      '{"a":"]},{\\""}',
      '1',
      '"x"',
      '[2,[3]]',
      'null',
    ]);
    expect(result.closed).toEqual([{ name: '群' }]);
    expect(result.error).toBeNull();
  });

  it('looks into objects inside arrays, and keeps the fields of each apart', () => {
    const result = split('{"rooms":{"list":[{"rows":[1],"name":"late"},{"name":"B","rows":[2]},{"name":"C"}]}}');
    expect(result.elements).toEqual([
      ['inner', 1, undefined],
      ['inner', 2, 'B'],
    ]);
    expect(result.closed).toEqual([{ name: 'late' }, { name: 'B' }, { name: 'C' }, {}, {}]);
  });

  it.each([
    ['an element that is no JSON', '{"rows":[{"a":1},{"b":tru},{"c":3}]}', [{ a: 1 }, { c: 3 }], [['badJson', '{"b":tru}']]],
    ['crossed brackets that balance', '{"rows":[{"a":[1}],2]}', [2], [['badJson', '{"a":[1}]']]],
    ['a stray bracket', '{"rows":[1,},2]}', [1, 2], [['badJson', '}']]],
    ['a bare word', '{"rows":[1,oops,2]}', [1, 2], [['badJson', 'oops']]],
    ['a missing comma', '{"rows":[{"a":1} {"b":2}]}', [{ a: 1 }, { b: 2 }], []],
    ['something else where the array should be', '{"rows":{"a":1},"name":"x"}', [], [['badJson', '{"a":1}']]],
    [
      'text behind the end',
      '{"rows":[1]} trailing {"b":[]}',
      [1],
      [
        ['badJson', 'trailing'],
        ['badJson', '{"b":[]}'],
      ],
    ],
    ['a comma before the beginning', ',{"rows":[1]}', [1], [['badJson', ',']]],
    ['a field that is no JSON', '{"name":nope,"rows":[1]}', [1], [['badJson', 'nope']]],
    ['a key without a value', '{"name",:"rows":[1]}', [1], [['badJson', ':']]],
  ])('%s costs only itself', (_case, text, elements, refused) => {
    const result = split(text);
    expect(values(result)).toEqual(elements);
    expect(reasons(result)).toEqual(refused);
    expect(result.error).toBeNull();
  });

  it('cleans control characters, raw or as \\xNN, and leaves real escapes alone', () => {
    const text = '{"rows":[{"t":"a\\x01b\u0002c\\x0Ad\ne\\\\x41 \\u4e2d \\"q\\""}]}';
    expect(values(split(text))).toEqual([{ t: 'abc\nd\ne\\x41 中 "q"' }]);
  });

  it('delivers what is whole of a document that is cut, and says where it ends', () => {
    const text = '{"name":"g","rows":[{"a":1},{"b":"cut he';
    const result = split(text);
    expect(values(result)).toEqual([{ a: 1 }]);
    expect(reasons(result)).toEqual([['truncated', '{"b":"cut he']]);
    expect(result.closed).toEqual([{ name: 'g' }]);
    expect(result.error).toMatchObject({ code: 'file.truncated', data: { file: 'a.json', offset: text.length } });
  });

  it.each([
    ['list', '['],
    ['object', '{"a":'],
  ])('stops at nesting beyond 64: %s', (_name, opener) => {
    for (const place of ['{"rows":[', '{"skipped":']) {
      const result = split(place + opener.repeat(100_000), 50_000);
      expect(result.error).toMatchObject({ code: 'json.tooDeep', data: { file: 'a.json' } });
    }
    expect(split(`{"rows":[${'['.repeat(62)}${']'.repeat(62)}]}`).error).toBeNull();
  });

  it('rejects an element beyond 8 MiB without holding it, and goes on', () => {
    const long = `{"t":"${'x'.repeat(MAX_VALUE_BYTES)}"}`;
    const result = split(`{"rows":[1,${long},2]}`, 1 << 16);
    expect(values(result)).toEqual([1, 2]);
    expect(result.rejections).toMatchObject([{ reason: 'lineTooLong', offset: 11, bytes: long.length, sample: long.slice(0, 2000) }]);
  });

  it('gives the same whatever the chunks', () => {
    const row = fc.jsonValue({ maxDepth: 2, noUnicodeString: false });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 4 }), fc.boolean(), fc.integer({ min: 1, max: 9 }), (rows, spaced, size) => {
        const text = JSON.stringify(
          { before: rows, name: '群 "é" 😀', rows, rooms: { list: [{ rows, name: 'r' }] } },
          null,
          spaced ? 1 : 0,
        );
        const whole = split(text);
        expect(whole.elements).toEqual([
          ...rows.map((value) => ['row', JSON.parse(JSON.stringify(value)), '群 "é" 😀']),
          ...rows.map((value) => ['inner', JSON.parse(JSON.stringify(value)), undefined]),
        ]);
        expect(split(text, size)).toEqual(whole);
      }),
    );
  });
});
