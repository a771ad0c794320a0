import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RecentIds, RecentRows } from './recent.ts';

function see(rows: RecentRows, at: number, text: string | null): [order: number, equal: number] {
  rows.see(at, text === null ? null : { who: 'name:A', type: 'message', kind: 'text', text });
  return [rows.order, rows.equal];
}

describe('RecentRows', () => {
  it('counts places and equals as a full memory would, while the window is not exceeded', () => {
    const row = fc.tuple(fc.integer({ min: 0, max: 3 }), fc.constantFrom('a', 'b', 'c', null));
    fc.assert(
      fc.property(fc.array(row, { maxLength: 40 }), (list) => {
        const rows = new RecentRows(16);
        list.forEach(([at, content], i) => {
          const before = list.slice(0, i).filter(([other]) => other === at);
          const equal = content === null ? 0 : before.filter(([, other]) => other === content).length;
          expect(see(rows, at, content)).toEqual([before.length, equal]);
        });
      }),
    );
  });

  it('tells an empty row of nobody from rows that need not be told apart', () => {
    const rows = new RecentRows(10);
    const empty = { who: null, type: 'system', kind: 'other', text: '' } as const;
    rows.see(1, null);
    for (const times of [0, 1, 2]) {
      rows.see(1, empty);
      expect([rows.order, rows.equal]).toEqual([times + 1, times]);
    }
  });

  it('goes on counting over a change of generation and forgets after two', () => {
    const rows = new RecentRows(3);
    see(rows, 1, 'x');
    for (const at of [2, 3, 4]) see(rows, at, 'y');
    expect(see(rows, 1, 'x')).toEqual([1, 1]);
    for (let at = 10; at < 20; at++) see(rows, at, 'y');
    expect(see(rows, 1, 'x')).toEqual([0, 0]);
  });

  it('keeps numbering a flood of rows in one instant', () => {
    const rows = new RecentRows(10);
    for (let i = 0; i < 1000; i++) expect(see(rows, 5, `row ${i}`)).toEqual([i, 0]);
  });

  it.each([3, 200])('counts equals among %i different rows, short and long ones', (different) => {
    const rows = new RecentRows(1000);
    const text = (i: number) => (i % 2 === 0 ? `row ${i}` : `row ${'long '.repeat(100)}${i}`);
    for (let round = 0; round < 3; round++) {
      for (let i = 0; i < different; i++) expect(see(rows, 5, text(i))).toEqual([round * different + i, round]);
    }
  });

  it.each([
    ['who', { who: 'name:B' }],
    ['type', { type: 'system' }],
    ['kind', { kind: 'image' }],
    ['text', { text: 'y' }],
    ['nobody', { who: null }],
  ] as const)('tells rows apart by %s', (_what, other) => {
    const rows = new RecentRows(10);
    const row = { who: 'name:A', type: 'message', kind: 'text', text: 'x' } as const;
    rows.see(1, row);
    rows.see(1, { ...row, ...other });
    expect([rows.order, rows.equal]).toEqual([1, 0]);
    rows.see(1, row);
    expect([rows.order, rows.equal]).toEqual([2, 1]);
  });
});

it('RecentIds knows an id until two generations have passed', () => {
  const ids = new RecentIds(2);
  expect([ids.isNew('a'), ids.isNew('a'), ids.isNew('b'), ids.isNew('c'), ids.isNew('a')]).toEqual([true, false, true, true, false]);
  for (const id of ['d', 'e', 'f']) ids.isNew(id);
  expect(ids.isNew('a')).toBe(true);
});
