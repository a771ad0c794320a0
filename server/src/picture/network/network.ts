/** Who answers whom: opinion leaders, bridges, and the figures of the whole network. */

import { byKey, referTo } from '../collect/people.ts';
import type { WhoAnswered } from '../days/edges.ts';
import type { PictureInput } from '../facts.ts';
import type { Picture } from '../picture.ts';
import { type AnswerGraph, answerGraph, betweenness, inOrder, joinsCircles, pageRanks, strengths, weightOf } from './answer-graph.ts';
import { circlesOf } from './circles.ts';

const NODES_SHOWN = 60;
const EDGES_SHOWN = 200;
/** An opinion leader is one to whom several people turn; one busy asker makes none. */
const ASKERS_NEEDED = 3;

export interface AnswerNetwork {
  network: Picture['network'];
  /** Times a person replied to or named others in the window, and was replied to or named. Weak replies are not in it. */
  answers: Map<string, number>;
  answered: Map<string, number>;
}

/**
 * @param edges of the window, one per pair; `from` answered `to`
 * Reciprocity: share of the edges that also run back. Density: edges of all that could be.
 */
export function answerNetwork(
  input: Pick<PictureInput, 'people' | 'totals'>,
  edges: readonly WhoAnswered[],
  windowDays = 90,
): AnswerNetwork {
  const real = edges.filter((edge) => edge.from !== edge.to && weightOf(edge) > 0);
  const graph = answerGraph(real);
  const { people } = graph;
  const strength = strengths(graph);
  const rank = pageRanks(graph);
  const between = betweenness(graph, strength);
  const askers = wholeAskers(graph);
  const top = Math.min(5, Math.ceil(people.length * 0.05));
  const leaders = highest(rank, top, (who) => (askers[who] ?? 0) >= ASKERS_NEEDED);
  const bridges = highest(between, top, (who) => (between[who] ?? 0) > 0 && joinsCircles(graph, who));

  const answers = new Map<string, number>();
  const answered = new Map<string, number>();
  for (const { from, to, strong } of real) {
    if (strong === 0) continue;
    answers.set(from, (answers.get(from) ?? 0) + strong);
    answered.set(to, (answered.get(to) ?? 0) + strong);
  }

  // Leaders and bridges are always shown, then the strongest.
  const strongest = highest(strength, NODES_SHOWN, () => true);
  const shown = [...leaders.union(bridges).union(strongest)].slice(0, NODES_SHOWN);
  const refer = referTo(input.people);
  const messages = new Map(input.totals.map((total) => [total.who, total.messages]));
  const drawn = drawnEdges(real, new Set(shown.map((number) => people[number] ?? '')));
  const circles = circlesOf(
    shown.map((number) => people[number] ?? ''),
    drawn,
    weightOf,
  );
  const nodes = shown
    .sort((a, b) => (rank[b] ?? 0) - (rank[a] ?? 0) || a - b)
    .map((number) => {
      const who = people[number] ?? '';
      return {
        ...refer(who),
        messages: messages.get(who) ?? 0,
        answers: answers.get(who) ?? 0,
        answered: answered.get(who) ?? 0,
        pageRank: rounded(rank[number] ?? 0),
        betweenness: rounded(between[number] ?? 0),
        opinionLeader: leaders.has(number),
        bridge: bridges.has(number),
        circle: circles.get(who) ?? 0,
      };
    });
  const n = people.length;
  const network = {
    windowDays,
    nodes,
    edges: drawn,
    reciprocity: real.length > 0 ? returned(graph) / real.length : null,
    density: n > 1 ? real.length / (n * (n - 1)) : null,
    allNodes: n,
    allEdges: real.length,
  };
  return { network, answers, answered };
}

/** Twelve digits behind the point: what comes later hangs on the order of adding. */
function rounded(value: number): number {
  return Math.round(value * 1e12) / 1e12;
}

/** The strongest edges between people shown. */
function drawnEdges(edges: readonly WhoAnswered[], shown: ReadonlySet<string>): WhoAnswered[] {
  return edges
    .filter(({ from, to }) => shown.has(from) && shown.has(to))
    .sort((a, b) => weightOf(b) - weightOf(a) || byKey(a.from, b.from) || byKey(a.to, b.to))
    .slice(0, EDGES_SHOWN)
    .map(({ from, to, strong, weak }) => ({ from, to, strong, weak }));
}

/** For each helper, how many turned to them for at least one whole answer. */
function wholeAskers({ people, answered, weights }: AnswerGraph): Int32Array {
  return Int32Array.from(people, (_who, helper) => {
    let askers = 0;
    for (let i = answered.starts[helper] ?? 0; i < (answered.starts[helper + 1] ?? 0); i += 1) if ((weights[i] ?? 0) >= 1) askers += 1;
    return askers;
  });
}

/** How many answers have one in the other direction: such a pair meets twice among the neighbours of either. */
function returned({ people, near }: AnswerGraph): number {
  const met = new Int32Array(people.length).fill(-1);
  let both = 0;
  for (let who = 0; who < people.length; who += 1) {
    for (let i = near.starts[who] ?? 0; i < (near.starts[who + 1] ?? 0); i += 1) {
      const other = near.of[i] ?? 0;
      if (met[other] === who) both += 1;
      met[other] = who;
    }
  }
  return both;
}

/** The first `limit` by value among those that qualify. */
function highest(values: Float64Array, limit: number, qualifies: (who: number) => boolean): Set<number> {
  const chosen = new Set<number>();
  for (const who of inOrder(values)) {
    if (chosen.size >= limit) break;
    if (qualifies(who)) chosen.add(who);
  }
  return chosen;
}
