/** Evening out what reviewers have to do: reviews move from the most loaded to the least, over others where need be. */
import type { Board } from './board.ts';

/** Questions asked of the rules in one allocation: about a second. A class that needs more keeps what it has then. */
const MOST_QUESTIONS = 5_000_000;

interface Move {
  work: number;
  from: number;
}

/** Moves reviews until nobody has two more than somebody it could reach. What a failed search reached leads nowhere. */
export function even(board: Board): void {
  const budget = { left: MOST_QUESTIONS };
  const stuck = new Set<number>();
  const reviewing = board.people
    .keys()
    .filter((person) => board.seat(person).reviews)
    .toArray();
  const loadOf = (person: number) => board.seat(person).load;
  while (budget.left > 0) {
    const byLoad = reviewing.toSorted((a, b) => loadOf(a) - loadOf(b));
    const high = byLoad.findLast((person) => !stuck.has(person));
    if (high === undefined || loadOf(high) - loadOf(byLoad[0] ?? high) < 2) return;
    for (const person of relieve(board, high, byLoad, budget)) stuck.add(person);
  }
}

/** @param byLoad reviewers, the least loaded first @returns whom nothing can relieve: nobody when a review moved */
function relieve(board: Board, high: number, byLoad: readonly number[], budget: { left: number }): Iterable<number> {
  const enough = board.seat(high).load - 2;
  const ways = new Map<number, Move | null>([[high, null]]);
  for (const from of ways.keys()) {
    for (const work of board.seat(from).reviewing) {
      const lifted = board.desk(work).fresh.get(from);
      if (!lifted) continue;
      for (const person of byLoad) {
        if (ways.has(person)) continue;
        budget.left -= 1;
        if (budget.left < 0) return [];
        if (!board.allowed(work, person, lifted)) continue;
        ways.set(person, { work, from });
        if (board.seat(person).load <= enough) return shift(board, ways, person) ? [] : [high];
      }
    }
  }
  return ways.keys();
}

/** Moves along the way found, the end first. What a move made impossible further up undoes all of it. */
function shift(board: Board, ways: ReadonlyMap<number, Move | null>, end: number): boolean {
  const done: (Move & { to: number })[] = [];
  let to = end;
  for (let way = ways.get(to); way; way = ways.get(to)) {
    const lifted = board.desk(way.work).fresh.get(way.from) ?? [];
    if (!board.allowed(way.work, to, lifted)) {
      for (const { work, from, to: back } of done.reverse()) replace(board, work, back, from);
      return false;
    }
    replace(board, way.work, way.from, to);
    done.push({ ...way, to });
    to = way.from;
  }
  return true;
}

function replace(board: Board, work: number, from: number, to: number): void {
  const lifted = board.desk(work).fresh.get(from) ?? [];
  board.take(work, from);
  board.put(work, to, lifted);
}
