import { expect, it } from 'vitest';
import { RecentCounts } from './recent.ts';

it('counts what is recent and forgets only after `size` other entries', () => {
  const counts = new RecentCounts(3);
  expect([counts.next('a'), counts.next('a')]).toEqual([0, 1]);
  for (const other of ['b', 'c', 'd']) counts.next(other);
  expect(counts.next('a')).toBe(2);
  for (let i = 0; i < 10; i++) counts.next(`x${i}`);
  expect(counts.next('a')).toBe(0);
});
