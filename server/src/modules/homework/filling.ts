/** The first hand of reviews: whoever has the least to do takes the next work that its rules allow. */
import type { Board, Rule } from './board.ts';

/** People with the same load, by squad where squads matter. */
type Waiting = Map<string | null, number[]>;

/** Round by round, each work that has the fewest reviews gets the allowed reviewer with the least to do. */
export function fill(board: Board, lifted: readonly Rule[]): void {
  const levels: Waiting[] = [];
  for (const [person, { reviews }] of board.people.entries()) if (reviews) enter(board, levels, person);
  let open = board.works
    .keys()
    .filter((work) => board.missing(work) > 0)
    .toArray();
  while (open.length > 0) {
    const most = open.reduce((found, work) => Math.max(found, board.missing(work)), 0);
    // Whoever finds nobody now finds nobody later: filling only ever forbids more.
    open = open
      .filter((work) => board.missing(work) < most || found(board, levels, work, lifted))
      .filter((work) => board.missing(work) > 0);
  }
}

function enter(board: Board, levels: Waiting[], person: number): void {
  const { load, ...seat } = board.seat(person);
  const squadId = board.outside ? seat.squadId : null;
  const level = levels[load] ?? new Map<string | null, number[]>();
  levels[load] = level;
  const list = level.get(squadId);
  if (list) list.push(person);
  else level.set(squadId, [person]);
}

function found(board: Board, levels: Waiting[], work: number, lifted: readonly Rule[]): boolean {
  const barred = board.barred(work, lifted);
  for (const level of levels) {
    const person = level && takeFrom(level, barred, (one) => board.allowed(work, one, lifted));
    if (person === undefined) continue;
    board.put(work, person, lifted);
    enter(board, levels, person);
    return true;
  }
  return false;
}

/** With a thousand squads, comparing all of them for every review took nine times as long and dealt no better. */
const COMPARED = 16;

/** Squads with the most people left come first, so that a work's own squad is not all that remains in the end. */
function takeFrom(level: Waiting, barred: string | null, suits: (person: number) => boolean): number | undefined {
  const tried = new Set<string | null>();
  for (;;) {
    let squad: string | null = null;
    let list: number[] = [];
    let compared = 0;
    for (const [name, people] of level) {
      if (tried.has(name) || (name !== null && name === barred)) continue;
      if (people.length > list.length) [squad, list] = [name, people];
      compared += 1;
      if (compared === COMPARED) break;
    }
    if (list.length === 0) return undefined;
    const at = list.findIndex(suits);
    if (at < 0) {
      tried.add(squad);
      continue;
    }
    const person = list[at];
    list.splice(at, 1, ...list.slice(-1));
    list.pop();
    if (list.length === 0) level.delete(squad);
    return person;
  }
}
