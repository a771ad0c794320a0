/** Turning reviews round where two people may not review each other, so that a work that found nobody finds somebody. */
import type { Board, Rule } from './board.ts';

interface Step {
  /** The work that wants a reviewer, and the one that gives its reviewer up for it. */
  work: number;
  gives: number;
}

/**
 * Between two authors one direction alone is free: who reviews whom is an orientation of a graph, and a work gains a review along a
 * path of turned reviews that ends where somebody is still free, or at a work that has two more (augmenting paths: Ford and
 * Fulkerson 1956). A search that failed needs no repetition: what it reached leads nowhere.
 */
export function mend(board: Board, lifted: readonly Rule[]): void {
  const dead = new Set<number>();
  const short = board.works
    .keys()
    .filter((work) => board.missing(work) > 0)
    .toArray();
  for (const work of short) while (board.missing(work) > 0 && gain(board, work, lifted, dead)) dead.clear();
}

function gain(board: Board, start: number, lifted: readonly Rule[], dead: Set<number>): boolean {
  if (dead.has(start)) return false;
  const ways = new Map<number, Step | null>([[start, null]]);
  const enough = board.missing(start) - 2;
  for (const [work, way] of ways) {
    const free = work === start ? undefined : freeFor(board, work, lifted);
    if (free !== undefined || (way && board.missing(work) <= enough)) {
      turn(board, ways, work, lifted);
      if (free !== undefined) board.put(work, free, lifted);
      return true;
    }
    for (const gives of turnable(board, work, lifted)) if (!ways.has(gives) && !dead.has(gives)) ways.set(gives, { work, gives });
  }
  for (const work of ways.keys()) dead.add(work);
  return false;
}

/** Works whose author could review this one if this one's author did not review theirs, which is not settled yet. */
function turnable(board: Board, work: number, lifted: readonly Rule[]): number[] {
  const { author } = board.desk(work);
  return board.seat(author).reviewing.filter((other) => {
    const { author: giver, fresh } = board.desk(other);
    return fresh.has(author) && board.between(author, giver).length === 1 && board.allowed(work, giver, [...lifted, 'reciprocal']);
  });
}

/** The least loaded of those who may take a work as things are. */
function freeFor(board: Board, work: number, lifted: readonly Rule[]): number | undefined {
  let best: number | undefined;
  for (const [person, { load }] of board.people.entries()) {
    if ((best === undefined || load < board.seat(best).load) && board.allowed(work, person, lifted)) best = person;
  }
  return best;
}

function turn(board: Board, ways: ReadonlyMap<number, Step | null>, end: number, lifted: readonly Rule[]): void {
  for (let way = ways.get(end); way; way = ways.get(way.work)) {
    board.take(way.gives, board.desk(way.work).author);
    board.put(way.work, board.desk(way.gives).author, lifted);
  }
}
