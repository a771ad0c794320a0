/** Who answers whom: opinion leaders, bridges, and the figures of the whole network. */
import { betweenness, joinsCircles, pageRanks, strengths, weightOf } from './answer-graph.ts';
import type { WhoAnswered } from './edges.ts';
import type { PictureInput } from './facts.ts';
import { byKey, referTo } from './people.ts';
import type { Picture } from './picture.ts';

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
 * Reciprocity: share of the edges that also run back. Density: edges of all that could be. Circles need a community
 * detection that is not built in: `circle` is 0 for all.
 */
export function answerNetwork(
  input: Pick<PictureInput, 'people' | 'totals'>,
  edges: readonly WhoAnswered[],
  windowDays = 90,
): AnswerNetwork {
  const real = edges.filter((edge) => edge.from !== edge.to && weightOf(edge) > 0);
  const strength = strengths(real);
  const rank = pageRanks(real);
  const between = betweenness(real, strength);
  const { neighbours, askers } = linksOf(real);
  const top = Math.min(5, Math.ceil(strength.size * 0.05));
  const leaders = highest(rank, top, (who) => (askers.get(who)?.size ?? 0) >= ASKERS_NEEDED);
  const bridges = highest(between, top, (who) => (between.get(who) ?? 0) > 0 && joinsCircles(who, neighbours));

  const answers = new Map<string, number>();
  const answered = new Map<string, number>();
  for (const { from, to, strong } of real) {
    if (strong === 0) continue;
    answers.set(from, (answers.get(from) ?? 0) + strong);
    answered.set(to, (answered.get(to) ?? 0) + strong);
  }

  // Leaders and bridges are always shown, then the strongest.
  const strongest = highest(strength, NODES_SHOWN, () => true);
  const shown = new Set([...leaders.union(bridges).union(strongest)].slice(0, NODES_SHOWN));
  const refer = referTo(input.people);
  const messages = new Map(input.totals.map((total) => [total.who, total.messages]));
  const nodes = [...shown]
    .sort((a, b) => (rank.get(b) ?? 0) - (rank.get(a) ?? 0) || byKey(a, b))
    .map((who) => ({
      ...refer(who),
      messages: messages.get(who) ?? 0,
      answers: answers.get(who) ?? 0,
      answered: answered.get(who) ?? 0,
      pageRank: rank.get(who) ?? 0,
      betweenness: between.get(who) ?? 0,
      opinionLeader: leaders.has(who),
      bridge: bridges.has(who),
      circle: 0,
    }));
  const drawn = real
    .filter(({ from, to }) => shown.has(from) && shown.has(to))
    .sort((a, b) => weightOf(b) - weightOf(a) || byKey(a.from, b.from) || byKey(a.to, b.to))
    .slice(0, EDGES_SHOWN)
    .map(({ from, to, strong, weak }) => ({ from, to, strong, weak }));

  const n = strength.size;
  const directed = new Set(real.map(({ from, to }) => `${from}\n${to}`));
  const returned = real.filter(({ from, to }) => directed.has(`${to}\n${from}`)).length;
  const network = {
    windowDays,
    nodes,
    edges: drawn,
    reciprocity: real.length > 0 ? returned / real.length : null,
    density: n > 1 ? real.length / (n * (n - 1)) : null,
    allNodes: n,
    allEdges: real.length,
  };
  return { network, answers, answered };
}

/** Neighbours in either direction, and for each helper those who turned to them for at least one whole answer. */
function linksOf(edges: readonly WhoAnswered[]): { neighbours: Map<string, Set<string>>; askers: Map<string, Set<string>> } {
  const neighbours = new Map<string, Set<string>>();
  const askers = new Map<string, Set<string>>();
  for (const edge of edges) {
    add(neighbours, edge.from, edge.to);
    add(neighbours, edge.to, edge.from);
    if (weightOf(edge) >= 1) add(askers, edge.from, edge.to);
  }
  return { neighbours, askers };
}

function add(sets: Map<string, Set<string>>, key: string, value: string): void {
  const own = sets.get(key);
  if (own) own.add(value);
  else sets.set(key, new Set([value]));
}

/** The first `limit` by value among those that qualify. */
function highest(values: ReadonlyMap<string, number>, limit: number, qualifies: (who: string) => boolean): Set<string> {
  const chosen = new Set<string>();
  for (const [who] of [...values].sort(([a, x], [b, y]) => y - x || byKey(a, b))) {
    if (chosen.size >= limit) break;
    if (qualifies(who)) chosen.add(who);
  }
  return chosen;
}
