import { describe, expect, it } from 'vitest';
import { circlesOf } from './circles.ts';

const answer = (from: string, to: string) => ({ from, to, strong: 1, weak: 0 });
const knot = (...people: string[]) => people.flatMap((from) => people.filter((to) => to !== from).map((to) => answer(from, to)));

describe('circles', () => {
  const people = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'alone'];
  const edges = [...knot('a', 'b', 'c', 'd'), ...knot('e', 'f', 'g'), answer('d', 'e')];

  it('tells two knots joined by one answer apart, the larger first', () => {
    expect(Object.fromEntries(circlesOf(people, edges, () => 1))).toEqual({ a: 0, b: 0, c: 0, d: 0, e: 1, f: 1, g: 1, alone: 2 });
  });

  it('does not hang on the order of people or answers', () => {
    const again = circlesOf(people.toReversed(), edges.toReversed(), () => 1);
    expect(Object.fromEntries(again)).toEqual(Object.fromEntries(circlesOf(people, edges, () => 1)));
  });

  it('leaves people without answers each to themselves', () => {
    expect([...circlesOf(['x', 'y'], [], () => 1).values()]).toEqual([0, 1]);
  });
});
