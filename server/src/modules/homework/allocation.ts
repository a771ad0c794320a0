/** Which reviewer reads whose homework. Pure: the same seed allocates alike, whatever the order people and works come in. */
import { type Asked, Board, compare, type Pair } from './board.ts';
import { even } from './evening.ts';
import { fill } from './filling.ts';
import { mend } from './mending.ts';

export type { Asked, Pair } from './board.ts';

export interface Allocated {
  /** New pairs only. */
  pairs: Pair[];
  /** Works that still have fewer than `k` reviews, with how many are missing. */
  short: { workId: string; missing: number }[];
}

/**
 * Nobody reviews own work or a work twice; no two people review each other, and nobody reads own squad, unless lifted. Reviewers
 * with the least to do come first, so that loads differ by one at most wherever the rules leave room; where they do not, a missing
 * review is shared out: no work is left with two fewer than another that could have given one up.
 */
export function allocate(asked: Asked): Allocated {
  const board = new Board(asked);
  for (let count = 0; count <= asked.relaxed.length; count += 1) {
    const lifted = asked.relaxed.slice(0, count);
    fill(board, lifted);
    if (!lifted.includes('reciprocal')) mend(board, lifted);
    even(board);
  }
  const short = board.works.flatMap(({ id }, work) => (board.missing(work) > 0 ? [{ workId: id, missing: board.missing(work) }] : []));
  return { pairs: board.fresh(), short: short.sort((a, b) => compare(a.workId, b.workId)) };
}
