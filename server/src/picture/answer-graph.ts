/** Measures of the answer graph, by graphology. Edges run from the asker to the helper. */
import { DirectedGraph, UndirectedGraph } from 'graphology';
import { betweenness as betweennessCentrality, pagerank } from 'graphology-metrics/centrality/index.js';
import type { WhoAnswered } from './edges.ts';

/** What speaking next within 5 minutes weighs against an explicit answer: four are taken for one. */
const WEAK_WEIGHT = 0.25;
/** Betweenness costs nodes × edges; beyond this many only the strongest can be brokers. */
const BETWEENNESS_NODES = 300;

export const weightOf = ({ strong, weak }: Pick<WhoAnswered, 'strong' | 'weak'>): number => strong + WEAK_WEIGHT * weak;

/** Weight of all answers given and got, by person. */
export function strengths(edges: readonly WhoAnswered[]): Map<string, number> {
  const strength = new Map<string, number>();
  for (const edge of edges) for (const who of [edge.from, edge.to]) strength.set(who, (strength.get(who) ?? 0) + weightOf(edge));
  return strength;
}

/**
 * PageRank from asker to helper (d = .85, weighted, dangling mass spread evenly): high for whom those answer-worthy turn
 * to. After Zhang, Ackerman & Adamic 2007 (ExpertiseRank). @returns shares that add up to 1
 */
export function pageRanks(edges: readonly WhoAnswered[]): Map<string, number> {
  const graph = new DirectedGraph<object, { weight: number }>();
  for (const edge of edges) graph.mergeEdge(edge.to, edge.from, { weight: weightOf(edge) });
  if (graph.order === 0) return new Map();
  return new Map(Object.entries(pagerank(graph, { alpha: 0.85, getEdgeWeight: 'weight', maxIterations: 1000, tolerance: 1e-10 })));
}

/** Share of the shortest paths between others that lead over a person; direction and weight apart. 0 outside the strongest 300. */
export function betweenness(edges: readonly WhoAnswered[], strength: ReadonlyMap<string, number>): Map<string, number> {
  const strongest = new Set(
    [...strength]
      .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
      .slice(0, BETWEENNESS_NODES)
      .map(([who]) => who),
  );
  const graph = new UndirectedGraph();
  for (const { from, to } of edges) if (strongest.has(from) && strongest.has(to)) graph.mergeEdge(from, to);
  if (graph.order === 0) return new Map();
  return new Map(Object.entries(betweennessCentrality(graph, { getEdgeWeight: null, normalized: true })));
}

/** Those whose neighbours fall into at least two knots of two or more once they are taken away: they join circles. */
export function joinsCircles(who: string, neighbours: ReadonlyMap<string, ReadonlySet<string>>): boolean {
  const open = new Set(neighbours.get(who));
  let knots = 0;
  while (open.size > 0) {
    const [first = ''] = open;
    open.delete(first);
    const knot = [first];
    for (const member of knot) {
      for (const next of neighbours.get(member) ?? []) if (open.delete(next)) knot.push(next);
    }
    if (knot.length >= 2) knots += 1;
    if (knots === 2) return true;
  }
  return false;
}
